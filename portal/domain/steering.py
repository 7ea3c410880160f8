"""The steering process that dialogues are tied to (principle A2): goals, plans and budgets of a body."""

from datetime import date
from enum import StrEnum


class SteeringKind(StrEnum):
    """Mål, plan, budget."""

    GOAL = "goal"
    PLAN = "plan"
    BUDGET = "budget"


FIRST_YEAR, LAST_YEAR = 2000, 2100
"""Years that a goal, a plan or a budget can be of."""


def year_fault(year: int | None) -> str | None:
    """Code of why that is no year to steer by."""
    return None if year is not None and FIRST_YEAR <= year <= LAST_YEAR else "YEAR_OUT_OF_RANGE"


def closes_in_time(closes_on: date | None, decided_on: date | None) -> bool:
    """Whether a dialogue that closes on that day can feed what is decided on the other; undated: nothing to miss."""
    return closes_on is None or decided_on is None or closes_on < decided_on
