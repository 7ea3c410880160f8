"""What counts as an answer to a question."""

import pytest

from portal.domain.questions import QuestionKind, choice_fault, scale_fault, text_fault

ONE, SEVERAL = QuestionKind.ONE_CHOICE, QuestionKind.SEVERAL_CHOICES


@pytest.mark.parametrize(
    ("text", "required", "fault"),
    [
        ("", False, None),
        (" \n", True, "ANSWER_REQUIRED"),
        ("a" * 10, True, None),
        ("a" * 11, True, "ANSWER_TOO_LONG"),
        ("a" * 11, False, "ANSWER_TOO_LONG"),
        ("å" * 10, False, None),
    ],
)
def test_a_text_of_at_most_ten_characters(text: str, required: bool, fault: str | None) -> None:
    assert text_fault(text, 10, required) == fault


@pytest.mark.parametrize(
    ("chosen", "kind", "required", "fault"),
    [
        ((), SEVERAL, False, None),
        ((), ONE, True, "CHOICE_REQUIRED"),
        ((1,), ONE, True, None),
        ((1, 2), ONE, False, "ONE_CHOICE_ONLY"),
        ((1, 1), ONE, False, None),
        ((1, 2), SEVERAL, False, None),
        ((1, 9), SEVERAL, False, "OPTION_UNKNOWN"),
        ((9,), ONE, False, "OPTION_UNKNOWN"),
    ],
)
def test_a_choice_among_three(chosen: tuple[int, ...], kind: QuestionKind, required: bool, fault: str | None) -> None:
    assert choice_fault(chosen, (1, 2, 3), kind, required) == fault


@pytest.mark.parametrize(
    ("value", "required", "fault"),
    [
        (None, False, None),
        (None, True, "CHOICE_REQUIRED"),
        (1, True, None),
        (5, True, None),
        (0, True, "SCALE_OUT_OF_RANGE"),
        (6, False, "SCALE_OUT_OF_RANGE"),
    ],
)
def test_a_scale_from_one_to_five(value: int | None, required: bool, fault: str | None) -> None:
    assert scale_fault(value, 1, 5, required) == fault
