"""Who can sit in a body, and who leads it on a day."""

from datetime import date

import pytest

from portal.domain.seats import SeatRole, Sitting, chair_on, seat_faults

FIRST, LAST = date(2023, 1, 1), date(2026, 12, 31)
EVA = Sitting("Eva Ek", SeatRole.CHAIR, FIRST, date(2025, 5, 31))


def codes(new: Sitting, *others: Sitting) -> list[str]:
    return [code for code, _field in seat_faults(new, others)]


def test_a_second_chair_on_the_same_day_is_refused() -> None:
    assert codes(Sitting("Bo Bok", SeatRole.CHAIR, date(2025, 5, 31)), EVA) == ["SEAT_TAKEN"]
    assert codes(Sitting("Bo Bok", SeatRole.CHAIR, date(2025, 6, 1)), EVA) == []
    assert codes(Sitting("Bo Bok", SeatRole.CHAIR, date(2022, 1, 1), FIRST), EVA) == ["SEAT_TAKEN"]


@pytest.mark.parametrize("role", [SeatRole.MEMBER, SeatRole.SUBSTITUTE])
def test_many_can_be_members_at_once(role: SeatRole) -> None:
    assert codes(Sitting("Bo Bok", role, FIRST), Sitting("Li Lind", role, FIRST)) == []


def test_one_person_sits_once_at_a_time_however_the_name_is_spaced() -> None:
    assert codes(Sitting("eva  ek", SeatRole.MEMBER, FIRST), EVA) == ["SITS_ALREADY"]
    assert codes(Sitting("Eva Ek", SeatRole.MEMBER, date(2025, 6, 1)), EVA) == []


def test_a_seat_cannot_end_before_it_begins_and_needs_a_name() -> None:
    assert codes(Sitting(" ", SeatRole.MEMBER, LAST, FIRST)) == ["NO_NAME", "SEAT_ENDS_BEFORE_IT_BEGINS"]


def test_the_vice_chair_leads_when_there_is_no_chair() -> None:
    vice = Sitting("Bo Bok", SeatRole.FIRST_VICE, FIRST)
    member = Sitting("Li Lind", SeatRole.MEMBER, FIRST)
    assert chair_on([member, vice, EVA], date(2024, 1, 1)) == EVA
    assert chair_on([member, vice, EVA], date(2025, 6, 1)) == vice
    assert chair_on([member], date(2024, 1, 1)) is None
