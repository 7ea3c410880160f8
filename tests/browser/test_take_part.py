"""Taking part in a real browser: the back button, with and without JavaScript, and what axe-core says."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import func, select
from support.factories import make_open_dialogue, make_question

from portal.models.submissions import Submission

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]
TEXT = "Plantera fler träd vid vattnet."


@pytest.fixture
def address(changes: Any, live_server: Any) -> str:
    with changes() as session:
        dialogue = make_open_dialogue(session, now=datetime.now(UTC))
        make_question(session, dialogue, "Var bor du?").page = 2
    return f"{live_server.url}/sv/dialogues/{dialogue.slug}/take-part"


def test_the_browsers_back_button_loses_nothing_and_sends_nothing_twice(tab, address, changes):
    tab.goto(address)
    tab.fill("textarea", TEXT)
    tab.click("text=Fortsätt")
    tab.fill("textarea", "I Åsby.")
    tab.click("text=Läs igenom innan du skickar")
    tab.goto(address)
    assert tab.input_value("textarea") == TEXT
    tab.click("text=Fortsätt")
    assert tab.input_value("textarea") == "I Åsby."
    tab.click("text=Läs igenom innan du skickar")
    tab.click("button[value=send] >> visible=true")
    assert "Vi har tagit emot din synpunkt" in tab.inner_text("h1")
    tab.goto(address)
    assert tab.input_value("textarea") == ""
    with changes() as session:
        assert session.scalar(select(func.count()).select_from(Submission)) == 1


def test_axe_finds_nothing_on_the_way_from_form_to_receipt(tab, address, axe):
    tab.goto(address)
    assert axe(tab) == []
    tab.click("text=Fortsätt")
    tab.click("text=Läs igenom innan du skickar")
    assert "Du har inte svarat på någon fråga än." in tab.inner_text("main")
    assert axe(tab) == []
    tab.fill("textarea", TEXT + " Ring 070-123 45 67.")
    tab.click("text=Fortsätt")
    assert axe(tab) == []
    tab.click("text=Läs igenom innan du skickar")
    assert axe(tab) == []
    tab.click("button[value=send] >> visible=true")
    assert axe(tab) == []
    receipt = tab.url
    for page in ("take-back", "add"):
        tab.goto(f"{receipt}/{page}")
        assert axe(tab) == []
    tab.goto(address.replace("take-part", "print"))
    assert axe(tab) == []
