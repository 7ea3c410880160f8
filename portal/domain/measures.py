"""The short address of a measure: the last word of `/d/{dialogue}/{measure}`, easy to type and read aloud."""

import re
from collections.abc import Collection

from portal.domain.slugs import slug_of

LONGEST = 24
_PLAIN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FILLING = frozenset({"a", "pa", "i", "med", "for", "och", "av", "till", "en", "ett", "den", "det", "de", "vi", "som",
                      "om", "vid", "hos", "fran", "the", "and", "of", "at"})  # fmt: skip


def address_for(what: str, taken: Collection[str]) -> str:
    """A short address made of what the measure is: its first words that say something, not among `taken`."""
    words = [word for word in slug_of(what, otherwise="insats").split("-") if word not in _FILLING]
    short = ""
    for word in words[:3]:
        longer = f"{short}-{word}" if short else word[: LONGEST - 3]
        if len(longer) > LONGEST - 3:
            break
        short = longer
    return slug_of(short, taken, otherwise="insats")


def address_fault(code: str, taken: Collection[str]) -> str | None:
    """Code of why a chosen address cannot be used, or None."""
    if len(code) > LONGEST or _PLAIN.fullmatch(code) is None:
        return "ADDRESS_NOT_PLAIN"
    return "ADDRESS_TAKEN" if code in taken else None
