"""Elected bodies of the municipality."""

from enum import StrEnum


class BodyKind(StrEnum):
    """Kommunfullmäktige, kommunstyrelsen, nämnd, utskott."""

    COUNCIL = "council"
    EXECUTIVE_BOARD = "executive_board"
    COMMITTEE = "committee"
    SUB_COMMITTEE = "sub_committee"
