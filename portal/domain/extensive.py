"""Which dialogues are *more extensive*, and when such a one is owed in an annual report (C3, D2).

The source says that more extensive dialogues are reported in the committee and in its annual report, and leaves open
which they are; these are the portal's stated criteria, the number of submissions being a setting.
"""

from datetime import date
from enum import StrEnum

from portal.domain.bodies import BodyKind
from portal.domain.dialogues import Level


class Criterion(StrEnum):
    """Why a dialogue counts as extensive. One is enough."""

    MANY_SUBMISSIONS = "many_submissions"
    HIGH_LEVEL = "high_level"
    COUNCIL_DECIDES = "council_decides"
    STATED = "stated"


def criteria_met(
    received: int, level: Level, deciding_body: BodyKind | None, stated: bool, many: int
) -> tuple[Criterion, ...]:
    """The criteria a dialogue meets: `many` submissions or more, level 4 or 5, the council decides, or it is stated."""
    met = {
        Criterion.MANY_SUBMISSIONS: received >= many,
        Criterion.HIGH_LEVEL: level >= Level.INFLUENCE,
        Criterion.COUNCIL_DECIDES: deciding_body is BodyKind.COUNCIL,
        Criterion.STATED: stated,
    }
    return tuple(criterion for criterion, holds in met.items() if holds)


def report_year(answered_on: date) -> int:
    """The year whose annual report owes the dialogue: the one it was answered in, counted in local days."""
    return answered_on.year


def report_is_late(year: int, today: date, month: int = 5, day: int = 1) -> bool:
    """Whether a report of `year` that is not adopted is late: from 1 May (a setting) of the year after."""
    return today >= date(year + 1, month, day)
