"""What is late about a dialogue, in plain words: for the list, the overview and the desk."""

from datetime import date

from flask import g
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.domain.bodies import BodyKind
from portal.domain.dialogues import Stage, stage_of
from portal.domain.escalation import LiesWith, lies_with
from portal.domain.promised_dates import Promised
from portal.models.bodies import Body
from portal.models.dialogues import Dialogue
from portal.queries import desk, escalation
from portal.web import days, sessions
from portal.web.formats import in_sentence
from portal.web.staff import name_of

SOON = 14
"""Days before a promised date from which the desk reminds of it."""


def late_words(dialogue: Dialogue) -> str | None:
    """*Svaret är 12 dagar försenat*, or the same of the result; None when nothing is late."""
    for what, by in owed(dialogue):
        over = (days.today() - by).days
        if over > 0 and what is Promised.RESULT:
            return ngettext("Resultatet är %(num)s dag försenat", "Resultatet är %(num)s dagar försenat", over)
        if over > 0:
            return ngettext("Svaret är %(num)s dag försenat", "Svaret är %(num)s dagar försenat", over)
    return None


def step_of(dialogue: Dialogue) -> LiesWith | None:
    """Whom a late answer lies with: the dialogue group, the body or the executive board; None when it is not late."""
    by = next((day for what, day in owed(dialogue) if what is Promised.ANSWER), None)
    if by is None:
        return None
    is_board = dialogue.body.kind is BodyKind.EXECUTIVE_BOARD
    return lies_with((days.today() - by).days, sessions.settings().rules().escalation, is_board=is_board)


def lies_words(dialogue: Dialogue) -> str | None:
    """*Nu ligger frågan hos kommunstyrelsen.* – the words of the public page; None while the dialogue group has it."""
    step = step_of(dialogue)
    if step in (None, LiesWith.GROUP):
        return None
    holder = _board() if step is LiesWith.BOARD else dialogue.body
    return _("Nu ligger frågan hos %(body)s.", body=in_sentence(name_of(holder or dialogue.body)))


def _board() -> Body | None:
    if "board" not in g:
        g.board = escalation.board(sessions.reading())
    found: Body | None = g.board
    return found


def soon_words(dialogue: Dialogue) -> str | None:
    """What is due within a fortnight, with its day; None when nothing is."""
    for what, by in owed(dialogue):
        if 0 <= (by - days.today()).days <= SOON:
            if what is Promised.RESULT:
                return _("Resultatet ska komma senast %(date)s", date=days.long(by))
            return _("Svaret ska komma senast %(date)s", date=days.long(by))
    return None


def owed(dialogue: Dialogue) -> list[tuple[Promised, date]]:
    """What was promised by a date and is still owed, the answer first: it holds the result within it."""
    stage = stage_of(dialogue.stage_facts(), sessions.now())
    if dialogue.announced_at is None or stage in (Stage.ANSWERED, Stage.CONCLUDED, Stage.CANCELLED, Stage.ABANDONED):
        return []
    found = [(Promised.ANSWER, dialogue.answer_by)]
    if dialogue.id not in _with_result():
        found.append((Promised.RESULT, dialogue.result_by))
    return [(what, by) for what, by in found if by is not None]


def _with_result() -> set[int]:
    if "with_result" not in g:
        g.with_result = desk.with_result(sessions.reading())
    found: set[int] = g.with_result
    return found
