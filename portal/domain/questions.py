"""Questions of a dialogue and what counts as an answer."""

from collections.abc import Collection
from enum import StrEnum

DEFAULT_TEXT_LIMIT = 4000
MAX_TEXT_LIMIT = 20000
MAX_OPTIONS = 30


class QuestionKind(StrEnum):
    """Free text, one choice, several choices, a scale of whole numbers."""

    FREE_TEXT = "free_text"
    ONE_CHOICE = "one_choice"
    SEVERAL_CHOICES = "several_choices"
    SCALE = "scale"


def text_fault(text: str, limit: int, required: bool) -> str | None:
    """Code of what is wrong with a free-text answer of at most `limit` characters, or None."""
    if required and not text.strip():
        return "ANSWER_REQUIRED"
    if len(text) > limit:
        return "ANSWER_TOO_LONG"
    return None


def choice_fault(chosen: Collection[int], offered: Collection[int], kind: QuestionKind, required: bool) -> str | None:
    """Code of what is wrong with chosen option ids, or None."""
    if required and not chosen:
        return "CHOICE_REQUIRED"
    if not set(chosen) <= set(offered):
        return "OPTION_UNKNOWN"
    if kind is QuestionKind.ONE_CHOICE and len(set(chosen)) > 1:
        return "ONE_CHOICE_ONLY"
    return None


def scale_fault(value: int | None, lowest: int, highest: int, required: bool) -> str | None:
    """Code of what is wrong with a scale value, or None."""
    if value is None:
        return "CHOICE_REQUIRED" if required else None
    return None if lowest <= value <= highest else "SCALE_OUT_OF_RANGE"
