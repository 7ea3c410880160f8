"""Who sits in a body over time: roles, and what cannot be true of them (C2). Days are local, both included."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class SeatRole(StrEnum):
    """Ordförande, 1:e vice, 2:e vice, ledamot, ersättare: in the order in which they are listed."""

    CHAIR = "chair"
    FIRST_VICE = "first_vice"
    SECOND_VICE = "second_vice"
    MEMBER = "member"
    SUBSTITUTE = "substitute"


SINGLE = frozenset({SeatRole.CHAIR, SeatRole.FIRST_VICE, SeatRole.SECOND_VICE})
"""Roles that one person at a time holds in a body."""


@dataclass(frozen=True)
class Sitting:
    """One seat as plain values; `until` None: still."""

    name: str
    role: SeatRole
    since: date
    until: date | None = None

    def on(self, day: date) -> bool:
        """Whether the person sits on that day."""
        return self.since <= day and (self.until is None or day <= self.until)

    def meets(self, other: "Sitting") -> bool:
        """Whether the two share a day."""
        ends_before = self.until is not None and self.until < other.since
        begins_after = other.until is not None and other.until < self.since
        return not ends_before and not begins_after


def seat_faults(new: Sitting, others: Iterable[Sitting]) -> tuple[tuple[str, str], ...]:
    """(code, field) of what keeps the seat from being recorded beside the others of the same body."""
    found = []
    if not new.name.strip():
        found.append(("NO_NAME", "name"))
    if new.until is not None and new.until < new.since:
        found.append(("SEAT_ENDS_BEFORE_IT_BEGINS", "until_on"))
        return tuple(found)
    same_days = [other for other in others if new.meets(other)]
    if new.role in SINGLE and any(other.role is new.role for other in same_days):
        found.append(("SEAT_TAKEN", "role"))
    if any(_same(other.name, new.name) for other in same_days):
        found.append(("SITS_ALREADY", "name"))
    return tuple(found)


def chair_on(sittings: Iterable[Sitting], day: date) -> Sitting | None:
    """Who leads the body on that day: its chair, else the first vice chair, else the second; None when nobody does."""
    there = [one for one in sittings if one.role in SINGLE and one.on(day)]
    return min(there, key=lambda one: list(SeatRole).index(one.role), default=None)


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
