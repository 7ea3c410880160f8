"""Excel workbooks."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.adapters.xlsx_files import Cut, rows, write
from portal.domain.files import BadRow, Row, WrongFile
from portal.domain.spreadsheets import inert, is_dangerous


def workbook(*lines: list[object]) -> io.BytesIO:
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    file = io.BytesIO()
    book.save(file)
    return file


def repacked(file: io.BytesIO, change: dict[str, bytes]) -> io.BytesIO:
    made = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {*old.namelist(), *change}:
            new.writestr(name, change[name] if name in change else old.read(name))
    return made


def refused(file: io.BytesIO, **limits: int) -> str:
    with pytest.raises(WrongFile) as caught:
        rows(file, **limits)
    assert not file.closed
    return caught.value.code


def test_cells_become_text() -> None:
    file = workbook(
        [],
        ["id", "text", None],
        [1, "Gröna träd", None],
        [None],
        [2.5, None],
        [True, datetime(2026, 3, 1)],
        [date(2026, 3, 1), datetime(2026, 3, 1, 8, 30)],
    )
    assert list(rows(file)) == [
        Row(3, {"id": "1", "text": "Gröna träd"}),
        Row(5, {"id": "2.5", "text": ""}),
        Row(6, {"id": "true", "text": "2026-03-01"}),
        Row(7, {"id": "2026-03-01", "text": "2026-03-01T08:30:00"}),
    ]


def test_one_bad_row_never_stops_the_others() -> None:
    file = workbook(["id", "text"], [1, "a"], [2, "b", "c"], [3, "lÃ¤rare"], [4, "d"])
    assert list(rows(file)) == [
        Row(2, {"id": "1", "text": "a"}),
        BadRow(3, "row.too-many-cells"),
        BadRow(4, "row.mojibake"),
        Row(5, {"id": "4", "text": "d"}),
    ]


def test_a_formula_without_a_saved_value_is_empty_and_never_run() -> None:
    assert list(rows(workbook(["id", "text"], ["1", "=1+1"]))) == [Row(2, {"id": "1", "text": ""})]


def test_a_sheet_damaged_halfway_gives_what_was_whole() -> None:
    file = workbook(["id"], ["1"], ["2"], ["3"])
    with zipfile.ZipFile(file) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    found = list(rows(repacked(file, {"xl/worksheets/sheet1.xml": sheet[: sheet.index(b'<row r="3"') + 8]})))
    assert found == [Row(2, {"id": "1"}), BadRow(3, "row.broken-file")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file.empty"),
        (b"id,text\n", "file.not-xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "file.not-xlsx"),
        (b"PK\x03\x04 cut", "file.not-xlsx"),
    ],
)
def test_a_wrong_file_is_refused_at_once(content: bytes, code: str) -> None:
    assert refused(io.BytesIO(content)) == code


def test_a_workbook_without_rows_is_refused() -> None:
    assert refused(workbook()) == "file.empty"
    assert refused(workbook(["a", "a"])) == "file.heading-twice"


def test_another_zip_is_no_workbook() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("hej.txt", "hej")
    assert refused(file) == "file.not-xlsx"


def test_a_workbook_with_macros_is_refused() -> None:
    assert refused(repacked(workbook(["id"], ["1"]), {"xl/vbaProject.bin": b"x"})) == "file.macros"


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = repacked(workbook(["id"], ["1"]), {"xl/worksheets/sheet1.xml": b"<x>" + b" " * 30_000_000})
    assert refused(bomb) == "file.too-big-unpacked"
    assert refused(workbook(["id"], ["1"]), most_unpacked=1_000) == "file.too-big-unpacked"


def test_a_part_that_declares_entities_is_refused() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst>&b;</sst>'
    assert refused(repacked(workbook(["id"], ["1"]), {"xl/sharedStrings.xml": bomb})) == "file.not-xlsx"


def test_a_damaged_part_is_no_workbook() -> None:
    assert refused(repacked(workbook(["id"], ["1"]), {"xl/workbook.xml": b"<workbook"})) == "file.not-xlsx"


def cells_of(file: io.BytesIO) -> list[list[object]]:
    return [list(line) for line in openpyxl.load_workbook(file).active.iter_rows(values_only=True)]


@settings(max_examples=50)
@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]), min_size=1, max_size=20), max_size=5)
)
def test_what_is_written_is_read_back_with_each_cell_inert(texts: list[str]) -> None:
    file = io.BytesIO()
    write([{"id": 1, "text": text} for text in texts], ["id", "text"], file)
    assert cells_of(file) == [["id", "text"], *([1, inert(text)] for text in texts)]
    assert not any(is_dangerous(str(cell)) for line in cells_of(file) for cell in line)


def test_formulas_addresses_and_headings_are_text() -> None:
    file = io.BytesIO()
    write([{"=a": "=1+1", "b": "https://example.se"}, {"=a": -5, "b": None}], ["=a", "b"], file)
    assert cells_of(file) == [["'=a", "b"], ["'=1+1", "https://example.se"], [-5, None]]
    with zipfile.ZipFile(file) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b"hyperlink" not in sheet


def test_a_text_longer_than_a_cell_is_cut_and_told() -> None:
    file = io.BytesIO()
    assert write([{"a": "x" * 32_767}, {"a": "x" * 40_000}, {"a": "😀" * 20_000}], ["a"], file) == [
        Cut(3, "a"),
        Cut(4, "a"),
    ]
    long = [str(line[0]) for line in cells_of(file)[1:]]
    assert [len(text.encode("utf-16-le")) // 2 for text in long] == [32_767, 32_767, 32_766]
    assert long[1].endswith("x […]")
    assert long[2].endswith("😀 […]")
