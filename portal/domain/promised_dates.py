"""The two promised dates, *result by* and *answer by*, and the public clock on them (life.md, D1).

Every date is a local day. An interim notice never stops the clock; "in time" is measured against the first promise.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Promised(StrEnum):
    """What was promised by a date: what you said, given back; what it led to."""

    RESULT = "result"
    ANSWER = "answer"


@dataclass(frozen=True)
class PromisedDate:
    """One promise of a date as it stands, the one first given, and the day it was kept (None: not yet)."""

    what: Promised
    by: date
    first_by: date
    kept_on: date | None = None

    @property
    def was_moved(self) -> bool:
        """Whether the date was amended: both are shown."""
        return self.by != self.first_by

    @property
    def kept_in_time(self) -> bool | None:
        """Whether it was kept by the date first promised; None while it is not kept."""
        return None if self.kept_on is None else self.kept_on <= self.first_by

    def days_late(self, today: date) -> int:
        """Whole days past the date as it stands, up to the day it was kept or `today`; 0 when not late."""
        return max(0, ((self.kept_on or today) - self.by).days)

    def days_past_first(self, today: date) -> int:
        """Whole days past the date first promised, up to the day it was kept or `today`; 0 when not past."""
        return max(0, ((self.kept_on or today) - self.first_by).days)


def next_promise(promises: Sequence[PromisedDate]) -> PromisedDate | None:
    """The promise the clock shows: the earliest not kept, or None when all are. A late one stays until it is kept."""
    return min((p for p in promises if p.kept_on is None), key=lambda p: p.by, default=None)


def are_in_order(closes_on: date | None, planned: date | None, result_by: date | None, answer_by: date | None) -> bool:
    """Whether result and answer come after the last open day, in that order, the answer not before the decision."""
    if closes_on is None or result_by is None or answer_by is None:
        return False
    return closes_on < result_by <= answer_by and (planned is None or answer_by >= planned)


def move_fault(old: date, new: date, today: date) -> str | None:
    """Code of why a promised date may not be moved: once it has passed it stays, and the clock counts the days."""
    return "PROMISED_DATE_PASSED" if new != old and today > old else None
