"""The chronological register of what came in to a body: one line a submission, never a word of it or an address."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from portal.domain.calendar import end_of, start_of
from portal.domain.diary import DiaryTime, Period
from portal.domain.languages import SOURCE
from portal.domain.moderation import Reason, ReviewState
from portal.domain.submissions import Channel, Timing
from portal.models.dialogues import Dialogue
from portal.models.matters import Matter
from portal.models.submissions import Submission
from portal.models.texts import Text
from portal.models.users import User

PAGE_SIZE = 100
_AT_ONCE = 1_000
Place = tuple[datetime, int]
"""Where a line stands: its time, and the submission's id."""


@dataclass(frozen=True)
class Line:
    """One line of the register. `recorded_by` is None when the portal took it in itself."""

    id: int
    registry_number: str
    slug: str
    title: str
    number: int
    received_at: datetime
    registered_at: datetime
    channel: Channel
    language: str
    state: ReviewState
    reason: Reason | None
    timing: Timing
    after_handover: bool
    recorded_by: str | None


@dataclass(frozen=True)
class Leaf:
    """A page of the register; `earlier` and `later` are places to go on from, None at an end."""

    lines: tuple[Line, ...]
    earlier: Place | None
    later: Place | None


def _chosen(body_id: int, by: DiaryTime, period: Period, zone: ZoneInfo) -> Any:
    when = time_of(by)
    return (
        select(
            Submission.id,
            Matter.registry_number,
            Dialogue.slug,
            Text.source,
            Submission.number,
            Submission.received_at,
            Submission.registered_at,
            Submission.channel,
            Submission.language,
            Submission.state,
            Submission.reason,
            Submission.timing,
            Submission.after_handover,
            User.name,
        )
        .join(Dialogue, Dialogue.id == Submission.dialogue_id)
        .join(Matter, Matter.id == Dialogue.matter_id)
        .outerjoin(Text, and_(Text.set_id == Dialogue.texts_id, Text.field == "title", Text.language == SOURCE))
        .outerjoin(User, User.id == Submission.recorded_by_id)
        .where(Dialogue.body_id == body_id, *_within(when, period, zone))
    )


def time_of(by: DiaryTime) -> ColumnElement[datetime]:
    """The column of that time."""
    column = Submission.received_at if by is DiaryTime.RECEIVED else Submission.registered_at
    return column.expression


def _within(when: ColumnElement[datetime], period: Period, zone: ZoneInfo) -> tuple[ColumnElement[bool], ...]:
    return when >= start_of(period.first, zone), when < end_of(period.last, zone)


def _beyond(when: ColumnElement[datetime], place: Place, *, later: bool) -> ColumnElement[bool]:
    at, key = place
    if later:
        return or_(when > at, and_(when == at, Submission.id > key))
    return or_(when < at, and_(when == at, Submission.id < key))


def place_of(line: Line, by: DiaryTime) -> Place:
    """Where a line stands when the register is in the order of that time."""
    return (line.received_at if by is DiaryTime.RECEIVED else line.registered_at), line.id


def leaf(
    session: Session,
    body_id: int,
    by: DiaryTime,
    period: Period,
    zone: ZoneInfo,
    *,
    after: Place | None = None,
    before: Place | None = None,
    size: int = PAGE_SIZE,
) -> Leaf:
    """A page of the register in the order of time, from `after` on, or the one that ends before `before`."""
    when = time_of(by)
    chosen = _chosen(body_id, by, period, zone)
    if before is not None:
        chosen = chosen.where(_beyond(when, before, later=False)).order_by(when.desc(), Submission.id.desc())
    else:
        chosen = chosen.where(_beyond(when, after, later=True)) if after is not None else chosen
        chosen = chosen.order_by(when, Submission.id)
    lines = [_line(row) for row in session.execute(chosen.limit(size + 1))]
    more, lines = len(lines) > size, lines[:size]
    if before is not None:
        lines.reverse()
    if not lines:
        return Leaf((), None, None)
    has_earlier = more if before is not None else after is not None
    has_later = before is not None or more
    first, last = place_of(lines[0], by), place_of(lines[-1], by)
    return Leaf(tuple(lines), first if has_earlier else None, last if has_later else None)


def lines(session: Session, body_id: int, by: DiaryTime, period: Period, zone: ZoneInfo) -> Iterator[Line]:
    """Every line of the register in the order of time, read a thousand at a time."""
    place: Place | None = None
    while True:
        part = leaf(session, body_id, by, period, zone, after=place, size=_AT_ONCE)
        yield from part.lines
        if part.later is None:
            return
        place = part.later


def count(session: Session, body_id: int, by: DiaryTime, period: Period, zone: ZoneInfo) -> int:
    """How many lines the register has."""
    counted = select(func.count(Submission.id)).join(Dialogue, Dialogue.id == Submission.dialogue_id)
    return session.scalar(counted.where(Dialogue.body_id == body_id, *_within(time_of(by), period, zone))) or 0


def dialogues_of(session: Session, body_id: int) -> int:
    """How many announced dialogues the body has: without any there is nothing to register."""
    counted = select(func.count(Dialogue.id)).where(Dialogue.body_id == body_id, Dialogue.announced_at.is_not(None))
    return session.scalar(counted) or 0


def _line(row: Sequence[object]) -> Line:
    values = list(row)
    values[3] = values[3] or ""
    return Line(*values)  # type: ignore[arg-type]
