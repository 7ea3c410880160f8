"""What a file of rows is, and when its letters were read wrongly once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.files import WrongFile, count_mojibake, headings, is_mojibake

PROPER = [
    "Cykelväg på Åsgatan – bra!",
    "smörgåsbord",
    "“citat”",
    "Größe, façade, señor",
    "Ærø",
    "Mielestäni pyörätie",
    "€ 5",
    "10 °C",
    "½",
]


@pytest.mark.parametrize("text", PROPER)
@pytest.mark.parametrize("wrong", ["cp1252", "latin-1"])
def test_a_text_read_wrongly_once_is_seen(text: str, wrong: str) -> None:
    doubled = "".join(bytes([byte]).decode(wrong, "ignore") or chr(byte) for byte in text.encode())
    assert is_mojibake(doubled)
    assert count_mojibake(doubled) > 0


@pytest.mark.parametrize(
    "text",
    [
        *PROPER,
        "",
        "ascii only",
        "São Paulo",
        "Ã",
        "ÃO",
        "MAÇÃ",
        "NÃO É",
        "LÂ – VÂN",
        "Âge",
        "château «ici»",
        "cần Thơ Â",
        "Det stod Ã¤ i stället för ä i brevet",
        "â€œ är ett felläst ”",
        "مرحبا بكم",
        "我认为",
        "Ä",
        "Åäö",
    ],
)
def test_a_proper_text_is_not_called_wrong(text: str) -> None:
    assert not is_mojibake(text)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzåäöÅÄÖéüßøæ –”’ .,", max_size=80))
def test_no_nordic_text_is_called_wrong(text: str) -> None:
    assert not is_mojibake(text)


def test_headings_are_trimmed_and_empty_ones_at_the_end_dropped() -> None:
    assert headings(["\ufeff id ", "Text", "", " "]) == ["id", "Text"]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ([], "file.no-headings"),
        (["", ""], "file.no-headings"),
        (["a", "a "], "file.heading-twice"),
        (["a", "", "b"], "file.bad-heading"),
        (["a\0"], "file.bad-heading"),
        (["x" * 300], "file.bad-heading"),
        ([str(n) for n in range(501)], "file.too-many-columns"),
    ],
)
def test_headings_that_cannot_be_used_are_refused(cells: list[str], code: str) -> None:
    with pytest.raises(WrongFile) as caught:
        headings(cells)
    assert caught.value.code == code
