"""What may be changed in a promise, when, and what holds for texts that came under an earlier one."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.commitments import (
    PARTS,
    WIDTH,
    Change,
    Dates,
    amendment_faults,
    changes,
    content_hash,
    date_faults,
    shown_under,
)
from portal.domain.dialogues import Level, ShowMode

OLD: dict[str, object] = {part: f"old {part}" for part in PARTS}
DAY = timedelta(days=1)
DATES = Dates(date(2026, 4, 1), date(2026, 4, 30), date(2026, 6, 1), date(2026, 5, 15), date(2026, 6, 30))
OPEN_DAY, CLOSED_DAY = date(2026, 4, 10), date(2026, 5, 5)


@pytest.mark.parametrize("part", PARTS)
def test_a_change_of_any_part_of_the_promise_is_seen(part: str) -> None:
    assert changes(OLD, {**OLD, part: "new"}) == (Change(part, f"old {part}", "new"),)


def test_what_is_no_part_of_the_promise_is_no_amendment() -> None:
    assert changes(OLD, {**OLD, "contact": "Kim", "meetings": 4}) == ()


def test_changes_come_in_the_order_of_the_promise() -> None:
    assert [change.part for change in changes(OLD, {})] == list(PARTS)


def test_equal_content_has_an_equal_hash_whatever_its_order() -> None:
    assert content_hash({"a": 1, "å": [1, 2]}) == content_hash({"å": [1, 2], "a": 1})
    assert content_hash({"a": [1, 2]}) != content_hash({"a": [2, 1]})


@pytest.mark.parametrize(
    ("old", "new", "handed_over", "delegated", "reason", "faults"),
    [
        pytest.param(2, 3, False, False, "Fler möten", (), id="a higher level with a reason is allowed"),
        pytest.param(3, 2, False, False, "Ingen lokal", (), id="a lower level with a reason is allowed"),
        pytest.param(2, 1, False, False, "x", ("LEVEL_ONE_IS_NO_DIALOGUE",), id="never to level 1"),
        pytest.param(2, 2, True, False, "x", ("PROMISE_SEALED_BY_HANDOVER",), id="never after the handover"),
        pytest.param(4, 5, False, False, "x", ("NO_DELEGATING_DECISION",), id="never to level 5 without delegation"),
        pytest.param(4, 5, False, True, "x", (), id="to level 5 with delegation"),
        pytest.param(5, 5, False, False, "x", (), id="within level 5"),
        pytest.param(2, 2, False, False, " \n", ("AMENDMENT_WITHOUT_REASON",), id="never without a reason"),
    ],
)
def test_a_promise_is_changed(
    old: int, new: int, handed_over: bool, delegated: bool, reason: str, faults: tuple[str, ...]
) -> None:
    assert amendment_faults(Level(old), Level(new), handed_over, delegated, reason) == faults


def test_all_faults_of_an_amendment_are_told_at_once() -> None:
    assert len(amendment_faults(Level.DIALOGUE, Level.INFORMATION, True, False, "")) == 3


@pytest.mark.parametrize(
    ("new", "today", "stopped", "faults"),
    [
        pytest.param({}, OPEN_DAY, False, (), id="nothing moved"),
        pytest.param({"closes_on": date(2026, 5, 7)}, OPEN_DAY, False, (), id="extended while open"),
        pytest.param({"closes_on": date(2026, 5, 7)}, CLOSED_DAY, False, (), id="extended after the close: reopens"),
        pytest.param({"closes_on": date(2026, 5, 7)}, OPEN_DAY, True, ("STOPPED_IS_NOT_REOPENED",), id="stopped"),
        pytest.param({"closes_on": date(2026, 4, 9)}, OPEN_DAY, False, ("CLOSING_IN_THE_PAST",), id="closed yesterday"),
        pytest.param({"closes_on": OPEN_DAY}, OPEN_DAY, False, (), id="closes tonight"),
        pytest.param({"opens_on": date(2026, 4, 20)}, OPEN_DAY, False, ("OPENING_PASSED",), id="opening has been"),
        pytest.param(
            {"opens_on": date(2026, 3, 1)}, date(2026, 3, 9), False, ("OPENING_PASSED",), id="opens in the past"
        ),
        pytest.param({"opens_on": date(2026, 3, 20)}, date(2026, 3, 9), False, (), id="opens earlier"),
        pytest.param(
            {"opens_on": date(2026, 5, 1)},
            date(2026, 3, 9),
            False,
            ("CLOSES_BEFORE_OPENING",),
            id="closes before opening",
        ),
        pytest.param(
            {"planned_decision_on": date(2026, 4, 30)},
            OPEN_DAY,
            False,
            ("DECISION_NOT_AFTER_CLOSING",),
            id="decided first",
        ),
        pytest.param(
            {"planned_decision_on": date(2026, 7, 1)},
            OPEN_DAY,
            False,
            ("PROMISED_DATES_OUT_OF_ORDER",),
            id="answer first",
        ),
        pytest.param({"result_by": date(2026, 5, 20)}, date(2026, 5, 15), False, (), id="moved on its very day"),
        pytest.param(
            {"result_by": date(2026, 5, 20)},
            date(2026, 5, 16),
            False,
            ("PROMISED_DATE_PASSED",),
            id="result date has passed",
        ),
        pytest.param(
            {"answer_by": date(2026, 8, 1)},
            date(2026, 7, 1),
            False,
            ("PROMISED_DATE_PASSED",),
            id="answer date has passed",
        ),
    ],
)
def test_promised_days_are_moved(new: dict[str, date], today: date, stopped: bool, faults: tuple[str, ...]) -> None:
    assert date_faults(DATES, replace(DATES, **new), today, stopped) == faults


modes = st.sampled_from(ShowMode)


@given(modes, st.lists(modes, max_size=5))
def test_a_text_is_never_shown_wider_than_it_was_promised_or_than_any_promise_since(
    promised: ShowMode, later: list[ShowMode]
) -> None:
    shown = shown_under(promised, *later)
    assert all(WIDTH[shown] <= WIDTH[mode] for mode in (promised, *later))
    assert shown in (promised, *later)


def test_narrowing_holds_for_all_and_widening_only_for_what_comes_after() -> None:
    assert shown_under(ShowMode.AT_ONCE, ShowMode.NEVER) is ShowMode.NEVER
    assert shown_under(ShowMode.NEVER, ShowMode.AT_ONCE) is ShowMode.NEVER
    assert shown_under(ShowMode.AT_ONCE, ShowMode.NEVER, ShowMode.AT_ONCE) is ShowMode.NEVER
    assert shown_under(ShowMode.AT_ONCE) is ShowMode.AT_ONCE
