"""Elected bodies of the municipality."""

from datetime import date
from enum import StrEnum

from portal.domain.refusals import Invalid, Refusal


class BodyKind(StrEnum):
    """Kommunfullmäktige, kommunstyrelsen, nämnd, utskott."""

    COUNCIL = "council"
    EXECUTIVE_BOARD = "executive_board"
    COMMITTEE = "committee"
    SUB_COMMITTEE = "sub_committee"


class RolesThen(StrEnum):
    """What becomes of the roles that people hold for a body that is abolished: they end, or go on at its successor."""

    END = "end"
    CARRY = "carry"


NEVER_ABOLISHED = frozenset({BodyKind.COUNCIL, BodyKind.EXECUTIVE_BOARD})
"""Every municipality has these two (kommunallagen 3 kap.)."""


def refuse_abolished(abolished_on: date | None, field: str = "body") -> None:
    """Raises Invalid (BODY_ABOLISHED) when the body takes nothing new any more."""
    if abolished_on is not None:
        raise Invalid(Refusal("BODY_ABOLISHED", field))


def refuse_move(from_id: int, to_id: int, reason: str) -> None:
    """Raises Invalid when a matter or a dialogue may not go from one body to another like this.

    MOVED_TO_THE_SAME_BODY: it is there already. MOVE_WITHOUT_REASON: the reason is public, and empty.
    """
    found = []
    if to_id == from_id:
        found.append(Refusal("MOVED_TO_THE_SAME_BODY", "body"))
    if not reason.strip():
        found.append(Refusal("MOVE_WITHOUT_REASON", "reason"))
    if found:
        raise Invalid(*found)
