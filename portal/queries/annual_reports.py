"""Adopted annual reports, and what is still owed: each extensive dialogue answered in a year, to that year's report."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from portal.domain.calendar import local_day
from portal.domain.extensive import report_is_late, report_year
from portal.domain.rules import Rules
from portal.models.annual_reports import AnnualReport
from portal.models.bodies import Body
from portal.models.dialogues import Dialogue
from portal.models.matters import Matter
from portal.queries import extensive


@dataclass(frozen=True)
class Debt:
    """What one body's report of a year owes. `adopted`: a report is, but it does not tell these dialogues."""

    body: Body
    year: int
    late: bool
    adopted: bool
    dialogues: tuple[Dialogue, ...]


@dataclass(frozen=True)
class YearKept:
    """How a year's reports stand: bodies that adopted one, and those that owe one and are late."""

    year: int
    adopted: tuple[int, ...] = field(default=())
    late: tuple[int, ...] = field(default=())
    waiting: tuple[int, ...] = field(default=())


def versions(session: Session, body_id: int, year: int) -> Sequence[AnnualReport]:
    """The adopted reports of a body's year, the first one first."""
    chosen = select(AnnualReport).where(AnnualReport.body_id == body_id, AnnualReport.year == year)
    return session.scalars(chosen.order_by(AnnualReport.number)).all()


def newest(session: Session, body_id: int, year: int) -> AnnualReport | None:
    """The report that stands, or None when none is adopted."""
    chosen = select(AnnualReport).where(AnnualReport.body_id == body_id, AnnualReport.year == year)
    return session.scalar(chosen.order_by(AnnualReport.number.desc()).limit(1))


def adopted_years(session: Session, body_id: int) -> Sequence[int]:
    """The years for which the body has adopted a report, the latest first."""
    chosen = select(AnnualReport.year).where(AnnualReport.body_id == body_id).distinct()
    return session.scalars(chosen.order_by(AnnualReport.year.desc())).all()


def first_year(session: Session, body_id: int, rules: Rules) -> int | None:
    """The first year with anything to tell: a matter registered, or a dialogue announced; None when there is none."""
    matter = session.scalar(select(func.min(Matter.registered_on)).where(Matter.body_id == body_id))
    announced = session.scalar(select(func.min(Dialogue.announced_at)).where(Dialogue.body_id == body_id))
    days = [day for day in (matter, local_day(announced, rules.zone) if announced else None) if day]
    return min(days).year if days else None


def debts(session: Session, rules: Rules, today: date, body_ids: Collection[int] | None = None) -> list[Debt]:
    """What is owed now, the oldest year first: listed from the day of the answer, late from 1 May (a setting)."""
    chosen = select(Dialogue).where(Dialogue.answered_at.is_not(None)).order_by(Dialogue.answered_at, Dialogue.id)
    if body_ids is not None:
        chosen = chosen.where(Dialogue.body_id.in_(body_ids))
    found = session.scalars(
        chosen.options(
            selectinload(Dialogue.held_by),
            selectinload(Dialogue.texts),
            selectinload(Dialogue.body).selectinload(Body.texts),
        )
    ).all()
    counts = extensive.of_many(session, found, rules)
    told = _accounted_for(session)
    owed: dict[tuple[int, int], list[Dialogue]] = {}
    for one in found:
        assert one.answered_at is not None
        year = report_year(local_day(one.answered_at, rules.zone))
        if counts[one.id].holds and one.id not in told.get((one.body_id, year), ()):
            owed.setdefault((one.body_id, year), []).append(one)
    return [
        Debt(rows[0].body, year, report_is_late(year, today, *rules.late_report), (body_id, year) in told, tuple(rows))
        for (body_id, year), rows in sorted(owed.items(), key=lambda item: (item[0][1], item[0][0]))
    ]


def kept_by_year(session: Session, rules: Rules, today: date) -> list[YearKept]:
    """For the page of principles: per year which bodies adopted a report, owe one that is late, or owe one in time."""
    owed, told = debts(session, rules, today), _accounted_for(session)
    years = sorted({year for _body, year in told} | {debt.year for debt in owed}, reverse=True)
    return [
        YearKept(
            year,
            tuple(sorted(body_id for body_id, of in told if of == year)),
            tuple(debt.body.id for debt in owed if debt.year == year and debt.late),
            tuple(debt.body.id for debt in owed if debt.year == year and not debt.late),
        )
        for year in years
    ]


def _accounted_for(session: Session) -> dict[tuple[int, int], set[int]]:
    """Per body and year the dialogues that the newest adopted report tells as extensive."""
    rows = session.execute(
        select(AnnualReport.body_id, AnnualReport.year, AnnualReport.accounts_for).order_by(AnnualReport.number)
    )
    return {(row.body_id, row.year): set(row.accounts_for) for row in rows}
