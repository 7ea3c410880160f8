"""Rows of an agenda or a registry list that become matters: which heading is what, when a row cannot be taken in."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from portal.domain.files import BadRow, Row
from portal.domain.refusals import Invalid, Refusal

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "registry_number": ("registry_number", "diarienummer", "dnr"),
    "title": ("title", "rubrik", "ärende", "ärendemening"),
    "summary": ("summary", "sammanfattning", "beskrivning"),
    "body": ("body", "nämnd", "organ"),
    "meeting_date": ("meeting_date", "sammanträde", "sammanträdesdag", "sammanträdesdatum"),
    "number": ("number", "punkt", "nr"),
    "planned_decision_on": ("planned_decision_on", "planerat beslut", "beslutsdag"),
    "planned_period": ("planned_period", "beslutsperiod"),
    "registered_on": ("registered_on", "registrerat", "inkom"),
    "statutory_link": ("statutory_link", "samråd"),
}
_DAYS = ("meeting_date", "planned_decision_on", "registered_on")
_LONGEST = {"registry_number": 60, "number": 20, "planned_period": 60, "statutory_link": 500}


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """A row that can be taken in. `body` is its address or Swedish name, empty when the row names none."""

    line: int
    registry_number: str
    title: str = ""
    summary: str = ""
    body: str = ""
    meeting_date: date | None = None
    number: str = ""
    planned_decision_on: date | None = None
    planned_period: str = ""
    registered_on: date | None = None
    statutory_link: str = ""


def same_number(registry_number: str) -> str:
    """What two ways of writing one registry number have in common: gaps and case apart. The number is never parsed."""
    return "".join(registry_number.split()).casefold()


def agenda_rows(rows: Iterable[Row | BadRow]) -> Iterator[AgendaRow | BadRow]:
    """Every row in the order of the file; a registry number that stands twice is taken once, by its first row.

    Raises Invalid with IMPORT_NO_REGISTRY_COLUMN at the first readable row when the file has no such column.
    """
    seen: set[str] = set()
    for row in rows:
        read = row if isinstance(row, BadRow) else _read(row)
        if isinstance(read, AgendaRow):
            key = same_number(read.registry_number)
            if key in seen:
                read = BadRow(read.line, "row.registry-number-twice")
            seen.add(key)
        yield read


def _read(row: Row) -> AgendaRow | BadRow:
    by_name = {heading.strip().casefold(): " ".join(value.split()) for heading, value in row.values.items()}
    if not set(HEADINGS["registry_number"]) & by_name.keys():
        raise Invalid(Refusal("IMPORT_NO_REGISTRY_COLUMN", params={"there": sorted(row.values)}))
    value = {name: next((by_name[one] for one in usual if by_name.get(one)), "") for name, usual in HEADINGS.items()}
    if not value["registry_number"]:
        return BadRow(row.line, "row.no-registry-number")
    if any(len(value[name]) > limit for name, limit in _LONGEST.items()):
        return BadRow(row.line, "row.value-too-long")
    try:
        days = {name: day_of(value[name]) for name in _DAYS}
    except ValueError:
        return BadRow(row.line, "row.day-unreadable")
    given: dict[str, Any] = {**value, **days}
    return AgendaRow(row.line, **given)


def day_of(written: str) -> date | None:
    """The day of ISO 8601 text (a time of day after it is left out), None when nothing is written.

    Raises ValueError for every other way of writing: whether 3/4 is in March or in April is not guessed.
    """
    if not written:
        return None
    return datetime.fromisoformat(written).date() if len(written) > len("2027-03-17") else date.fromisoformat(written)
