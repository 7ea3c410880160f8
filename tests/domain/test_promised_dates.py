"""The public clock on the two promised dates."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.promised_dates import Promised, PromisedDate, are_in_order, move_fault, next_promise

DAY = timedelta(days=1)
RESULT = PromisedDate(Promised.RESULT, date(2026, 5, 15), date(2026, 5, 15))
ANSWER = PromisedDate(Promised.ANSWER, date(2026, 6, 30), date(2026, 6, 30))
MOVED = PromisedDate(Promised.ANSWER, date(2026, 9, 30), date(2026, 6, 30))


def kept(promise: PromisedDate, on: date) -> PromisedDate:
    """The promise kept on a day."""
    return PromisedDate(promise.what, promise.by, promise.first_by, on)


def test_the_clock_shows_the_result_first_and_then_the_answer() -> None:
    assert next_promise([ANSWER, RESULT]) == RESULT
    assert next_promise([kept(RESULT, RESULT.by), ANSWER]) == ANSWER
    assert next_promise([kept(RESULT, RESULT.by), kept(ANSWER, ANSWER.by)]) is None


def test_a_late_result_stays_on_the_clock_until_it_is_given() -> None:
    assert next_promise([RESULT, ANSWER]) == RESULT
    assert [RESULT.days_late(RESULT.by + n * DAY) for n in (-3, 0, 1, 40)] == [0, 0, 1, 40]


def test_an_answer_on_the_promised_day_is_in_time() -> None:
    assert kept(ANSWER, ANSWER.by).kept_in_time is True
    assert kept(ANSWER, ANSWER.by + DAY).kept_in_time is False
    assert ANSWER.kept_in_time is None


def test_in_time_is_measured_against_the_date_first_promised() -> None:
    answered = kept(MOVED, date(2026, 9, 1))
    assert answered.kept_in_time is False
    assert answered.days_late(date(2027, 1, 1)) == 0
    assert answered.days_past_first(date(2027, 1, 1)) == 63
    assert MOVED.was_moved
    assert not ANSWER.was_moved


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_once_kept_the_days_stand_still(on: date, today: date) -> None:
    assert kept(ANSWER, on).days_late(today) == ANSWER.days_late(on)


@pytest.mark.parametrize(
    ("closes", "planned", "result", "answer", "kept_order"),
    [
        ("2026-04-30", "2026-06-01", "2026-05-15", "2026-06-30", True),
        ("2026-04-30", "2026-06-01", "2026-06-01", "2026-06-01", True),
        ("2026-04-30", None, "2026-05-15", "2026-05-15", True),
        ("2026-04-30", "2026-06-01", "2026-04-30", "2026-06-30", False),
        ("2026-04-30", "2026-06-01", "2026-07-01", "2026-06-30", False),
        ("2026-04-30", "2026-06-01", "2026-05-15", "2026-05-31", False),
        (None, "2026-06-01", "2026-05-15", "2026-06-30", False),
        ("2026-04-30", "2026-06-01", None, "2026-06-30", False),
        ("2026-04-30", "2026-06-01", "2026-05-15", None, False),
    ],
)
def test_closing_result_decision_and_answer_come_in_order(
    closes: str | None, planned: str | None, result: str | None, answer: str | None, kept_order: bool
) -> None:
    days = [date.fromisoformat(day) if day else None for day in (closes, planned, result, answer)]
    assert are_in_order(*days) is kept_order


def test_a_date_that_has_passed_is_not_moved() -> None:
    assert move_fault(ANSWER.by, ANSWER.by + DAY, today=ANSWER.by) is None
    assert move_fault(ANSWER.by, ANSWER.by + DAY, today=ANSWER.by + DAY) == "PROMISED_DATE_PASSED"
    assert move_fault(ANSWER.by, ANSWER.by, today=ANSWER.by + DAY) is None
