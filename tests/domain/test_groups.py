"""Affected groups: how well they are heard, when somebody is nudged; the dialogue group: who may leave it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from portal.domain.groups import (
    Cells,
    MemberRole,
    Reach,
    Term,
    breaks_composition,
    first_day_without,
    missing_roles,
    reach,
    target_fault,
    time_for_nudges,
    wanted,
)

OPENS = datetime(2026, 3, 1, tzinfo=UTC)
CLOSES = OPENS + timedelta(days=30)
FROM = date(2026, 1, 1)
LEAVES = date(2026, 3, 1)


def politician(from_on: date = FROM, until_on: date | None = None) -> Term:
    return Term(MemberRole.POLITICIAN, from_on, until_on)


@pytest.mark.parametrize(
    ("cells", "state"),
    [
        (Cells(), Reach.UNKNOWN),
        (Cells(declared=0), Reach.SILENT),
        (Cells(declared=4, through=4, heads=4), Reach.SILENT),
        (Cells(declared=5), Reach.THIN),
        (Cells(declared=19), Reach.THIN),
        (Cells(declared=20), Reach.HEARD),
        (Cells(heads=20), Reach.HEARD),
        (Cells(through=8, heads=12), Reach.HEARD),
        (Cells(declared=4, heads=19), Reach.THIN),
    ],
)
def test_a_group_is_heard_when_as_many_as_wanted_are_known(cells: Cells, state: Reach) -> None:
    assert reach(200, 20, None, cells) is state


def test_a_sending_that_declares_a_group_and_came_by_its_address_is_heard_once() -> None:
    assert Cells(declared=12, through=9).known == 12
    assert Cells(declared=12, through=9, heads=6).known == 18


@pytest.mark.parametrize("hidden", range(5))
def test_counts_under_five_are_never_told_apart(hidden: int) -> None:
    for other in (Cells(declared=hidden, heads=30), Cells(through=hidden, heads=30), Cells(heads=hidden, declared=30)):
        assert other.known == 30
    assert reach(100, 33, None, Cells(declared=hidden, heads=30)) is Reach.THIN


def test_a_group_so_small_that_under_five_would_be_enough_is_not_judged() -> None:
    assert reach(12, 4, None, Cells(declared=0)) is Reach.UNKNOWN
    assert reach(12, 4, None, Cells(declared=6)) is Reach.HEARD


def test_a_group_of_unknown_size_is_silent_or_unknown_but_never_called_heard() -> None:
    assert reach(None, None, None, Cells(declared=0)) is Reach.SILENT
    assert reach(None, None, None, Cells(declared=80)) is Reach.UNKNOWN


@pytest.mark.parametrize(
    ("size", "target", "share", "number"),
    [
        (200, 20, None, 20),
        (200, None, 10, 20),
        (45, None, 10, 5),
        (400, None, None, 20),
        (30, None, None, 5),
        (9000, None, None, 30),
        (None, None, None, None),
    ],
)
def test_wanted_is_the_target_or_one_in_twenty(size, target, share, number) -> None:
    assert wanted(size, target, share) == number


@pytest.mark.parametrize(
    ("size", "target", "share", "code"),
    [
        (None, None, None, None),
        (100, 20, None, None),
        (100, None, 100, None),
        (None, 20, None, "TARGET_WITHOUT_SIZE"),
        (None, None, 10, "TARGET_WITHOUT_SIZE"),
        (100, 101, None, "TARGET_ABOVE_SIZE"),
        (100, None, 101, "TARGET_ABOVE_SIZE"),
        (100, 0, None, "TARGET_ZERO"),
    ],
)
def test_a_target_is_a_part_of_a_known_size(size, target, share, code) -> None:
    assert target_fault(size, target, share) == code


@pytest.mark.parametrize(("day", "nudged"), [(0, False), (9, False), (10, True), (29, True), (30, False)])
def test_silence_is_nudged_from_a_third_of_the_open_time_until_it_ends(day: int, nudged: bool) -> None:
    assert time_for_nudges(OPENS, CLOSES, OPENS + timedelta(days=day)) is nudged
    assert not time_for_nudges(None, CLOSES, OPENS)


def test_the_roles_that_are_missing_are_named() -> None:
    assert missing_roles({MemberRole.POLITICIAN}) == (MemberRole.INVESTIGATOR, MemberRole.DIALOGUE_SUPPORT)


def test_a_group_is_broken_when_the_last_of_a_role_leaves() -> None:
    support = Term(MemberRole.DIALOGUE_SUPPORT, FROM)
    assert breaks_composition(politician(), [support], LEAVES)
    assert not breaks_composition(politician(), [support, politician()], LEAVES)


def test_a_successor_may_begin_the_day_after_and_no_later() -> None:
    after = LEAVES + timedelta(days=1)
    assert not breaks_composition(politician(), [politician(after)], LEAVES)
    assert breaks_composition(politician(), [politician(after + timedelta(days=1))], LEAVES)


def test_somebody_who_leaves_later_holds_the_role_only_until_then() -> None:
    until = date(2026, 5, 1)
    assert breaks_composition(politician(), [politician(until_on=until)], LEAVES)
    assert not breaks_composition(politician(), [politician(until_on=until), politician(date(2026, 5, 2))], LEAVES)
    assert first_day_without(MemberRole.POLITICIAN, [politician(until_on=until)], LEAVES) == date(2026, 5, 2)


def test_a_group_that_was_broken_already_is_not_broken_by_one_more_who_leaves() -> None:
    until = date(2026, 2, 1)
    assert not breaks_composition(politician(until_on=until), [], LEAVES)
