"""The agendas of the bodies' meetings: matters come in by them (A1), and a moved meeting moves what follows it (A2).

A promise of an announced dialogue never moves with a meeting: it changes by amendment only, and the desk says so.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from portal.domain.agenda_rows import AgendaRow
from portal.domain.agendas import follows_meeting
from portal.domain.calendar import local_day
from portal.domain.languages import SOURCE
from portal.domain.matters import ConsiderationOutcome, MatterFacts
from portal.domain.permissions import Act, Actor, require
from portal.domain.refusals import Conflict, GateClosed, Invalid, Refusal
from portal.domain.rules import Rules
from portal.effects import audit
from portal.effects import matters as written
from portal.effects.locking import lock
from portal.effects.matters import Judgement
from portal.effects.publication import SITE, raise_version
from portal.models.agendas import AgendaItem, BodyMeeting, MeetingMove
from portal.models.bodies import Body
from portal.models.matters import Matter
from portal.queries import agendas, bodies, considered
from portal.queries import imports as known


@dataclass(frozen=True)
class Taken:
    """What became of a row: whether its matter is new, and whether its place on an agenda is (or moved there)."""

    registered: bool
    placed: bool = False
    moved: bool = False


def hold(session: Session, actor: Actor, rules: Rules, body: Body, held_on: date, now: datetime) -> BodyMeeting:
    """Enter a coming meeting of a body. Raises Invalid with BODY_MEETING_IN_PAST or MEETING_ALREADY_THAT_DAY."""
    require(actor, Act.KEEP_MATTERS, body.id)
    if held_on < local_day(now, rules.zone):
        raise Invalid(Refusal("BODY_MEETING_IN_PAST", "held_on"))
    lock(session, body)
    if agendas.on_day(session, body.id, held_on) is not None:
        raise Invalid(Refusal("MEETING_ALREADY_THAT_DAY", "held_on", {"day": held_on}))
    return _hold(session, actor, "agendas.hold", body, held_on, now)


def put(
    session: Session, actor: Actor, rules: Rules, meeting: BodyMeeting, matter: Matter, number: str, now: datetime
) -> AgendaItem:
    """Put a matter on the agenda of a meeting that is still to come; a matter without planned decision gets its day.

    Raises GateClosed with BODY_MEETING_CANCELLED, BODY_MEETING_HELD or MATTER_WITHDRAWN, Invalid with
    ALREADY_ON_AGENDA.
    """
    require(actor, Act.KEEP_MATTERS, meeting.body_id)
    lock(session, meeting)
    _require_coming(meeting, local_day(now, rules.zone))
    if matter.withdrawn_on is not None:
        raise GateClosed(Refusal("MATTER_WITHDRAWN"))
    if any(item.matter_id == matter.id for item in meeting.items):
        raise Invalid(Refusal("ALREADY_ON_AGENDA", "matter"))
    item = _put(session, meeting, matter, number)
    after = {"meeting": meeting.id, "matter": matter.id, "number": item.number}
    audit.record(session, actor, "agendas.put", "agenda", meeting.id, None, after, now)
    written.raise_of(session, matter)
    return item


def take_off(session: Session, actor: Actor, rules: Rules, meeting: BodyMeeting, matter_id: int, now: datetime) -> None:
    """Take a matter off the agenda of a meeting that is still to come; it stays in the register, and owes what it owed.

    Raises GateClosed with BODY_MEETING_HELD, Conflict with NOT_ON_AGENDA.
    """
    require(actor, Act.KEEP_MATTERS, meeting.body_id)
    lock(session, meeting)
    if meeting.held_on < local_day(now, rules.zone):
        raise GateClosed(Refusal("BODY_MEETING_HELD"))
    item = next((one for one in meeting.items if one.matter_id == matter_id), None)
    if item is None:
        raise Conflict(Refusal("NOT_ON_AGENDA"))
    matter = item.matter
    meeting.items.remove(item)
    meeting.version += 1
    session.flush()
    before = {"meeting": meeting.id, "matter": matter_id}
    audit.record(session, actor, "agendas.take_off", "agenda", meeting.id, before, None, now)
    written.raise_of(session, matter)


def move(
    session: Session,
    actor: Actor,
    rules: Rules,
    meeting: BodyMeeting,
    to: date,
    reason: str,
    version: int,
    now: datetime,
) -> MeetingMove:
    """Move a meeting that is still to come to another day. Matters that were planned for its day follow.

    Raises GateClosed with BODY_MEETING_CANCELLED or BODY_MEETING_HELD, Conflict, or Invalid with MOVE_WITHOUT_REASON,
    MOVED_TO_THE_SAME_DAY, BODY_MEETING_IN_PAST or MEETING_ALREADY_THAT_DAY.
    """
    require(actor, Act.KEEP_MATTERS, meeting.body_id)
    today = local_day(now, rules.zone)
    lock(session, meeting.body)
    lock(session, meeting, version)
    _require_coming(meeting, today)
    found = []
    if not reason.strip():
        found.append(Refusal("MOVE_WITHOUT_REASON", "reason"))
    if to == meeting.held_on:
        found.append(Refusal("MOVED_TO_THE_SAME_DAY", "to"))
    elif to < today:
        found.append(Refusal("BODY_MEETING_IN_PAST", "to"))
    elif agendas.on_day(session, meeting.body_id, to) is not None:
        found.append(Refusal("MEETING_ALREADY_THAT_DAY", "to", {"day": to}))
    if found:
        raise Invalid(*found)
    moved = MeetingMove(
        meeting_id=meeting.id,
        from_on=meeting.held_on,
        to_on=to,
        reason=reason.strip(),
        recorded_by_id=actor.user_id,
        recorded_at=now,
    )
    meeting.moves.append(moved)
    meeting.held_on = to
    meeting.version += 1
    for item in meeting.items:
        _follow(session, item.matter, moved.from_on, to)
    session.flush()
    before, after = {"on": moved.from_on}, {"on": to, "reason": moved.reason}
    audit.record(session, actor, "agendas.move", "agenda", meeting.id, before, after, now)
    _raise(session, meeting)
    return moved


def cancel(session: Session, actor: Actor, rules: Rules, meeting: BodyMeeting, version: int, now: datetime) -> None:
    """Cancel a meeting that is still to come. Its agenda is kept; matters keep the decision day that was planned.

    Raises GateClosed with BODY_MEETING_CANCELLED or BODY_MEETING_HELD, or Conflict.
    """
    require(actor, Act.KEEP_MATTERS, meeting.body_id)
    lock(session, meeting, version)
    today = local_day(now, rules.zone)
    _require_coming(meeting, today)
    meeting.cancelled_on = today
    meeting.version += 1
    audit.record(session, actor, "agendas.cancel", "agenda", meeting.id, None, {"on": today}, now)
    _raise(session, meeting)


def consider_in_bulk(
    session: Session,
    actor: Actor,
    rules: Rules,
    meeting: BodyMeeting,
    matter_ids: Collection[int],
    grounds: str,
    decided_by: str,
    decided_on: date,
    now: datetime,
    section: str = "",
) -> int:
    """Record *does not directly affect groups* for several items at once, with one line of grounds; all or none.

    Raises Invalid with NOTHING_CHOSEN, CONSIDERATION_WITHOUT_GROUNDS, NO_DECIDER or DECIDED_IN_THE_FUTURE, Conflict
    with NOT_ON_AGENDA or CONSIDERED_MEANWHILE (`matters`) when a matter was considered, withdrawn or taken off since.
    """
    require(actor, Act.CONSIDER, meeting.body_id)
    today = local_day(now, rules.zone)
    outcome = ConsiderationOutcome.NOT_AFFECTING_GROUPS
    judgement = Judgement(outcome, grounds, meeting.body, decided_by, decided_on, section)
    found = [] if matter_ids else [Refusal("NOTHING_CHOSEN", "matters")]
    if found := [*found, *written.judgement_faults(judgement, today, ())]:
        raise Invalid(*found)
    lock(session, meeting)
    on_agenda = {item.matter_id: item.matter for item in meeting.items}
    if not set(matter_ids) <= on_agenda.keys():
        raise Conflict(Refusal("NOT_ON_AGENDA"))
    chosen = [on_agenda[key] for key in sorted(set(matter_ids))]
    for matter in chosen:
        require(actor, Act.CONSIDER, matter.body_id)
        lock(session, matter)
    days = considered.days_of(session, [matter.id for matter in chosen])
    gone = [
        matter for matter in chosen
        if days[matter.id].first_considered_on or days[matter.id].withdrawn_on or days[matter.id].decided_on
    ]  # fmt: skip
    if gone:
        names = tuple(matter.registry_number or matter.texts.plain("title") for matter in gone)
        raise Conflict(Refusal("CONSIDERED_MEANWHILE", params={"matters": names}))
    for matter in chosen:
        written.consider(session, actor, "agendas.consider_in_bulk", matter, judgement, now)
    return len(chosen)


def take_in(session: Session, actor: Actor, rules: Rules, row: AgendaRow, otherwise: str, now: datetime) -> Taken:
    """Take in one row of an agenda: register its matter unless the registry number is known, and put it on the agenda.

    `otherwise` names the body of a row that names none. A known matter is left as it is but for its place: with another
    day in the row it moves from the body's coming agenda to that of the new day. Raises Invalid with row.no-body,
    row.meeting-in-past or row.withdrawn, and what registering raises.
    """
    body = bodies.named(session, row.body or otherwise)
    if body is None:
        raise Invalid(Refusal("row.no-body", params={"name": row.body or otherwise}))
    require(actor, Act.KEEP_MATTERS, body.id)
    today = local_day(now, rules.zone)
    matter = known.matter_by_registry_number(session, row.registry_number)
    if row.meeting_date is not None and row.meeting_date < today:
        if matter is not None and agendas.stood_on(session, matter.id, body.id, row.meeting_date):
            return Taken(registered=False)
        raise Invalid(Refusal("row.meeting-in-past", params={"day": row.meeting_date}))
    new = matter is None
    if matter is None:
        facts = MatterFacts(
            {SOURCE: row.title}, {SOURCE: row.summary or row.title}, row.registry_number,
            row.planned_decision_on or row.meeting_date, row.planned_period or None, row.statutory_link or None,
        )  # fmt: skip
        matter = written.add(session, actor, "agendas.take_in", body, facts, row.registered_on or today, now)
    if row.meeting_date is None:
        return Taken(registered=new)
    if matter.withdrawn_on is not None:
        raise Invalid(Refusal("row.withdrawn"))
    return _place(session, actor, rules, body, matter, row.meeting_date, row.number, new, now)


def _place(
    session: Session, actor: Actor, rules: Rules, body: Body, matter: Matter, day: date, number: str, new: bool,
    now: datetime,
) -> Taken:  # fmt: skip
    lock(session, body)
    meeting = agendas.on_day(session, body.id, day) or _hold(session, actor, "agendas.take_in", body, day, now)
    before = agendas.coming_item(session, matter.id, body.id, local_day(now, rules.zone))
    if before is not None and before.meeting_id == meeting.id:
        return Taken(registered=new)
    moved_from = before.meeting if before is not None else None
    if before is not None and moved_from is not None:
        moved_from.items.remove(before)
        moved_from.version += 1
        session.flush()
        _follow(session, matter, moved_from.held_on, day)
    item = _put(session, meeting, matter, number)
    was = {"meeting": moved_from.id, "on": moved_from.held_on} if moved_from else None
    after = {"meeting": meeting.id, "on": day, "matter": matter.id, "number": item.number}
    audit.record(session, actor, "agendas.take_in", "agenda", meeting.id, was, after, now)
    written.raise_of(session, matter)
    return Taken(registered=new, placed=moved_from is None, moved=moved_from is not None)


def _hold(session: Session, actor: Actor, verb: str, body: Body, held_on: date, now: datetime) -> BodyMeeting:
    meeting = BodyMeeting(body=body, held_on=held_on, items=[], moves=[])
    session.add(meeting)
    session.flush()
    audit.record(session, actor, verb, "agenda", meeting.id, None, {"body": body.id, "on": held_on}, now)
    raise_version(session, SITE)
    return meeting


def _put(session: Session, meeting: BodyMeeting, matter: Matter, number: str) -> AgendaItem:
    item = AgendaItem(matter=matter, number=number.strip(), position=agendas.last_position(session, meeting.id) + 1)
    meeting.items.append(item)
    meeting.version += 1
    lock(session, matter)
    if matter.planned_decision_on is None:
        matter.planned_decision_on = meeting.held_on
        matter.version += 1
    session.flush()
    return item


def _follow(session: Session, matter: Matter, old: date, new: date) -> None:
    lock(session, matter)
    if follows_meeting(matter.planned_decision_on, matter.planned_period, old):
        matter.planned_decision_on = new
        matter.version += 1
        session.flush()


def _require_coming(meeting: BodyMeeting, today: date) -> None:
    if meeting.cancelled_on is not None:
        raise GateClosed(Refusal("BODY_MEETING_CANCELLED"))
    if meeting.held_on < today:
        raise GateClosed(Refusal("BODY_MEETING_HELD"))


def _raise(session: Session, meeting: BodyMeeting) -> None:
    raise_version(session, SITE)
    for item in meeting.items:
        written.raise_of(session, item.matter)
