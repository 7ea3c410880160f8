"""Matters (ärenden) and the consideration that every one of them gets (principle A1)."""

from enum import StrEnum


class ConsiderationOutcome(StrEnum):
    """What a consideration may end in (life.md, first line)."""

    NOT_AFFECTING_GROUPS = "not_affecting_groups"
    NO_DIALOGUE = "no_dialogue"
    INFORMATION_ONLY = "information_only"
    STATUTORY_CONSULTATION = "statutory_consultation"
    DIALOGUE = "dialogue"
