"""Late answers, and whose desk they lie on besides those who work with the dialogue (C2)."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from portal.domain.bodies import BodyKind
from portal.models.bodies import Body
from portal.models.dialogues import Dialogue
from portal.models.groups import GroupMember


def late_answers(session: Session, today: date) -> list[Dialogue]:
    """Every dialogue whose answer was promised for a day that has passed, the latest first."""
    return list(
        session.scalars(
            select(Dialogue)
            .where(
                Dialogue.announced_at.is_not(None),
                Dialogue.answered_at.is_(None),
                Dialogue.cancelled_at.is_(None),
                Dialogue.answer_by < today,
            )
            .options(selectinload(Dialogue.texts), selectinload(Dialogue.body).selectinload(Body.texts))
            .order_by(Dialogue.answer_by, Dialogue.id)
        )
    )


def board(session: Session) -> Body | None:
    """The executive board; None before it has been added."""
    return session.scalar(
        select(Body).where(Body.kind == BodyKind.EXECUTIVE_BOARD).options(selectinload(Body.texts)).limit(1)
    )


def in_group(session: Session, user_id: int | None, dialogue_ids: Collection[int], today: date) -> set[int]:
    """Which of these dialogues have that account in their dialogue group on that day."""
    return set(
        session.scalars(
            select(GroupMember.dialogue_id).where(
                GroupMember.user_id == user_id,
                GroupMember.dialogue_id.in_(dialogue_ids),
                GroupMember.from_on <= today,
                GroupMember.until_on.is_(None) | (GroupMember.until_on >= today),
            )
        )
    )
