"""An official reads by keyboard in a real browser: themes by number, masking by selection, a lost connection, axe."""

import pytest
from playwright.sync_api import expect
from support import factories as f

from portal.domain.moderation import ReviewState
from portal.domain.themes import CodingState
from portal.models.submissions import Submission
from portal.queries import review

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]
PLACE = "/office/dialogues/parken/reading/"


@pytest.fixture
def desk(changes, live_server, tab, app):
    """The page of the first text, signed in."""
    with changes() as session:
        dialogue = f.make_closed_dialogue(session, slug="parken")
        for said in ("Fler 🌳🌳 vid vattnet, hälsar Anna Ek.", "Mer ljus vid bron.", "نريد أشجاراً."):
            f.make_submission(session, dialogue, said, language="ar" if said[0] > "z" else "sv")
        user = f.make_user(session, "Lena Lindqvist")
        for name in ("Grönska", "Ljus"):
            theme = f.make_theme(session, dialogue, name)
            f.make_coding(session, f.make_submission(session, dialogue), theme, coder=f.actor(user))
        token = user.session_token
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = token, True
    kept = client.get_cookie("gensvar")
    tab.context.add_cookies([{"name": "gensvar", "value": kept.value, "url": live_server.url}])
    tab.goto(f"{live_server.url}{PLACE}1")
    return tab


def one(reading, number):
    with reading() as session:
        found = session.query(Submission).filter_by(number=number).one()
        return found, review.decisions_of(session, found.id)


def test_a_text_is_coded_and_shown_by_keys_alone(desk, reading):
    desk.keyboard.press("1")
    desk.keyboard.press("a")
    desk.wait_for_url("**/2?**")
    found, _decisions = one(reading, 1)
    assert (found.state, found.coding) == (ReviewState.SHOWN, CodingState.THEMED)
    desk.keyboard.press("z")
    desk.wait_for_url("**/1")
    found, _decisions = one(reading, 1)
    assert (found.state, found.coding) == (ReviewState.WAITING, CodingState.WAITING)


def test_what_is_selected_is_hidden_with_m_counted_in_whole_letters(desk, reading):
    desk.evaluate(
        """() => {
        const text = document.querySelector("[data-text]").firstChild;
        const at = text.data.indexOf("Anna Ek");
        getSelection().setBaseAndExtent(text, at, text, at + 7);
    }"""
    )
    desk.keyboard.press("m")
    assert desk.locator("[data-places] input:checked").count() == 1
    desk.keyboard.press("m")
    desk.wait_for_url("**/2?**")
    found, decisions = one(reading, 1)
    mask = decisions[0].masks[0]
    assert found.answers[0].text[mask.start : mask.end] == "Anna Ek"


def test_a_lost_connection_keeps_everything_that_was_chosen(desk, reading):
    desk.keyboard.press("2")
    desk.context.set_offline(True)
    desk.keyboard.press("a")
    desk.get_by_text("Ingen kontakt med servern").wait_for()
    assert desk.locator("input[name^=theme-]:checked").count() == 1
    desk.context.set_offline(False)
    desk.keyboard.press("a")
    desk.wait_for_url("**/2?**")
    assert one(reading, 1)[0].state is ReviewState.SHOWN


def test_a_theme_is_found_by_typing_and_a_reason_by_keys(desk, reading):
    desk.keyboard.press("/")
    desk.keyboard.type("lju")
    desk.keyboard.press("Enter")
    assert desk.locator("input[name^=theme-]:checked").count() == 1
    desk.keyboard.press("i")
    expect(desk.locator(".withhold-reasons button").first).to_be_focused()
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/2?**")
    assert one(reading, 1)[0].state is ReviewState.WITHHELD


def test_axe_finds_nothing_on_the_reading_pages(desk, live_server, axe):
    for path in ("1", "3", "", "bulk/?what=all", "share/", "../themes/", "../register/"):
        desk.goto(f"{live_server.url}{PLACE}{path}")
        assert axe(desk) == [], path
