"""The annual report (verksamhetsberättelse) of a body and a year: which years, and when it can be adopted (D2)."""

from dataclasses import fields, replace
from datetime import date, datetime

from portal.domain.decisions import section_of
from portal.domain.dialogues import StageFacts
from portal.domain.refusals import Refusal

FIRST_YEAR = 2000


def year_faults(year: int, today: date) -> list[Refusal]:
    """Why there is no report for that year: before FIRST_YEAR, or a year that has not begun."""
    if FIRST_YEAR <= year <= today.year:
        return []
    return [Refusal("REPORT_YEAR_OUT_OF_RANGE", "year", {"first": FIRST_YEAR, "last": today.year})]


def adoption_faults(year: int, on: date | None, section: str, today: date) -> list[Refusal]:
    """Why a report of `year` cannot have been adopted on that day under that §: the year has to be over first."""
    found = []
    if on is None:
        found.append(Refusal("NOT_A_DATE", "on"))
    elif on.year <= year:
        found.append(Refusal("ADOPTED_BEFORE_YEAR_END", "on", {"year": year, "next": year + 1}))
    elif on > today:
        found.append(Refusal("ADOPTED_IN_THE_FUTURE", "on"))
    if not section_of(section):
        found.append(Refusal("NO_REPORT_SECTION", "section"))
    return found


def known_at(facts: StageFacts, moment: datetime) -> StageFacts:
    """The stored moments as they were known at `moment`: what was recorded later has not happened yet."""
    later: dict[str, None] = {}
    for one in fields(facts):
        at = getattr(facts, one.name)
        if at is not None and at > moment and one.name not in ("opens_at", "closes_at"):
            later[one.name] = None
    return replace(facts, **later)
