"""The short address of a measure."""

import pytest

from portal.domain.measures import LONGEST, address_fault, address_for


@pytest.mark.parametrize(
    ("what", "code"),
    [
        ("Möte i skolan", "mote-skolan"),
        ("Vi frågar på öppna förskolan med tolk", "fragar-oppna"),
        ("Affischer på fem språk i trapphusen", "affischer-fem-sprak"),
        ("Samtal vid kaffet", "samtal-kaffet"),
        ("…", "insats"),
        ("Fritidsgårdsverksamhetsutvärderingsmöte", "fritidsgardsverksamhe"),
    ],
)
def test_it_is_made_of_the_first_words_that_say_something(what: str, code: str) -> None:
    assert address_for(what, ()) == code


def test_two_measures_never_have_the_same() -> None:
    taken = {"mote-skolan", "mote-skolan-2"}
    assert address_for("Möte i skolan", taken) == "mote-skolan-3"


@pytest.mark.parametrize("what", ["Möte", "Ett mycket långt namn på en insats som aldrig tar slut", "x" * 300])
def test_it_can_always_be_chosen(what: str) -> None:
    assert address_fault(address_for(what, ()), ()) is None


@pytest.mark.parametrize("code", ["", "Skolan", "å", "a b", "-a", "a--b", "a/b", "x" * (LONGEST + 1)])
def test_one_that_cannot_be_read_aloud_is_refused(code: str) -> None:
    assert address_fault(code, ()) == "ADDRESS_NOT_PLAIN"


def test_a_taken_one_is_refused() -> None:
    assert address_fault("skolan", {"skolan"}) == "ADDRESS_TAKEN"
