"""No cell is taken for a formula."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.spreadsheets import DANGEROUS, inert, is_dangerous

UNSEEN = [
    "",
    " ",
    "\t",
    "\r",
    "\n",
    "\ufeff",
    "\u200b",
    "\u00a0",
    "\x00",
    "\x1b",
    "\u202e",
    "\u2060",
    "\u3000",
    "\u00ad",
    " \t\ufeff\u200b",
]


@pytest.mark.parametrize("unseen", UNSEEN)
@pytest.mark.parametrize("sign", [*"=+-@%|", "＝", "＋", "－", "＠", "％", "｜", "﹢", "﹦", "﹣", "⁺", "₌"])
def test_a_formula_is_a_text(unseen: str, sign: str) -> None:
    assert inert(f"{unseen}{sign}1+1") == f"'{unseen}{sign}1+1"


@pytest.mark.parametrize(
    "cell",
    ["", "hej", "5", "å", "'=1", '"=1"', "(=1)", "a=1", "*stjärna", "  två mellanslag", "مرحبا", "−5", "– tankstreck"],
)
def test_other_text_is_left_as_it_is(cell: str) -> None:
    assert inert(cell) == cell


@given(st.text())
def test_making_inert_twice_is_making_inert_once(cell: str) -> None:
    assert not is_dangerous(inert(cell))
    assert inert(inert(cell)) == inert(cell)


@given(st.text())
def test_nothing_dangerous_is_first_after_folding_and_stripping(cell: str) -> None:
    folded = unicodedata.normalize("NFKC", inert(cell))
    seen = "".join(one for one in folded if unicodedata.category(one)[0] not in "ZC")
    assert not seen or seen[0] not in DANGEROUS
