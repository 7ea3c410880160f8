"""Appeals that wait, whom they go to, and reported texts: the queues that come first."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.bodies import BodyKind
from portal.domain.permissions import Actor
from portal.models.bodies import Body
from portal.models.moderation import Appeal, ReviewDecision
from portal.models.submissions import Submission
from portal.models.users import User
from portal.queries.users import actor_of


@dataclass(frozen=True)
class WaitingAppeal:
    """An appeal that nobody has settled, with the public number and who decided what is appealed."""

    appeal: Appeal
    number: int
    dialogue_id: int
    decider_id: int | None
    decider: str


def waiting(session: Session, dialogue_id: int) -> Sequence[WaitingAppeal]:
    """The dialogue's open appeals, the oldest first."""
    rows = session.execute(
        select(Appeal, Submission.number, Submission.dialogue_id, ReviewDecision.decided_by_id, User.name)
        .join(Submission, Submission.id == Appeal.submission_id)
        .join(ReviewDecision, ReviewDecision.id == Appeal.decision_id)
        .outerjoin(User, User.id == ReviewDecision.decided_by_id)
        .where(Submission.dialogue_id == dialogue_id, Appeal.outcome.is_(None))
        .order_by(Appeal.lodged_at, Appeal.id)
    ).all()
    return [WaitingAppeal(appeal, number, of, decider_id, name or "") for appeal, number, of, decider_id, name in rows]


def staff(session: Session) -> list[Actor]:
    """All active users as actors, by name."""
    return [actor_of(user) for user in session.scalars(select(User).where(User.active).order_by(User.name, User.id))]


def board_id(session: Session) -> int:
    """Id of the executive board (KS); 0 when the municipality has entered none."""
    return session.scalar(select(Body.id).where(Body.kind == BodyKind.EXECUTIVE_BOARD).order_by(Body.id)) or 0
