"""What is drafted at which stage, what its parts are, and what is new in them."""

import pytest

from portal.domain.dialogues import Stage
from portal.domain.drafts import DraftSubject, differences, hash_of, parts_of, subject_at

COMMITMENT, RESULT, ANSWER = DraftSubject


@pytest.mark.parametrize(
    ("stage", "published", "subject"),
    [
        (Stage.PREPARING, False, COMMITMENT),
        (Stage.ANNOUNCED, False, None),
        (Stage.OPEN, False, None),
        (Stage.ANALYSING, False, RESULT),
        (Stage.HANDED_OVER, False, RESULT),
        (Stage.HANDED_OVER, True, ANSWER),
        (Stage.ANALYSING, True, None),
        (Stage.ANSWERED, True, None),
        (Stage.ABANDONED, False, None),
    ],
)
def test_the_promise_is_drafted_first_then_the_result_then_the_answer(stage, published, subject) -> None:
    assert subject_at(stage, published) is subject


def words(text: str) -> dict[str, dict[str, object]]:
    return {"sv": {"text": text, "machine": False}}


def test_a_draft_of_an_answer_names_themes_that_have_something_and_leaves_the_empty_out() -> None:
    content = {
        "influence": {},
        "themes": [
            {"id": 7, "name": words("Skugga"), "outcome": "changed", "became": words("Träd."), "reason": {}},
            {"id": 8, "name": words("Bänkar"), "outcome": None, "became": {}, "reason": {}},
        ],
        "points": [],
        "follow_ups": [{"id": 3, "what": words("Mäta igen.")}],
    }
    assert list(parts_of(ANSWER, content)) == ["theme:7:name", "theme:7:outcome", "theme:7:became", "follow_up:3:what"]


def test_what_is_new_what_has_changed_and_what_is_gone_are_told_apart() -> None:
    old, new = {"a": 1, "b": 2, "c": 3}, {"b": 4, "c": 3, "d": 5}
    assert [(one.key, one.old, one.new) for one in differences(old, new)] == [
        ("b", 2, 4),
        ("d", None, 5),
        ("a", 1, None),
    ]


def test_equal_parts_have_equal_hashes_whatever_their_order() -> None:
    assert hash_of({"a": 1, "b": 2}) == hash_of({"b": 2, "a": 1})
