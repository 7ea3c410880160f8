"""When a consideration is due, and how the duty to consider was kept (A1)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from support.factories import RULES

from portal.domain.matters import (
    Considered,
    MatterDays,
    consideration_due,
    considered,
    days_overdue,
    due_of,
    overdue_limits,
)

REGISTERED = date(2026, 3, 2)
FAR = date(2026, 12, 1)


def test_a_consideration_is_due_thirty_days_after_registration() -> None:
    assert consideration_due(REGISTERED, None, RULES) == date(2026, 4, 1)
    assert consideration_due(REGISTERED, FAR, RULES) == date(2026, 4, 1)


def test_it_is_due_eight_weeks_before_the_planned_decision_when_that_is_earlier() -> None:
    assert consideration_due(REGISTERED, date(2026, 5, 11), RULES) == date(2026, 3, 16)


def test_it_is_never_due_before_the_matter_was_registered() -> None:
    assert consideration_due(REGISTERED, date(2026, 3, 20), RULES) == REGISTERED


def test_both_limits_are_the_municipality_s_own() -> None:
    rules = replace(RULES, consideration_days=10, consideration_weeks_before=2)
    assert consideration_due(REGISTERED, None, rules) == date(2026, 3, 12)
    assert consideration_due(REGISTERED, date(2026, 3, 20), rules) == date(2026, 3, 6)


@pytest.mark.parametrize(
    ("given", "today", "state"),
    [
        ({}, date(2026, 4, 1), Considered.WAITING),
        ({}, date(2026, 4, 2), Considered.OVERDUE),
        ({"first_considered_on": date(2026, 4, 1)}, FAR, Considered.IN_TIME),
        ({"first_considered_on": date(2026, 4, 2)}, FAR, Considered.LATE),
        ({"decided_on": date(2026, 3, 10)}, date(2026, 3, 11), Considered.DECIDED_WITHOUT),
        ({"decided_on": date(2026, 6, 1), "first_considered_on": date(2026, 6, 2)}, FAR, Considered.DECIDED_WITHOUT),
        ({"decided_on": date(2026, 6, 1), "first_considered_on": date(2026, 6, 1)}, FAR, Considered.LATE),
        ({"decided_on": date(2026, 6, 1), "first_considered_on": REGISTERED}, FAR, Considered.IN_TIME),
        ({"withdrawn_on": date(2026, 5, 1)}, FAR, Considered.NOTHING_OWED),
        ({"withdrawn_on": date(2026, 5, 1), "first_considered_on": date(2026, 4, 20)}, FAR, Considered.LATE),
    ],
)  # fmt: skip
def test_the_state_of_the_duty_follows_from_the_days(given: dict[str, date], today: date, state: Considered) -> None:
    assert considered(MatterDays(REGISTERED, **given), today, RULES) is state


def test_the_days_overdue_are_counted_to_the_consideration_the_decision_or_today() -> None:
    waiting = MatterDays(REGISTERED)
    assert days_overdue(waiting, date(2026, 4, 13), RULES) == 12
    assert days_overdue(waiting, date(2026, 3, 13), RULES) == 0
    assert days_overdue(replace(waiting, first_considered_on=date(2026, 4, 4)), FAR, RULES) == 3
    assert days_overdue(replace(waiting, decided_on=date(2026, 4, 6)), FAR, RULES) == 5


@pytest.mark.parametrize("registered", [REGISTERED + timedelta(days=n) for n in (-40, -31, -30, -29, -1, 0)])
@pytest.mark.parametrize("planned", [None, *(REGISTERED + timedelta(days=n) for n in (-5, 0, 40, 55, 56, 57, 90))])
def test_the_limits_that_queries_use_say_the_same_as_the_rule(registered: date, planned: date | None) -> None:
    today, limits = REGISTERED, overdue_limits(REGISTERED, RULES)
    passed = registered < limits.registered_before or (planned is not None and planned < limits.planned_before)
    assert (registered < today and passed) == (due_of(MatterDays(registered, planned), RULES) < today)
