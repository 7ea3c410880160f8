"""Meetings of a dialogue in short form: when, where, how many came, and why there are no notes if there are none."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from portal.domain.languages import SOURCE
from portal.domain.permissions import Act, Actor, require
from portal.domain.public_log import LogKind
from portal.domain.refusals import GateClosed, Invalid, Refusal
from portal.domain.submissions import MAX_PRESENT
from portal.effects import audit, public_log
from portal.effects.publication import SITE, dialogue_scope, raise_version
from portal.effects.texts import made_set
from portal.models.dialogues import Dialogue
from portal.models.meetings import ElectedPresence, Meeting, MeetingGroup
from portal.queries import groups, meetings


def add(
    session: Session,
    actor: Actor,
    dialogue: Dialogue,
    title: Mapping[str, str],
    place: Mapping[str, str],
    starts_at: datetime,
    ends_at: datetime,
    now: datetime,
    *,
    about: Mapping[str, str] | None = None,
    people_hear_each_other: bool = True,
) -> Meeting:
    """Add a meeting, its words by language; after the announcement it stands in the public log.

    Raises GateClosed with ALREADY_HANDED_OVER or DIALOGUE_ENDED, Invalid with NO_TITLE, NO_PLACE or
    ENDS_BEFORE_IT_BEGINS.
    """
    _require_alive(actor, dialogue)
    found = []
    if not title.get(SOURCE, "").strip():
        found.append(Refusal("NO_TITLE", f"title-{SOURCE}"))
    if not place.get(SOURCE, "").strip():
        found.append(Refusal("NO_PLACE", f"place-{SOURCE}"))
    if ends_at <= starts_at:
        found.append(Refusal("ENDS_BEFORE_IT_BEGINS", "ends_at"))
    if found:
        raise Invalid(*found)
    words = {"title": title, "place": place, "about": about or {}}
    meeting = Meeting(
        dialogue_id=dialogue.id,
        texts=made_set(session, "meeting", now, actor.user_id, **words),
        starts_at=starts_at,
        ends_at=ends_at,
        people_hear_each_other=people_hear_each_other,
    )
    session.add(meeting)
    session.flush()
    if dialogue.announced_at is not None:
        details = {"meeting": meeting.id, "starts_at": starts_at}
        public_log.note(session, dialogue.id, LogKind.MEETING_ADDED, now, "dialogue_support", **details)
    _leave(session, actor, dialogue, "meetings.add", meeting, None, now)
    return meeting


def move(
    session: Session,
    actor: Actor,
    dialogue: Dialogue,
    meeting: Meeting,
    starts_at: datetime,
    ends_at: datetime,
    now: datetime,
    *,
    people_hear_each_other: bool | None = None,
) -> None:
    """Change when a meeting is held; after the announcement old and new time stand in the log as a correction."""
    _require_alive(actor, dialogue)
    if ends_at <= starts_at:
        raise Invalid(Refusal("ENDS_BEFORE_IT_BEGINS", "ends_at"))
    before = _said(meeting)
    old = meeting.starts_at
    meeting.starts_at, meeting.ends_at = starts_at, ends_at
    if people_hear_each_other is not None:
        meeting.people_hear_each_other = people_hear_each_other
    if dialogue.announced_at is not None and old != starts_at:
        details = {"what": "meeting", "meeting": meeting.id, "old": old, "new": starts_at}
        public_log.note(session, dialogue.id, LogKind.CORRECTED, now, "dialogue_support", **details)
    _leave(session, actor, dialogue, "meetings.move", meeting, before, now)


def cancel(session: Session, actor: Actor, dialogue: Dialogue, meeting: Meeting, now: datetime) -> None:
    """Cancel a meeting that has not been held: it stays in the record and owes no notes. GateClosed: ALREADY_HELD."""
    _require_alive(actor, dialogue)
    if meeting.head_count is not None:
        raise GateClosed(Refusal("MEETING_ALREADY_HELD"))
    before = _said(meeting)
    meeting.cancelled_at = now
    if dialogue.announced_at is not None:
        details = {"what": "meeting_cancelled", "meeting": meeting.id, "old": meeting.starts_at}
        public_log.note(session, dialogue.id, LogKind.CORRECTED, now, "dialogue_support", **details)
    _leave(session, actor, dialogue, "meetings.cancel", meeting, before, now)


def record_held(
    session: Session,
    actor: Actor,
    dialogue: Dialogue,
    meeting: Meeting,
    head_count: int,
    no_notes_because: str,
    now: datetime,
    *,
    by_group: Mapping[int, int] | None = None,
    elected: Collection[int] | None = None,
) -> None:
    """Record how many came, and why there are no notes when none are registered as submissions (else empty).

    `by_group`: how many of them belong to each affected group, by its id (somebody may belong to several). `elected`:
    ids of the elected members of the dialogue group who were there. None leaves what is recorded.
    Raises GateClosed with MEETING_NOT_HELD_YET, Invalid with HEAD_COUNT_OUT_OF_RANGE, NO_SUCH_GROUP,
    GROUP_LARGER_THAN_MEETING or NOT_AN_ELECTED_MEMBER.
    """
    _require_alive(actor, dialogue)
    if now < meeting.starts_at:
        raise GateClosed(Refusal("MEETING_NOT_HELD_YET"))
    if not 0 <= head_count <= MAX_PRESENT:
        raise Invalid(Refusal("HEAD_COUNT_OUT_OF_RANGE", "head_count", {"most": MAX_PRESENT}))
    faults = _group_faults(session, dialogue, by_group or {}, head_count)
    if elected is not None and set(elected) - {one.id for one in meetings.elected_at(session, meeting)}:
        faults.append(Refusal("NOT_AN_ELECTED_MEMBER", "elected"))
    if faults:
        raise Invalid(*faults)
    before = _said(meeting)
    meeting.head_count, meeting.no_notes_because = head_count, no_notes_because.strip()
    if by_group is not None:
        session.execute(delete(MeetingGroup).where(MeetingGroup.meeting_id == meeting.id))
        session.add_all(MeetingGroup(meeting_id=meeting.id, group_id=key, heads=n) for key, n in by_group.items())
    if elected is not None:
        session.execute(delete(ElectedPresence).where(ElectedPresence.meeting_id == meeting.id))
        session.add_all(ElectedPresence(meeting_id=meeting.id, member_id=one) for one in sorted(set(elected)))
    counted = {"by_group": dict(by_group or {}), "elected": sorted(elected or ())}
    _leave(session, actor, dialogue, "meetings.record_held", meeting, before, now, counted)


def _group_faults(session: Session, dialogue: Dialogue, by_group: Mapping[int, int], most: int) -> list[Refusal]:
    if not by_group:
        return []
    known = {group.id: group for group in groups.of_dialogue(session, dialogue.id)}
    if by_group.keys() - known.keys():
        return [Refusal("NO_SUCH_GROUP")]
    return [
        Refusal(
            "GROUP_LARGER_THAN_MEETING",
            f"group-{key}",
            {"group": known[key].texts.plain("name"), "most": most},
        )
        for key, heads in by_group.items()
        if not 0 <= heads <= most
    ]


def _require_alive(actor: Actor, dialogue: Dialogue) -> None:
    require(actor, Act.KEEP_MEETINGS, dialogue.body_id)
    if dialogue.handed_over_at is not None:
        raise GateClosed(Refusal("ALREADY_HANDED_OVER"))
    if dialogue.cancelled_at is not None or dialogue.abandoned_at is not None:
        raise GateClosed(Refusal("DIALOGUE_ENDED"))


def _said(meeting: Meeting) -> dict[str, object]:
    times = {"starts_at": meeting.starts_at, "ends_at": meeting.ends_at, "cancelled_at": meeting.cancelled_at}
    said = {"head_count": meeting.head_count, "no_notes_because": meeting.no_notes_because}
    return {"title": meeting.texts.plain("title"), **times, **said}


def _leave(
    session: Session,
    actor: Actor,
    dialogue: Dialogue,
    verb: str,
    meeting: Meeting,
    before: object,
    now: datetime,
    counted: Mapping[str, object] | None = None,
) -> None:
    session.flush()
    after = {**_said(meeting), **(counted or {})}
    audit.record(session, actor, verb, "meeting", meeting.id, before, after, now, dialogue.id)
    if dialogue.announced_at is not None:
        raise_version(session, SITE, dialogue_scope(dialogue.id))
