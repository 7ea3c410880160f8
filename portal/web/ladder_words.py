"""The participation ladder in words: the municipality's own, else the standard ones, in the reader's language.

A ladder is never changed, so its words are read once and kept. A dialogue speaks the words it was announced with.
"""

from flask import current_app, g
from flask_babel import format_date

from portal.domain.dialogues import Level
from portal.domain.ladders import filled
from portal.models.dialogues import Dialogue
from portal.queries import ladders
from portal.queries.ladders import Worded
from portal.web import labels
from portal.web.formats import in_sentence, reader_language
from portal.web.sessions import reading, settings


def in_force() -> int | None:
    """The id of the ladder in force; None for the standard words. Asked once a request."""
    if "ladder_id" not in g:
        g.ladder_id = ladders.newest_id(reading())
    found: int | None = g.ladder_id
    return found


def of_dialogue(dialogue: Dialogue) -> int | None:
    """The id of the ladder whose words the dialogue speaks."""
    return dialogue.ladder_id if dialogue.announced_at is not None else in_force()


def label(level: int, ladder_id: int | None) -> str:
    """What a step is called."""
    return _own(level, ladder_id)[0] or str(labels.LEVELS[Level(level)])


def in_words(level: int | None) -> str | None:
    """The label of a step on the ladder in force; None when no step is given."""
    return label(level, in_force()) if level else None


def promise(level: int, ladder_id: int | None, body: str = "", date: str = "", section: str = "") -> str:
    """What the municipality promises on a step; step 5 names the decision it rests on."""
    own = _own(level, ladder_id)[1]
    return filled(own, in_sentence(body), date, section) if own else labels.promise(level, body, date, section)


def promise_of(dialogue: Dialogue) -> str:
    """The promise of a dialogue's own step."""
    day = format_date(dialogue.delegating_date, "long") if dialogue.delegating_date else ""
    section = dialogue.delegating_section.removeprefix("§").strip()
    return promise(dialogue.level, of_dialogue(dialogue), dialogue.delegating_body, day, section)


def steps(ladder_id: int | None, own: int | None = None) -> list[tuple[int, str]]:
    """The steps as the staircase draws them: without the one that is left out, unless it is the dialogue's `own`."""
    hidden = _worded(ladder_id).hidden_level if ladder_id else settings().hidden_influence_level
    return [(level.value, label(level, ladder_id)) for level in Level if level != hidden or level == own]


def steps_of(dialogue: Dialogue) -> list[tuple[int, str]]:
    """The steps of the ladder that the dialogue stands on."""
    return steps(of_dialogue(dialogue), dialogue.level)


def has_own(level: int) -> bool:
    """Whether the municipality has its own promise for the step in the reader's language."""
    return bool(_own(level, in_force())[1])


def _own(level: int, ladder_id: int | None) -> tuple[str, str]:
    if ladder_id is None:
        return "", ""
    return _worded(ladder_id).steps.get(level, {}).get(reader_language(), ("", ""))


def _worded(ladder_id: int) -> Worded:
    kept: dict[int, Worded] = current_app.extensions.setdefault("gensvar_ladders", {})
    if ladder_id not in kept:
        kept[ladder_id] = ladders.worded(reading(), ladder_id)
    return kept[ladder_id]
