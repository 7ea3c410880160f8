"""The municipality's own words for the steps of the ladder."""

import pytest

from portal.domain.dialogues import Level
from portal.domain.ladders import faults, filled

LANGUAGES = ("sv", "fi")
FRAME = "Du väljer inom ramen från {body} ({date}, § {section})."


def step(label: str = "", promise: str = "") -> dict[str, dict[str, str]]:
    return {"label": {"sv": label, "fi": label and f"{label} fi"}, "promise": dict.fromkeys(LANGUAGES, promise)}


def ladder(**changed: dict[str, dict[str, str]]) -> dict[Level, dict[str, dict[str, str]]]:
    return {level: changed.get(level.name, step()) for level in Level}


def codes(steps: dict[Level, dict[str, dict[str, str]]], hidden: Level | None = None) -> list[str]:
    return [refusal.code for refusal in faults(steps, hidden, LANGUAGES)]


def test_empty_words_are_the_standard_words() -> None:
    assert codes(ladder()) == []


def test_own_words_are_written_in_every_language_or_in_none() -> None:
    half = {"label": {"sv": "Tycka", "fi": " "}, "promise": {}}
    assert codes(ladder(CONSULTATION=half)) == ["LADDER_TEXT_MISSING_IN"]


@pytest.mark.parametrize("promise", ["Du väljer.", "{body} {date}", FRAME + " {annat}", FRAME + " }"])
def test_the_promise_of_the_fifth_step_keeps_its_placeholders_and_has_no_other(promise: str) -> None:
    assert set(codes(ladder(SHARED_DECISION=step("Bestämma", promise)))) == {"LADDER_PLACEHOLDERS"}


def test_the_fifth_step_with_its_placeholders_is_good() -> None:
    assert codes(ladder(SHARED_DECISION=step("Bestämma", FRAME))) == []


def test_no_other_text_has_placeholders() -> None:
    assert set(codes(ladder(DIALOGUE=step("Göra", "Vi {gör} det.")))) == {"LADDER_NO_PLACEHOLDERS"}


def test_two_steps_are_not_called_the_same() -> None:
    assert set(codes(ladder(DIALOGUE=step("Göra"), INFLUENCE=step("göra")))) == {"LADDER_LABEL_TWICE"}


@pytest.mark.parametrize("hidden", [Level.INFORMATION, Level.DIALOGUE, Level.INFLUENCE, Level.SHARED_DECISION])
def test_a_four_step_ladder_leaves_one_step_out(hidden: Level) -> None:
    assert codes(ladder(), hidden) == []


def test_the_lowest_step_of_dialogue_is_always_there() -> None:
    assert codes(ladder(), Level.CONSULTATION) == ["LADDER_WITHOUT_CONSULTATION"]


def test_the_decision_is_written_into_the_promise_and_a_promise_without_placeholders_stays() -> None:
    assert filled("{body} har bestämt ramen ({date}, § {section}).", "kommunfullmäktige", "2 mars 2026", "9") == (
        "Kommunfullmäktige har bestämt ramen (2 mars 2026, § 9)."
    )
    assert filled("Du får säga vad du tycker.", "", "", "") == "Du får säga vad du tycker."
