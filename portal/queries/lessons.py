"""What was learnt in earlier dialogues that are like the one being planned (D3), the likest first."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.languages import SOURCE
from portal.models.dialogues import Dialogue, DialogueMethod
from portal.models.evaluations import Lesson, Method
from portal.models.groups import AffectedGroup
from portal.models.texts import Text

SHOWN = 5
_METHOD, _BODY, _GROUP, _LEVEL = 3, 2, 2, 1
_LONG_ENOUGH = 4
"""Shorter words say nothing of who a group is."""


@dataclass(frozen=True)
class Likeness:
    """What is known of the dialogue or matter that is planned; group names are Swedish."""

    body_id: int | None = None
    level: int | None = None
    method_ids: frozenset[int] = frozenset()
    groups: tuple[str, ...] = ()
    dialogue_id: int | None = None


@dataclass(frozen=True)
class Learnt:
    """A lesson with the dialogue it comes from, its method if it is about one, and what the two have in common."""

    text: str
    added_on: date
    title: str
    slug: str
    method: str
    alike: tuple[str, ...]


def like(session: Session, wanted: Likeness, at_most: int = SHOWN) -> list[Learnt]:
    """Lessons of answered dialogues that use the same methods, are of the same body, reach similar groups or stand on
    the same step, in that order of weight; the newest first among equals. Four statements."""
    rows = session.execute(
        select(Lesson.id, Lesson.text, Lesson.added_on, Lesson.method_id, Dialogue.id.label("dialogue_id"),
               Dialogue.slug, Dialogue.body_id, Dialogue.level, Dialogue.texts_id)
        .join(Dialogue, Dialogue.id == Lesson.dialogue_id)
        .where(Dialogue.answered_at.is_not(None))
    ).all()  # fmt: skip
    rows = [row for row in rows if row.dialogue_id != wanted.dialogue_id]
    if not rows:
        return []
    ids = {row.dialogue_id for row in rows}
    used: dict[int, set[int]] = {}
    for dialogue_id, method_id in session.execute(
        select(DialogueMethod.dialogue_id, DialogueMethod.method_id).where(DialogueMethod.dialogue_id.in_(ids))
    ):
        used.setdefault(dialogue_id, set()).add(method_id)
    reached = _groups(session, ids) if wanted.groups else {}
    ours = _telling(wanted.groups)

    def alike(row: Any) -> tuple[str, ...]:
        methods = used.get(row.dialogue_id, set()) | ({row.method_id} if row.method_id else set())
        found = {
            "method": bool(methods & wanted.method_ids),
            "body": row.body_id == wanted.body_id,
            "group": bool(ours & _telling(reached.get(row.dialogue_id, ()))),
            "level": row.level == wanted.level,
        }
        return tuple(name for name, holds in found.items() if holds)

    weights = {"method": _METHOD, "body": _BODY, "group": _GROUP, "level": _LEVEL}
    scored = [(sum(weights[name] for name in alike(row)), row.added_on, row.id, row) for row in rows]
    best = [entry[3] for entry in sorted(scored, key=lambda entry: entry[:3], reverse=True) if entry[0]][:at_most]
    names = _names(session, {row.texts_id for row in best}, {row.method_id for row in best if row.method_id})
    return [
        Learnt(row.text, row.added_on, names.get(("title", row.texts_id), row.slug), row.slug,
               names.get(("name", row.method_id), "") if row.method_id else "", alike(row))
        for row in best
    ]  # fmt: skip


def _groups(session: Session, ids: Collection[int]) -> dict[int, list[str]]:
    rows = session.execute(
        select(AffectedGroup.dialogue_id, Text.source)
        .join(Text, Text.set_id == AffectedGroup.texts_id)
        .where(AffectedGroup.dialogue_id.in_(ids), Text.field == "name", Text.language == SOURCE)
    )
    found: dict[int, list[str]] = {}
    for dialogue_id, name in rows:
        found.setdefault(dialogue_id, []).append(name)
    return found


def _names(session: Session, text_sets: Collection[int], method_ids: Collection[int]) -> dict[tuple[str, int], str]:
    titles = session.execute(
        select(Text.set_id, Text.source).where(
            Text.set_id.in_(text_sets), Text.field == "title", Text.language == SOURCE
        )
    )
    found = {("title", set_id): source for set_id, source in titles}
    if method_ids:
        methods = session.execute(
            select(Method.id, Text.source)
            .join(Text, Text.set_id == Method.texts_id)
            .where(Method.id.in_(method_ids), Text.field == "name", Text.language == SOURCE)
        )
        found |= {("name", method_id): source for method_id, source in methods}
    return found


def _telling(names: Iterable[str]) -> set[str]:
    """The words of group names that tell who they are; endings are cut so that *äldre* meets *äldres*."""
    words = re.findall(r"\w+", " ".join(names).lower())
    return {word[:6] for word in words if len(word) >= _LONG_ENOUGH}
