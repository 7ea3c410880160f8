"""What a body considered: dialogue, or not, and why. Public, the "no" ones too (A1)."""

from flask import Blueprint, flash, redirect
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.domain.calendar import local_day
from portal.domain.matters import ConsiderationOutcome
from portal.domain.permissions import Act, require
from portal.models.matters import Matter
from portal.queries import matters as known
from portal.services import matters
from portal.web import sessions
from portal.web.access import staff
from portal.web.forms.matters import ConsiderationForm
from portal.web.forms.saving import mark_of, require_seen, saved
from portal.web.protection import csrf
from portal.web.staff import body_choices, chosen_body
from portal.web.staff_labels import CONSIDERATION_NOTES, CONSIDERATIONS, PRINCIPLES

blueprint = Blueprint("office_considerations", __name__, url_prefix="/office/matters/<slug>")
csrf.exempt(blueprint)


@blueprint.route("/consider", methods=["GET", "POST"])
@staff(Act.CONSIDER)
def new(slug: str) -> Response | tuple[str, int]:
    """Record a consideration; a later one replaces an earlier one, and both stay public."""
    matter = known.by_slug(sessions.reading(), slug)
    actor, now, rules = sessions.current_actor(), sessions.now(), sessions.settings().rules()
    require(actor, Act.CONSIDER, matter.body_id)
    standing = _standing(matter)
    form = ConsiderationForm(
        data={"body": str(matter.body_id), "decided_on": local_day(now, rules.zone), "seen": mark_of(standing)}
    )
    form.body.choices = body_choices(sessions.reading())

    def change(session: Session) -> None:
        body, day = chosen_body(session, form.body.data), form.decided_on.data
        assert body is not None
        assert day is not None
        fresh = known.by_slug(session, slug)
        require_seen(form, _standing(fresh))
        matters.consider(
            session, actor, rules, fresh, ConsiderationOutcome(form.outcome.data),
            form.grounds.data or "", body, form.decided_by.data or "", day, now, form.section.data or "",
        )  # fmt: skip

    if saved(form, change):
        flash(_("Övervägandet är sparat och offentligt."), "good")
        return redirect(f"/office/matters/{slug}/", 303)
    matter = known.by_slug(sessions.reading(), slug)
    if form.overtaken:
        form.seen.data, form.seen.raw_data = mark_of(_standing(matter)), None
    return form.page(
        "office/considerations/new.html",
        matter=matter,
        notes=CONSIDERATION_NOTES,
        principles=PRINCIPLES,
        labels=CONSIDERATIONS,
    )


def _standing(matter: Matter) -> dict[str, object]:
    """What the form is filled from: another consideration meanwhile makes it old."""
    return {"considerations": len(matter.considerations), "withdrawn": matter.withdrawn_on}
