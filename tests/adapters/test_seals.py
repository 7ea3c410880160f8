"""Sealed bytes open only with their own key, purpose and context, and only whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.adapters.seals import BrokenSeal, key_for, seal, unseal

KEY = key_for("secret", "outbox")


@given(st.binary(max_size=500), st.binary(max_size=20))
def test_what_was_sealed_comes_out(data: bytes, context: bytes) -> None:
    assert unseal(KEY, seal(KEY, data, context), context) == data


@given(st.binary(max_size=60), st.data())
def test_one_changed_bit_breaks_the_seal(data: bytes, draw: st.DataObject) -> None:
    sealed = bytearray(seal(KEY, data))
    sealed[draw.draw(st.integers(0, len(sealed) - 1))] ^= 1 << draw.draw(st.integers(0, 7))
    with pytest.raises(BrokenSeal):
        unseal(KEY, bytes(sealed))


@pytest.mark.parametrize("cut", [0, 1, 12, 28, 29, 33])
def test_a_part_opens_nothing(cut: int) -> None:
    with pytest.raises(BrokenSeal):
        unseal(KEY, seal(KEY, b"hello")[:cut])


@pytest.mark.parametrize("key", [key_for("secret", "contact"), key_for("other", "outbox")])
def test_another_purpose_or_secret_opens_nothing(key: bytes) -> None:
    with pytest.raises(BrokenSeal):
        unseal(key, seal(KEY, b"x"))


def test_a_seal_moved_to_another_row_opens_nothing() -> None:
    with pytest.raises(BrokenSeal):
        unseal(KEY, seal(KEY, b"x", b"row 1"), b"row 2")


def test_the_same_bytes_never_look_the_same_and_are_not_seen() -> None:
    assert seal(KEY, b"anna@example.se") != seal(KEY, b"anna@example.se")
    assert b"anna" not in seal(KEY, b"anna@example.se")


@pytest.mark.parametrize(("secret", "purpose"), [("", "outbox"), ("secret", "")])
def test_a_key_needs_a_secret_and_a_purpose(secret: str, purpose: str) -> None:
    with pytest.raises(ValueError, match="needs"):
        key_for(secret, purpose)
