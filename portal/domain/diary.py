"""The chronological register: which days it is asked for, and by which of the two times of a submission."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.domain.refusals import Invalid, Refusal

LONGEST = 366
"""Days in one list: a register of a year is a file, one of ten years is ten files."""


class DiaryTime(StrEnum):
    """Which time puts a submission into a day: when it reached the municipality, or when it was registered."""

    RECEIVED = "received"
    REGISTERED = "registered"


@dataclass(frozen=True)
class Period:
    """The local days from `first` to `last`, both included."""

    first: date
    last: date


def period_of(first: str, last: str, today: date) -> Period:
    """The days that were asked for, as ISO 8601; without a last day it is one day, without any it is today.

    Raises Invalid with NOT_A_DAY (its field), PERIOD_BACKWARDS or PERIOD_TOO_LONG.
    """
    found = {}
    faults = []
    for name, written in (("first", first.strip()), ("last", last.strip())):
        try:
            found[name] = date.fromisoformat(written) if written else None
        except ValueError:
            faults.append(Refusal("NOT_A_DAY", name))
    if faults:
        raise Invalid(*faults)
    begins = found["first"] or found["last"] or today
    ends = found["last"] or begins
    if ends < begins:
        raise Invalid(Refusal("PERIOD_BACKWARDS", "last"))
    if (ends - begins).days >= LONGEST:
        raise Invalid(Refusal("PERIOD_TOO_LONG", "last", {"days": LONGEST}))
    return Period(begins, ends)
