"""How long a text is as an SMS, and the longest of several that fits into one.

Source: 3GPP TS 23.038: 160 characters of the GSM 7-bit alphabet, or 70 of UCS-2 when a single one is outside it; 153
and 67 in each part of a longer one.
"""

from collections.abc import Iterable
from dataclasses import dataclass

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("^{}\\[~]|€")
_PLAIN = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "–": "-", "—": "-", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'"}
    | {"‘": "'", "…": "..."}
)


@dataclass(frozen=True)
class Length:
    """Characters as the network counts them, how many fit into one SMS, and how many SMS it takes."""

    characters: int
    most: int
    parts: int


def length_of(text: str) -> Length:
    """The length of a text as an SMS."""
    if all(letter in _BASIC or letter in _EXTENDED for letter in text):
        characters, one, more = len(text) + sum(letter in _EXTENDED for letter in text), 160, 153
    else:
        characters, one, more = len(text.encode("utf-16-be")) // 2, 70, 67
    return Length(characters, one, 1 if characters <= one else -(-characters // more))


def plain(text: str) -> str:
    """The text with the signs that make an SMS short of room replaced by those that do not."""
    return text.translate(_PLAIN)


def fullest_that_fits(texts: Iterable[str], most_parts: int = 1) -> str:
    """The first of these texts, the fullest first, that fits into so many SMS; the last one when none does."""
    last = ""
    for text in texts:
        last = plain(text)
        if length_of(last).parts <= most_parts:
            return last
    return last


def cut(text: str, most: int) -> str:
    """The text, or its first words with three dots, in at most so many characters."""
    if len(text) <= most:
        return text
    return text[: max(most - 3, 1)].rsplit(" ", 1)[0].rstrip(" ,.:;?!-") + "..."
