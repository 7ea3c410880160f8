"""Decisions of bodies and delegates in a matter under dialogue (C1)."""

from enum import StrEnum


class DecisionKind(StrEnum):
    """Beslutat, återremiss, bordläggning, återtaget."""

    DECIDED = "decided"
    REFERRED_BACK = "referred_back"
    POSTPONED = "postponed"
    WITHDRAWN = "withdrawn"


ASKS_FOR_NEW_DATE = frozenset({DecisionKind.REFERRED_BACK, DecisionKind.POSTPONED})


def section_of(written: str) -> str:
    """The number of a § as it stands in the minutes, without the sign that the pages put before it."""
    return written.strip().removeprefix("§").strip()
