"""Themes and coding."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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


MOST_QUICK_THEMES = 9
"""Number keys on a keyboard without zero."""


@dataclass(frozen=True)
class Chosen:
    """A theme that a coder chose for an answer, perhaps with a stance."""

    theme_id: int
    stance: Stance | None = None


@dataclass(frozen=True)
class AnswerCoding:
    """How a coder wants one answer: in these themes, or in none (`no_theme`), or waiting again when neither."""

    answer_id: int
    themes: tuple[Chosen, ...] = ()
    no_theme: bool = False

    @property
    def state(self) -> CodingState:
        """What the answer is after it."""
        if self.themes:
            return CodingState.THEMED
        return CodingState.NONE if self.no_theme else CodingState.WAITING


def together(answers: Iterable[CodingState | None]) -> CodingState:
    """Where a submission stands: waiting while an answer waits, else themed if one is; without free text no theme."""
    states = {state for state in answers if state is not None}
    if CodingState.WAITING in states:
        return CodingState.WAITING
    return CodingState.THEMED if CodingState.THEMED in states else CodingState.NONE


def has_minority(by_stance: Mapping[Stance, int]) -> bool:
    """Whether not all who took a stance in a theme took the same: then the summary keeps what the others said."""
    return sum(n > 0 for n in by_stance.values()) > 1


def same_name(one: str, other: str) -> bool:
    """Whether two themes would be called the same: case and spaces do not count."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
