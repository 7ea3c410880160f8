"""What waits in the dialogues of one desk, in a few statements however many dialogues there are."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session, selectinload

from portal.domain.feedback import EditionKind, FollowUpStatus
from portal.domain.moderation import ReviewState
from portal.domain.themes import CodingState
from portal.models.dialogues import Dialogue
from portal.models.feedback import Edition, FollowUp
from portal.models.submissions import Submission


@dataclass(frozen=True)
class Waiting:
    """What waits in one dialogue: for review, for a theme, reported texts, open appeals."""

    review: int = 0
    coding: int = 0
    reports: int = 0
    appeals: int = 0


def with_result(session: Session) -> set[int]:
    """Ids of the dialogues whose result, or answer, is published."""
    kinds = (EditionKind.RESULT, EditionKind.ANSWER)
    return set(session.scalars(select(Edition.dialogue_id).where(Edition.kind.in_(kinds)).distinct()))


def waiting(session: Session, dialogue_ids: Collection[int]) -> Mapping[int, Waiting]:
    """What waits, by dialogue id; a dialogue in which nothing came is left out."""

    def number(condition: object) -> object:
        return func.sum(case((condition, 1), else_=0))  # type: ignore[arg-type]

    rows = session.execute(
        select(
            Submission.dialogue_id,
            number(Submission.state == ReviewState.WAITING),
            number((Submission.coding == CodingState.WAITING) & Submission.counted),
            number(Submission.reports_open > 0),
            number(Submission.appeal_open),
        )  # type: ignore[call-overload]
        .where(Submission.dialogue_id.in_(dialogue_ids))
        .group_by(Submission.dialogue_id)
    ).all()
    return {row[0]: Waiting(*(int(each) for each in row[1:])) for row in rows}


def follow_ups_due(session: Session, body_ids: Collection[int], until: date) -> list[tuple[FollowUp, Dialogue]]:
    """What answers of these bodies promised, neither done nor changed and due by that day, the earliest first.

    Concluded dialogues too: a promise outlives them.
    """
    chosen = (
        select(FollowUp, Dialogue)
        .join(Dialogue, Dialogue.id == FollowUp.dialogue_id)
        .where(
            Dialogue.body_id.in_(body_ids),
            FollowUp.status == FollowUpStatus.PLANNED,
            FollowUp.due_on <= until,
        )
        .options(selectinload(FollowUp.texts), selectinload(Dialogue.texts), selectinload(Dialogue.body))
        .order_by(FollowUp.due_on, FollowUp.id)
    )
    return [(row[0], row[1]) for row in session.execute(chosen)]
