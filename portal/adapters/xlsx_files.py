"""Excel workbooks (.xlsx): the first sheet, row by row; never a macro, a formula or a link.

The libraries are large and imported when a workbook is read or written.
"""

import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

from portal.domain.files import BadRow, Row, WrongFile, headings, is_mojibake
from portal.domain.spreadsheets import inert

MOST_UNPACKED = 400_000_000
MOST_RATIO = 200
MOST_PARTS = 2_000
RATIO_FROM = 10_000_000
LONGEST_CELL = 32_767
MOST_ROWS = 1_048_576
_CUT = " […]"


@dataclass(frozen=True, slots=True)
class Cut:
    """A text that was longer than a cell can be and was cut; line 1 is the headings."""

    line: int
    column: str


def rows(file: BinaryIO, most_unpacked: int = MOST_UNPACKED) -> Iterator[Row | BadRow]:
    """Read the first sheet of a seekable workbook, headings in its first row that has anything in it.

    Formulas give the value they had when saved; dates come as ISO 8601, whole numbers without decimals. Raises
    WrongFile at once when it is no workbook, has macros, is encrypted, or unpacks to more than `most_unpacked` bytes.
    Empty cells at a row's end are empty values, since workbooks do not store them. The file is left open.
    """
    import openpyxl

    _check(file, most_unpacked)
    file.seek(0)
    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        lines = enumerate(sheet.iter_rows(values_only=True), start=1)
        for line, cells in lines:
            if any(cell is not None for cell in cells):
                return _rows(lines, headings([_text(cell) for cell in cells]), line)
    except WrongFile:
        raise
    except Exception as error:  # the library raises whatever a damaged part makes it stumble on
        raise WrongFile("file.not-xlsx") from error
    raise WrongFile("file.empty")


def write(rows: Iterable[Mapping[str, object]], columns: Sequence[str], file: BinaryIO) -> list[Cut]:
    """Write one sheet, a row at a time, headings first; numbers as numbers, all else as text that is never a formula.

    Returns which texts were longer than the 32,767 characters of a cell and were cut (they end with […]). Raises
    ValueError when there are more rows than a sheet holds.
    """
    import xlsxwriter

    cut: list[Cut] = []
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(columns):
            sheet.write_string(0, place, _fitting(inert(column)))
        for line, row in enumerate(rows, start=1):
            if line >= MOST_ROWS:
                raise ValueError("more rows than a sheet holds")
            for place, column in enumerate(columns):
                value = row.get(column)
                if value is None or value == "":
                    continue
                if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e15:
                    sheet.write_number(line, place, value)
                    continue
                text = inert(str(value))
                fitting = _fitting(text)
                sheet.write_string(line, place, fitting)
                if len(fitting) < len(text):
                    cut.append(Cut(line + 1, column))
    return cut


def _fitting(text: str) -> str:
    """Cut to what a cell holds, counted in UTF-16 units as Excel does."""
    if len(text) * 2 <= LONGEST_CELL and text.isprintable():
        return text
    units = text.encode("utf-16-le", "replace")
    if len(units) <= LONGEST_CELL * 2:
        return units.decode("utf-16-le", "replace")
    room = (LONGEST_CELL - len(_CUT)) * 2
    return units[:room].decode("utf-16-le", "ignore") + _CUT


def _check(file: BinaryIO, most_unpacked: int) -> None:
    file.seek(0, 2)
    packed = file.tell()
    file.seek(0)
    start = file.read(8)
    if not packed:
        raise WrongFile("file.empty")
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise WrongFile("file.not-xlsx", {"looks_like": "xls"})
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            if len(parts) > MOST_PARTS or unpacked > most_unpacked:
                raise WrongFile("file.too-big-unpacked")
            if unpacked > RATIO_FROM and unpacked > packed * MOST_RATIO:
                raise WrongFile("file.too-big-unpacked")
            if any(part.flag_bits & 0x1 for part in parts):
                raise WrongFile("file.encrypted")
            names = [part.filename.lower() for part in parts]
            if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in names):
                raise WrongFile("file.macros")
            if "xl/workbook.xml" not in names:
                raise WrongFile("file.not-xlsx", {"looks_like": "zip"})
            for part in parts:
                if part.filename.lower().endswith((".xml", ".rels")):
                    with archive.open(part) as content:
                        beginning = content.read(4_096).replace(b"\0", b"").upper()
                    if b"<!DOCTYPE" in beginning or b"<!ENTITY" in beginning:
                        raise WrongFile("file.not-xlsx")
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError, ValueError) as error:
        raise WrongFile("file.not-xlsx") from error


def _rows(lines: Iterator[tuple[int, tuple[Any, ...]]], names: list[str], line: int) -> Iterator[Row | BadRow]:
    width = len(names)
    while True:
        try:
            line, cells = next(lines)
        except StopIteration:
            return
        except (ParseError, zipfile.BadZipFile, EOFError, OSError, ValueError, KeyError, IndexError):
            yield BadRow(line + 1, "row.broken-file")
            return
        texts = [_text(cell) for cell in cells]
        if not any(texts):
            continue
        if any(texts[width:]):
            yield BadRow(line, "row.too-many-cells")
        elif any("\0" in text for text in texts):
            yield BadRow(line, "row.nul")
        elif any(not text.isascii() and is_mojibake(text) for text in texts):
            yield BadRow(line, "row.mojibake")
        else:
            texts.extend([""] * (width - len(texts)))
            yield Row(line, dict(zip(names, texts, strict=False)))


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(timespec="seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)
