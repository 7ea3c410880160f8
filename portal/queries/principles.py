"""How the principles were kept in a year: what no other noun counts, for the public page of principles.

A year is one of the municipality's clock. A *case* is something that can be opened: a dialogue, a matter or a body.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from portal.domain.bodies import BodyKind
from portal.domain.calendar import start_of
from portal.domain.decisions import DecisionKind
from portal.domain.moderation import AppealOutcome, Verdict
from portal.domain.suitability import SuitabilityOutcome
from portal.models.bodies import Body
from portal.models.commitments import CommitmentVersion
from portal.models.decisions import Decision
from portal.models.dialogues import Dialogue, PassedShould
from portal.models.matters import SuitabilityTest
from portal.models.moderation import Appeal, ReviewDecision


@dataclass(frozen=True)
class Case:
    """One dialogue, by its address and the text set of its title."""

    slug: str
    texts_id: int


@dataclass(frozen=True)
class Passed:
    """A *should* that was passed with a reason, and the dialogue it was passed in."""

    case: Case
    code: str
    reason: str


@dataclass(frozen=True)
class YearCounts:
    """What happened in one year; every list holds cases in the order they happened."""

    reviewed: Mapping[Verdict, int]
    appeals: int
    appeals_changed: int
    passed: Sequence[Passed]
    tests: Mapping[SuitabilityOutcome, int]
    announced: Sequence[Case]
    tied: int
    amended: Sequence[Case]
    amendments: int
    handed_over: Sequence[Case]
    decided: Sequence[Case]
    stopped: Sequence[Case]
    board_held: Sequence[Case]
    bodies: int
    holding: int


def in_year(session: Session, year: int, zone: ZoneInfo) -> YearCounts:
    """Everything counted of one year."""
    span = start_of(date(year, 1, 1), zone), start_of(date(year + 1, 1, 1), zone)
    days = date(year, 1, 1), date(year, 12, 31)
    announced = _dialogues(session, _within(Dialogue.announced_at, span))
    amended = session.execute(
        select(Dialogue.slug, Dialogue.texts_id, func.count())
        .join(CommitmentVersion, CommitmentVersion.dialogue_id == Dialogue.id)
        .where(CommitmentVersion.number > 1, _within(CommitmentVersion.frozen_at, span))
        .group_by(Dialogue.id, Dialogue.slug, Dialogue.texts_id)
        .order_by(func.min(CommitmentVersion.frozen_at))
    ).all()
    final = select(Decision.dialogue_id).where(
        Decision.final, Decision.kind == DecisionKind.DECIDED, Decision.decided_on.between(*days)
    )
    appeals = session.execute(
        select(Appeal.outcome, func.count()).where(_within(Appeal.lodged_at, span)).group_by(Appeal.outcome)
    ).all()
    return YearCounts(
        reviewed=_reviewed(session, span),
        appeals=sum(n for _outcome, n in appeals),
        appeals_changed=sum(n for outcome, n in appeals if outcome is AppealOutcome.CHANGED),
        passed=_passed(session, span),
        tests=_tests(session, days),
        announced=[Case(row.slug, row.texts_id) for row in announced],
        tied=sum(bool(row.steering_goal.strip() and row.steering_year) for row in announced),
        amended=[Case(slug, texts_id) for slug, texts_id, _n in amended],
        amendments=sum(n for _slug, _texts_id, n in amended),
        handed_over=_cases(session, _within(Dialogue.handed_over_at, span)),
        decided=_cases(session, Dialogue.id.in_(final)),
        stopped=_cases(session, _within(Dialogue.stopped_at, span)),
        board_held=[Case(row.slug, row.texts_id) for row in announced if row.kind is BodyKind.EXECUTIVE_BOARD],
        bodies=_bodies(session, days[1]),
        holding=len({row.body_id for row in announced}),
    )


def _within(column: Any, span: tuple[datetime, datetime]) -> ColumnElement[bool]:
    return (column >= span[0]) & (column < span[1])


def _dialogues(session: Session, condition: ColumnElement[bool]) -> Sequence[Any]:
    return session.execute(
        select(
            Dialogue.slug,
            Dialogue.texts_id,
            Dialogue.body_id,
            Dialogue.steering_goal,
            Dialogue.steering_year,
            Body.kind,
        )
        .join(Body, Body.id == Dialogue.held_by_id)
        .where(condition, Dialogue.announced_at.is_not(None))
        .order_by(Dialogue.announced_at, Dialogue.id)
    ).all()


def _cases(session: Session, condition: ColumnElement[bool]) -> list[Case]:
    return [Case(row.slug, row.texts_id) for row in _dialogues(session, condition)]


def _reviewed(session: Session, span: tuple[datetime, datetime]) -> Mapping[Verdict, int]:
    """The decisions that stand: the newest of each submission that was not undone."""
    newest = (
        select(func.max(ReviewDecision.id))
        .where(ReviewDecision.undone_at.is_(None), _within(ReviewDecision.decided_at, span))
        .group_by(ReviewDecision.submission_id)
    )
    rows = session.execute(
        select(ReviewDecision.verdict, func.count())
        .where(ReviewDecision.id.in_(newest))
        .group_by(ReviewDecision.verdict)
    ).all()
    return {verdict: n for verdict, n in rows}


def _passed(session: Session, span: tuple[datetime, datetime]) -> list[Passed]:
    rows = session.execute(
        select(Dialogue.slug, Dialogue.texts_id, PassedShould.code, PassedShould.reason)
        .join(Dialogue, Dialogue.id == PassedShould.dialogue_id)
        .where(_within(PassedShould.passed_at, span), Dialogue.announced_at.is_not(None))
        .order_by(PassedShould.passed_at, PassedShould.code)
    ).all()
    return [Passed(Case(row.slug, row.texts_id), row.code, row.reason) for row in rows]


def _tests(session: Session, days: tuple[date, date]) -> Mapping[SuitabilityOutcome, int]:
    rows = session.execute(
        select(SuitabilityTest.outcome, func.count())
        .where(SuitabilityTest.outcome.is_not(None), SuitabilityTest.decided_on.between(*days))
        .group_by(SuitabilityTest.outcome)
    ).all()
    return {outcome: n for outcome, n in rows if outcome is not None}


def _bodies(session: Session, day: date) -> int:
    """Bodies that can hold a dialogue in their own field: there until that day, and no council."""
    chosen = select(func.count(Body.id)).where(
        Body.kind != BodyKind.COUNCIL, Body.abolished_on.is_(None) | (Body.abolished_on > day)
    )
    return session.scalar(chosen) or 0
