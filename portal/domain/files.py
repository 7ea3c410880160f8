"""Files of rows that people bring: what a row is, what a bad row is, and when a file as a whole is the wrong one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

MOST_COLUMNS = 500
LONGEST_HEADING = 200

_CP1252 = {index: bytes([index]).decode("cp1252", "ignore") or chr(index) for index in range(0x80, 0xC0)}
_SECOND = "".join({*_CP1252.values(), *map(chr, range(0x80, 0xC0))})
_BACK = {ord(letter): index for index, letter in _CP1252.items()}
_MOJIBAKE = re.compile(rf"[ÂÃ][{re.escape(_SECOND)}]|â[{re.escape(_SECOND)}]{{2}}")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line it starts on (the first line of the file is 1) and its values by column."""

    line: int
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be taken, and why; the rows after it still come."""

    line: int
    code: str


@dataclass(unsafe_hash=True)
class WrongFile(Exception):
    """The file as a whole cannot be read as what it was said to be; nothing of it was taken."""

    code: str
    params: Mapping[str, str] = field(default_factory=dict)


def count_mojibake(text: str) -> int:
    """Count the places that look like UTF-8 once read as Latin-1 or Windows-1252: Ã¤ for ä, â€œ for a quote."""
    return len(_MOJIBAKE.findall(text))


def is_mojibake(text: str) -> bool:
    """Tell whether undoing one wrong decoding of the whole text gives proper, shorter text.

    A text that also has rightly written å ä ö, or that only writes *about* such characters among others, is not.
    """
    if not ("Ã" in text or "Â" in text or "â" in text) or not _MOJIBAKE.search(text):
        return False
    undone = bytearray()
    for letter in text:
        number = ord(letter)
        byte = _BACK.get(number, number if number < 0x100 else -1)
        if byte < 0:
            return False
        undone.append(byte)
    try:
        undone.decode()
    except UnicodeDecodeError:
        return False
    return True


def headings(cells: list[str]) -> list[str]:
    """Return the columns' names, trimmed. Raises WrongFile when one is missing, too long, or there twice."""
    names = [cell.strip().removeprefix("\ufeff").strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    if not names:
        raise WrongFile("file.no-headings")
    if len(names) > MOST_COLUMNS:
        raise WrongFile("file.too-many-columns", {"most": str(MOST_COLUMNS)})
    for place, name in enumerate(names):
        if not name or len(name) > LONGEST_HEADING or not name.isprintable():
            raise WrongFile("file.bad-heading", {"column": str(place + 1)})
        if name in names[:place]:
            raise WrongFile("file.heading-twice", {"heading": name})
    return names
