"""What was promised in answers, and how it stands to the public: what is recorded is told by the next edition.

A promise that no edition has told yet is a draft, and so is what became of one.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from portal.domain.feedback import EditionKind, FollowUpState, FollowUpStatus, follow_up_state
from portal.models.bodies import Body
from portal.models.dialogues import Dialogue
from portal.models.feedback import Edition, FollowUp

_TELLING = (EditionKind.ANSWER, EditionKind.CORRECTION, EditionKind.FOLLOW_UP)
_TOLD_AT = (
    select(func.max(Edition.as_of))
    .where(Edition.dialogue_id == FollowUp.dialogue_id, Edition.kind.in_(_TELLING))
    .correlate(FollowUp)
    .scalar_subquery()
)
_PROMISED: Any = (
    select(
        FollowUp.id,
        FollowUp.dialogue_id,
        FollowUp.texts_id,
        FollowUp.owner,
        FollowUp.due_on,
        FollowUp.status,
        FollowUp.settled_at,
        _TOLD_AT.label("told_at"),
        Dialogue.slug,
        Dialogue.texts_id.label("title_texts_id"),
        Body.texts_id.label("body_texts_id"),
        Dialogue.body_id,
    )
    .join(Dialogue, Dialogue.id == FollowUp.dialogue_id)
    .join(Body, Body.id == Dialogue.body_id)
    .where(Dialogue.answered_at.is_not(None), FollowUp.promised_at.is_(None) | (FollowUp.promised_at <= _TOLD_AT))
    .order_by(FollowUp.due_on, FollowUp.id)
)


@dataclass(frozen=True)
class Promised:
    """A promise of an answer as the public knows it: `settled_at` only once an edition has told it."""

    row: Row[*tuple[Any, ...]]
    state: FollowUpState
    settled_at: datetime | None


def _known(row: Row[*tuple[Any, ...]], today: date) -> Promised:
    told = row.settled_at is not None and row.told_at is not None and row.settled_at <= row.told_at
    status = row.status if told else FollowUpStatus.PLANNED
    return Promised(row, follow_up_state(status, row.due_on, today), row.settled_at if told else None)


def promised_in(session: Session, dialogue_id: int, today: date) -> list[Promised]:
    """What the answer of one dialogue promised, the earliest day first."""
    rows = session.execute(_PROMISED.where(FollowUp.dialogue_id == dialogue_id)).all()
    return [_known(row, today) for row in rows]


def promised_everywhere(session: Session, today: date) -> list[Promised]:
    """What all answers have promised, the earliest day first."""
    return [_known(row, today) for row in session.execute(_PROMISED).all()]


def of_dialogue(session: Session, dialogue_id: int) -> Sequence[FollowUp]:
    """The follow-ups of a dialogue with what the office knows of them, in order of their day."""
    return session.scalars(
        select(FollowUp).where(FollowUp.dialogue_id == dialogue_id).order_by(FollowUp.due_on, FollowUp.id)
    ).all()


def untold(session: Session, dialogue_ids: Collection[int]) -> dict[int, int]:
    """How many settled follow-ups no edition has told yet, by dialogue."""
    rows = session.execute(_PROMISED.where(FollowUp.dialogue_id.in_(dialogue_ids))).all()
    found: dict[int, int] = {}
    for row in rows:
        if row.settled_at is not None and (row.told_at is None or row.settled_at > row.told_at):
            found[row.dialogue_id] = found.get(row.dialogue_id, 0) + 1
    return found
