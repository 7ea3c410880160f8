"""Texts in languages: when a translation is missing, stale, unread by a person, or done."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.languages import direction
from portal.domain.texts import FIELDS, Field, Origin, TextState, field_of, field_state, source_hash, state

SWEDISH = "Vi bygger om torget."
MADE_FROM = source_hash(SWEDISH)


@pytest.mark.parametrize(
    ("text", "made_from", "origin", "read", "expected"),
    [
        (None, None, Origin.HUMAN, True, TextState.MISSING),
        (" \n", MADE_FROM, Origin.HUMAN, True, TextState.MISSING),
        ("We rebuild the square.", MADE_FROM, Origin.HUMAN, False, TextState.DONE),
        ("We rebuild the square.", source_hash("Vi river torget."), Origin.HUMAN, True, TextState.STALE),
        ("We rebuild the square.", source_hash("Vi river torget."), Origin.MACHINE, False, TextState.STALE),
        ("We rebuild the square.", MADE_FROM, Origin.MACHINE, False, TextState.UNREAD),
        ("We rebuild the square.", MADE_FROM, Origin.MACHINE, True, TextState.DONE),
    ],
)
def test_a_translation_is(
    text: str | None, made_from: str | None, origin: Origin, read: bool, expected: TextState
) -> None:
    assert state(text, made_from, SWEDISH, origin, read) is expected


@given(st.text(), st.text())
def test_a_translation_is_stale_as_soon_as_the_swedish_says_something_else(before: str, after: str) -> None:
    stale = state("text", source_hash(before), after, Origin.HUMAN, True) is TextState.STALE
    assert stale is (before.strip() != after.strip())


def test_space_around_the_swedish_makes_no_translation_stale() -> None:
    assert state("text", MADE_FROM, f"\n{SWEDISH}  ", Origin.HUMAN, True) is TextState.DONE


OPTIONAL, REQUIRED = Field("help", 600, required=False), Field("label", 300)


@pytest.mark.parametrize(
    ("field", "language", "swedish", "text", "expected"),
    [
        (REQUIRED, "sv", "", None, TextState.MISSING),
        (REQUIRED, "sv", SWEDISH, SWEDISH, TextState.DONE),
        (REQUIRED, "en", SWEDISH, None, TextState.MISSING),
        (OPTIONAL, "sv", "", None, None),
        (OPTIONAL, "en", "", None, None),
        (OPTIONAL, "en", SWEDISH, None, TextState.MISSING),
    ],
)
def test_an_optional_field_is_translated_once_it_is_written(
    field: Field, language: str, swedish: str, text: str | None, expected: TextState | None
) -> None:
    assert field_state(field, language, swedish, text, None, Origin.HUMAN, True) is expected


@pytest.mark.parametrize("kind", FIELDS)
def test_every_kind_of_text_has_fields_of_different_names_and_some_length(kind: str) -> None:
    names = [field.name for field in FIELDS[kind]]
    assert len(names) == len(set(names)) > 0
    assert all(field_of(kind, name).limit > 0 for name in names)
    assert any(field.required for field in FIELDS[kind])


def test_a_field_that_does_not_exist_is_not_made_up() -> None:
    with pytest.raises(KeyError, match=r"dialogue\.colour"):
        field_of("dialogue", "colour")


@pytest.mark.parametrize(
    ("code", "expected"),
    [("sv", "ltr"), ("ar", "rtl"), ("fa-AF", "rtl"), ("ckb", "rtl"), ("und", "auto"), (None, "auto"), ("", "auto")],
)
def test_a_text_is_shown_in_the_direction_of_its_language(code: str | None, expected: str) -> None:
    assert direction(code) == expected
