"""The accessibility statement, and the way to tell what does not work without saying who one is."""

from datetime import date

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.domain.accessibility import MOST_TEXT
from portal.domain.refusals import Refused
from portal.services import accessibility
from portal.web.access import public
from portal.web.forms.accessibility import AccessibilityForm
from portal.web.page_cache import cacheable
from portal.web.protection import csrf
from portal.web.sessions import changes, now, settings

blueprint = Blueprint("public_accessibility", __name__, url_prefix="/accessibility")
csrf.exempt(blueprint)  # the form checks its own token, so that an old one costs nobody their text

STATEMENT_UPDATED = date(2026, 11, 23)
"""The day on which the accessibility statement was last gone through."""


@blueprint.get("")
@public
def show() -> str:
    """The statement that the law on accessibility (2018:1937) asks for."""
    cacheable("site")
    return render_template("public/accessibility/show.html", updated=STATEMENT_UPDATED)


@blueprint.route("/report", methods=["GET", "POST"])
@public
def report() -> Response | tuple[str, int]:
    """Tell what does not work."""
    form = AccessibilityForm()
    if form.validate_on_submit():
        try:
            with changes() as session:
                text, place = form.text.data or "", form.place.data or ""
                accessibility.report(session, settings().rules(), text, place, now())
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect(url_for("public_accessibility.report", done="1"), 303)
    done = request.method == "GET" and request.args.get("done") == "1"
    return form.page("public/accessibility/report.html", done=done, limit=MOST_TEXT)
