"""Affected groups with their measures, and the dialogue group."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from portal.domain.refusals import NotFound
from portal.models.dialogues import Dialogue
from portal.models.groups import AffectedGroup, GroupMember, Measure, MeasureAddress


def of_dialogue(session: Session, dialogue_id: int) -> list[AffectedGroup]:
    """The affected groups in order, each with its measures."""
    return list(
        session.scalars(
            select(AffectedGroup)
            .where(AffectedGroup.dialogue_id == dialogue_id)
            .options(
                selectinload(AffectedGroup.texts),
                selectinload(AffectedGroup.measures).selectinload(Measure.texts),
                selectinload(AffectedGroup.measures).selectinload(Measure.address),
            )
            .order_by(AffectedGroup.position, AffectedGroup.id)
        )
    )


def group(session: Session, dialogue: Dialogue, group_id: int) -> AffectedGroup:
    """One group of that dialogue; raises NotFound."""
    found = session.get(AffectedGroup, group_id)
    if found is None or found.dialogue_id != dialogue.id:
        raise NotFound("NO_SUCH_GROUP")
    return found


def measure(session: Session, dialogue: Dialogue, measure_id: int) -> Measure:
    """One measure of that dialogue; raises NotFound."""
    found = session.get(Measure, measure_id)
    if found is None:
        raise NotFound("NO_SUCH_MEASURE")
    group(session, dialogue, found.group_id)
    return found


def members_of(session: Session, dialogue_id: int, on: date | None = None) -> list[GroupMember]:
    """Everybody who is or was in the dialogue group; with `on` those who are in it that day."""
    chosen = (
        select(GroupMember).where(GroupMember.dialogue_id == dialogue_id).order_by(GroupMember.role, GroupMember.id)
    )
    if on is not None:
        chosen = chosen.where(GroupMember.until_on.is_(None) | (GroupMember.until_on >= on))
    return list(session.scalars(chosen))


def member(session: Session, dialogue: Dialogue, member_id: int) -> GroupMember:
    """One member of that dialogue's group; raises NotFound."""
    found = session.get(GroupMember, member_id)
    if found is None or found.dialogue_id != dialogue.id:
        raise NotFound("NO_SUCH_MEMBER")
    return found


def addresses(session: Session, dialogue_id: int) -> dict[str, int]:
    """The short addresses of the dialogue's measures: measure id by code."""
    rows = select(MeasureAddress.code, MeasureAddress.measure_id).where(MeasureAddress.dialogue_id == dialogue_id)
    return {row.code: row.measure_id for row in session.execute(rows)}
