"""How the duty to consider dialogue was kept (A1): the days it is measured by, and the figures of a year."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from portal.domain.decisions import DecisionKind
from portal.domain.matters import Considered, MatterDays, considered, due_of, overdue_limits
from portal.domain.rules import Rules
from portal.models.decisions import Decision
from portal.models.dialogues import Dialogue
from portal.models.matters import Consideration, Matter

_FINAL: Any = (
    select(func.max(Decision.decided_on))
    .join(Dialogue, Dialogue.id == Decision.dialogue_id)
    .where(Dialogue.matter_id == Matter.id, Decision.final, Decision.kind == DecisionKind.DECIDED)
    .correlate(Matter)
    .scalar_subquery()
)
DECIDED_ON: ColumnElement[date | None] = func.coalesce(Matter.decided_on, _FINAL)
"""The day on which the body decided the matter: as recorded, else the final decision of its (last) dialogue."""
FIRST_CONSIDERED_ON: ColumnElement[Any] = (
    select(Consideration.decided_on)
    .where(Consideration.matter_id == Matter.id)
    .order_by(Consideration.id)
    .limit(1)
    .correlate(Matter)
    .scalar_subquery()
)
"""The day of the consideration that was recorded first: a later one never makes a late one early."""
DAYS = (
    Matter.registered_on,
    Matter.planned_decision_on,
    FIRST_CONSIDERED_ON.label("first_considered_on"),
    DECIDED_ON.label("decided_on"),
    Matter.withdrawn_on,
)
"""What `days_in` reads from a row."""


@dataclass(frozen=True)
class ConsideredMatter:
    """A decided matter in the figures: what it is, and how its consideration stood to the last day in time."""

    id: int
    slug: str
    texts_id: int
    registry_number: str
    body_id: int
    decided_on: date
    due: date
    first_considered_on: date | None


@dataclass(frozen=True)
class ConsideredFigures:
    """The matters that were decided in a year, by how the duty to consider dialogue was kept."""

    in_time: tuple[ConsideredMatter, ...] = ()
    late: tuple[ConsideredMatter, ...] = ()
    without: tuple[ConsideredMatter, ...] = ()

    @property
    def decided(self) -> int:
        """Number of decided matters."""
        return len(self.in_time) + len(self.late) + len(self.without)


def days_in(row: Any) -> MatterDays:
    """The days of a matter from a row that has the columns of `DAYS`."""
    return MatterDays(
        row.registered_on, row.planned_decision_on, row.first_considered_on, row.decided_on, row.withdrawn_on
    )


def days_of(session: Session, matter_ids: Collection[int]) -> Mapping[int, MatterDays]:
    """The days of these matters, by id, in one statement."""
    rows = session.execute(select(Matter.id, *DAYS).where(Matter.id.in_(matter_ids))).all()
    return {row.id: days_in(row) for row in rows}


def in_year(session: Session, year: int, body_id: int | None, rules: Rules) -> ConsideredFigures:
    """The matters decided in that year (of one body, or of all), in the order of their decisions. One statement."""
    chosen = select(Matter.id, Matter.slug, Matter.texts_id, Matter.registry_number, Matter.body_id, *DAYS).where(
        DECIDED_ON.between(date(year, 1, 1), date(year, 12, 31))
    )
    if body_id is not None:
        chosen = chosen.where(Matter.body_id == body_id)
    found: dict[Considered, list[ConsideredMatter]] = {kind: [] for kind in Considered}
    for row in session.execute(chosen.order_by(DECIDED_ON, Matter.id)):
        days = days_in(row)
        found[considered(days, row.decided_on, rules)].append(
            ConsideredMatter(
                row.id, row.slug, row.texts_id, row.registry_number, row.body_id, row.decided_on, due_of(days, rules),
                row.first_considered_on,
            )
        )  # fmt: skip
    return ConsideredFigures(
        *(tuple(found[kind]) for kind in (Considered.IN_TIME, Considered.LATE, Considered.DECIDED_WITHOUT))
    )


def is_waiting() -> ColumnElement[bool]:
    """The condition on `Matter` that it still owes a consideration: neither considered, decided nor withdrawn."""
    return Matter.withdrawn_on.is_(None) & ~Matter.considerations.any() & DECIDED_ON.is_(None)


def is_overdue(today: date, rules: Rules) -> ColumnElement[bool]:
    """The condition on `Matter` that its consideration is overdue today."""
    limits = overdue_limits(today, rules)
    passed = or_(Matter.registered_on < limits.registered_before, Matter.planned_decision_on < limits.planned_before)
    return is_waiting() & (Matter.registered_on < today) & passed


def is_decided_without() -> ColumnElement[bool]:
    """The condition on `Matter` that the body decided it before anybody had considered dialogue."""
    return DECIDED_ON.is_not(None) & or_(FIRST_CONSIDERED_ON.is_(None), FIRST_CONSIDERED_ON > DECIDED_ON)
