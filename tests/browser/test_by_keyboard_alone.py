"""By keyboard alone: Tab, Enter, Space and the keys of the reading page; the focus is always seen."""

from collections.abc import Callable
from typing import Any

import pytest
from browser.journey.keyboard import OfficialByKeyboard, ResidentByKeyboard
from playwright.sync_api import expect
from sqlalchemy import select
from support.factories import NOW, PASSWORD, make_open_dialogue, make_submission, make_theme, make_user

from portal.domain.moderation import ReviewState
from portal.domain.permissions import Role
from portal.domain.themes import CodingState
from portal.models.submissions import Submission

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]
TEXT = "Fler bänkar vid vattnet."


@pytest.fixture
def dialogue(changes: Callable[[], Any], clock: Any) -> str:
    """The slug of an open dialogue with a text that waits, two themes, and somebody who reads."""
    with changes() as session:
        made = make_open_dialogue(session, slug="parken", title="Parken", now=NOW)
        make_submission(session, made, "Ring Anna på 070-123 45 67 om parken.")
        make_submission(session, made, "Mer skugga.")
        make_theme(session, made, "Mer grönska", with_stance=True)
        make_theme(session, made, "Belysning")
        make_user(session, "Mira", roles=(Role.MODERATOR,), email="mira@asby.example", password=PASSWORD)
        return made.slug


def submission(reading: Callable[[], Any], number: int) -> Submission:
    with reading() as session:
        return session.scalars(select(Submission).where(Submission.number == number)).one()


def test_a_resident_takes_part_by_keyboard_alone(dialogue, people, reading):
    anna = people(ResidentByKeyboard)
    tab = anna.tab
    anna.goes_to("/sv/")
    anna.skips_to_the_content()
    anna.enters(tab.get_by_role("link", name="Parken", exact=True))
    anna.skips_to_the_content()
    anna.enters(tab.locator("main a.btn").filter(has_text="Lämna din synpunkt").locator("visible=true").first)
    anna.tabs_to(tab.locator("main textarea"))
    tab.keyboard.type(TEXT)
    anna.tabs_to(tab.locator("main input[type=radio]").first)
    tab.keyboard.press("ArrowDown")
    anna.enters(tab.locator("button[name=go][value=review] >> visible=true"))
    anna.reads(TEXT, "På dagen")
    anna.tabs_to(tab.locator("#on_list"))
    tab.keyboard.press("Space")
    assert tab.locator("#on_list").is_checked()
    tab.keyboard.press("Space")
    anna.enters(tab.locator("main button[value=send] >> visible=true").first)
    anna.reads("Vi har tagit emot din synpunkt", TEXT)
    assert submission(reading, 3).state is ReviewState.WAITING


def test_a_field_that_must_be_mended_is_reached_from_the_summary_by_keyboard(dialogue, people):
    anna = people(ResidentByKeyboard)
    anna.goes_to(f"/sv/dialogues/{dialogue}/take-part")
    anna.tabs_to(anna.tab.locator("main textarea"))
    anna.tab.keyboard.insert_text("x" * 4100)
    anna.enters(anna.tab.locator("button[name=go][value=review] >> visible=true"))
    assert anna.tab.evaluate("document.activeElement.id") == "error-summary"
    anna.tab.keyboard.press("Tab")
    anna.tab.keyboard.press("Enter")
    assert anna.tab.evaluate("document.activeElement.tagName") == "TEXTAREA"


def test_an_official_reads_masks_and_codes_by_keyboard_alone(dialogue, people, reading):
    mira = people(OfficialByKeyboard)
    tab, keys = mira.tab, mira.tab.keyboard
    mira.goes_to("/sign-in")
    mira.tabs_to(tab.locator("#email"))
    keys.type("mira@asby.example")
    mira.tabs_to(tab.locator("#password"))
    keys.type(PASSWORD)
    mira.strikes("Enter")
    mira.skips_to_the_content()
    mira.enters(tab.locator("main").get_by_role("link", name="Parken", exact=True).first)
    mira.enters(tab.get_by_role("navigation", name="Dialogens delar").get_by_role("link", name="Granskning"))
    mira.strikes("j")
    mira.reads("Synpunkt 0001", "070-123 45 67")
    keys.press("?")
    assert tab.locator("#key-help").is_visible()
    keys.press("Escape")
    mira.tabs_to(tab.locator("details.mask-more > summary"))
    keys.press("Enter")
    mira.tabs_to(tab.get_by_label("Skriv orden precis som de står"))
    keys.type("Anna på 070-123 45 67")
    mira.tabs_to(tab.locator(".pick").filter(has_text="Mer grönska").locator("input[type=checkbox]"))
    keys.press("Space")
    mira.tabs_to(tab.locator(".stances input").first)
    keys.press("ArrowRight")
    mira.strikes("m")
    first = submission(reading, 1)
    assert (first.state, first.coding) == (ReviewState.MASKED, CodingState.THEMED)
    mira.reads("Synpunkt 0002")
    keys.press("0")
    mira.strikes("a")
    mira.strikes("z")
    assert submission(reading, 2).state is ReviewState.WAITING
    mira.reads("Synpunkt 0002")
    keys.press("i")
    expect(tab.locator(".withhold-reasons button").first).to_be_focused()
    keys.press("Tab")
    mira.strikes("Enter")
    assert submission(reading, 2).state is ReviewState.WITHHELD
