"""The suitability test: complete when every question is answered, honest when the decisive ones are yes."""

import pytest

from portal.domain.groups import MemberRole, missing_roles
from portal.domain.suitability import (
    CURRENT_VERSION,
    QUESTION_SETS,
    SuitabilityAnswer,
    speaks_against,
    unanswered,
)

YES, NO, UNSURE = SuitabilityAnswer
SET = QUESTION_SETS[CURRENT_VERSION]
ALL_YES = {question.key: YES for question in SET}
DECISIVE = ("open_to_influence", "deciders_ready", "ours_to_decide", "time_and_recipient")


@pytest.mark.parametrize("key", ALL_YES)
def test_the_test_is_complete_only_when_every_question_is_answered(key: str) -> None:
    answers = {k: v for k, v in ALL_YES.items() if k != key}
    assert unanswered(SET, answers) == (key,)
    assert unanswered(SET, {**answers, key: NO}) == ()


@pytest.mark.parametrize("answer", [NO, UNSURE, None])
@pytest.mark.parametrize("key", ALL_YES)
def test_only_a_clear_yes_to_a_decisive_question_speaks_for_a_dialogue(
    key: str, answer: SuitabilityAnswer | None
) -> None:
    answers = {k: v for k, v in {**ALL_YES, key: answer}.items() if v is not None}
    assert speaks_against(SET, answers) == ((key,) if key in DECISIVE else ())


def test_a_test_is_read_by_the_version_it_answered() -> None:
    assert set(QUESTION_SETS) == set(range(1, CURRENT_VERSION + 1))
    assert all(len({q.key for q in questions}) == len(questions) for questions in QUESTION_SETS.values())


@pytest.mark.parametrize("role", MemberRole)
def test_a_dialogue_group_needs_investigator_support_and_politician(role: MemberRole) -> None:
    assert missing_roles(set(MemberRole) - {role}) == (role,)
    assert missing_roles(set(MemberRole)) == ()
