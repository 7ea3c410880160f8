"""Rows into a file of one of three kinds, as they come; no cell is a formula."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, BinaryIO

from portal.adapters import csv_files, jsonl_files, xlsx_files
from portal.adapters.xlsx_files import Cut

FORMATS: Mapping[str, Callable[[Iterable[Mapping[str, object]], Sequence[str], BinaryIO], list[Cut] | None]] = {
    "csv": csv_files.write,
    "jsonl": jsonl_files.write,
    "xlsx": xlsx_files.write,
}


def write(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], kind: str, file: BinaryIO) -> list[Cut]:
    """Write the rows; returns the texts that were longer than a cell of a workbook and were cut."""
    return FORMATS[kind](rows, columns, file) or []
