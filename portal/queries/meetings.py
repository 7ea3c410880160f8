"""The meetings of a dialogue."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from portal.domain.groups import MemberRole
from portal.domain.refusals import NotFound
from portal.models.dialogues import Dialogue
from portal.models.groups import GroupMember
from portal.models.meetings import ElectedPresence, Meeting, MeetingGroup
from portal.models.submissions import Submission


def of_dialogue(session: Session, dialogue_id: int, with_cancelled: bool = False) -> list[Meeting]:
    """The meetings by time; cancelled ones only on request."""
    chosen = select(Meeting).where(Meeting.dialogue_id == dialogue_id).options(selectinload(Meeting.texts))
    if not with_cancelled:
        chosen = chosen.where(Meeting.cancelled_at.is_(None))
    return list(session.scalars(chosen.order_by(Meeting.starts_at, Meeting.id)))


def coming(session: Session, dialogue_id: int, now: datetime) -> list[Meeting]:
    """The meetings that have not ended."""
    return [meeting for meeting in of_dialogue(session, dialogue_id) if meeting.ends_at > now]


def meeting(session: Session, dialogue: Dialogue, meeting_id: int) -> Meeting:
    """One meeting of that dialogue; raises NotFound."""
    found = session.get(Meeting, meeting_id)
    if found is None or found.dialogue_id != dialogue.id:
        raise NotFound("NO_SUCH_MEETING")
    return found


def notes_of(session: Session, dialogue_id: int) -> dict[int, int]:
    """How many notes are registered for each meeting id that has any."""
    counted = (
        select(Submission.meeting_id, func.count())
        .where(Submission.dialogue_id == dialogue_id, Submission.meeting_id.is_not(None))
        .group_by(Submission.meeting_id)
    )
    return {meeting_id: number for meeting_id, number in session.execute(counted) if meeting_id is not None}


def elected_at(session: Session, meeting: Meeting) -> list[GroupMember]:
    """The elected members who were in the dialogue group on the day of the meeting, by name."""
    day = meeting.starts_at.date()
    chosen = select(GroupMember).where(
        GroupMember.dialogue_id == meeting.dialogue_id,
        GroupMember.role == MemberRole.POLITICIAN,
        GroupMember.from_on <= day,
        GroupMember.until_on.is_(None) | (GroupMember.until_on >= day),
    )
    return list(session.scalars(chosen.order_by(GroupMember.name, GroupMember.id)))


def heads_by_group(session: Session, meeting_id: int) -> dict[int, int]:
    """How many heads were counted of each affected group, by its id."""
    chosen = select(MeetingGroup.group_id, MeetingGroup.heads).where(MeetingGroup.meeting_id == meeting_id)
    return {row.group_id: row.heads for row in session.execute(chosen)}


def present_at(session: Session, dialogue_id: int) -> dict[int, list[GroupMember]]:
    """The elected members who were at each meeting of the dialogue, by meeting id; others are left out."""
    rows = session.execute(
        select(ElectedPresence.meeting_id, GroupMember)
        .join(GroupMember, GroupMember.id == ElectedPresence.member_id)
        .where(GroupMember.dialogue_id == dialogue_id)
        .order_by(GroupMember.name, GroupMember.id)
    )
    found: dict[int, list[GroupMember]] = {}
    for meeting_id, member in rows:
        found.setdefault(meeting_id, []).append(member)
    return found


def held(session: Session, dialogue_id: int) -> list[tuple[int, datetime]]:
    """Id and beginning of each meeting that was held, by time."""
    chosen = select(Meeting.id, Meeting.starts_at).where(
        Meeting.dialogue_id == dialogue_id, Meeting.cancelled_at.is_(None), Meeting.head_count.is_not(None)
    )
    return [(row.id, row.starts_at) for row in session.execute(chosen.order_by(Meeting.starts_at, Meeting.id))]
