"""The stage of a dialogue follows from the stored moments and the clock, right on daylight-saving days too."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from portal.domain.calendar import days_open, end_of, last_day, local_day, share_in, start_of
from portal.domain.dialogues import Stage, StageFacts, next_change, stage_of

STOCKHOLM = ZoneInfo("Europe/Stockholm")
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
TICK = timedelta(microseconds=1)
days = st.dates(date(2025, 1, 1), date(2028, 12, 31))


def open_on(first: date, last: date) -> StageFacts:
    """An announced dialogue that is open from the first local day to the last."""
    opens = start_of(first, STOCKHOLM)
    return StageFacts(opens, end_of(last, STOCKHOLM), announced_at=opens - timedelta(days=7))


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 23), (AUTUMN, 25), (date(2026, 6, 6), 24)])
def test_a_local_day_is_as_long_as_the_clock_makes_it(day: date, hours: int) -> None:
    assert end_of(day, STOCKHOLM) - start_of(day, STOCKHOLM) == timedelta(hours=hours)


def test_a_dialogue_that_closes_on_the_night_the_clock_moves_closes_at_local_midnight() -> None:
    assert end_of(SPRING, STOCKHOLM) == datetime(2026, 3, 29, 22, tzinfo=UTC)
    assert end_of(SPRING - timedelta(days=1), STOCKHOLM) == datetime(2026, 3, 28, 23, tzinfo=UTC)
    assert end_of(AUTUMN, STOCKHOLM) == datetime(2026, 10, 25, 23, tzinfo=UTC)


@given(days, st.integers(0, 60))
@example(SPRING, 0)
@example(AUTUMN, 0)
@example(AUTUMN - timedelta(days=1), 1)
def test_a_dialogue_is_open_from_its_first_midnight_until_the_end_of_its_last_day(first: date, more: int) -> None:
    last = first + timedelta(days=more)
    facts = open_on(first, last)
    assert facts.opens_at
    assert facts.closes_at
    assert stage_of(facts, facts.opens_at - TICK) is Stage.ANNOUNCED
    assert stage_of(facts, facts.opens_at) is Stage.OPEN
    assert stage_of(facts, facts.closes_at - TICK) is Stage.OPEN
    assert stage_of(facts, facts.closes_at) is Stage.ANALYSING
    assert last_day(facts.closes_at, STOCKHOLM) == last
    assert days_open(facts.opens_at, facts.closes_at, STOCKHOLM) == more + 1


@given(st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)))
@example(datetime(2026, 3, 29, 1, tzinfo=UTC))
@example(datetime(2026, 10, 25, 0, 30, tzinfo=UTC))
@example(datetime(2026, 10, 25, 1, 30, tzinfo=UTC))
def test_every_instant_lies_within_its_local_day(instant: datetime) -> None:
    day = local_day(instant, STOCKHOLM)
    assert start_of(day, STOCKHOLM) <= instant < end_of(day, STOCKHOLM)


OPENING, CLOSING = start_of(date(2026, 5, 4), STOCKHOLM), end_of(date(2026, 6, 1), STOCKHOLM)
ANNOUNCED = StageFacts(OPENING, CLOSING, announced_at=OPENING - timedelta(days=9))
MIDDLE = OPENING + timedelta(days=3)


@pytest.mark.parametrize("now", [OPENING - TICK, OPENING, CLOSING, CLOSING + timedelta(days=400)])
def test_the_clock_alone_never_opens_what_was_not_announced(now: datetime) -> None:
    assert stage_of(replace(ANNOUNCED, announced_at=None), now) is Stage.PREPARING


@pytest.mark.parametrize("lost", ["opens_at", "closes_at"])
def test_a_dialogue_without_times_is_being_prepared(lost: str) -> None:
    assert stage_of(replace(ANNOUNCED, **{lost: None}), MIDDLE) is Stage.PREPARING  # type: ignore[arg-type]


def test_a_stop_closes_at_once() -> None:
    assert stage_of(replace(ANNOUNCED, stopped_at=MIDDLE), MIDDLE) is Stage.ANALYSING


def test_a_stop_before_the_opening_keeps_it_from_opening() -> None:
    assert stage_of(replace(ANNOUNCED, stopped_at=OPENING - TICK), OPENING) is Stage.ANALYSING


def test_extending_after_the_close_reopens_until_the_handover() -> None:
    after = CLOSING + timedelta(days=2)
    extended = replace(ANNOUNCED, closes_at=CLOSING + timedelta(days=14))
    assert stage_of(ANNOUNCED, after) is Stage.ANALYSING
    assert stage_of(extended, after) is Stage.OPEN
    assert stage_of(replace(extended, handed_over_at=after), after) is Stage.HANDED_OVER


RECORDED = ["handed_over_at", "answered_at", "concluded_at"]


@pytest.mark.parametrize(
    ("upto", "stage"), [(1, Stage.HANDED_OVER), (2, Stage.ANSWERED), (3, Stage.CONCLUDED)], ids=RECORDED
)
def test_the_latest_recorded_step_counts_whatever_the_clock_says(upto: int, stage: Stage) -> None:
    facts = replace(ANNOUNCED, **dict.fromkeys(RECORDED[:upto], MIDDLE))  # type: ignore[arg-type]
    assert {stage_of(facts, now) for now in (OPENING - TICK, MIDDLE, CLOSING)} == {stage}


@pytest.mark.parametrize(("way", "stage"), [("abandoned_at", Stage.ABANDONED), ("cancelled_at", Stage.CANCELLED)])
def test_a_way_out_is_final(way: str, stage: Stage) -> None:
    assert stage_of(replace(ANNOUNCED, **{way: MIDDLE}), CLOSING) is stage  # type: ignore[arg-type]


def test_the_next_change_by_the_clock_is_the_opening_and_then_the_closing() -> None:
    assert next_change(ANNOUNCED, OPENING - TICK) == OPENING
    assert next_change(ANNOUNCED, OPENING) == CLOSING
    assert next_change(ANNOUNCED, CLOSING) is None
    assert next_change(replace(ANNOUNCED, stopped_at=MIDDLE), MIDDLE) is None
    assert next_change(replace(ANNOUNCED, announced_at=None), MIDDLE) is None


@given(st.datetimes(datetime(2026, 4, 1), datetime(2026, 7, 1), timezones=st.just(UTC)))
def test_nothing_changes_before_the_next_change(now: datetime) -> None:
    change = next_change(ANNOUNCED, now)
    if change is not None:
        assert stage_of(ANNOUNCED, change - TICK) is stage_of(ANNOUNCED, now)
        assert stage_of(ANNOUNCED, change) is not stage_of(ANNOUNCED, now)


def test_the_share_of_days_in_holidays_counts_both_ends_once() -> None:
    summer = ((date(2026, 6, 12), date(2026, 8, 16)), (date(2026, 6, 12), date(2026, 6, 30)))
    assert share_in(date(2026, 6, 11), date(2026, 6, 12), summer) == 0.5
    assert share_in(date(2026, 8, 16), date(2026, 8, 17), summer) == 0.5
    assert share_in(date(2026, 9, 1), date(2026, 9, 30), summer) == 0
    assert share_in(date(2026, 6, 15), date(2026, 6, 20), summer) == 1
    assert share_in(date(2026, 6, 20), date(2026, 6, 15), summer) == 0
