"""The ladder in force, and the one a dialogue was announced with. A ladder is never changed, so its words are kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models.dialogues import Dialogue
from portal.models.ladders import Ladder, LadderStep
from portal.models.texts import Text


@dataclass(frozen=True)
class Worded:
    """A ladder's own words: `steps` is {level: {language: (label, promise)}}, with empty texts for standard words."""

    id: int
    hidden_level: int | None
    steps: Mapping[int, Mapping[str, tuple[str, str]]]


def newest(session: Session) -> Ladder | None:
    """The ladder in force; None while the municipality uses the standard words."""
    return session.scalar(select(Ladder).order_by(Ladder.id.desc()).limit(1))


def newest_id(session: Session) -> int | None:
    """Its id alone: what a page asks before it takes the words it has kept."""
    return session.execute(select(Ladder.id).order_by(Ladder.id.desc()).limit(1)).scalar()


def worded(session: Session, ladder_id: int) -> Worded:
    """The words of one ladder in all languages; two statements."""
    hidden = session.execute(select(Ladder.hidden_level).where(Ladder.id == ladder_id)).scalar()
    rows = session.execute(
        select(LadderStep.level, Text.language, Text.field, Text.source)
        .join(Text, Text.set_id == LadderStep.texts_id)
        .where(LadderStep.ladder_id == ladder_id)
    ).all()
    found: dict[int, dict[str, dict[str, str]]] = {}
    for level, language, field, source in rows:
        found.setdefault(level, {}).setdefault(language, {})[field] = source
    steps = {
        level: {code: (words.get("label", ""), words.get("promise", "")) for code, words in languages.items()}
        for level, languages in found.items()
    }
    return Worded(ladder_id, hidden, steps)


def hidden_level(session: Session, otherwise: int | None) -> int | None:
    """The ordinal that is left out: that of the ladder in force, else the setting's."""
    row = session.execute(select(Ladder.hidden_level).order_by(Ladder.id.desc()).limit(1)).first()
    return row[0] if row is not None else otherwise


def ladder_of(session: Session, dialogue: Dialogue) -> int | None:
    """The id of the ladder whose words the dialogue speaks: given at its announcement, before it the one in force."""
    return dialogue.ladder_id if dialogue.announced_at is not None else newest_id(session)


def frozen_words(session: Session, dialogue: Dialogue) -> dict[str, dict[str, str]] | None:
    """{language: {"label", "promise"}} of the dialogue's own step, for its frozen promise; None for standard words."""
    ladder_id = ladder_of(session, dialogue)
    step: Mapping[str, Any] = worded(session, ladder_id).steps.get(dialogue.level, {}) if ladder_id else {}
    found = {code: {"label": label, "promise": promise} for code, (label, promise) in sorted(step.items())}
    return found or None
