"""What still lives in a body: what has to be decided, held, answered or kept before it can be abolished (C2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session, selectinload

from portal.domain.feedback import FollowUpStatus
from portal.models.bodies import Body
from portal.models.decisions import Decision
from portal.models.dialogues import Dialogue
from portal.models.feedback import FollowUp
from portal.models.joint_bodies import JointBody
from portal.models.matters import Matter
from portal.models.steering import SteeringItem


@dataclass(frozen=True)
class Living:
    """What lives in one body. `held` are its own dialogues; `decided` and `joined` are those of other bodies that it is
    to decide on, or holds together with them."""

    matters: Sequence[Matter]
    held: Sequence[Dialogue]
    decided: Sequence[Dialogue]
    joined: Sequence[Dialogue]
    sub_committees: Sequence[Body]
    steering: Sequence[SteeringItem]

    @property
    def promises(self) -> Sequence[Dialogue]:
        """The dialogues that still owe an answer, or something that the answer promised."""
        return [one for one in self.held if one.announced_at is not None]

    @property
    def mark(self) -> dict[str, object]:
        """Which things live: the same as long as nobody adds or ends one."""
        parts = {
            "matters": self.matters,
            "held": self.held,
            "decided": self.decided,
            "joined": self.joined,
            "sub_committees": self.sub_committees,
        }
        return {name: ",".join(str(each.id) for each in found) for name, found in parts.items()}  # type: ignore[attr-defined]


def of_body(session: Session, body_id: int, today: date) -> Living:
    """Everything that keeps the body alive on that day."""
    followed = exists().where(FollowUp.dialogue_id == Dialogue.id, FollowUp.status == FollowUpStatus.PLANNED)
    begun = (Dialogue.abandoned_at.is_(None), Dialogue.cancelled_at.is_(None))
    decided = exists().where(Decision.dialogue_id == Dialogue.id, Decision.final)
    ordered = select(Dialogue).options(selectinload(Dialogue.texts)).order_by(Dialogue.id)
    unanswered = (*begun, Dialogue.answered_at.is_(None))
    held = session.scalars(
        ordered.where(Dialogue.body_id == body_id, *begun, or_(Dialogue.concluded_at.is_(None), followed))
    ).all()
    to_decide = ordered.where(Dialogue.deciding_body_id == body_id, Dialogue.body_id != body_id, *unanswered, ~decided)
    joined = ordered.join(JointBody, JointBody.dialogue_id == Dialogue.id).where(
        JointBody.body_id == body_id, *begun, Dialogue.concluded_at.is_(None)
    )
    return Living(
        matters=_undecided(session, body_id, today, {one.matter_id for one in held}),
        held=held,
        decided=session.scalars(to_decide).all(),
        joined=session.scalars(joined).all(),
        sub_committees=session.scalars(
            select(Body).where(Body.parent_id == body_id, Body.abolished_on.is_(None)).order_by(Body.id)
        ).all(),
        steering=session.scalars(
            select(SteeringItem)
            .where(SteeringItem.body_id == body_id, SteeringItem.retired_on.is_(None))
            .order_by(SteeringItem.id)
        ).all(),
    )


def _undecided(session: Session, body_id: int, today: date, with_dialogues: set[int]) -> Sequence[Matter]:
    """Matters that are neither withdrawn nor decided: a final decision is recorded, or the planned day has passed."""
    settled = exists().where(Dialogue.matter_id == Matter.id, Decision.dialogue_id == Dialogue.id, Decision.final)
    ahead = or_(Matter.planned_decision_on.is_(None), Matter.planned_decision_on >= today)
    return session.scalars(
        select(Matter)
        .where(
            Matter.body_id == body_id,
            Matter.withdrawn_on.is_(None),
            or_(ahead & ~settled, Matter.id.in_(with_dialogues)),
        )
        .options(selectinload(Matter.texts))
        .order_by(Matter.id)
    ).all()
