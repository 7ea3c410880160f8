"""Coding: where a submission stands, and when a theme holds a view that the summary must not lose."""

import pytest

from portal.domain.themes import AnswerCoding, Chosen, CodingState, Stance, has_minority, same_name, together

WAITING, THEMED, NONE = CodingState
FOR, AGAINST, NEITHER = Stance


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ((), NONE),
        ((None,), NONE),
        ((NONE, None), NONE),
        ((NONE, THEMED), THEMED),
        ((THEMED, WAITING), WAITING),
        ((NONE, WAITING), WAITING),
    ],
)
def test_a_submission_waits_while_one_of_its_texts_waits(
    answers: tuple[CodingState | None, ...], state: CodingState
) -> None:
    assert together(answers) is state


def test_no_theme_is_a_decision_like_any_other() -> None:
    assert AnswerCoding(1).state is WAITING
    assert AnswerCoding(1, no_theme=True).state is NONE
    assert AnswerCoding(1, (Chosen(4, FOR),)).state is THEMED


@pytest.mark.parametrize(
    ("stances", "minority"),
    [
        ({}, False),
        ({FOR: 9}, False),
        ({FOR: 9, AGAINST: 0}, False),
        ({FOR: 9, AGAINST: 1}, True),
        ({FOR: 3, AGAINST: 3}, True),
        ({NEITHER: 1, AGAINST: 5}, True),
    ],
)
def test_a_single_voice_that_thinks_otherwise_is_a_minority_to_keep(stances: dict[Stance, int], minority: bool) -> None:
    assert has_minority(stances) is minority


def test_themes_are_the_same_whatever_their_case_and_spaces() -> None:
    assert same_name("Bussar  i ÅSBY", " bussar i åsby ")
    assert not same_name("Bussar", "Buss")
