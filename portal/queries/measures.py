"""Measures that wait: past their day and not settled, or planned for a group that is silent."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from portal.domain.groups import MeasureStatus
from portal.models.dialogues import Dialogue
from portal.models.groups import AffectedGroup, Measure
from portal.models.users import User


@dataclass(frozen=True)
class Planned:
    """A measure that is neither done nor given up, its group, and the active account of its owner, if there is one."""

    measure: Measure
    group: AffectedGroup
    owner_id: int | None

    def is_for(self, user_id: int | None) -> bool:
        """Whether it stands on this desk: it is theirs, or no active account owns it."""
        return self.owner_id is None or self.owner_id == user_id


def planned(session: Session, dialogue_ids: Collection[int]) -> list[Planned]:
    """The planned measures of dialogues announced and not handed over, the earliest first.

    A few statements, however many dialogues there are.
    """
    rows = session.execute(
        select(Measure, AffectedGroup, User.id)
        .join(AffectedGroup, AffectedGroup.id == Measure.group_id)
        .join(Dialogue, Dialogue.id == AffectedGroup.dialogue_id)
        .outerjoin(User, (User.id == Measure.owner_id) & User.active)
        .where(
            Dialogue.id.in_(dialogue_ids),
            Dialogue.announced_at.is_not(None),
            Dialogue.handed_over_at.is_(None),
            Dialogue.cancelled_at.is_(None),
            Measure.status == MeasureStatus.PLANNED,
        )
        .options(selectinload(Measure.texts), selectinload(AffectedGroup.texts))
        .order_by(Measure.due_on.is_(None), Measure.due_on, Measure.id)
    )
    return [Planned(measure, group, owner_id) for measure, group, owner_id in rows]


def is_late(measure: Measure, today: date) -> bool:
    """Whether the measure's day has passed and nobody has said how it went."""
    return measure.status is MeasureStatus.PLANNED and measure.due_on is not None and measure.due_on < today
