"""Paper forms that carry a receipt code each, for staff to print before a meeting or for the library."""

from flask import Blueprint, make_response
from werkzeug.wrappers import Response

from portal.domain.permissions import Act
from portal.domain.refusals import Refused
from portal.services import registrations
from portal.web.access import staff
from portal.web.forms.paper_forms import PaperFormsForm
from portal.web.office.workspace import open_dialogue, page
from portal.web.paper_form import paper_form
from portal.web.protection import csrf
from portal.web.sessions import changes, current_actor, now, reading, settings

blueprint = Blueprint("office_paper_forms", __name__, url_prefix="/office/dialogues/<slug>/paper-forms")
csrf.exempt(blueprint)  # the form checks its own token


@blueprint.route("/", methods=["GET", "POST"])
@staff(Act.REGISTER_SUBMISSIONS)
def show(slug: str) -> Response | tuple[str, int]:
    """Ask how many, make the codes, and show the sheets. They cannot be shown again: only hashes are kept."""
    form = PaperFormsForm()
    if form.validate_on_submit():
        try:
            with changes() as session:
                fresh = open_dialogue(session, slug, Act.REGISTER_SUBMISSIONS)
                actor, rules = current_actor(), settings().rules()
                codes = registrations.prepare_codes(session, actor, rules, fresh, form.wanted.data or 0, now())
        except Refused as refused:
            form.refuse(refused)
        else:
            dialogue = open_dialogue(reading(), slug, Act.REGISTER_SUBMISSIONS)
            response = make_response(paper_form(dialogue, codes))
            response.headers["Cache-Control"] = "no-store"
            return response
    dialogue = open_dialogue(reading(), slug, Act.REGISTER_SUBMISSIONS)
    return page("office/paper_forms/show.html", dialogue, "register", form=form), form.status
