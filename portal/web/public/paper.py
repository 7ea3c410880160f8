"""The form on paper, for anybody to print."""

from flask import Blueprint

from portal.domain.dialogues import Level
from portal.domain.refusals import NotFound
from portal.queries import dialogues
from portal.web.access import public
from portal.web.paper_form import paper_form
from portal.web.sessions import reading

blueprint = Blueprint("public_paper", __name__)


@blueprint.get("/dialogues/<slug>/print")
@public
def show(slug: str) -> str:
    """The form to print and fill in with a pen; without a code of its own, since anybody may print it many times."""
    dialogue = dialogues.public_by_slug(reading(), slug)
    if dialogue.level < Level.CONSULTATION:
        raise NotFound("NOT_FOUND")
    return paper_form(dialogue)
