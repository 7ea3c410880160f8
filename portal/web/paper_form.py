"""The paper form as a page to print: the same questions, lines to write on, and a slip to tear off for each code."""

from collections.abc import Sequence

from flask import render_template
from flask_babel import gettext as _

from portal.domain.dialogues import PUBLIC_STAGES, Stage, stage_of
from portal.domain.questions import QuestionKind
from portal.models.dialogues import Dialogue
from portal.queries import submissions
from portal.web.days import closing
from portal.web.forms.take_part import said
from portal.web.labels import SHOW_MODES
from portal.web.ladder_words import promise_of
from portal.web.public_address import public_address, qr_picture
from portal.web.sessions import now, reading, settings

_OVER = PUBLIC_STAGES - {Stage.ANNOUNCED, Stage.OPEN}


def paper_form(dialogue: Dialogue, codes: Sequence[str | None] = (None,)) -> str:
    """The printed form once for each receipt code; None makes one without a code of its own."""
    return render_template(
        "public/take_part/print.html",
        dialogue=dialogue,
        questions=submissions.questions_with_words(reading(), dialogue.id),
        QuestionKind=QuestionKind,
        said=said,
        promise=promise_of(dialogue),
        show_modes=SHOW_MODES,
        address=public_address(f"/d/{dialogue.slug}"),
        qr_svg=qr_picture(f"/d/{dialogue.slug}", _("QR-kod till dialogens sida")),
        closing=closing,
        is_over=stage_of(dialogue.stage_facts(), now()) in _OVER,
        mail_offered=settings().rules().mail_offered,
        codes=codes,
    )
