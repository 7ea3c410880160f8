"""Decisions of bodies and delegates in a matter under dialogue (C1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DecisionKind(StrEnum):
    """Beslutat, återremiss, bordläggning, återtaget."""

    DECIDED = "decided"
    REFERRED_BACK = "referred_back"
    POSTPONED = "postponed"
    WITHDRAWN = "withdrawn"


ASKS_FOR_NEW_DATE = frozenset({DecisionKind.REFERRED_BACK, DecisionKind.POSTPONED})


def section_of(written: str) -> str:
    """The number of a § as it stands in the minutes, without the sign that the pages put before it."""
    return written.strip().removeprefix("§").strip()


@dataclass(frozen=True)
class PlannedDecision:
    """When the decision is planned: its day, or the last day of `period`; `postponed_from` is what was planned first.

    `moved` tells whether a body has postponed it or referred it back.
    """

    on: date | None
    period: str | None = None
    postponed_from: date | None = None
    period_from: str | None = None

    @property
    def moved(self) -> bool:
        """Whether another day, or period, was planned before."""
        return self.postponed_from is not None or self.period_from is not None


def planned_in_force(on: date | None, period: str | None, new_days: Iterable[date | None]) -> PlannedDecision:
    """What holds when a dialogue planned `on` or `period`, and its decisions in order said these new days, or none."""
    newest = None
    for day in new_days:
        newest = day or newest
    if newest is None or (newest == on and not period):
        return PlannedDecision(on, period)
    return PlannedDecision(newest, None, on, period)
