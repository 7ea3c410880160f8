"""The suitability test (lämplighetsprövning, principle A3): its questions and when it is complete.

The questions follow domain.md 1.3. A set has a version; answers keep the version they answered. Versions below
`FIRST_OWN` are shipped with the portal; the municipality's own begin there. What a test says of a question is its
answer (yes, no, unsure), or for a question in words the words themselves.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

OPEN_TO_INFLUENCE = "open_to_influence"
"""The question that every set asks and that is always decisive: what cannot be influenced is no dialogue."""

FIRST_OWN = 101
SENTENCE_LIMIT = 300
"""Purpose and benefit are one sentence each, so that the people who are asked can read them."""

NOTE_LIMIT = 2000
FEWEST_LEVEL = 2
"""The lowest step that is a dialogue: an honest level below it says *information*, not *suitable*."""


class SuitabilityAnswer(StrEnum):
    """Answer to one question of the test."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class SuitabilityOutcome(StrEnum):
    """What the test found."""

    SUITABLE = "suitable"
    NOT_SUITABLE = "not_suitable"


class AnswerKind(StrEnum):
    """What a question of the test expects: yes or no, or words."""

    YES_NO = "yes_no"
    TEXT = "text"


@dataclass(frozen=True)
class SuitabilityQuestion:
    """One question; `decisive` ones must be answered yes for a dialogue to be held."""

    key: str
    decisive: bool
    kind: AnswerKind = AnswerKind.YES_NO


@dataclass(frozen=True)
class QuestionSet:
    """The questions of one version, in their order."""

    version: int
    questions: tuple[SuitabilityQuestion, ...]

    @property
    def own(self) -> bool:
        """Whether the municipality made it; else it came with the portal."""
        return self.version >= FIRST_OWN

    @property
    def asks_honest_level(self) -> bool:
        """Whether *suitable* needs the highest honest level; the first version did not ask for it."""
        return self.version > 1

    def question(self, key: str) -> SuitabilityQuestion | None:
        """The question with that key, if this version asks it."""
        return next((question for question in self.questions if question.key == key), None)


QUESTION_SETS: Mapping[int, tuple[SuitabilityQuestion, ...]] = {
    1: (
        SuitabilityQuestion(OPEN_TO_INFLUENCE, True),
        SuitabilityQuestion("deciders_ready", True),
        SuitabilityQuestion("decides_better", False),
        SuitabilityQuestion("ours_to_decide", True),
        SuitabilityQuestion("time_and_recipient", True),
        SuitabilityQuestion("no_statutory_procedure", False),
        SuitabilityQuestion("fixed_parts_known", False),
    ),
    2: (
        SuitabilityQuestion(OPEN_TO_INFLUENCE, True),
        SuitabilityQuestion("deciders_ready", True),
        SuitabilityQuestion("decides_better", False),
        SuitabilityQuestion("groups_affected", False, AnswerKind.TEXT),
        SuitabilityQuestion("ours_to_decide", True),
        SuitabilityQuestion("time_and_recipient", True),
        SuitabilityQuestion("no_statutory_procedure", False),
        SuitabilityQuestion("not_negotiable", False, AnswerKind.TEXT),
        SuitabilityQuestion("conflict", False, AnswerKind.TEXT),
    ),
}
CURRENT_VERSION = max(QUESTION_SETS)
"""The newest version that is shipped with the portal."""


def unanswered(asked: Iterable[SuitabilityQuestion], said: Mapping[str, str]) -> tuple[str, ...]:
    """Keys of the questions without an answer: yes, no or unsure, or words where words are asked."""
    return tuple(question.key for question in asked if not _answered(question, said.get(question.key, "")))


def _answered(question: SuitabilityQuestion, said: str) -> bool:
    if question.kind is AnswerKind.TEXT:
        return bool(said.strip())
    return said in set(SuitabilityAnswer)


def speaks_against(asked: Iterable[SuitabilityQuestion], said: Mapping[str, str]) -> tuple[str, ...]:
    """Keys of decisive questions that were not answered yes: with any of these a dialogue is not honest."""
    return tuple(q.key for q in asked if q.decisive and said.get(q.key) != SuitabilityAnswer.YES)


def kept(old: QuestionSet, new: QuestionSet) -> frozenset[str]:
    """Keys whose answers a test keeps when it moves to another version: asked in both, and answered the same way."""
    return frozenset(
        question.key
        for question in new.questions
        if (before := old.question(question.key)) is not None and before.kind is question.kind
    )


def set_faults(asked: Iterable[SuitabilityQuestion]) -> tuple[str, ...]:
    """Codes of what is wrong with a set of questions: without *open to influence* as a decisive one it tests nothing.

    A question in words has no yes to be decided by.
    """
    asked = tuple(asked)
    first = next((question for question in asked if question.key == OPEN_TO_INFLUENCE), None)
    found = []
    if first is None or not first.decisive:
        found.append("OPEN_TO_INFLUENCE_NEEDED")
    if any(question.decisive and question.kind is AnswerKind.TEXT for question in asked):
        found.append("DECISIVE_NEEDS_YES_OR_NO")
    return tuple(found)


def too_high(level: int, honest: int | None) -> bool:
    """Whether a level promises more than the test found honest; a test that names no level holds nobody to one."""
    return honest is not None and level > honest
