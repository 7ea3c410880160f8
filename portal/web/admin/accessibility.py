"""What people have said they cannot use."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from portal.domain.permissions import Act
from portal.queries import accessibility as reports
from portal.services import accessibility
from portal.web.access import staff
from portal.web.sessions import changes, current_actor, now, reading, settings

blueprint = Blueprint("admin_accessibility", __name__, url_prefix="/admin/accessibility")


@blueprint.get("/")
@staff(Act.SEE_SETTINGS)
def index() -> str:
    """The reports, those not handled first."""
    return render_template("admin/accessibility/index.html", reports=reports.latest(reading()))


@blueprint.post("/<int:report_id>/handle")
@staff(Act.SEE_SETTINGS)
def handle(report_id: int) -> Response:
    """Tick one off."""
    with changes() as session:
        accessibility.handle(session, current_actor(), settings().rules(), report_id, now())
    return redirect(url_for("admin_accessibility.index"), 303)
