"""The leaving page in a browser: axe finds nothing, and the keyboard is enough."""

import dataclasses

import pytest
from sqlalchemy import select
from support.factories import RULES, SECRET, make_list_entry, make_open_dialogue

from portal.models.mailing import ListEntry
from portal.queries import mailing as lists

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]


@pytest.fixture
def settings(settings):
    return dataclasses.replace(settings, secret_key=SECRET)


@pytest.fixture
def address(changes, live_server):
    with changes() as session:
        dialogue = make_open_dialogue(session)
        token = lists.list_token(RULES, dialogue.id, make_list_entry(session, dialogue).key)
    return lambda language: f"{live_server.url}/{language}/mail/{token}"


@pytest.mark.parametrize("language", ["sv", "ar"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(tab, axe, address, language, scheme):
    tab.emulate_media(color_scheme=scheme)
    tab.goto(address(language))
    assert axe(tab) == []


def test_leaving_works_by_keyboard_alone(tab, address, reading):
    tab.goto(address("sv"))
    for _ in range(40):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.value") == "leave":
            break
    tab.keyboard.press("Enter")
    tab.get_by_text("Vi har tagit bort din adress").wait_for()
    with reading() as session:
        assert session.scalars(select(ListEntry)).all() == []
