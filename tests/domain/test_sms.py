"""The length of an SMS."""

import pytest

from portal.domain.sms import cut, fullest_that_fits, length_of, plain


@pytest.mark.parametrize(
    ("text", "characters", "most", "parts"),
    [
        ("å" * 160, 160, 160, 1),
        ("a" * 161, 161, 160, 2),
        ("a" * 307, 307, 160, 3),
        ("€" * 80, 160, 160, 1),
        ("€" * 81, 162, 160, 2),
        ("م" * 70, 70, 70, 1),
        ("م" * 71, 71, 70, 2),
        ("م" + "a" * 134, 135, 70, 3),
        ("😀", 2, 70, 1),
    ],
)
def test_it_is_as_long_as_the_network_counts(text: str, characters: int, most: int, parts: int) -> None:
    found = length_of(text)
    assert (found.characters, found.most, found.parts) == (characters, most, parts)


def test_signs_that_halve_the_room_are_replaced() -> None:
    assert plain("16–17 “ja”…") == '16-17 "ja"...'
    assert length_of(plain("16–17\u00a0december")).most == 160


def test_the_fullest_that_fits_is_taken_and_the_shortest_when_none_does() -> None:
    assert fullest_that_fits(["a" * 200, "b" * 150, "c"]) == "b" * 150
    assert fullest_that_fits(["a" * 200, "b" * 190]) == "b" * 190
    assert fullest_that_fits(["م" * 140, "م" * 134], 2) == "م" * 134


def test_a_long_title_is_cut_between_words() -> None:
    assert cut("Hur ska parken bli?", 40) == "Hur ska parken bli?"
    assert cut("Hur ska parken vid Hamngatan bli?", 20) == "Hur ska parken..."
