"""CSV files as people's programs write them, and as the portal writes them."""

import csv
import io
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.adapters.csv_files import chunks, rows, write
from portal.domain.files import BadRow, Row, WrongFile
from portal.domain.spreadsheets import inert, is_dangerous

BONN = Path(__file__).parents[3] / "shared" / "data" / "cycling_bonn_de.csv"


def read(content: bytes | str) -> list[Row | BadRow]:
    return list(rows(io.BytesIO(content.encode() if isinstance(content, str) else content)))


def values(content: bytes | str) -> list[dict[str, str]]:
    return [row.values for row in read(content) if isinstance(row, Row)]


def refused(content: bytes) -> WrongFile:
    with pytest.raises(WrongFile) as caught:
        rows(io.BytesIO(content))
    return caught.value


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_each_kind_of_csv_is_read(delimiter: str, end: str, encoding: str) -> None:
    content = end.join([delimiter.join(["id", "text"]), delimiter.join(["1", '"Å, ä; och ""ö"""']), ""])
    assert values(content.encode(encoding)) == [{"id": "1", "text": 'Å, ä; och "ö"'}]


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    content = '\nid,text\n1,"två\nrader"\n\n2,kort\n3\n4,sist'
    assert read(content) == [
        Row(3, {"id": "1", "text": "två\nrader"}),
        Row(6, {"id": "2", "text": "kort"}),
        BadRow(7, "row.half"),
        Row(8, {"id": "4", "text": "sist"}),
    ]


def test_a_line_that_tells_the_delimiter_is_obeyed() -> None:
    assert read("sep=;\nid;a,b\n1;2,3\n") == [Row(3, {"id": "1", "a,b": "2,3"})]


def test_empty_cells_too_many_do_no_harm_and_others_do() -> None:
    assert read("a,b\n1,2,,\n1,2,3\n") == [Row(2, {"a": "1", "b": "2"}), BadRow(3, "row.too-many-cells")]


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (b'2,"oavslutad', "row.quotes"),
        (b'2,"a"b', "row.quotes"),
        (b"2,a\0b", "row.nul"),
        (b"2", "row.half"),
        (b"2,3,4", "row.too-many-cells"),
        (b"2,\xe5", "row.encoding"),
        ("2,lÃ¤rare".encode(), "row.mojibake"),
        (b"2," + b"x" * 200_000, "row.quotes"),
    ],
)
def test_one_bad_row_never_stops_the_others(bad: bytes, code: str) -> None:
    good = "1,Gröna träd på gården där barnen får åka\n".encode()
    found = read(b"id,text\n" + good + bad + b"\n" + good * 3)
    assert [row.code for row in found if isinstance(row, BadRow)] == [code]
    assert sum(isinstance(row, Row) for row in found) == 4
    assert found[1] == BadRow(3, code)
    assert [row.line for row in found] == [2, 3, 4, 5, 6]


def test_an_unfinished_quotation_at_the_end_is_half_a_row() -> None:
    assert read('id,text\n1,hel\n2,"hal')[1] == BadRow(3, "row.quotes")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file.empty"),
        (b"\xef\xbb\xbf\n \n", "file.empty"),
        (b"PK\x03\x04....", "file.not-csv"),
        (b"\xd0\xcf\x11\xe0....", "file.not-csv"),
        (b"%PDF-1.7", "file.not-csv"),
        (b'{"id": 1}\n', "file.not-csv"),
        (b"<!DOCTYPE html><html>", "file.not-csv"),
        (b"<HTML><body>", "file.not-csv"),
        ("id,text\n1,Gröna träd på gården".encode("latin-1"), "file.not-utf-8"),
        ("id,text\n1,Gröna träd".encode("utf-16-le"), "file.not-utf-8"),
        ("id,text\n1,Gröna\n2,träd på\n3,gården".encode().decode("latin-1").encode(), "file.mojibake"),
        (b"id,id\n1,2\n", "file.heading-twice"),
        (b",,\n1,2\n", "file.no-headings"),
        (b'"id\nx",b\n1,2\n', "file.bad-heading"),
    ],
)
def test_a_wrong_file_is_refused_at_once(content: bytes, code: str) -> None:
    assert refused(content).code == code


def test_the_file_stays_open_and_can_be_read_again() -> None:
    file = io.BytesIO(b"id\n1\n")
    assert list(rows(file)) == list(rows(file))
    with pytest.raises(WrongFile):
        rows(empty := io.BytesIO())
    assert not empty.closed
    assert not file.closed


def test_letters_cut_at_the_edge_of_the_sample_are_not_called_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    for size in range(5, 12):
        monkeypatch.setattr("portal.adapters.csv_files.SAMPLE_BYTES", size)
        assert values("idé\n€\n€\n") == [{"idé": "€"}, {"idé": "€"}]


@given(st.binary(max_size=300))
def test_no_bytes_make_reading_fail_otherwise(content: bytes) -> None:
    with suppress(WrongFile):
        read(b"id,text\n1," + content)


cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)


@given(st.lists(st.tuples(cells, cells), max_size=8))
def test_what_is_written_is_read_back_with_each_cell_inert(pairs: list[tuple[str, str]]) -> None:
    file = io.BytesIO()
    write([{"text": text, "två": other} for text, other in pairs], ["text", "två"], file)
    parsed = list(csv.reader(io.StringIO(file.getvalue().decode("utf-8-sig"), newline="")))
    assert parsed == [["text", "två"], *([inert(text), inert(other)] for text, other in pairs)]
    assert not any(is_dangerous(cell) for row in parsed for cell in row)


@given(
    st.lists(st.text("abcåäö \n\",;'=", max_size=20).filter(lambda text: text and not is_dangerous(text)), max_size=8)
)
def test_what_was_written_is_read_back_by_ourselves(texts: list[str]) -> None:
    file = io.BytesIO()
    write([{"id": 1, "text": text} for text in texts], ["id", "text"], file)
    assert [row.values for row in rows(file) if isinstance(row, Row)] == [{"id": "1", "text": text} for text in texts]


def test_numbers_stay_numbers_and_headings_are_inert_too() -> None:
    file = io.BytesIO()
    write([{"=a": -5, "b": 1.5}, {"=a": None, "b": True}], ["=a", "b"], file)
    assert file.getvalue() == b'\xef\xbb\xbf"\'=a","b"\r\n-5,1.5\r\n"","True"\r\n'


def test_writing_takes_rows_as_they_come() -> None:
    asked = 0

    def endless() -> Iterator[dict[str, object]]:
        nonlocal asked
        while True:
            asked += 1
            yield {"a": asked}

    made = chunks(endless(), ["a"])
    next(made)
    assert asked <= 500


def test_reading_takes_rows_as_they_come() -> None:
    file = io.BytesIO(b"id,text\n" + b"1,hej\n" * 200_000)
    next(rows(file))
    assert file.tell() < 100_000


def test_a_real_dialogue_is_read_whole() -> None:
    if not BONN.exists():
        pytest.skip(f"needs {BONN.name} in ../shared/data")
    with BONN.open("rb") as file:
        found = list(rows(file))
    assert len(found) == 2_314
    assert all(isinstance(row, Row) for row in found)
