"""Questions of a dialogue and what counts as an answer."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from portal.domain.refusals import Refusal

DEFAULT_TEXT_LIMIT = 4000
MAX_TEXT_LIMIT = 20000
MAX_OPTIONS = 30
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")


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


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the rules see it: no words, only what an answer to it may be."""

    id: int
    kind: QuestionKind
    position: int
    page: int
    required: bool
    max_length: int
    lowest: int
    highest: int
    options: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Given:
    """An answer to one question as it was sent: text, option ids or a number, after the question's kind."""

    question_id: int
    text: str = ""
    options: tuple[int, ...] = ()
    scale: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was answered."""
        return not self.text.strip() and not self.options and self.scale is None


def field_name(question_id: int) -> str:
    """The name of a question's field in every form (contract.md)."""
    return f"q-{question_id}"


def answer_faults(asked: Collection[Asked], given: Collection[Given]) -> list[Refusal]:
    """Everything that is wrong with the answers, each on its field; an empty list when they can be taken in.

    Codes: NOTHING_WRITTEN, QUESTION_UNKNOWN, ANSWER_NOT_TEXT and those of `text_fault`, `choice_fault`, `scale_fault`.
    """
    by_id = {answer.question_id: answer for answer in given}
    known = {question.id for question in asked}
    found = [
        Refusal("QUESTION_UNKNOWN", field_name(answer.question_id))
        for answer in given
        if answer.question_id not in known and not answer.is_empty
    ]
    for question in asked:
        answer = by_id.get(question.id) or Given(question.id)
        code = _answer_fault(question, answer)
        if code:
            params = {"limit": question.max_length, "written": len(answer.text)}
            params |= {"lowest": question.lowest, "highest": question.highest}
            found.append(Refusal(code, field_name(question.id), params))
    if not found and all(answer.is_empty for answer in given):
        found.append(Refusal("NOTHING_WRITTEN"))
    return found


def _answer_fault(question: Asked, answer: Given) -> str | None:
    if question.kind is QuestionKind.FREE_TEXT:
        if answer.options or answer.scale is not None:
            return "OPTION_UNKNOWN"
        if not is_text(answer.text):
            return "ANSWER_NOT_TEXT"
        return text_fault(answer.text, question.max_length, question.required)
    if answer.text.strip():
        return "OPTION_UNKNOWN"
    if question.kind is QuestionKind.SCALE:
        if answer.options:
            return "OPTION_UNKNOWN"
        return scale_fault(answer.scale, question.lowest, question.highest, question.required)
    if answer.scale is not None:
        return "OPTION_UNKNOWN"
    return choice_fault(answer.options, question.options, question.kind, question.required)


def is_text(text: str) -> bool:
    """Whether a database can keep it: no NUL and no half of a surrogate pair."""
    return _NO_TEXT.search(text) is None
