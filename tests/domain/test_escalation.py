"""Whom a late answer lies with: the dialogue group, the body, the executive board."""

import pytest

from portal.domain.escalation import LiesWith, Limits, lies_with

LIMITS = Limits(14, 42)


@pytest.mark.parametrize(
    ("late", "step"),
    [
        (-3, None),
        (0, None),
        (1, LiesWith.GROUP),
        (13, LiesWith.GROUP),
        (14, LiesWith.BODY),
        (41, LiesWith.BODY),
        (42, LiesWith.BOARD),
        (900, LiesWith.BOARD),
    ],
)
def test_a_late_answer_goes_on_step_by_step(late: int, step: LiesWith | None) -> None:
    assert lies_with(late, LIMITS) is step


@pytest.mark.parametrize(("late", "step"), [(0, None), (1, LiesWith.GROUP), (14, LiesWith.BOARD), (42, LiesWith.BOARD)])
def test_the_board_has_nobody_above_it(late: int, step: LiesWith | None) -> None:
    assert lies_with(late, LIMITS, is_board=True) is step


def test_both_steps_on_the_same_day_go_to_the_board() -> None:
    assert lies_with(7, Limits(7, 7)) is LiesWith.BOARD
