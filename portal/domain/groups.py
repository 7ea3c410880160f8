"""Affected groups with their measures (B1) and the dialogue group (C4)."""

from collections.abc import Collection
from enum import StrEnum


class MeasureStatus(StrEnum):
    """State of a measure (insats). `NOT_DONE` needs a *because*."""

    PLANNED = "planned"
    DONE = "done"
    NOT_DONE = "not_done"


class MemberRole(StrEnum):
    """Role in a dialogue group."""

    INVESTIGATOR = "investigator"
    DIALOGUE_SUPPORT = "dialogue_support"
    POLITICIAN = "politician"


def missing_roles(roles: Collection[MemberRole]) -> tuple[MemberRole, ...]:
    """Roles that the dialogue group of a dialogue held by KS must have and lacks (source: seed, *dialoggrupp*)."""
    return tuple(role for role in MemberRole if role not in roles)
