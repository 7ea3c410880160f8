"""How the principles were kept in a year: what no other noun counts, for the public page of principles.

A year is one of the municipality's clock. Dialogues are told by their addresses, in the order in which it happened.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from portal.domain.bodies import BodyKind
from portal.domain.calendar import start_of
from portal.domain.decisions import DecisionKind
from portal.domain.moderation import AppealOutcome, Verdict
from portal.domain.rules import Rules
from portal.domain.suitability import SuitabilityOutcome
from portal.models.bodies import Body
from portal.models.commitments import CommitmentVersion
from portal.models.decisions import Decision
from portal.models.dialogues import Dialogue
from portal.models.matters import SuitabilityTest
from portal.models.moderation import Appeal, ReviewDecision

Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class YearCounts:
    """What happened in one year. `tied` of the announced belong to a goal, plan or budget; `bodies` could hold one."""

    reviewed: Mapping[Verdict, int]
    appeals: int
    appeals_changed: int
    tests: Mapping[SuitabilityOutcome, int]
    announced: Sequence[str]
    tied: int
    amended: Sequence[str]
    amendments: int
    handed_over: int
    decided: Sequence[str]
    stopped: Sequence[str]
    held_by_board: Sequence[str]
    bodies: int
    bodies_holding: int


def in_year(session: Session, year: int, rules: Rules) -> YearCounts:
    """Everything counted of one year; ten statements, however much there is."""
    span = start_of(date(year, 1, 1), rules.zone), start_of(date(year + 1, 1, 1), rules.zone)
    days = date(year, 1, 1), date(year, 12, 31)
    announced = _announced(session, span)
    amended = _amended(session, span)
    final = select(Decision.dialogue_id).where(
        Decision.final, Decision.kind == DecisionKind.DECIDED, Decision.decided_on.between(*days)
    )
    appeals = _appeals(session, span)
    return YearCounts(
        reviewed=_reviewed(session, span),
        appeals=sum(appeals.values()),
        appeals_changed=appeals.get(AppealOutcome.CHANGED, 0),
        tests=_tests(session, days),
        announced=[row.slug for row in announced],
        tied=sum(bool(row.steering_goal.strip() and row.steering_year) for row in announced),
        amended=[row.slug for row in amended],
        amendments=sum(row.times for row in amended),
        handed_over=len(_slugs(session, _within(Dialogue.handed_over_at, span))),
        decided=_slugs(session, Dialogue.id.in_(final)),
        stopped=_slugs(session, _within(Dialogue.stopped_at, span)),
        held_by_board=[row.slug for row in announced if row.kind is BodyKind.EXECUTIVE_BOARD],
        bodies=_bodies(session, days[1]),
        bodies_holding=len({row.body_id for row in announced}),
    )


def titles(session: Session, slugs: Collection[str]) -> Mapping[str, int]:
    """The text sets of the titles of these dialogues, by address."""
    rows = session.execute(select(Dialogue.slug, Dialogue.texts_id).where(Dialogue.slug.in_(slugs)))
    return {row.slug: row.texts_id for row in rows}


def _within(column: Any, span: Span) -> ColumnElement[bool]:
    found: ColumnElement[bool] = (column >= span[0]) & (column < span[1])
    return found


def _announced(session: Session, span: Span) -> Sequence[Any]:
    columns = (Dialogue.slug, Dialogue.body_id, Dialogue.steering_goal, Dialogue.steering_year, Body.kind)
    return session.execute(
        select(*columns)
        .join(Body, Body.id == Dialogue.held_by_id)
        .where(_within(Dialogue.announced_at, span))
        .order_by(Dialogue.announced_at, Dialogue.id)
    ).all()


def _amended(session: Session, span: Span) -> Sequence[Any]:
    return session.execute(
        select(Dialogue.slug, func.count().label("times"))
        .join(CommitmentVersion, CommitmentVersion.dialogue_id == Dialogue.id)
        .where(CommitmentVersion.number > 1, _within(CommitmentVersion.frozen_at, span))
        .group_by(Dialogue.id, Dialogue.slug)
        .order_by(func.min(CommitmentVersion.frozen_at), Dialogue.id)
    ).all()


def _slugs(session: Session, condition: ColumnElement[bool]) -> list[str]:
    chosen = select(Dialogue.slug).where(condition, Dialogue.announced_at.is_not(None))
    return list(session.scalars(chosen.order_by(Dialogue.announced_at, Dialogue.id)))


def _reviewed(session: Session, span: Span) -> Mapping[Verdict, int]:
    """The decisions that stand: the newest one of each submission that was not undone."""
    newest = (
        select(func.max(ReviewDecision.id))
        .where(ReviewDecision.undone_at.is_(None), _within(ReviewDecision.decided_at, span))
        .group_by(ReviewDecision.submission_id)
    )
    rows = session.execute(
        select(ReviewDecision.verdict, func.count().label("n"))
        .where(ReviewDecision.id.in_(newest))
        .group_by(ReviewDecision.verdict)
    )
    return {row.verdict: row.n for row in rows}


def _appeals(session: Session, span: Span) -> Mapping[AppealOutcome | None, int]:
    """Lodged in the span, by what became of them; None: not settled yet."""
    rows = session.execute(
        select(Appeal.outcome, func.count().label("n")).where(_within(Appeal.lodged_at, span)).group_by(Appeal.outcome)
    )
    return {row.outcome: row.n for row in rows}


def _tests(session: Session, days: tuple[date, date]) -> Mapping[SuitabilityOutcome, int]:
    rows = session.execute(
        select(SuitabilityTest.outcome, func.count().label("n"))
        .where(SuitabilityTest.outcome.is_not(None), SuitabilityTest.decided_on.between(*days))
        .group_by(SuitabilityTest.outcome)
    )
    return {row.outcome: row.n for row in rows}


def _bodies(session: Session, day: date) -> int:
    """How many bodies could hold a dialogue in their own field: there until that day, and no council."""
    chosen = select(func.count(Body.id)).where(
        Body.kind != BodyKind.COUNCIL, Body.abolished_on.is_(None) | (Body.abolished_on > day)
    )
    return session.scalar(chosen) or 0
