"""YAML that people write by hand."""

from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.adapters.yaml_files import dump, load
from portal.domain.files import WrongFile


def line_of_fault(source: str | bytes) -> tuple[str, str | None]:
    with pytest.raises(WrongFile) as caught:
        load(source)
    return caught.value.code, caught.value.params.get("line")


def test_what_looks_like_text_is_text() -> None:
    source = (
        "språk: no\nklockan: 08:30\nkommun: 0180\nsvar: yes\ntal: 12\nsant: true\ndag: 2026-03-01\nhex: 0x10\ntomt:\n"
    )
    assert load(source) == {
        "språk": "no",
        "klockan": "08:30",
        "kommun": "0180",
        "svar": "yes",
        "tal": 12,
        "sant": True,
        "dag": date(2026, 3, 1),
        "hex": "0x10",
        "tomt": None,
    }


def test_order_letters_and_blocks_are_kept() -> None:
    data = {"ö": "Första raden\nandra raden\n", "a": ["å", "مرحبا", "😀"], "b": {"z": 1, "a": 2}}
    written = dump(data)
    assert written.startswith("ö: |\n  Första raden\n  andra raden\n")
    assert "مرحبا" in written
    assert "😀" in written
    assert list(load(written)) == ["ö", "a", "b"]
    assert list(load(written)["b"]) == ["z", "a"]


plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.dates()
    | st.floats(-1e9, 1e9).map(lambda one: round(one, 3))
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
    | st.sampled_from(
        [
            "no",
            "~",
            "08:30",
            "0180",
            "1e3",
            "0E0",
            "1.0e3",
            "2026-03-01",
            " x",
            "x\n",
            "- a",
            "# a",
            "a: b",
            "|",
            "<<",
            "=",
            "\ufeff",
            "\x85",
        ]
    ),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcåäö :-", max_size=5), inner, max_size=4),
    max_leaves=10,
)


@given(plain)
def test_what_was_written_is_read_back(data: Any) -> None:
    assert load(dump(data)) == data


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("a: 1\na: 2", "2"),
        ("a: 1\nb: [", "2"),
        ("a: !!python/object/apply:os.system [ls]", "1"),
        ("a: &x 1\nb: *x", "2"),
        ("a: !x 1", "1"),
        ("a: 1\n---\nb: 2", "2"),
        ("? [a]\n: 1", "1"),
        ("\x00", "1"),
        ("[" * 1000, "1"),
        ("- " * 1000, "1"),
        ("a: 2026-02-31", "1"),
        ("\ta: 1", "1"),
    ],
)
def test_a_fault_is_told_with_its_line(source: str, line: str) -> None:
    assert line_of_fault(source) == ("file.not-yaml", line)


def test_another_encoding_or_a_book_is_refused() -> None:
    assert line_of_fault("a: ö".encode("latin-1"))[0] == "file.not-utf-8"
    assert line_of_fault("x" * 3_000_000)[0] == "file.too-long"
    assert load("\ufeffa: ö".encode()) == {"a": "ö"}


@given(st.text(max_size=60) | st.text("ab:-[]{}&*!|>'\"#%@,?\n \t01", max_size=60))
def test_no_text_makes_reading_fail_otherwise(source: str) -> None:
    with suppress(WrongFile):
        load(source)
