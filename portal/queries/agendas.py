"""The meetings of the bodies with what stands on their agendas."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from portal.domain.agendas import ItemDays, PromisedDays
from portal.domain.calendar import last_day
from portal.domain.dialogues import LIVING_STAGES, stage_of
from portal.domain.feedback import EditionKind
from portal.domain.refusals import NotFound
from portal.domain.rules import Rules
from portal.models.agendas import AgendaItem, BodyMeeting, MeetingMove
from portal.models.bodies import Body
from portal.models.dialogues import Dialogue
from portal.models.feedback import Edition
from portal.models.matters import Matter
from portal.queries import considered, decisions

_WITH_BODY = selectinload(BodyMeeting.body).selectinload(Body.texts)
_WITH_ITEMS = (
    _WITH_BODY,
    selectinload(BodyMeeting.moves),
    selectinload(BodyMeeting.items).selectinload(AgendaItem.matter).selectinload(Matter.texts),
    selectinload(BodyMeeting.items).selectinload(AgendaItem.matter).selectinload(Matter.considerations),
    selectinload(BodyMeeting.items).selectinload(AgendaItem.matter).selectinload(Matter.body).selectinload(Body.texts),
)


def by_id(session: Session, meeting_id: int) -> BodyMeeting:
    """The meeting with its agenda; raises NotFound."""
    meeting = session.scalar(select(BodyMeeting).where(BodyMeeting.id == meeting_id).options(*_WITH_ITEMS))
    if meeting is None:
        raise NotFound("NO_SUCH_BODY_MEETING")
    return meeting


def coming(session: Session, today: date, body_ids: Collection[int] | None = None) -> list[BodyMeeting]:
    """Meetings from today on (of these bodies, or of all), the cancelled ones too, the next one first."""
    chosen = select(BodyMeeting).where(BodyMeeting.held_on >= today).options(*_WITH_ITEMS)
    if body_ids is not None:
        chosen = chosen.where(BodyMeeting.body_id.in_(body_ids))
    return list(session.scalars(chosen.order_by(BodyMeeting.held_on, BodyMeeting.id)))


def held(session: Session, today: date, most: int, body_ids: Collection[int] | None = None) -> list[BodyMeeting]:
    """The latest `most` meetings before today (of these bodies, or of all), the latest first."""
    chosen = select(BodyMeeting).where(BodyMeeting.held_on < today).options(*_WITH_ITEMS)
    if body_ids is not None:
        chosen = chosen.where(BodyMeeting.body_id.in_(body_ids))
    return list(session.scalars(chosen.order_by(BodyMeeting.held_on.desc(), BodyMeeting.id.desc()).limit(most)))


def on_day(session: Session, body_id: int, held_on: date) -> BodyMeeting | None:
    """The body's meeting of that day, unless it was cancelled."""
    chosen = select(BodyMeeting).where(
        BodyMeeting.body_id == body_id, BodyMeeting.held_on == held_on, BodyMeeting.cancelled_on.is_(None)
    )
    return session.scalars(chosen.order_by(BodyMeeting.id).limit(1)).first()


def of_matter(session: Session, matter_id: int) -> list[BodyMeeting]:
    """The meetings that have the matter on their agenda, in order."""
    chosen = (
        select(BodyMeeting)
        .join(AgendaItem, AgendaItem.meeting_id == BodyMeeting.id)
        .where(AgendaItem.matter_id == matter_id)
        .options(_WITH_BODY, selectinload(BodyMeeting.moves))
        .order_by(BodyMeeting.held_on, BodyMeeting.id)
    )
    return list(session.scalars(chosen))


def stood_on(session: Session, matter_id: int, body_id: int, held_on: date) -> bool:
    """Whether the matter stands on the agenda of the body's meeting of that day."""
    chosen = (
        select(AgendaItem.id)
        .join(BodyMeeting, BodyMeeting.id == AgendaItem.meeting_id)
        .where(AgendaItem.matter_id == matter_id, BodyMeeting.body_id == body_id, BodyMeeting.held_on == held_on)
    )
    return session.scalar(chosen.limit(1)) is not None


def coming_item(session: Session, matter_id: int, body_id: int, today: date) -> AgendaItem | None:
    """Where the matter stands on an agenda of the body that is still to come; the earliest, cancelled ones apart."""
    chosen = (
        select(AgendaItem)
        .join(BodyMeeting, BodyMeeting.id == AgendaItem.meeting_id)
        .where(
            AgendaItem.matter_id == matter_id,
            BodyMeeting.body_id == body_id,
            BodyMeeting.held_on >= today,
            BodyMeeting.cancelled_on.is_(None),
        )
        .order_by(BodyMeeting.held_on, BodyMeeting.id)
    )
    return session.scalars(chosen.limit(1)).first()


def last_position(session: Session, meeting_id: int) -> int:
    """The place of the last item on an agenda; 0 when it is empty."""
    chosen = select(func.max(AgendaItem.position)).where(AgendaItem.meeting_id == meeting_id)
    return session.scalar(chosen) or 0


def dialogues_of(session: Session, matter_ids: Collection[int]) -> Mapping[int, list[Dialogue]]:
    """The dialogues under each of these matters, oldest first."""
    found: dict[int, list[Dialogue]] = {}
    rows = session.scalars(
        select(Dialogue)
        .where(Dialogue.matter_id.in_(matter_ids), Dialogue.abandoned_at.is_(None))
        .options(selectinload(Dialogue.texts), selectinload(Dialogue.matter))
        .order_by(Dialogue.id)
    )
    for dialogue in rows:
        found.setdefault(dialogue.matter_id, []).append(dialogue)
    return found


def item_days(session: Session, meeting: BodyMeeting, rules: Rules, now: datetime) -> Sequence[ItemDays]:
    """The days that a moved meeting is measured against, item by item."""
    ids = [item.matter_id for item in meeting.items]
    days, held_in = considered.days_of(session, ids), dialogues_of(session, ids)
    promising = {key: _promising(found, now) for key, found in held_in.items()}
    everyone = [one for found in promising.values() for one in found]
    planned = decisions.planned(session, everyone)
    given = _results_given(session, [one.id for one in everyone])

    def promised(dialogue: Dialogue) -> PromisedDays:
        standing = planned[dialogue.id]
        closes = last_day(dialogue.closes_at, rules.zone) if dialogue.closes_at else None
        return PromisedDays(
            dialogue.slug, closes, standing.on, dialogue.result_by, dialogue.answer_by,
            result_given=dialogue.id in given, period=bool(standing.period),
        )  # fmt: skip

    return [
        ItemDays(
            item.matter.slug,
            days[item.matter_id],
            tuple(promised(one) for one in promising.get(item.matter_id, ())),
            planned_as_period=bool(item.matter.planned_period),
        )
        for item in meeting.items
    ]


def moved_away(session: Session, dialogues: Collection[Dialogue]) -> Mapping[int, BodyMeeting]:
    """The dialogues whose promised decision day is that of a meeting that was moved from it or cancelled, by id.

    The promise itself is not changed by that: it has to be amended.
    """
    planned = decisions.planned(session, dialogues)
    promising = {one.id: one for one in dialogues if planned[one.id].on and not planned[one.id].period}
    rows = session.execute(
        select(Dialogue.id, BodyMeeting, MeetingMove.from_on)
        .join(AgendaItem, AgendaItem.matter_id == Dialogue.matter_id)
        .join(BodyMeeting, BodyMeeting.id == AgendaItem.meeting_id)
        .outerjoin(MeetingMove, MeetingMove.meeting_id == BodyMeeting.id)
        .where(Dialogue.id.in_(promising))
        .options(*_WITH_ITEMS)
        .order_by(BodyMeeting.held_on, BodyMeeting.id)
    ).all()
    kept = {key for key, meeting, _from in rows if not meeting.cancelled_on and meeting.held_on == planned[key].on}
    found: dict[int, BodyMeeting] = {}
    for key, meeting, moved_from in rows:
        left = planned[key].on in (moved_from, meeting.held_on if meeting.cancelled_on else None)
        if left and key not in kept:
            found[key] = meeting
    return found


def _promising(found: Sequence[Dialogue], now: datetime) -> list[Dialogue]:
    return [one for one in found if not one.stopped_at and stage_of(one.stage_facts(), now) in LIVING_STAGES]


def _results_given(session: Session, dialogue_ids: Collection[int]) -> set[int]:
    kinds = (EditionKind.RESULT, EditionKind.ANSWER)
    chosen = select(Edition.dialogue_id).where(Edition.dialogue_id.in_(dialogue_ids), Edition.kind.in_(kinds))
    return set(session.scalars(chosen))
