"""Rows of an agenda: what can be taken in, and why the others cannot."""

from datetime import date

import pytest

from portal.domain.agenda_rows import AgendaRow, agenda_rows, day_of
from portal.domain.files import BadRow, Row
from portal.domain.refusals import Invalid

GOOD = {"Diarienummer": "TN 2026/1", "Rubrik": "Ny park", "Nämnd": "Tekniska nämnden", "Sammanträde": "2026-03-17"}


def read(**given: str) -> AgendaRow | BadRow:
    return next(agenda_rows([Row(2, {**GOOD, **given})]))


def test_a_row_is_read_by_the_usual_names_of_its_columns() -> None:
    row = read(Punkt=" 7  b ", Beslutsdag="2026-04-01")
    assert row == AgendaRow(
        2, "TN 2026/1", "Ny park", body="Tekniska nämnden", meeting_date=date(2026, 3, 17), number="7 b",
        planned_decision_on=date(2026, 4, 1),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"Diarienummer": " "}, "row.no-registry-number"),
        ({"Diarienummer": "x" * 61}, "row.value-too-long"),
        ({"Sammanträde": "17/3 2026"}, "row.day-unreadable"),
        ({"Sammanträde": "03/04/2026"}, "row.day-unreadable"),
        ({"Sammanträde": "17 mars 2026"}, "row.day-unreadable"),
        ({"Sammanträde": "2026-02-30"}, "row.day-unreadable"),
    ],
)
def test_a_row_that_cannot_be_taken_in_says_why(given: dict[str, str], code: str) -> None:
    assert read(**given) == BadRow(2, code)


def test_a_registry_number_that_stands_twice_is_taken_once_by_its_first_row() -> None:
    rows = [Row(2, GOOD), Row(3, {**GOOD, "Diarienummer": "tn  2026/1"}), BadRow(4, "row.encoding")]
    first, second, third = agenda_rows(rows)
    assert isinstance(first, AgendaRow)
    assert (second, third) == (BadRow(3, "row.registry-number-twice"), BadRow(4, "row.encoding"))


def test_a_file_without_registry_numbers_is_the_wrong_file() -> None:
    with pytest.raises(Invalid) as refused:
        list(agenda_rows([Row(2, {"Rubrik": "Ny park"})]))
    assert refused.value.codes == ("IMPORT_NO_REGISTRY_COLUMN",)


def test_a_day_with_a_time_after_it_is_that_day() -> None:
    assert day_of("2026-03-17 13:00") == day_of("2026-03-17T13:00") == day_of("2026-03-17") == date(2026, 3, 17)
    assert day_of("") is None
