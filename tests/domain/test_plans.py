"""What became of a planned dialogue, and which years can be planned."""

from datetime import date

import pytest

from portal.domain.dialogues import Stage
from portal.domain.plans import Became, became, plan_year_fault, quarter_ends
from portal.domain.steering import closes_in_time, year_fault

END, WITHIN, AFTER = date(2026, 6, 30), date(2026, 6, 30), date(2026, 7, 1)


@pytest.mark.parametrize(
    ("stage", "dropped", "today", "outcome"),
    [
        (None, False, WITHIN, Became.NOT_YET),
        (None, False, AFTER, Became.BEHIND),
        (Stage.PREPARING, False, WITHIN, Became.PREPARING),
        (Stage.PREPARING, False, AFTER, Became.BEHIND),
        (Stage.ANNOUNCED, False, AFTER, Became.UNDER_WAY),
        (Stage.HANDED_OVER, False, AFTER, Became.UNDER_WAY),
        (Stage.ANSWERED, False, AFTER, Became.HELD),
        (Stage.CONCLUDED, False, WITHIN, Became.HELD),
        (Stage.CANCELLED, False, WITHIN, Became.ENDED),
        (Stage.ABANDONED, False, WITHIN, Became.NOT_YET),
        (Stage.OPEN, True, WITHIN, Became.DROPPED),
    ],
)
def test_each_line_says_what_became_of_it(stage: Stage | None, dropped: bool, today: date, outcome: Became) -> None:
    assert became(stage, dropped, END, today) is outcome


def test_a_quarter_ends_on_its_last_day() -> None:
    ends = [quarter_ends(2026, quarter) for quarter in range(1, 5)]
    assert ends == [date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31)]


@pytest.mark.parametrize("year", [None, 0, 2024, 2030, 20266])
def test_a_plan_is_for_a_year_one_can_plan(year: int | None) -> None:
    assert plan_year_fault(year, 2026) == "YEAR_OUT_OF_RANGE"
    assert plan_year_fault(2025, 2026) is plan_year_fault(2029, 2026) is None


@pytest.mark.parametrize("year", [None, 1999, 2101])
def test_a_goal_is_of_a_year_that_can_be(year: int | None) -> None:
    assert year_fault(year) == "YEAR_OUT_OF_RANGE"
    assert year_fault(2026) is None


def test_a_dialogue_feeds_a_budget_only_if_it_closes_before_it_is_decided() -> None:
    day = date(2026, 11, 16)
    assert closes_in_time(date(2026, 11, 15), day)
    assert not closes_in_time(day, day)
    assert closes_in_time(day, None)
    assert closes_in_time(None, day)
