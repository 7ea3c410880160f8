"""The suitability test (lämplighetsprövning, principle A3): its questions and when it is complete.

The questions follow domain.md 1.3. A set has a version; answers keep the version they answered.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

CURRENT_VERSION = 1


class SuitabilityAnswer(StrEnum):
    """Answer to one question of the test."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class SuitabilityOutcome(StrEnum):
    """What the test found."""

    SUITABLE = "suitable"
    NOT_SUITABLE = "not_suitable"


@dataclass(frozen=True)
class SuitabilityQuestion:
    """One question; `decisive` ones must be answered yes for a dialogue to be held."""

    key: str
    decisive: bool


QUESTION_SETS: Mapping[int, tuple[SuitabilityQuestion, ...]] = {
    1: (
        SuitabilityQuestion("open_to_influence", True),
        SuitabilityQuestion("deciders_ready", True),
        SuitabilityQuestion("decides_better", False),
        SuitabilityQuestion("ours_to_decide", True),
        SuitabilityQuestion("time_and_recipient", True),
        SuitabilityQuestion("no_statutory_procedure", False),
        SuitabilityQuestion("fixed_parts_known", False),
    )
}


def unanswered(version: int, answers: Mapping[str, SuitabilityAnswer]) -> tuple[str, ...]:
    """Keys of the questions of that version without an answer."""
    return tuple(q.key for q in QUESTION_SETS[version] if q.key not in answers)


def speaks_against(version: int, answers: Mapping[str, SuitabilityAnswer]) -> tuple[str, ...]:
    """Keys of decisive questions that were not answered yes: with any of these a dialogue is not honest."""
    return tuple(q.key for q in QUESTION_SETS[version] if q.decisive and answers.get(q.key) != SuitabilityAnswer.YES)
