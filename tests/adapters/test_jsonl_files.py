"""JSON Lines."""

import io
import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.adapters.jsonl_files import LONGEST_LINE, rows, write
from portal.domain.files import BadRow, Row, WrongFile

TEXTS = Path(__file__).parents[3] / "shared" / "data" / "submissions_multilingual.jsonl"


def read(content: bytes) -> list[Row | BadRow]:
    return list(rows(io.BytesIO(content)))


def test_values_become_text() -> None:
    content = b'\xef\xbb\xbf{"a": "x", "b": 1, "c": 1.5, "d": null, "e": true, "f": ["\xc3\xa5"]}\n\n{"a": "y"}'
    assert read(content) == [
        Row(1, {"a": "x", "b": "1", "c": "1.5", "d": "", "e": "true", "f": '["å"]'}),
        Row(3, {"a": "y"}),
    ]


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (b'{"a": ', "row.not-json"),
        (b"[1]", "row.not-an-object"),
        (b"7", "row.not-an-object"),
        (b"{}", "row.not-an-object"),
        (b'{"a": "x\\u0000"}', "row.nul"),
        (b'{"a": "\\ud800"}', "row.encoding"),
        (b'{"a": "\xe5"}', "row.encoding"),
        ('{"a": "lÃ¤rare"}'.encode(), "row.mojibake"),
        (b'{"a": 1, "a": 2}', "row.name-twice"),
        (b'{"a": NaN}', "row.not-json"),
        (b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "row.not-json"),
        (b'{"a": ' + b"9" * 10_000 + b"}", "row.not-json"),
        (b'{"a": "' + b"x" * 3 * LONGEST_LINE + b'"}', "row.too-long"),
        (b"a,b", "row.not-json"),
    ],
)
def test_one_bad_row_never_stops_the_others(bad: bytes, code: str) -> None:
    good = '{"a": "Gröna träd på gården"}\n'.encode()
    found = read(good + bad + b"\n" + good)
    assert [row.line for row in found] == [1, 2, 3]
    assert found[1] == BadRow(2, code)
    assert isinstance(found[0], Row)
    assert isinstance(found[2], Row)


def test_a_cut_last_line_is_half_a_row() -> None:
    assert read(b'{"a": 1}\n{"a": "x')[1] == BadRow(2, "row.half")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file.empty"),
        (b"[{}]", "file.not-jsonl"),
        (b'{\n  "a": 1\n}', "file.not-jsonl"),
        (b"id,text\n1,2\n", "file.not-jsonl"),
        (b"PK\x03\x04", "file.not-jsonl"),
        ('{"a": "träd"}'.encode("utf-16"), "file.not-utf-8"),
        ('{"a": "träd på gården"}'.encode("latin-1"), "file.not-utf-8"),
        ('{"a": "träd på gården"}'.encode().decode("latin-1").encode(), "file.mojibake"),
    ],
)
def test_a_wrong_file_is_refused_at_once(content: bytes, code: str) -> None:
    with pytest.raises(WrongFile) as caught:
        rows(io.BytesIO(content))
    assert caught.value.code == code


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0ÂÃâ"), max_size=30)


@given(st.lists(texts, min_size=1, max_size=8))
def test_what_was_written_is_read_back(written: list[str]) -> None:
    file = io.BytesIO()
    write([{"text": text, "id": 1, "extra": 2} for text in written], ["id", "text"], file)
    assert [row.values for row in rows(file) if isinstance(row, Row)] == [{"id": "1", "text": text} for text in written]
    assert all(list(json.loads(line)) == ["id", "text"] for line in file.getvalue().decode().split("\n")[:-1])


@given(st.binary(max_size=200))
def test_no_bytes_make_reading_fail_otherwise(content: bytes) -> None:
    with suppress(WrongFile):
        read(b'{"a": 1}\n' + content)


def test_real_texts_are_read_whole() -> None:
    if not TEXTS.exists():
        pytest.skip(f"needs {TEXTS.name} in ../shared/data")
    with TEXTS.open("rb") as file:
        found = list(rows(file))
    assert len(found) == 4_138
    assert all(isinstance(row, Row) for row in found)
