"""When the decision is planned, after what bodies have postponed and referred back: asked in one place."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.decisions import PlannedDecision, planned_in_force
from portal.models.decisions import Decision
from portal.models.dialogues import Dialogue


def planned(session: Session, dialogues: Collection[Dialogue]) -> Mapping[int, PlannedDecision]:
    """The planned decision in force of each dialogue, by its id, in one statement however many there are."""
    ids = [one.id for one in dialogues]
    rows = session.execute(
        select(Decision.dialogue_id, Decision.new_planned_on)
        .where(Decision.dialogue_id.in_(ids), Decision.new_planned_on.is_not(None), Decision.corrected_at.is_(None))
        .order_by(Decision.decided_on, Decision.id)
    ).all()
    return {
        one.id: planned_in_force(
            one.planned_decision_on, one.planned_period, [day for dialogue_id, day in rows if dialogue_id == one.id]
        )
        for one in dialogues
    }


def corrected(session: Session, dialogue_id: int) -> Sequence[Decision]:
    """The decisions that were recorded wrongly, in the order in which they were put right."""
    return session.scalars(
        select(Decision)
        .where(Decision.dialogue_id == dialogue_id, Decision.corrected_at.is_not(None))
        .order_by(Decision.corrected_at, Decision.id)
    ).all()
