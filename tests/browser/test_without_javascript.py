"""Without JavaScript: the resident's part, and what an official decides about a text."""

from collections.abc import Callable
from typing import Any

import pytest
from browser.journey.people import Official
from browser.journey.residents import Resident
from sqlalchemy import select
from support.factories import NOW, PASSWORD, make_open_dialogue, make_question, make_theme, make_user

from portal.domain.moderation import ReviewState
from portal.domain.permissions import Role
from portal.domain.themes import CodingState
from portal.models.submissions import Submission
from portal.queries import review

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]
TEXT = "Anna Ek i kiosken säger att parken är mörk. Sätt upp lampor."


@pytest.fixture
def dialogue(changes: Callable[[], Any], clock: Any) -> None:
    """An open dialogue of two pages of questions, a theme, and somebody who reads."""
    with changes() as session:
        made = make_open_dialogue(session, slug="parken", title="Parken", now=NOW)
        make_question(session, made, "Var bor du?").page = 2
        make_theme(session, made, "Ljus", with_stance=True)
        make_user(session, "Mira", roles=(Role.MODERATOR,), email="mira@asby.example", password=PASSWORD)


def test_a_view_is_sent_read_masked_and_looked_up_without_javascript(dialogue, people, reading):
    anna = people(Resident, java_script_enabled=False)
    anna.finds("Parken")
    anna.begins()
    anna.writes(TEXT, choice=2)
    anna.presses("Fortsätt")
    anna.writes("I Åsby.")
    anna.presses("Tillbaka")
    assert anna.tab.locator("main textarea").input_value() == TEXT
    anna.presses("Fortsätt")
    assert anna.tab.locator("main textarea").input_value() == "I Åsby."
    anna.reads_through()
    anna.reads(TEXT, "På kvällen", "I Åsby.")
    anna.sends()
    anna.reads("Vi har tagit emot din synpunkt")

    mira = people(Official, java_script_enabled=False)
    mira.signs_in("mira@asby.example")
    mira.goes_to("/office/dialogues/parken/reading/")
    mira.follows("Börja läsa")
    mira.unfolds("Dölj något annat")
    mira.fills({"Skriv orden precis som de står": "Anna Ek"})
    for picks in mira.tab.locator("fieldset.picks").all():
        picks.get_by_label("Ljus").first.check()
        picks.get_by_label("för", exact=True).check()
    mira.presses("Maskera och visa")
    with reading() as session:
        found = session.scalars(select(Submission)).one()
        assert (found.state, found.coding) == (ReviewState.MASKED, CodingState.THEMED)
        mask = review.decisions_of(session, found.id)[0].masks[0]
        assert (mask.start, mask.end) == (0, len("Anna Ek"))

    anna.looks_up()
    anna.reads("Vi har läst den. Den visas med en del dold.")
    assert anna.tab.locator("mark.hidden-part").inner_text() == "Anna Ek"
    anna.goes_to("/sv/dialogues/parken/submissions/1")
    anna.reads("säger att parken är mörk. Sätt upp lampor.")
    anna.does_not_read("Anna Ek")
    mira.goes_to("/office/dialogues/parken/reading/1?show=all")
    mira.presses("Ångra det senaste")
    anna.goes_to("/sv/dialogues/parken/submissions")
    anna.does_not_read("parken är mörk")


def test_menus_and_what_is_folded_open_without_javascript(dialogue, people):
    anna = people(Resident, java_script_enabled=False)
    anna.goes_to("/sv/")
    anna.tab.locator(".top-language summary").click()
    anna.follows("العربية", anna.tab.locator(".top-language"))
    assert anna.tab.locator("html").get_attribute("dir") == "rtl"
    anna.goes_to("/sv/receipt")
    anna.fills({"Din kod": "ABCD-EFGH-JKMN-PQRS"})
    anna.presses("Visa min synpunkt")
    anna.reads("Vi hittar ingen synpunkt med den koden")
