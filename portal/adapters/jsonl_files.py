"""JSON Lines: one object a line, UTF-8."""

import codecs
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO, NoReturn

from portal.domain.files import BadRow, Row, WrongFile, count_mojibake, is_mojibake

LONGEST_LINE = 1_000_000
SAMPLE_BYTES = 1_000_000
CHUNK_ROWS = 500


class _WrongRow(ValueError):
    """A row that is JSON but not one we take; carries the code."""


def rows(file: BinaryIO) -> Iterator[Row | BadRow]:
    """Read a seekable JSON Lines file; values become text (null is empty, lists and objects stay JSON).

    Raises WrongFile at once, before any row. A line that is no object, is cut off, too long or wrongly encoded comes as
    a BadRow and reading goes on; empty lines are skipped. The file is left open.
    """
    _check(file)
    return _rows(file)


def write(rows: Iterable[Mapping[str, object]], columns: Sequence[str], file: BinaryIO) -> None:
    """Write rows as they come, see `chunks`."""
    for chunk in chunks(rows, columns):
        file.write(chunk)


def chunks(rows: Iterable[Mapping[str, object]], columns: Sequence[str]) -> Iterator[bytes]:
    """Yield the file piece by piece: one object a line with the columns in order, UTF-8 without BOM."""
    lines: list[str] = []
    for row in rows:
        value = {column: row.get(column) for column in columns}
        lines.append(json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=str) + "\n")
        if len(lines) == CHUNK_ROWS:
            yield "".join(lines).encode("utf-8", "replace")
            lines.clear()
    yield "".join(lines).encode("utf-8", "replace")


def _check(file: BinaryIO) -> None:
    file.seek(0)
    sample = file.read(SAMPLE_BYTES)
    file.seek(0)
    start = sample.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start:
        raise WrongFile("file.empty")
    if sample[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise WrongFile("file.not-utf-8")
    if start.startswith(b"["):
        raise WrongFile("file.not-jsonl", {"looks_like": "json"})
    if not start.startswith(b"{") and b"\n{" not in start:
        kind = "xlsx" if start.startswith(b"PK") else "csv"
        raise WrongFile("file.not-jsonl", {"looks_like": kind})
    if start.startswith((b"{\n", b"{\r\n")):
        raise WrongFile("file.not-jsonl", {"looks_like": "json"})
    text = codecs.getincrementaldecoder("utf-8")("surrogateescape").decode(sample)
    if not text.isascii():
        broken = sum("\udc80" <= letter <= "\udcff" for letter in text)
        doubled = count_mojibake(text)
        proper = sum(letter >= "\x80" for letter in text) - broken - 2 * doubled
        if (broken > 4 and broken * 2 > proper) or (broken > 0 and proper <= 0):
            raise WrongFile("file.not-utf-8")
        if doubled > max(proper, 2):
            raise WrongFile("file.mojibake")


def _rows(file: BinaryIO) -> Iterator[Row | BadRow]:
    line = 0
    while raw := file.readline(LONGEST_LINE + 1):
        line += 1
        if len(raw) > LONGEST_LINE and not raw.endswith(b"\n"):
            while raw and not raw.endswith(b"\n"):
                raw = file.readline(LONGEST_LINE)
            yield BadRow(line, "row.too-long")
        elif raw.strip():
            yield _row(line, raw.removeprefix(b"\xef\xbb\xbf") if line == 1 else raw)


def _row(line: int, raw: bytes) -> Row | BadRow:
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return BadRow(line, "row.encoding")
    try:
        value = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except _WrongRow as wrong:
        return BadRow(line, str(wrong))
    except RecursionError:
        return BadRow(line, "row.not-json")
    except ValueError:
        return BadRow(line, "row.not-json" if raw.endswith(b"\n") else "row.half")
    if not isinstance(value, dict) or not value:
        return BadRow(line, "row.not-an-object")
    values = {name: _text(one) for name, one in value.items()}
    whole = text if "\\u" not in text else "".join(_names_and_values(values))
    if "\0" in whole:
        return BadRow(line, "row.nul")
    if whole is not text and any("\ud800" <= letter <= "\udfff" for letter in whole):
        return BadRow(line, "row.encoding")
    if not whole.isascii() and is_mojibake(whole):
        return BadRow(line, "row.mojibake")
    return Row(line, values)


def _names_and_values(values: dict[str, str]) -> Iterator[str]:
    for name, value in values.items():
        yield name
        yield value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        raise _WrongRow("row.name-twice")
    return value


def _no_constant(name: str) -> NoReturn:
    raise _WrongRow("row.not-json")


def _text(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
