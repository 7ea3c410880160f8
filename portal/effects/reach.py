"""Counting how a submission came and which groups its writer belongs to: counters only, never a row of its own."""

from typing import Any

from sqlalchemy import bindparam, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from portal.domain.submissions import Reached
from portal.models.dialogues import Dialogue
from portal.models.groups import AffectedGroup, GroupCount, MeasureAddress

_CAME_BY = (
    update(MeasureAddress.__table__)  # type: ignore[arg-type]
    .where(MeasureAddress.dialogue_id == bindparam("of"), MeasureAddress.code == bindparam("by"))
    .values(sent=MeasureAddress.sent + 1)
)


def count(session: Session, dialogue_id: int, reached: Reached) -> None:
    """Count one new submission, in its own transaction, for the measure it came by and the groups it declares.

    What is no measure or group of this dialogue is passed over in silence, and so are groups where the dialogue does
    not ask for them. At most two statements; none when nothing was given.
    """
    connection = session.connection()
    if reached.by:
        connection.execute(_CAME_BY, {"of": dialogue_id, "by": reached.by})
    if reached.groups:
        dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
        asked = (
            select(AffectedGroup.id, literal(1))
            .join(Dialogue, Dialogue.id == AffectedGroup.dialogue_id)
            .where(Dialogue.id == dialogue_id, Dialogue.asks_groups, AffectedGroup.id.in_(reached.groups))
            .order_by(AffectedGroup.id)
        )
        made = dialect.insert(GroupCount.__table__).from_select(["group_id", "declared"], asked)
        more = {"declared": GroupCount.declared + 1}
        connection.execute(made.on_conflict_do_update(index_elements=["group_id"], set_=more))
