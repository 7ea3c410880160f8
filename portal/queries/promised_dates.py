"""How promised dates were kept in a year: against the date that was promised first, and how often it was moved (D1)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.calendar import local_day
from portal.domain.promised_dates import Promised, PromisedDate
from portal.domain.rules import Rules
from portal.models.commitments import CommitmentVersion
from portal.models.dialogues import Dialogue


@dataclass(frozen=True)
class Kept:
    """One dialogue whose answer was first promised for the year; `moved` is how many amendments moved the date."""

    dialogue_id: int
    slug: str
    promise: PromisedDate
    moved: int


@dataclass(frozen=True)
class KeptInYear:
    """The answers that were due in a year by the first promise. Those not due yet are in none of the lists."""

    in_time: list[Kept] = field(default_factory=list)
    later: list[Kept] = field(default_factory=list)
    still_late: list[Kept] = field(default_factory=list)
    moved: list[Kept] = field(default_factory=list)

    @property
    def due(self) -> int:
        """How many answers were due by the first promise, up to today."""
        return len(self.in_time) + len(self.later) + len(self.still_late)

    @property
    def times_moved(self) -> int:
        """How many times a promised date was moved in these dialogues."""
        return sum(one.moved for one in self.moved)


def kept_in_year(session: Session, rules: Rules, year: int, today: date, body_id: int | None = None) -> KeptInYear:
    """Answers first promised for that year, of one body or all: by the first date, later, still late, and moved ones.

    A dialogue that was cancelled promised nothing any more. Three statements at most.
    """
    first = Dialogue.first_answer_by
    chosen = (
        select(Dialogue.id, Dialogue.slug, first.label("first"), Dialogue.answer_by, Dialogue.answered_at)
        .where(Dialogue.announced_at.is_not(None), Dialogue.cancelled_at.is_(None))
        .where(first >= date(year, 1, 1), first <= date(year, 12, 31))
        .order_by(first, Dialogue.id)
    )
    if body_id is not None:
        chosen = chosen.where(Dialogue.body_id == body_id)
    rows = session.execute(chosen).all()
    moved = _moves(session, [row.id for row in rows])
    found = KeptInYear()
    for row in rows:
        kept_on = local_day(row.answered_at, rules.zone) if row.answered_at else None
        promise = PromisedDate(Promised.ANSWER, row.answer_by, row.first, kept_on)
        one = Kept(row.id, row.slug, promise, moved.get(row.id, 0))
        if one.moved:
            found.moved.append(one)
        if promise.kept_in_time:
            found.in_time.append(one)
        elif kept_on is not None:
            found.later.append(one)
        elif today > promise.first_by:
            found.still_late.append(one)
    return found


def _moves(session: Session, dialogue_ids: Sequence[int]) -> dict[int, int]:
    if not dialogue_ids:
        return {}
    rows = session.execute(
        select(CommitmentVersion.dialogue_id, CommitmentVersion.content).where(
            CommitmentVersion.dialogue_id.in_(dialogue_ids), CommitmentVersion.number > 1
        )
    ).all()
    counted: dict[int, int] = {}
    for row in rows:
        parts = {change["part"] for change in row.content.get("changes", ())}
        counted[row.dialogue_id] = counted.get(row.dialogue_id, 0) + bool(parts & {"answer_by", "result_by"})
    return counted
