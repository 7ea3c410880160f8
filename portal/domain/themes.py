"""Themes and coding."""

from enum import StrEnum


class Stance(StrEnum):
    """Stance of an answer within a theme: för, emot, varken eller."""

    FOR = "for"
    AGAINST = "against"
    NEITHER = "neither"


class CodingState(StrEnum):
    """Where one free-text answer stands in the coding. `NONE` is the coder's *no theme*, a decision like any other."""

    WAITING = "waiting"
    THEMED = "themed"
    NONE = "none"
