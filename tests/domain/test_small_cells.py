"""Small cells are suppressed so that nobody can work them out, by an attacker who tries every table that fits."""

from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from portal.domain.small_cells import THRESHOLD, suppressed

tables = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 14), max_size=6)


def ways(total: int, cells: int) -> Iterator[tuple[int, ...]]:
    """Every way in which `cells` hidden counts, none of them zero, give the total."""
    if cells == 1:
        yield (total,)
        return
    for first in range(1, total - cells + 2):
        for rest in ways(total - first, cells - 1):
            yield (first, *rest)


@given(tables)
@example({"a": 1, "b": 1, "c": 30})
@example({"a": 4, "b": 90})
@example({"a": 1, "b": 1, "c": 1, "d": 1, "e": 1})
def test_no_small_cell_is_shown_and_none_can_be_worked_out_from_the_total(counts: dict[str, int]) -> None:
    shown = suppressed(counts)
    assert shown.keys() == counts.keys()
    assert all(n is None or n == counts[cell] for cell, n in shown.items())
    assert not any(n is not None and 0 < n < THRESHOLD for n in shown.values())
    total = sum(counts.values())
    hidden = [cell for cell, n in shown.items() if n is None]
    if not hidden or len(hidden) == len(counts):
        return
    remainder = total - sum(n for n in shown.values() if n is not None)
    possible = [set(values) for values in zip(*ways(min(remainder, 20), len(hidden)), strict=True)]
    assert all(len(values) > 1 for values in possible)
    assert len(hidden) >= 2
    assert remainder >= THRESHOLD


def test_a_single_small_cell_takes_the_next_smallest_with_it() -> None:
    assert suppressed({"a": 2, "b": 9, "c": 7, "d": 0}) == {"a": None, "b": 9, "c": None, "d": 0}


def test_two_tiny_cells_are_not_given_away_by_their_sum() -> None:
    assert suppressed({"a": 1, "b": 1, "c": 8, "d": 20}) == {"a": None, "b": None, "c": None, "d": 20}


def test_small_cells_that_hide_one_another_take_nothing_more() -> None:
    assert suppressed({"a": 4, "b": 3, "c": 12}) == {"a": None, "b": None, "c": 12}


def test_a_table_without_small_cells_is_shown_whole() -> None:
    assert suppressed({"a": 5, "b": 0, "c": 31}) == {"a": 5, "b": 0, "c": 31}


def test_many_ones_take_a_larger_cell_with_them_so_that_their_sum_does_not_tell_each() -> None:
    ones = dict.fromkeys("abcde", 1)
    assert suppressed({**ones, "f": 9, "g": 12, "h": 0}) == {**dict.fromkeys("abcdef"), "g": 12, "h": 0}


def test_a_table_of_ones_is_not_given_away_by_its_zeros() -> None:
    assert set(suppressed({"a": 1, "b": 1, "c": 1, "d": 1, "e": 1, "f": 0}).values()) == {None}


@pytest.mark.parametrize("counts", [{"a": 4}, {"a": 1, "b": 3, "c": 0}, {"a": 0}])
def test_a_small_table_is_not_shown_at_all(counts: dict[str, int]) -> None:
    assert set(suppressed(counts).values()) == {None}


def test_the_threshold_is_a_setting() -> None:
    assert suppressed({"a": 7, "b": 40}, threshold=10) == {"a": None, "b": None}
