"""Which dialogues are *more extensive*, and when such a one is owed in an annual report (C3, D2).

The source says that more extensive dialogues are reported in the committee and in its annual report, and leaves open
which they are. The portal sets it by stated criteria, each with its limit in the settings; staff may say otherwise with
a reason, both ways. An override without a reason is none.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from portal.domain.bodies import BodyKind

HOLDING_BODIES = frozenset({BodyKind.EXECUTIVE_BOARD, BodyKind.COUNCIL})
"""The bodies of the whole municipality: what they decide to hold reaches past one committee's field."""


class Criterion(StrEnum):
    """Why a dialogue counts as extensive. One is enough."""

    MANY_AFFECTED = "many_affected"
    MANY_SUBMISSIONS = "many_submissions"
    HIGH_COST = "high_cost"
    BOARD_HOLDS = "board_holds"


@dataclass(frozen=True)
class Limits:
    """From which figure each criterion holds; None: the municipality does not use it."""

    affected: int | None = 5000
    submissions: int | None = 500
    cost: int | None = 250_000
    board_holds: bool = True


@dataclass(frozen=True)
class Size:
    """What the criteria look at: people affected (sum of the groups), submissions received, kronor, who holds it."""

    affected: int
    submissions: int
    cost: int | None
    held_by: BodyKind


@dataclass(frozen=True)
class Met:
    """A criterion that holds, with the figure and the limit it reached; both None where there is nothing to count."""

    criterion: Criterion
    figure: int | None = None
    limit: int | None = None


@dataclass(frozen=True)
class Extensive:
    """What is in force: the criteria that hold, and what staff stated with a reason (None: the criteria decide)."""

    criteria: tuple[Met, ...] = ()
    stated: bool | None = None
    reason: str = ""

    @property
    def holds(self) -> bool:
        """Whether the dialogue counts as extensive."""
        return bool(self.criteria) if self.stated is None else self.stated

    @property
    def overrides(self) -> bool:
        """Whether staff said otherwise than the criteria."""
        return self.stated is not None and self.stated != bool(self.criteria)


def criteria_met(size: Size, limits: Limits) -> tuple[Met, ...]:
    """The criteria a dialogue of that size meets, with their figures."""
    counted = (
        (Criterion.MANY_AFFECTED, size.affected, limits.affected),
        (Criterion.MANY_SUBMISSIONS, size.submissions, limits.submissions),
        (Criterion.HIGH_COST, size.cost, limits.cost),
    )
    met = [Met(*row) for row in counted if row[1] is not None and row[2] is not None and row[1] >= row[2]]
    if limits.board_holds and size.held_by in HOLDING_BODIES:
        met.append(Met(Criterion.BOARD_HOLDS))
    return tuple(met)


def in_force(
    size: Size, limits: Limits, stated: bool, reason: str, frozen: Sequence[Mapping[str, Any]] | None = None
) -> Extensive:
    """What counts for a dialogue. `stated` means something only with a `reason`.

    `frozen` are the criteria that held when it ended: limits that are changed afterwards do not change the past.
    """
    criteria = criteria_met(size, limits) if frozen is None else thawed(frozen)
    because = reason.strip()
    return Extensive(criteria, stated if because else None, because)


def as_rows(criteria: Sequence[Met]) -> list[dict[str, Any]]:
    """The criteria as JSON, for a log line or a frozen document."""
    return [{"criterion": met.criterion.value, "figure": met.figure, "limit": met.limit} for met in criteria]


def thawed(rows: Sequence[Mapping[str, Any]]) -> tuple[Met, ...]:
    """The criteria that `as_rows` wrote."""
    return tuple(Met(Criterion(row["criterion"]), row["figure"], row["limit"]) for row in rows)


def report_year(answered_on: date) -> int:
    """The year whose annual report owes the dialogue: the one it was answered in, counted in local days."""
    return answered_on.year


def report_is_late(year: int, today: date, month: int = 5, day: int = 1) -> bool:
    """Whether a report of `year` that is not adopted is late: from 1 May (a setting) of the year after."""
    return today >= date(year + 1, month, day)
