"""Addresses of pages: short words made of a title, the same for as long as the page lives."""

import re
import unicodedata
from collections.abc import Collection

LONGEST = 60
_LETTERS = str.maketrans({"å": "a", "ä": "a", "ö": "o", "æ": "ae", "ø": "o", "ß": "ss", "ð": "d", "þ": "th"})


def slug_of(title: str, taken: Collection[str] = (), otherwise: str = "sida") -> str:
    """The title in a–z, 0–9 and hyphens, at most LONGEST long and not among `taken`; `otherwise` if nothing is left."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", title.lower()).translate(_LETTERS))
    words = re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip("-")
    short = words[:LONGEST].rsplit("-", 1)[0] if len(words) > LONGEST and "-" in words[:LONGEST] else words[:LONGEST]
    base = short.strip("-") or otherwise
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug
