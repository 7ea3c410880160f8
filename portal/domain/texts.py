"""Texts in several languages: which fields each kind of owner has, how they are written, and when one is stale.

Swedish is the source. A translation remembers the hash of the Swedish it was made from; when that changes it is stale.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.domain.languages import SOURCE


class Origin(StrEnum):
    """Who made a text: a person, or a machine (always marked, and read by a person before it can be promised)."""

    HUMAN = "human"
    MACHINE = "machine"


class TextState(StrEnum):
    """State of one field in one language."""

    MISSING = "missing"
    STALE = "stale"
    UNREAD = "unread"
    DONE = "done"


@dataclass(frozen=True)
class Field:
    """A field: at most `limit` characters; `markdown` is rendered and cleaned when written; `required` for its gate."""

    name: str
    limit: int
    markdown: bool = False
    required: bool = True


FIELDS: Mapping[str, tuple[Field, ...]] = {
    "body": (Field("name", 120),),
    "matter": (Field("title", 140), Field("summary", 1200)),
    "planned_dialogue": (Field("title", 140),),
    "dialogue": (
        Field("title", 140),
        Field("lede", 400),
        Field("background", 8000, markdown=True, required=False),
        Field("purpose", 600),
        Field("benefit", 300, required=False),
        Field("use", 1200),
    ),
    "result": (
        Field("overview", 4000, markdown=True),
        Field("who_took_part", 2000),
        Field("who_is_missing", 2000),
        Field("done_about_it", 2000),
        Field("open_questions", 2000, required=False),
        Field("asked_of_body", 600, required=False),
    ),
    "answer": (
        Field("influence", 4000, markdown=True),
        Field("decision_weighed", 2000),
        Field("next_step", 2000),
    ),
    "point": (Field("text", 300),),
    "point_answer": (Field("became", 2000), Field("reason", 2000)),
    "group": (Field("name", 160),),
    "measure": (Field("what", 300), Field("place", 200, required=False)),
    "question": (
        Field("label", 300),
        Field("help", 600, required=False),
        Field("scale_low", 60, required=False),
        Field("scale_high", 60, required=False),
    ),
    "option": (Field("label", 200),),
    "meeting": (Field("title", 140), Field("place", 200), Field("about", 1200, required=False)),
    "theme": (Field("name", 120),),
    "theme_result": (Field("summary", 4000), Field("minority", 2000, required=False)),
    "theme_answer": (Field("became", 2000), Field("reason", 2000)),
    "follow_up": (Field("what", 400), Field("because", 1000, required=False)),
    "amendment": (Field("reason", 1200),),
    "stop": (Field("reason", 1200),),
    "edition": (Field("note", 2000),),
    "method": (Field("name", 120), Field("about", 1200, required=False), Field("cost", 300, required=False)),
    "lesson": (Field("text", 1200),),
    "suitability_question": (Field("question", 300), Field("hint", 400, required=False)),
    "ladder_step": (Field("label", 40), Field("promise", 400)),
}


def field_of(kind: str, name: str) -> Field:
    """The field `name` of an owner of that kind; KeyError when there is none."""
    for field in FIELDS[kind]:
        if field.name == name:
            return field
    raise KeyError(f"{kind}.{name}")


def source_hash(source: str) -> str:
    """What a translation remembers of the Swedish it was made from."""
    return hashlib.sha256(source.strip().encode()).hexdigest()[:32]


def state(text: str | None, made_from: str | None, swedish: str, origin: Origin, read: bool) -> TextState:
    """State of a translation of `swedish`. `made_from` is the hash it remembers; `read`: a person has read it."""
    if text is None or not text.strip():
        return TextState.MISSING
    if made_from is not None and made_from != source_hash(swedish):
        return TextState.STALE
    return TextState.UNREAD if origin is Origin.MACHINE and not read else TextState.DONE


class TextStage(StrEnum):
    """What the texts of a dialogue are for: the promise and all around it, the result, the answer."""

    COMMITMENT = "commitment"
    RESULT = "result"
    ANSWER = "answer"


STAGES: Mapping[TextStage, tuple[tuple[str, ...], ...]] = {
    TextStage.COMMITMENT: (
        ("dialogue",),
        ("point",),
        ("group", "measure"),
        ("question", "option"),
        ("meeting",),
        ("amendment",),
        ("stop",),
    ),
    TextStage.RESULT: (("result",), ("theme", "theme_result")),
    TextStage.ANSWER: (("answer",), ("point_answer",), ("theme_answer",), ("follow_up",)),
}
"""Kinds of owners per stage in page order; kinds in one tuple stand mixed (options under their question)."""


def field_state(
    field: Field, language: str, swedish: str, text: str | None, made_from: str | None, origin: Origin, read: bool
) -> TextState | None:
    """State of a field in a language, also Swedish; None when nothing has to be written there.

    An optional field has to be translated once its Swedish is written.
    """
    if not swedish.strip() and not field.required and not (text or "").strip():
        return None
    if language == SOURCE:
        return state(text, None, swedish, origin, read)
    return state(text, made_from, swedish, origin, read)
