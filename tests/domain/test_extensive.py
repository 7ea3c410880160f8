"""A dialogue is extensive by stated criteria, unless staff said otherwise with a reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.bodies import BodyKind
from portal.domain.extensive import (
    Criterion,
    Extensive,
    Limits,
    Met,
    Size,
    as_rows,
    criteria_met,
    in_force,
    thawed,
)

SMALL = Size(0, 0, None, BodyKind.COMMITTEE)
LIMITS = Limits()


@pytest.mark.parametrize(
    ("size", "met"),
    [
        (SMALL, ()),
        (Size(4999, 499, 249_999, BodyKind.SUB_COMMITTEE), ()),
        (Size(5000, 0, None, BodyKind.COMMITTEE), (Met(Criterion.MANY_AFFECTED, 5000, 5000),)),
        (Size(0, 500, None, BodyKind.COMMITTEE), (Met(Criterion.MANY_SUBMISSIONS, 500, 500),)),
        (Size(0, 0, 250_000, BodyKind.COMMITTEE), (Met(Criterion.HIGH_COST, 250_000, 250_000),)),
        (Size(0, 0, None, BodyKind.EXECUTIVE_BOARD), (Met(Criterion.BOARD_HOLDS),)),
        (Size(0, 0, 0, BodyKind.COUNCIL), (Met(Criterion.BOARD_HOLDS),)),
    ],
)
def test_one_criterion_is_enough_and_each_is_told_with_its_figure(size: Size, met: tuple[Met, ...]) -> None:
    assert criteria_met(size, LIMITS) == met


def test_a_criterion_that_is_turned_off_never_holds() -> None:
    huge = Size(10**6, 10**6, 10**9, BodyKind.EXECUTIVE_BOARD)
    assert criteria_met(huge, Limits(None, None, None, False)) == ()
    assert len(criteria_met(huge, LIMITS)) == len(Criterion)


@given(st.integers(0, 20_000), st.integers(0, 2000), st.one_of(st.none(), st.integers(0, 10**6)))
def test_growing_never_makes_a_dialogue_less_extensive(affected: int, came: int, cost: int | None) -> None:
    before = {met.criterion for met in criteria_met(Size(affected, came, cost, BodyKind.COMMITTEE), LIMITS)}
    after = criteria_met(Size(affected + 1, came + 1, (cost or 0) + 1, BodyKind.COMMITTEE), LIMITS)
    assert before <= {met.criterion for met in after}


def test_staff_may_say_otherwise_both_ways_but_never_without_a_reason() -> None:
    many = Size(0, 900, None, BodyKind.COMMITTEE)
    assert in_force(many, LIMITS, False, "").holds
    assert not in_force(many, LIMITS, False, "Massutskick från ett företag.").holds
    assert not in_force(SMALL, LIMITS, True, "  ").holds
    assert in_force(SMALL, LIMITS, True, "Berör alla skolor.").holds


def test_an_override_is_one_only_where_the_criteria_say_something_else() -> None:
    held = (Met(Criterion.BOARD_HOLDS),)
    assert Extensive(held, False, "Litet.").overrides
    assert Extensive((), True, "Viktigt.").overrides
    assert not Extensive(held, True, "Viktigt.").overrides
    assert not Extensive(held).overrides


def test_what_held_when_a_dialogue_ended_is_in_force_whatever_the_limits_become() -> None:
    frozen = as_rows((Met(Criterion.MANY_SUBMISSIONS, 510, 500),))
    assert in_force(SMALL, LIMITS, False, "", frozen).criteria == thawed(frozen)
    assert in_force(Size(0, 900, None, BodyKind.COMMITTEE), LIMITS, False, "", []).holds is False
