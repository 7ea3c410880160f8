"""Evaluation by participants and by the dialogue group (D3)."""

from collections.abc import Mapping
from datetime import date

LOWEST, HIGHEST = 1, 5
QUESTIONS = ("understood", "could_say", "saw_what_happened")
GROUP_PARTS = ("purpose_met", "form", "method")


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


def group_lacks(parts: Mapping[str, str]) -> tuple[str, ...]:
    """The parts of the group's evaluation that are not written: purpose, form and method each."""
    return tuple(part for part in GROUP_PARTS if not parts.get(part, "").strip())


def week_of(day: date) -> str:
    """The ISO week, such as `2026-W13`: the finest time that an evaluation keeps."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"
