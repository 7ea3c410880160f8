"""Names of codes on the reading pages: what was pointed out, stances, and decisions in the words of the dialogue."""

from collections.abc import Mapping
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from portal.domain.dialogues import ShowMode
from portal.domain.moderation import AppealOutcome, FlagKind, Reason, ReportOutcome, ReviewState, Verdict
from portal.domain.submissions import Timing, Wording
from portal.domain.themes import CodingState, Stance
from portal.web.labels import CHANNELS, REVIEW_STATES

FLAGS: Mapping[FlagKind, LazyString] = {
    FlagKind.IDENTITY_NUMBER: _("Personnummer"),
    FlagKind.PHONE: _("Telefonnummer"),
    FlagKind.EMAIL: _("E-postadress"),
    FlagKind.NEAR_COPY: _("Nästan samma text som en annan"),
    FlagKind.LATE_WITHIN_GRACE: _("Kom in i väntetiden efter stängning"),
    FlagKind.OUTSIDE_OPEN_TIME: _("Kom in utanför tiden då dialogen var öppen"),
}

NOT_THAT: Mapping[FlagKind, LazyString] = {
    FlagKind.IDENTITY_NUMBER: _("Det här är inget personnummer"),
    FlagKind.PHONE: _("Det här är inget telefonnummer"),
    FlagKind.EMAIL: _("Det här är ingen e-postadress"),
}

STANCES: Mapping[Stance, LazyString] = {
    Stance.FOR: _("för"),
    Stance.AGAINST: _("emot"),
    Stance.NEITHER: _("varken eller"),
}

CODING_STATES: Mapping[CodingState, LazyString] = {
    CodingState.WAITING: _("utan tema"),
    CodingState.THEMED: _("har tema"),
    CodingState.NONE: _("inget tema"),
}

TIMINGS: Mapping[Timing, LazyString] = {
    Timing.IN_TIME: _("i tid"),
    Timing.WITHIN_GRACE: _("kom in i väntetiden efter stängning"),
    Timing.TOO_EARLY: _("kom in före första dagen"),
    Timing.TOO_LATE: _("kom in efter sista dagen"),
}

WORDINGS: Mapping[Wording, LazyString] = {
    Wording.VERBATIM: _("ordagrant"),
    Wording.SUMMARY: _("sammanfattad av den som tog emot den"),
}

REASONS_TO_REVIEWER: Mapping[Reason, LazyString] = {
    Reason.PERSONAL_DATA: _("Uppgifter om någon som inte bör spridas"),
    Reason.THREAT_OR_HATE: _("Hot eller hat mot människor"),
    Reason.MAY_BE_ILLEGAL: _("Kan vara olagligt att visa"),
    Reason.OTHERS_RIGHTS: _("Text eller bild som någon annan har rätten till"),
    Reason.OTHER_MATTER: _("Gäller en annan fråga"),
    Reason.ADVERTISING_OR_TEST: _("Reklam, test eller skräp (räknas inte)"),
    Reason.TAKEN_BACK: _("Tillbakatagen av den som skrev"),
}
"""The seven reasons as the reviewer chooses among them; the writer reads `labels.REASONS`."""

APPEAL_OUTCOMES: Mapping[AppealOutcome, LazyString] = {
    AppealOutcome.CHANGED: _("beslutet ändrades"),
    AppealOutcome.UPHELD: _("beslutet står fast"),
    AppealOutcome.LAPSED: _("prövas inte, texten togs tillbaka"),
}

REPORT_OUTCOMES: Mapping[ReportOutcome, LazyString] = {
    ReportOutcome.KEPT: _("texten fick stå kvar"),
    ReportOutcome.CHANGED: _("texten doldes helt eller delvis"),
}

_SHOWN = {
    Verdict.SHOWN: _("Visa som den är"),
    Verdict.MASKED: _("Maskera och visa"),
    Verdict.WITHHELD: _("Visa inte …"),
}
_QUOTED = {
    Verdict.SHOWN: _("Får citeras"),
    Verdict.MASKED: _("Får citeras maskerad"),
    Verdict.WITHHELD: _("Citeras inte …"),
}
_QUOTED_STATES = {
    **REVIEW_STATES,
    ReviewState.SHOWN: _("får citeras"),
    ReviewState.MASKED: _("får citeras maskerad"),
    ReviewState.WITHHELD: _("citeras inte"),
}


def labels(show_mode: ShowMode) -> dict[str, Any]:
    """All of them for a template; where texts are never shown, the decisions are about quoting."""
    never = show_mode is ShowMode.NEVER
    return {
        "flags": FLAGS,
        "not_that": NOT_THAT,
        "stances": STANCES,
        "codings": CODING_STATES,
        "timings": TIMINGS,
        "wordings": WORDINGS,
        "reasons": REASONS_TO_REVIEWER,
        "channels": CHANNELS,
        "appeals": APPEAL_OUTCOMES,
        "reports": REPORT_OUTCOMES,
        "verdicts": _QUOTED if never else _SHOWN,
        "states": _QUOTED_STATES if never else REVIEW_STATES,
        "never_shown": never,
    }
