"""The affected groups of a dialogue with their measures, and its dialogue group, as the public sees them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Row, bindparam, select
from sqlalchemy.orm import Session

from portal.domain.groups import MemberRole
from portal.models.groups import AffectedGroup, GroupMember, Measure

_OF: BindParameter[Any] = bindparam("of")
_MEASURES = (
    select(
        AffectedGroup.id,
        AffectedGroup.texts_id,
        Measure.texts_id.label("measure_texts_id"),
        Measure.status,
        Measure.due_on,
        Measure.because,
    )
    .outerjoin(Measure, Measure.group_id == AffectedGroup.id)
    .where(AffectedGroup.dialogue_id == _OF)
    .order_by(AffectedGroup.position, AffectedGroup.id, Measure.id)
)
_MEMBERS = (
    select(GroupMember.name, GroupMember.role)
    .where(
        GroupMember.dialogue_id == _OF,
        GroupMember.from_on <= bindparam("day"),
        GroupMember.until_on.is_(None) | (GroupMember.until_on >= bindparam("day")),
    )
    .order_by(GroupMember.role.desc(), GroupMember.name)
)


def measures_of(session: Session, dialogue_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """One row for each measure in the order of the groups; a group without any has one row without a measure."""
    return session.execute(_MEASURES, {"of": dialogue_id}).all()


def members_of(session: Session, dialogue_id: int, day: date) -> Sequence[Row[*tuple[Any, ...]]]:
    """Name and role of everybody who is in the dialogue group that day, the elected first."""
    return session.execute(_MEMBERS, {"of": dialogue_id, "day": day}).all()


def has_elected(session: Session, dialogue_id: int) -> bool:
    """Whether anybody elected is or was in the dialogue group."""
    elected = select(GroupMember.id).where(
        GroupMember.dialogue_id == dialogue_id, GroupMember.role == MemberRole.POLITICIAN
    )
    return session.execute(elected.limit(1)).first() is not None
