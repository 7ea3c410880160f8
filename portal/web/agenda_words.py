"""What a moved meeting breaks, and what a dialogue has promised, in words for the office."""

from flask_babel import gettext as _
from flask_babel import ngettext

from portal.adapters.locale_format import comma
from portal.domain.agendas import Break, BreakKind
from portal.models.dialogues import Dialogue
from portal.web import days, labels
from portal.web.formats import reader_language
from portal.web.sessions import settings


def broken(one: Break) -> str:
    """One thing that the new day breaks, as a sentence."""
    day = days.long(one.day) if one.day else ""
    wanted = settings().days_between_close_and_decision
    if one.kind is BreakKind.CLOSES_TOO_NEAR:
        return ngettext(
            "Dialogen är öppen till %(day)s, bara %(num)s dag före sammanträdet. Det bör vara minst %(wanted)s.",
            "Dialogen är öppen till %(day)s, bara %(num)s dagar före sammanträdet. Det bör vara minst %(wanted)s.",
            one.number, day=day, wanted=wanted,
        )  # fmt: skip
    return {
        BreakKind.CLOSES_AFTER: _(
            "Dialogen är öppen till %(day)s. Då hinner den inte stänga före sammanträdet.", day=day
        ),
        BreakKind.RESULT_PROMISED_AFTER: _("Resultatet är lovat till %(day)s, efter sammanträdet.", day=day),
        BreakKind.ANSWER_PROMISED_BEFORE: _(
            "Svaret är lovat till %(day)s, före sammanträdet. Det går inte att svara före beslutet.", day=day
        ),
        BreakKind.ANOTHER_DAY_PROMISED: _("Löftet säger att beslutet fattas %(day)s.", day=day),
        BreakKind.CONSIDERATION_LATE: _(
            "Övervägandet skulle då ha varit klart senast %(day)s. Det blir försenat.", day=day
        ),
    }[one.kind]


def promise_of(dialogue: Dialogue) -> str:
    """The step and the promised days of a dialogue, in one line."""
    parts = [labels.steps()[dialogue.level - 1][1]]
    if dialogue.opens_at and dialogue.closes_at:
        parts.append(
            _("öppen %(dates)s", dates=days.between(days.local(dialogue.opens_at), days.last(dialogue.closes_at)))
        )
    if dialogue.result_by:
        parts.append(_("resultat senast %(date)s", date=days.short(dialogue.result_by)))
    if dialogue.answer_by:
        parts.append(_("svar senast %(date)s", date=days.short(dialogue.answer_by)))
    return comma(reader_language()).join(str(part) for part in parts)
