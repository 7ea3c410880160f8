"""Matters (ärenden) and the consideration that every one of them gets (principle A1): when it is due, how it was kept.

All days are local days of the municipality. A consideration is due a number of days after registration, and no later
than a number of weeks before the planned decision; never before the day on which the matter was registered.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from portal.domain.rules import Rules


class ConsiderationOutcome(StrEnum):
    """What a consideration may end in (life.md, first line)."""

    NOT_AFFECTING_GROUPS = "not_affecting_groups"
    NO_DIALOGUE = "no_dialogue"
    INFORMATION_ONLY = "information_only"
    STATUTORY_CONSULTATION = "statutory_consultation"
    DIALOGUE = "dialogue"


class Considered(StrEnum):
    """How the duty to consider dialogue was kept in one matter."""

    IN_TIME = "in_time"
    LATE = "late"
    WAITING = "waiting"
    OVERDUE = "overdue"
    DECIDED_WITHOUT = "decided_without"
    NOTHING_OWED = "nothing_owed"


@dataclass(frozen=True)
class MatterFacts:
    """What is registered of a matter. Texts by language, Swedish required; the planned decision is a day, or a period
    (such as "våren 2027") with its last day."""

    title: Mapping[str, str]
    summary: Mapping[str, str]
    registry_number: str = ""
    planned_decision_on: date | None = None
    planned_period: str | None = None
    statutory_link: str | None = None


@dataclass(frozen=True)
class MatterDays:
    """The days of a matter that its consideration is measured by; `first_considered_on` is of the *first* one."""

    registered_on: date
    planned_decision_on: date | None = None
    first_considered_on: date | None = None
    decided_on: date | None = None
    withdrawn_on: date | None = None


def consideration_due(registered_on: date, planned_decision_on: date | None, rules: Rules) -> date:
    """The last day on which the consideration is in time."""
    due = registered_on + timedelta(days=rules.consideration_days)
    if planned_decision_on is not None:
        due = min(due, planned_decision_on - timedelta(weeks=rules.consideration_weeks_before))
    return max(due, registered_on)


def due_of(days: MatterDays, rules: Rules) -> date:
    """The last day on which this matter's consideration is in time."""
    return consideration_due(days.registered_on, days.planned_decision_on, rules)


def considered(days: MatterDays, today: date, rules: Rules) -> Considered:
    """How the duty was kept, judged by the first consideration; one that came after the decision came too late for it.

    A withdrawn matter owes nothing: what was not considered before is not missed.
    """
    first, decided = days.first_considered_on, days.decided_on
    if decided is not None and (first is None or first > decided):
        return Considered.DECIDED_WITHOUT
    if first is not None:
        return Considered.IN_TIME if first <= due_of(days, rules) else Considered.LATE
    if days.withdrawn_on is not None:
        return Considered.NOTHING_OWED
    return Considered.OVERDUE if today > due_of(days, rules) else Considered.WAITING


def days_overdue(days: MatterDays, today: date, rules: Rules) -> int:
    """Whole days past the last day in time, up to the first consideration, the decision or `today`; 0 when not past."""
    until = days.first_considered_on or days.decided_on or today
    return max(0, (until - due_of(days, rules)).days)


@dataclass(frozen=True)
class OverdueLimits:
    """The two limits by which a query finds what is overdue: registered before one, or decided before the other."""

    registered_before: date
    planned_before: date


def overdue_limits(today: date, rules: Rules) -> OverdueLimits:
    """A matter registered before today is overdue when it was registered, or is to be decided, before these days.

    The same rule as `consideration_due`, solved for the stored days: due < today.
    """
    return OverdueLimits(
        today - timedelta(days=rules.consideration_days), today + timedelta(weeks=rules.consideration_weeks_before)
    )
