"""How well the affected groups of dialogues are heard (B1): counts by source, and what they amount to."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.domain.groups import Cells, Reach, reach, wanted
from portal.domain.small_cells import THRESHOLD, shown_alone
from portal.models.dialogues import Dialogue
from portal.models.groups import AffectedGroup, GroupCount, Measure, MeasureAddress
from portal.models.meetings import Meeting, MeetingGroup


@dataclass(frozen=True)
class GroupReach:
    """One group: how well it is heard, of how many wanted, and the counts behind it."""

    group_id: int
    dialogue_id: int
    state: Reach
    cells: Cells
    wanted: int | None


def of_dialogues(session: Session, dialogue_ids: Collection[int]) -> dict[int, GroupReach]:
    """Every group of these dialogues by its id, in four statements however many there are."""
    groups = session.execute(
        select(
            AffectedGroup.id,
            AffectedGroup.dialogue_id,
            AffectedGroup.estimated_size,
            AffectedGroup.target,
            AffectedGroup.target_share,
            Dialogue.asks_groups,
            func.coalesce(GroupCount.declared, 0).label("declared"),
        )
        .join(Dialogue, Dialogue.id == AffectedGroup.dialogue_id)
        .outerjoin(GroupCount, GroupCount.group_id == AffectedGroup.id)
        .where(AffectedGroup.dialogue_id.in_(dialogue_ids))
        .order_by(AffectedGroup.position, AffectedGroup.id)
    ).all()
    through, heads = _through(session, dialogue_ids), _heads(session, dialogue_ids)
    found = {}
    for row in groups:
        declared = row.declared if row.asks_groups or row.declared else None
        cells = Cells(declared, through.get(row.id), heads.get(row.id))
        sizes = (row.estimated_size, row.target, row.target_share)
        found[row.id] = GroupReach(row.id, row.dialogue_id, reach(*sizes, cells), cells, wanted(*sizes))
    return found


def _through(session: Session, dialogue_ids: Collection[int]) -> dict[int, int]:
    """Synpunkter by the measures' addresses, by group: of each measure only what may be shown.

    Only of dialogues in which somebody came by any of them: before that, nothing says that a poster hangs anywhere.
    A sum that held a count under five would tell it to whoever sees the others. A group with nothing but such counts
    has the largest of them, which is not shown either.
    """
    rows = session.execute(
        select(Measure.group_id, MeasureAddress.sent, MeasureAddress.dialogue_id)
        .join(Measure, Measure.id == MeasureAddress.measure_id)
        .where(MeasureAddress.dialogue_id.in_(dialogue_ids))
    ).all()
    used = {row.dialogue_id for row in rows if row.sent}
    shown: dict[int, int] = {}
    most: dict[int, int] = {}
    for group_id, sent, dialogue_id in rows:
        if dialogue_id not in used:
            continue
        shown[group_id] = shown.get(group_id, 0) + (shown_alone(sent) or 0)
        most[group_id] = max(most.get(group_id, 0), sent)
    return {group_id: number or min(most[group_id], THRESHOLD - 1) for group_id, number in shown.items()}


def _heads(session: Session, dialogue_ids: Collection[int]) -> dict[int, int]:
    rows = session.execute(
        select(MeetingGroup.group_id, func.sum(MeetingGroup.heads))
        .join(Meeting, Meeting.id == MeetingGroup.meeting_id)
        .where(Meeting.dialogue_id.in_(dialogue_ids), Meeting.cancelled_at.is_(None))
        .group_by(MeetingGroup.group_id)
    )
    return {group_id: int(heads) for group_id, heads in rows}


def of_dialogue(session: Session, dialogue_id: int) -> dict[int, GroupReach]:
    """The groups of one dialogue by id."""
    return of_dialogues(session, [dialogue_id])
