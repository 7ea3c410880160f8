"""Receipt codes: the same for the same sending, readable aloud, and every slip of the pen is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.receipts import ALPHABET, code_for, grouped, hashed, normalised

SECRET = b"thirty-two bytes of a test secret"
keys = st.text(min_size=1, max_size=40)
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
FULL_WIDTH = {ord(symbol): chr(ord(symbol) + 0xFEE0) for symbol in ALPHABET}


@given(keys)
def test_a_code_is_read_back_as_it_was_given(key: str) -> None:
    code = code_for(SECRET, key)
    symbols = normalised(code)
    assert symbols
    assert grouped(symbols) == code
    assert hashed(symbols) == hashed(code)


@given(keys)
def test_sending_again_gives_the_same_receipt_and_another_secret_another(key: str) -> None:
    assert code_for(SECRET, key) == code_for(SECRET, key) != code_for(SECRET + b"!", key)


@given(keys)
def test_a_code_holds_nothing_that_is_mistaken_for_something_else(key: str) -> None:
    assert not set(code_for(SECRET, key)) & set("01ILOU")


@pytest.mark.parametrize(
    "write",
    [
        pytest.param(str.lower, id="in small letters"),
        pytest.param(lambda code: code.replace("-", ""), id="without dashes"),
        pytest.param(lambda code: " ".join(code), id="with a space between all"),
        pytest.param(lambda code: code.replace("-", " – "), id="with long dashes"),
        pytest.param(lambda code: code.replace("-", "\u2011") + "\u00a0\r\n", id="with unbreakable dash and space"),
        pytest.param(lambda code: f"\u200f\u202b{code}\u202c\u200e", id="with marks of writing direction"),
        pytest.param(lambda code: f"\ufeff{code}.", id="with a byte-order mark and a full stop"),
        pytest.param(lambda code: code.translate(ARABIC), id="with Arabic digits"),
        pytest.param(lambda code: code.translate(FULL_WIDTH), id="in full-width letters"),
        pytest.param(lambda code: code.replace("V", "U"), id="with U for V"),
        pytest.param(lambda code: code.lower().replace("v", "u"), id="with small u for V"),
    ],
)
@given(key=keys)
def test_a_code_may_be_written(write, key: str) -> None:  # type: ignore[no-untyped-def]
    code = code_for(SECRET, key)
    assert normalised(write(code)) == code.replace("-", "")


@pytest.mark.parametrize("key", ["a", "b", "åäö"])
def test_every_single_mistaken_symbol_is_found(key: str) -> None:
    code = code_for(SECRET, key).replace("-", "")
    for place, right in enumerate(code):
        for wrong in set(ALPHABET) - {right}:
            assert normalised(code[:place] + wrong + code[place + 1 :]) is None


def test_nearly_every_swap_of_neighbours_is_found() -> None:
    missed = tried = 0
    for number in range(200):
        code = code_for(SECRET, str(number)).replace("-", "")
        for at in range(15):
            swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
            tried += swapped != code
            missed += swapped != code and normalised(swapped) is not None
    assert missed / tried < 0.01


@given(st.text(max_size=40))
def test_anything_may_be_typed_and_is_hardly_ever_a_code(typed: str) -> None:
    symbols = normalised(typed)
    assert symbols is None or normalised(grouped(symbols)) == symbols


@pytest.mark.parametrize("typed", ["", "-", "ABCD", "2" * 17, "2" * 1_000_000, "O000-1111-IIII-LLLL"])
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert normalised(typed) is None


def test_ten_thousand_sendings_get_ten_thousand_codes_and_hashes() -> None:
    codes = {code_for(SECRET, f"key-{number}") for number in range(10_000)}
    assert len(codes) == len({hashed(code) for code in codes}) == 10_000


def test_the_code_is_not_in_what_is_stored() -> None:
    code = code_for(SECRET, "a")
    assert code.replace("-", "").lower() not in hashed(code)
    assert len(hashed(code)) == 64
