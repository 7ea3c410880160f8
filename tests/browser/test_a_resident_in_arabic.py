"""A resident's part in Arabic on a telephone: 360 pixels wide, from right to left."""

from collections.abc import Callable
from typing import Any

import pytest
from browser.journey.residents import Resident
from sqlalchemy import select
from support.factories import NOW, make_open_dialogue

from portal.domain.submissions import LanguageSource
from portal.models.submissions import Submission

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]
TEXT = "نريد أشجارًا ومقاعد في الظل قرب الماء، وإضاءة جيدة في المساء."
HEIGHT = 740


@pytest.fixture
def fatima(changes: Callable[[], Any], people: Callable[..., Any]) -> Resident:
    """Somebody with a telephone in Arabic, and an open dialogue in four languages."""
    with changes() as session:
        make_open_dialogue(session, slug="parken", title="Parken", now=NOW)
    return people(
        Resident, "ar", viewport={"width": 360, "height": HEIGHT}, has_touch=True, is_mobile=True, device_scale_factor=2
    )


def test_a_view_is_given_in_arabic_on_a_telephone_and_its_receipt_is_found_again(fatima, reading):
    tab = fatima.tab
    fatima.finds("[ar] Parken")
    assert (tab.locator("html").get_attribute("lang"), tab.locator("html").get_attribute("dir")) == ("ar", "rtl")
    begins_at_the_right(tab, "h1")
    the_staircase_rises_from_right_to_left(tab)
    the_button_is_near_and_stays_near(tab)
    fatima.begins()
    fatima.reads("الدرجة 2 من 5")
    fatima.writes(TEXT, choice=1)
    assert tab.locator("main textarea").evaluate("(one) => getComputedStyle(one).direction") == "rtl"
    fatima.reads_through()
    fatima.reads(TEXT, "[ar] På dagen")
    code = fatima.sends()
    begins_at_the_right(tab, "h1")
    assert tab.locator("p.code bdi").get_attribute("dir") == "ltr"
    with reading() as session:
        found = session.scalars(select(Submission)).one()
        assert (found.language, found.language_source) == ("ar", LanguageSource.RECOGNISED)
    fatima.looks_up(code)
    fatima.reads(TEXT)
    assert tab.locator("p.written[lang=ar]").get_attribute("dir") == "rtl"


def test_a_wrong_code_is_explained_in_arabic(fatima):
    fatima.looks_up("ABCD-EFGH-JKMN-PQRS")
    assert fatima.tab.evaluate("document.activeElement.id") == "error-summary"
    assert fatima.tab.locator("#code").input_value()


def begins_at_the_right(tab: Any, selector: str) -> None:
    """The text starts at the right edge of its column."""
    ends = tab.locator(selector).evaluate(
        """(one) => {
        const range = document.createRange();
        range.selectNodeContents(one);
        return { right: one.getBoundingClientRect().right - range.getBoundingClientRect().right };
    }"""
    )
    assert abs(ends["right"]) < 3


def the_staircase_rises_from_right_to_left(tab: Any) -> None:
    """Step 1 stands to the right of step 5 and lower; only the dialogue's own step carries its name here."""
    stairs = tab.locator("ol.stairs > li")
    first, last = stairs.first.bounding_box(), stairs.last.bounding_box()
    assert first["x"] > last["x"]
    assert first["height"] < last["height"]
    named = [one for one in stairs.locator("span").all() if one.bounding_box() and one.bounding_box()["width"] > 1]
    assert len(named) == 1
    assert tab.locator("li.stair.is-here").get_attribute("aria-current") == "step"


def the_button_is_near_and_stays_near(tab: Any) -> None:
    """*Lämna din synpunkt* is within two screens, and one of its kind is on the screen at the end of the page."""
    assert tab.locator("main p.row a.btn[href$=take-part]").bounding_box()["y"] < 2 * HEIGHT
    tab.evaluate("window.scrollTo(0, document.body.scrollHeight / 2)")
    assert tab.locator(".reach a.btn").evaluate(
        "(one) => { const box = one.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight; }"
    )
