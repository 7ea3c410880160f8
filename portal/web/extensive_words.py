"""Why a dialogue counts as extensive, in words, for the office, the public page and the log (C3)."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from portal.adapters import locale_format
from portal.domain.decisions import section_of
from portal.domain.dialogues import Stage
from portal.domain.extensive import Criterion, Extensive, Met, report_year, thawed
from portal.queries import extensive
from portal.queries.public_dialogues import Public
from portal.queries.public_texts import Words
from portal.web import days, dialogue_words
from portal.web.formats import reader_language
from portal.web.sessions import settings


def because(met: Met) -> str:
    """One criterion as a sentence, with its figure and the limit."""
    figure, limit = _number(met.figure), _number(met.limit)
    return {
        Criterion.MANY_AFFECTED: _(
            "Ungefär %(figure)s personer berörs. Gränsen är %(limit)s.", figure=figure, limit=limit
        ),
        Criterion.MANY_SUBMISSIONS: ngettext(
            "%(figure)s synpunkt har kommit in. Gränsen är %(limit)s.",
            "%(figure)s synpunkter har kommit in. Gränsen är %(limit)s.",
            met.figure or 0,
            figure=figure,
            limit=limit,
        ),
        Criterion.HIGH_COST: _(
            "Dialogen kostar %(figure)s kronor. Gränsen är %(limit)s kronor.", figure=figure, limit=limit
        ),
        Criterion.BOARD_HOLDS: _("Kommunstyrelsen eller kommunfullmäktige har beslutat att hålla dialogen."),
    }[met.criterion]


def reasons(found: Extensive) -> list[str]:
    """The criteria that hold, a sentence each."""
    return [because(met) for met in found.criteria]


def verdict(found: Extensive) -> str:
    """Whether the dialogue counts as extensive, and who says so: the criteria, or staff against them."""
    if found.stated is None:
        if found.holds:
            return _("Dialogen räknas som omfattande, för den uppfyller kriterierna.")
        return _("Dialogen räknas inte som omfattande. Inget av kriterierna stämmer.")
    return _("Vi räknar dialogen som omfattande.") if found.stated else _("Vi räknar inte dialogen som omfattande.")


def told(data: Mapping[str, Any]) -> str:
    """The portal's line in the log when other criteria hold than before."""
    if data.get("criteria"):
        return _("Dialogen uppfyller kriterierna för en omfattande dialog.")
    return _("Dialogen uppfyller inte längre något av kriterierna för en omfattande dialog.")


def told_why(data: Mapping[str, Any]) -> str | None:
    """The criteria of such a line, one sentence after the other; None when there are none."""
    rows: Sequence[Mapping[str, Any]] = data.get("criteria") or ()
    return " ".join(because(met) for met in thawed(rows)) or None


def stated(data: Mapping[str, Any]) -> str:
    """The line in the log when staff state it, or let the criteria decide again."""
    if data.get("stated") is None:
        return _("Kriterierna avgör igen om dialogen är omfattande.")
    return verdict(Extensive(stated=bool(data["stated"])))


def _number(value: int | None) -> str:
    return "" if value is None else locale_format.number(value, reader_language())


def office(found: Extensive) -> dict[str, Any]:
    """The same for the staff: whether it holds, who says so, the reason, and the criteria in sentences."""
    return {"holds": found.holds, "verdict": verdict(found), "reasons": reasons(found), "reason": found.reason}


def notice(public: Public, words: Words) -> dict[str, Any] | None:
    """What the page of a dialogue tells: that it is extensive and why, or why it is not though a criterion holds.

    None for the many dialogues that nothing makes extensive and of which nobody says otherwise.
    """
    if public.stage is Stage.CANCELLED:
        return None
    found = extensive.of_public(public, settings().rules())
    if not found.holds and not found.overrides:
        return None
    dialogue = public.dialogue
    where = dialogue_words.in_sentence(dialogue_words.body_name(public, words))
    reported = None
    if dialogue.body_report_on:
        on, section = days.short(dialogue.body_report_on), section_of(dialogue.body_report_section)
        reported = _("Den redovisades i %(body)s %(date)s, § %(section)s.", body=where, date=on, section=section)
    elif found.holds:
        reported = _("När den är besvarad redovisas den i %(body)s.", body=where)
    year = report_year(days.local(dialogue.answered_at)) if dialogue.answered_at and found.holds else None
    return {
        **office(found),
        "reported": reported,
        "owed": year and _("Den tas upp i verksamhetsberättelsen för %(year)s.", year=year),
    }
