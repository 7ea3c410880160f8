"""The names of codes that every page shows: steps of the ladder and their promises, channels, reasons, what is shown.

A label is no sentence about a refusal (those are in `messages.py`): it names one value of one of the domain's lists.
"""

from collections.abc import Mapping

from flask_babel import LazyString, format_date
from flask_babel import lazy_gettext as _

from portal.domain.dialogues import Level, ShowMode
from portal.domain.feedback import Outcome
from portal.domain.moderation import Reason, ReviewState
from portal.domain.submissions import Channel
from portal.models.dialogues import Dialogue
from portal.web.formats import in_sentence

LEVELS: Mapping[Level, LazyString] = {
    Level.INFORMATION: _("Information"),
    Level.CONSULTATION: _("Konsultation"),
    Level.DIALOGUE: _("Dialog"),
    Level.INFLUENCE: _("Inflytande"),
    Level.SHARED_DECISION: _("Medbeslutande"),
}

PROMISES: Mapping[Level, LazyString] = {
    Level.INFORMATION: _("Vi berättar vad som händer. Det här går inte att påverka, så vi samlar inte in synpunkter."),
    Level.CONSULTATION: _(
        "Du får säga vad du tycker om förslagen. Politikerna väger in det när de beslutar, och vi berättar hur."
    ),
    Level.DIALOGUE: _(
        "Vi pratar med dig tidigt, innan förslaget är klart. "
        "Vi skriver ner vad du och andra säger och visar vad det ledde till."
    ),
    Level.INFLUENCE: _(
        "Vi tar fram förslaget tillsammans med dig och andra som berörs. Politikerna beslutar. "
        "Om de går ifrån förslaget förklarar de varför."
    ),
    Level.SHARED_DECISION: _(
        "Du är med och väljer, inom de ramar som %(body)s har bestämt (%(date)s, § %(section)s). "
        "%(Body)s fastställer valet och vi genomför det."
    ),
}

SHOW_MODES: Mapping[ShowMode, LazyString] = {
    ShowMode.NEVER: _("Texterna visas inte för andra. De läses av kommunen och är allmänna handlingar."),
    ShowMode.AFTER_REVIEW: _("Texterna visas efter granskning, utan namn."),
    ShowMode.AT_ONCE: _("Texterna visas direkt, utan namn. Vi läser dem i efterhand."),
}

REASONS: Mapping[Reason, LazyString] = {
    Reason.PERSONAL_DATA: _("uppgifter om dig eller någon annan som inte bör spridas"),
    Reason.THREAT_OR_HATE: _("hot eller hat mot människor"),
    Reason.MAY_BE_ILLEGAL: _("kan vara olagligt att visa"),
    Reason.OTHERS_RIGHTS: _("text eller bild som någon annan har rätten till"),
    Reason.OTHER_MATTER: _("gäller en annan fråga"),
    Reason.ADVERTISING_OR_TEST: _("reklam, test eller skräp"),
    Reason.TAKEN_BACK: _("du har själv tagit tillbaka den"),
}

REVIEW_STATES: Mapping[ReviewState, LazyString] = {
    ReviewState.WAITING: _("väntar på granskning"),
    ReviewState.SHOWN: _("visas"),
    ReviewState.MASKED: _("visas med en del dold"),
    ReviewState.WITHHELD: _("visas inte"),
    ReviewState.TAKEN_BACK: _("tillbakatagen"),
    ReviewState.ERASED: _("gallrad"),
}

CHANNELS: Mapping[Channel, LazyString] = {
    Channel.WEB: _("webben"),
    Channel.PAPER: _("pappersformulär"),
    Channel.PHONE: _("telefon"),
    Channel.MEETING: _("möte"),
    Channel.EMAIL: _("e-post"),
    Channel.LETTER: _("brev"),
    Channel.SMS: _("sms"),
}

OUTCOMES: Mapping[Outcome, LazyString] = {
    Outcome.CHANGED: _("ändrades"),
    Outcome.PARTLY_CHANGED: _("ändrades delvis"),
    Outcome.NOT_CHANGED: _("ändrades inte"),
    Outcome.SUPPORTS_PROPOSAL: _("stämmer med förslaget"),
    Outcome.ALREADY_PLANNED: _("var redan bestämt"),
    Outcome.OUTSIDE_MANDATE: _("vi bestämmer inte över det här"),
    Outcome.TO_BE_INVESTIGATED: _("utreds"),
}


PROPOSED: Mapping[Outcome, LazyString] = {
    Outcome.CHANGED: _("föreslås ändras"),
    Outcome.PARTLY_CHANGED: _("föreslås ändras delvis"),
    Outcome.NOT_CHANGED: _("föreslås inte ändras"),
    Outcome.SUPPORTS_PROPOSAL: _("stämmer med förslaget"),
    Outcome.ALREADY_PLANNED: _("var redan bestämt"),
    Outcome.OUTSIDE_MANDATE: _("vi bestämmer inte över det här"),
    Outcome.TO_BE_INVESTIGATED: _("föreslås utredas"),
}
"""What an outcome is called before a decision: the administration's proposal."""


def steps(hidden: int | None = None) -> list[tuple[int, LazyString]]:
    """The steps of the ladder as the staircase draws them; a four-step ladder leaves the ordinal `hidden` out."""
    return [(level.value, label) for level, label in LEVELS.items() if level != hidden]


def promise(level: int, body: str = "", date: str = "", section: str = "") -> str:
    """What the municipality promises on a step, in the reader's language; step 5 names the decision it rests on."""
    capital = body[:1].upper() + body[1:]
    return str(PROMISES[Level(level)]) % {"body": in_sentence(body), "Body": capital, "date": date, "section": section}


def promise_of(dialogue: Dialogue) -> str:
    """The promise of a dialogue's own step, in the reader's language."""
    day = format_date(dialogue.delegating_date, "long") if dialogue.delegating_date else ""
    section = dialogue.delegating_section.removeprefix("§").strip()
    return promise(dialogue.level, dialogue.delegating_body, day, section)
