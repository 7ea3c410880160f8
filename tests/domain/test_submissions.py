"""When a submission is taken in: on the web by the clock with grace, by staff whenever it came, marked when outside."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.dialogues import Stage, StageFacts, stage_of
from portal.domain.submissions import Timing, after_handover, registration_faults, timing, web_fault

OPENS, CLOSES = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 29, 22, tzinfo=UTC)
GRACE, TICK, DAY = timedelta(minutes=15), timedelta(microseconds=1), timedelta(days=1)
ANNOUNCED = StageFacts(OPENS, CLOSES, announced_at=OPENS - 9 * DAY)
STOPPED = replace(ANNOUNCED, stopped_at=OPENS + 5 * DAY)
HANDED_OVER = replace(ANNOUNCED, handed_over_at=CLOSES + 9 * DAY)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (OPENS - TICK, Timing.TOO_EARLY),
        (OPENS, Timing.IN_TIME),
        (CLOSES - TICK, Timing.IN_TIME),
        (CLOSES, Timing.WITHIN_GRACE),
        (CLOSES + GRACE - TICK, Timing.WITHIN_GRACE),
        (CLOSES + GRACE, Timing.TOO_LATE),
    ],
)
def test_when_it_came_is_measured_against_the_open_time(at: datetime, expected: Timing) -> None:
    assert timing(at, OPENS, CLOSES, GRACE) is expected


@pytest.mark.parametrize(
    ("level", "facts", "now", "fault"),
    [
        pytest.param(2, ANNOUNCED, OPENS, None, id="open"),
        pytest.param(2, ANNOUNCED, OPENS - TICK, "NOT_OPEN_YET", id="before it opens"),
        pytest.param(2, replace(ANNOUNCED, announced_at=None), OPENS, "NOT_OPEN_YET", id="not announced"),
        pytest.param(2, ANNOUNCED, CLOSES + GRACE - TICK, None, id="within the grace"),
        pytest.param(2, ANNOUNCED, CLOSES + GRACE, "DIALOGUE_CLOSED", id="after the grace"),
        pytest.param(2, STOPPED, OPENS + 5 * DAY + GRACE - TICK, None, id="being written when it was stopped"),
        pytest.param(
            2, STOPPED, OPENS + 5 * DAY + GRACE, "DIALOGUE_STOPPED", id="after a stop, before the closing day"
        ),
        pytest.param(
            2, replace(STOPPED, stopped_at=CLOSES + DAY), CLOSES + DAY, "DIALOGUE_STOPPED", id="stopped when closed"
        ),
        pytest.param(2, HANDED_OVER, CLOSES + 10 * DAY, "DIALOGUE_CLOSED", id="after the handover"),
        pytest.param(
            2, replace(ANNOUNCED, handed_over_at=CLOSES), CLOSES, "DIALOGUE_CLOSED", id="no grace once handed over"
        ),
        pytest.param(2, replace(ANNOUNCED, cancelled_at=OPENS), OPENS + DAY, "DIALOGUE_CLOSED", id="cancelled"),
        pytest.param(1, ANNOUNCED, OPENS, "NO_SUBMISSIONS_TAKEN", id="level 1 takes none"),
    ],
)
def test_the_web_form(level: int, facts: StageFacts, now: datetime, fault: str | None) -> None:
    assert web_fault(level, facts, now, GRACE) == fault


def test_a_dialogue_extended_after_its_closing_takes_in_again() -> None:
    later = CLOSES + DAY
    assert web_fault(2, ANNOUNCED, later, GRACE) == "DIALOGUE_CLOSED"
    assert web_fault(2, replace(ANNOUNCED, closes_at=CLOSES + 7 * DAY), later, GRACE) is None


@given(st.datetimes(datetime(2026, 2, 1), datetime(2026, 5, 1), timezones=st.just(UTC)))
def test_the_form_is_never_closed_while_the_page_says_open(now: datetime) -> None:
    if stage_of(ANNOUNCED, now) is Stage.OPEN:
        assert web_fault(2, ANNOUNCED, now, GRACE) is None
    assert (web_fault(2, ANNOUNCED, now, GRACE) is None) is (
        timing(now, OPENS, CLOSES, GRACE) in (Timing.IN_TIME, Timing.WITHIN_GRACE)
    )


@pytest.mark.parametrize(
    ("facts", "received", "reason", "faults"),
    [
        pytest.param(ANNOUNCED, OPENS, "", (), id="in time"),
        pytest.param(ANNOUNCED, CLOSES, "", ("REASON_FOR_OUTSIDE_REQUIRED",), id="too late without a reason"),
        pytest.param(ANNOUNCED, CLOSES, "Låg i fel brevlåda", (), id="too late with a reason"),
        pytest.param(ANNOUNCED, OPENS - TICK, " ", ("REASON_FOR_OUTSIDE_REQUIRED",), id="too early without a reason"),
        pytest.param(STOPPED, OPENS + 9 * DAY, "", ("REASON_FOR_OUTSIDE_REQUIRED",), id="after a stop"),
        pytest.param(HANDED_OVER, OPENS, "", (), id="after the handover, though it came in time"),
        pytest.param(replace(ANNOUNCED, announced_at=None), OPENS, "", ("NOT_OPEN_YET",), id="not announced"),
    ],
)
def test_staff_register(facts: StageFacts, received: datetime, reason: str, faults: tuple[str, ...]) -> None:
    assert registration_faults(2, facts, received, reason, now=CLOSES + 30 * DAY) == faults


def test_nothing_is_registered_as_received_in_the_future_or_at_level_one() -> None:
    assert registration_faults(2, ANNOUNCED, OPENS + DAY, "", now=OPENS) == ("RECEIVED_IN_FUTURE",)
    assert registration_faults(1, ANNOUNCED, OPENS, "", now=OPENS) == ("NO_SUBMISSIONS_TAKEN",)


def test_what_is_registered_after_the_handover_is_in_no_figure() -> None:
    handed_over = HANDED_OVER.handed_over_at
    assert handed_over
    assert after_handover(HANDED_OVER, handed_over)
    assert not after_handover(HANDED_OVER, handed_over - TICK)
    assert not after_handover(ANNOUNCED, CLOSES + 99 * DAY)
