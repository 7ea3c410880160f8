"""Which years have a report, and when it can have been adopted."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from portal.domain.annual_reports import adoption_faults, known_at, year_faults
from portal.domain.dialogues import Stage, StageFacts, stage_of

TODAY = date(2026, 3, 2)
END = datetime(2025, 12, 31, 23, tzinfo=UTC)


@pytest.mark.parametrize(("year", "refused"), [(2026, False), (2000, False), (2027, True), (1999, True), (0, True)])
def test_a_report_is_of_a_year_that_has_begun(year: int, refused: bool) -> None:
    assert [one.code for one in year_faults(year, TODAY)] == (["REPORT_YEAR_OUT_OF_RANGE"] if refused else [])


@pytest.mark.parametrize(
    ("on", "section", "codes"),
    [
        (date(2026, 2, 10), "§ 12", []),
        (date(2026, 1, 1), "12", []),
        (date(2025, 12, 31), "§ 12", ["ADOPTED_BEFORE_YEAR_END"]),
        (date(2026, 3, 3), "§ 12", ["ADOPTED_IN_THE_FUTURE"]),
        (date(2026, 2, 10), " § ", ["NO_REPORT_SECTION"]),
        (None, "", ["NOT_A_DATE", "NO_REPORT_SECTION"]),
        (date(2025, 6, 1), "", ["ADOPTED_BEFORE_YEAR_END", "NO_REPORT_SECTION"]),
    ],
)
def test_a_report_is_adopted_after_its_year_under_a_section(on: date | None, section: str, codes: list[str]) -> None:
    assert [fault.code for fault in adoption_faults(2025, on, section, TODAY)] == codes


def test_a_report_tells_the_stage_at_the_end_of_its_year_not_what_came_after() -> None:
    opens, closes = END - timedelta(days=60), END - timedelta(days=30)
    facts = StageFacts(opens, closes, announced_at=opens - timedelta(days=9), handed_over_at=END - timedelta(days=2))
    answered = replace(facts, answered_at=END + timedelta(days=20))
    assert stage_of(answered, END + timedelta(days=40)) is Stage.ANSWERED
    assert stage_of(known_at(answered, END), END) is Stage.HANDED_OVER
    assert (
        stage_of(known_at(replace(facts, closes_at=END + timedelta(days=9), handed_over_at=None), END), END)
        is Stage.OPEN
    )
