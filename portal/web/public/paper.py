"""The form on paper: the same questions, lines to write on, and a slip to tear off."""

from flask import Blueprint, render_template
from flask_babel import gettext as _

from portal.domain.dialogues import Level
from portal.domain.questions import QuestionKind
from portal.domain.refusals import NotFound
from portal.queries import dialogues, submissions
from portal.web.access import public
from portal.web.days import closing
from portal.web.forms.take_part import said
from portal.web.labels import SHOW_MODES, promise_of
from portal.web.public_address import public_address, qr_picture
from portal.web.sessions import reading, settings

blueprint = Blueprint("public_paper", __name__)


@blueprint.get("/dialogues/<slug>/print")
@public
def show(slug: str) -> str:
    """The form to print and fill in with a pen; without a code of its own, since anybody may print it many times."""
    dialogue = dialogues.public_by_slug(reading(), slug)
    if dialogue.level < Level.CONSULTATION:
        raise NotFound("NOT_FOUND")
    address = public_address(f"/d/{dialogue.slug}")
    return render_template(
        "public/take_part/print.html",
        dialogue=dialogue,
        questions=submissions.questions_with_words(reading(), dialogue.id),
        QuestionKind=QuestionKind,
        said=said,
        promise=promise_of(dialogue),
        show_modes=SHOW_MODES,
        address=address,
        qr_svg=qr_picture(f"/d/{dialogue.slug}", _("QR-kod till dialogens sida")),
        closing=closing,
        mail_offered=settings().rules().mail_offered,
        codes=[None],
    )
