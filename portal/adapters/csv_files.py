"""CSV, read row by row as people's programs write it, and written so that no cell is a formula."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import BinaryIO

from portal.domain.files import BadRow, Row, WrongFile, count_mojibake, headings, is_mojibake
from portal.domain.spreadsheets import inert

DELIMITERS = ",;\t"
SAMPLE_BYTES = 1_000_000
CHUNK_ROWS = 500
_OTHER_KINDS = {
    b"PK\x03\x04": "xlsx", b"\xd0\xcf\x11\xe0": "xls", b"%PDF": "pdf", b"\x1f\x8b": "gzip",
    b"{": "jsonl", b"[{": "json", b"<?xml": "xml", b"<!": "html", b"<html": "html", b"\x89PNG": "png",
}  # fmt: skip
_LONE = re.compile("[\ud800-\udfff]")


def rows(file: BinaryIO) -> Iterator[Row | BadRow]:
    """Read a seekable CSV file: UTF-8 or UTF-16 with BOM, separated by comma, semicolon or tab, headings first.

    Raises WrongFile at once, before any row. Afterwards a row that is half, too long, wrongly quoted or wrongly encoded
    comes as a BadRow and reading goes on; empty lines are skipped. The file is left open.
    """
    encoding = _encoding(file)
    errors = "surrogateescape" if encoding == "utf-8-sig" else "replace"
    text = io.TextIOWrapper(file, encoding=encoding, errors=errors, newline="")
    try:
        records = _Records(text)
        names = records.headings()
    except BaseException:
        text.detach()
        raise
    return _rows(text, records, names)


def write(rows: Iterable[Mapping[str, object]], columns: Sequence[str], file: BinaryIO) -> None:
    """Write rows as they come, see `chunks`."""
    for chunk in chunks(rows, columns):
        file.write(chunk)


def chunks(rows: Iterable[Mapping[str, object]], columns: Sequence[str]) -> Iterator[bytes]:
    """Yield the file piece by piece: UTF-8 with BOM, commas, every text quoted, CRLF, headings first; None is empty.

    Texts and headings that a program could take for formulas get an apostrophe before them; numbers stay numbers.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, quoting=csv.QUOTE_NONNUMERIC)
    buffer.write("\ufeff")
    writer.writerow([inert(column) for column in columns])
    for number, row in enumerate(rows, start=1):
        writer.writerow([_cell(row.get(column)) for column in columns])
        if number % CHUNK_ROWS == 0:
            yield buffer.getvalue().encode("utf-8", "replace")
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode("utf-8", "replace")


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    return inert(str(value))


def _encoding(file: BinaryIO) -> str:
    file.seek(0)
    sample = file.read(SAMPLE_BYTES)
    file.seek(0)
    start = sample.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start:
        raise WrongFile("file.empty")
    for mark, kind in _OTHER_KINDS.items():
        if start.startswith(mark) or start[:8].lower().startswith(mark):
            raise WrongFile("file.not-csv", {"looks_like": kind})
    if sample[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    if sample.count(b"\0") * 4 > len(sample):
        raise WrongFile("file.not-utf-8")
    text = codecs.getincrementaldecoder("utf-8-sig")("surrogateescape").decode(sample)
    if not text.isascii():
        broken = len(_LONE.findall(text))
        doubled = count_mojibake(text)
        proper = sum(letter >= "\x80" for letter in text) - broken - 2 * doubled
        if broken > 4 + proper or (broken > 4 and broken * 2 > proper) or (broken > 0 and proper <= 0):
            raise WrongFile("file.not-utf-8")
        if doubled > max(proper, 2):
            raise WrongFile("file.mojibake")
    return "utf-8-sig"


class _Records:
    """CSV records with the line each starts on; a record that fails gives its later lines back to be read again."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._again: Iterator[str] = iter(())
        self._taken: list[str] = []
        self.line = 0
        self.delimiter = ","

    def _take(self) -> Iterator[str]:
        while True:
            for line in self._again:
                self._taken.append(line)
                yield line
            if (line := next(self._lines, "")) == "":
                return
            self._taken.append(line)
            yield line

    def headings(self, delimiters: str = DELIMITERS) -> list[str]:
        """Take the headings and find the delimiter: the one that makes most of them."""
        first = next(self._take(), "")
        while not first.strip("\ufeff \r\n"):
            self.line, first = self.line + 1, next(self._take())
        self.line += 1
        self._taken.clear()
        if match := re.fullmatch(r'"?sep=([,;\t])"?\s*', first, re.IGNORECASE):
            return self.headings(match.group(1))
        parsed = {one: next(csv.reader([first], delimiter=one)) for one in delimiters}
        self.delimiter = max(delimiters, key=lambda one: len(parsed[one]))
        if "\0" in first or _LONE.search(first):
            raise WrongFile("file.not-utf-8")
        try:
            return headings(next(csv.reader([first], delimiter=self.delimiter, strict=True)))
        except csv.Error as error:
            raise WrongFile("file.bad-heading", {"column": str(len(parsed[self.delimiter]))}) from error

    def __iter__(self) -> Iterator[tuple[int, list[str] | None, list[str]]]:
        """Yield line, cells (None when the quotes are wrong) and the raw lines of each record."""
        reader = csv.reader(self._take(), delimiter=self.delimiter, strict=True)
        while True:
            start = self.line + 1
            cells: list[str] | None
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                cells = None
                self._again = chain(self._taken[1:], self._again)
                del self._taken[1:]
                reader = csv.reader(self._take(), delimiter=self.delimiter, strict=True)
            raw = self._taken[:]
            self._taken.clear()
            self.line += len(raw)
            yield start, cells, raw


def _rows(text: io.TextIOWrapper, records: _Records, names: list[str]) -> Iterator[Row | BadRow]:
    width = len(names)
    try:
        for line, cells, raw in records:
            if cells is None:
                yield BadRow(line, "row.quotes")
            elif not any(cells):
                continue
            elif code := _fault(raw):
                yield BadRow(line, code)
            elif len(cells) < width:
                yield BadRow(line, "row.half")
            elif any(cells[width:]):
                yield BadRow(line, "row.too-many-cells")
            else:
                yield Row(line, dict(zip(names, cells, strict=False)))
    finally:
        text.detach()


def _fault(raw: list[str]) -> str | None:
    for line in raw:
        if "\0" in line:
            return "row.nul"
        if not line.isascii():
            try:
                line.encode()
            except UnicodeEncodeError:
                return "row.encoding"
            if is_mojibake(line if len(raw) == 1 else "".join(raw)):
                return "row.mojibake"
    return None
