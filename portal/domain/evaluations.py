"""Evaluation by participants, by the dialogue group and by the elected (D3)."""

import re
import secrets
from collections.abc import Mapping
from datetime import date
from enum import StrEnum

LOWEST, HIGHEST = 1, 5
QUESTIONS = ("understood", "could_say", "saw_what_happened")
KEY_LENGTH = 32
GROUP_PARTS = ("purpose_met", "form", "method")
MOST_REACHED = 1_000_000
"""More people or hours than this for one method is a slip of the finger."""


class EvaluationKind(StrEnum):
    """Whose evaluation it is: the whole dialogue group's, or an elected member's own."""

    GROUP = "group"
    ELECTED = "elected"


class PurposeMet(StrEnum):
    """Whether the dialogue reached the purpose that its suitability test gave it."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"


class Agreement(StrEnum):
    """A participant's answer 1–5 as its readers are told it: three groups are said without giving anybody away."""

    AGREES = "agrees"
    BETWEEN = "between"
    DISAGREES = "disagrees"


def participant_faults(answers: Mapping[str, int | None]) -> tuple[str, ...]:
    """Codes of what is wrong with a participant's answers: each is 1–5 or left out, and not all are left out."""
    given = [value for value in answers.values() if value is not None]
    found = []
    if not answers.keys() <= set(QUESTIONS):
        found.append("QUESTION_UNKNOWN")
    if not given:
        found.append("CHOICE_REQUIRED")
    if any(not LOWEST <= value <= HIGHEST for value in given):
        found.append("SCALE_OUT_OF_RANGE")
    return tuple(found)


def new_form_key() -> str:
    """A random key for one evaluation; it tells nothing of who sends it."""
    return secrets.token_hex(KEY_LENGTH // 2)


def is_form_key(text: str) -> bool:
    """Whether the text can be a key that a form was given."""
    return re.fullmatch(f"[0-9a-f]{{{KEY_LENGTH}}}", text) is not None


def agreement(counts: Mapping[int, int]) -> dict[Agreement, int]:
    """How many agree (4–5), are in between (3), and disagree (1–2), from how many gave each value."""
    return {
        Agreement.AGREES: counts.get(4, 0) + counts.get(5, 0),
        Agreement.BETWEEN: counts.get(3, 0),
        Agreement.DISAGREES: counts.get(1, 0) + counts.get(2, 0),
    }


def group_lacks(parts: Mapping[str, str]) -> tuple[str, ...]:
    """The parts of the group's evaluation that are not written: purpose, form and method each."""
    return tuple(part for part in GROUP_PARTS if not parts.get(part, "").strip())


def use_faults(hours: int | None, reached: int | None) -> tuple[str, ...]:
    """Codes of what is wrong with what a method cost and whom it reached: whole numbers from zero, or left out."""
    given = [value for value in (hours, reached) if value is not None]
    return ("NUMBER_OUT_OF_RANGE",) if any(not 0 <= value <= MOST_REACHED for value in given) else ()


def week_of(day: date) -> str:
    """The ISO week, such as `2026-W13`: the finest time that an evaluation keeps."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"
