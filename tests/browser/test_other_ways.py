"""Other ways through a dialogue, by mouse: an appeal, a reported text, a meeting that is held, an early stop."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from browser.journey.people import Official
from browser.journey.residents import Resident
from support.factories import NOW, PASSWORD, code_of, make_open_dialogue, make_submission, make_user

from portal.domain.moderation import Reason, ReviewState
from portal.domain.permissions import Role

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]
HIDDEN = "Parken är mörk, säger vakten i kiosken."
SHOWN = "Fler bänkar vid vattnet."
PAGE = "/sv/dialogues/parken/"


@pytest.fixture
def parken(changes: Callable[[], Any], clock: Any) -> None:
    """An open dialogue with a text that Mira withheld and one that is shown; Maja and Lena work there, too."""
    with changes() as session:
        made = make_open_dialogue(session, slug="parken", title="Parken", languages=("sv",), now=NOW)
        people = (("Mira", Role.MODERATOR), ("Maja", Role.MODERATOR), ("Lena", Role.DIALOGUE_LEAD))
        mira, *_others = (
            make_user(session, name, roles=(role,), email=f"{name.lower()}@asby.example", password=PASSWORD)
            for name, role in people
        )
        withheld = {"state": ReviewState.WITHHELD, "reason": Reason.PERSONAL_DATA, "reviewer": mira}
        make_submission(session, made, HIDDEN, key="anna", **withheld)
        make_submission(session, made, SHOWN, key="bo", state=ReviewState.SHOWN, reviewer=mira)


def signed_in(people: Callable[..., Any], name: str) -> Official:
    """That official at the desk."""
    official: Official = people(Official)
    official.signs_in(f"{name}@asby.example")
    return official


def test_an_appeal_from_the_receipt_is_settled_by_somebody_else(parken, people):
    anna = people(Resident)
    anna.looks_up(code_of("anna"))
    anna.reads("Vi har läst den. Den visas inte.")
    anna.follows("Be oss pröva beslutet igen")
    anna.fills({"Varför är beslutet fel?": "Jag nämner ingen vid namn."})
    anna.presses("Skicka")
    anna.reads("Du bad oss pröva beslutet igen", "Vi har inte svarat än.")
    mira = signed_in(people, "mira")
    mira.goes_to("/office/dialogues/parken/reading/1?show=all")
    mira.reads("Överklagat", "Överklagan prövas av någon annan än den som beslutade")
    assert mira.tab.locator(".acts-bar").get_by_role("button", name="Beslutet står fast").count() == 0
    maja = signed_in(people, "maja")
    maja.goes_to("/office/dialogues/parken/reading/1?show=all")
    maja.reads("Överklagat", "Jag nämner ingen vid namn.", "Beslutet fattades av Mira.")
    maja.fills({"Svar till den som överklagade": "Du har rätt: ingen går att känna igen."})
    maja.presses("Visa", within=maja.tab.locator(".acts-bar"))
    anna.looks_up(code_of("anna"))
    anna.reads("Vi ändrade beslutet.", "Du har rätt: ingen går att känna igen.")
    anna.goes_to(f"{PAGE}submissions")
    anna.reads(HIDDEN)


def test_a_text_that_is_reported_is_read_again_first(parken, people):
    reader = people(Resident)
    reader.goes_to(f"{PAGE}submissions")
    reader.follows("Anmäl text")
    reader.presses("Anmäl")
    reader.reads("Välj")
    reader.chooses("gäller en annan fråga")
    reader.fills({"Vill du förklara?": "Det handlar om stranden."})
    reader.presses("Anmäl")
    reader.reads("Tack, vi läser texten igen", "Vi sparar inget om vem du är")
    maja = signed_in(people, "maja")
    maja.goes_to("/office/dialogues/parken/reading/2?show=all")
    maja.reads("1 anmälan", "Det handlar om stranden.")
    maja.presses("Låt texten stå kvar")
    maja.goes_to("/office/dialogues/parken/reading/2?show=all")
    maja.reads(SHOWN)
    assert "1 anmälan" not in maja.tab.locator("main").inner_text()
    reader.goes_to(f"{PAGE}submissions")
    reader.reads(SHOWN)


def test_a_meeting_is_added_and_held(parken, people, clock):
    lena, reader = signed_in(people, "lena"), people(Resident)
    lena.goes_to("/office/dialogues/parken/")
    lena.turns_to("Möten")
    lena.follows("Lägg till ett möte")
    place = {"Mötets namn": "Samtal vid vattnet", "Plats": "Båthuset, med ramp"}
    lena.fills({**place, "Dag": "2026-03-10", "Börjar": "18:00", "Slutar": "19:30"})
    lena.presses("Spara")
    lena.reads("Mötet är tillagt.", "Samtal vid vattnet")
    reader.goes_to(PAGE)
    reader.reads("Samtal vid vattnet", "Båthuset, med ramp", within=reader.tab.locator("#meetings"))
    clock.move_to(NOW + timedelta(days=9))
    lena.signs_in("lena@asby.example")
    lena.goes_to("/office/dialogues/parken/meetings/")
    lena.reads("antal deltagare saknas")
    lena.follows("Hur gick det?")
    lena.fills({"Hur många deltog?": "14", "Varför finns det inga anteckningar?": "Alla skrev själva."})
    lena.presses("Spara")
    lena.reads("hållet", "14 deltog", "Inga anteckningar, därför: Alla skrev själva.")
    reader.goes_to(PAGE)
    reader.reads("Har varit:", within=reader.tab.locator("#meetings"))


def test_a_dialogue_that_is_stopped_before_time_says_why_to_everybody(parken, people):
    lena, reader = signed_in(people, "lena"), people(Resident)
    lena.goes_to("/office/dialogues/parken/")
    lena.turns_to("Ändra eller avsluta")
    lena.follows("Avbryt dialogen")
    lena.presses("Avbryt dialogen")
    lena.reads("Skriv skälet", "Skriv vem som har beslutat.")
    lena.fills({"Skäl (svenska)": "Marken är såld.", "Vem har beslutat?": "Tekniska nämnden", "Paragraf": "§ 44"})
    lena.presses("Avbryt dialogen")
    lena.reads("Dialogen är avbruten. Nu ska det som kom in sammanställas och besvaras.")
    reader.goes_to(PAGE)
    reader.reads("Dialogen avbröts måndag 2 mars 2026", "Marken är såld.", "Beslutat av Tekniska nämnden, § 44.")
    reader.goes_to(f"{PAGE}take-part")
    assert reader.tab.locator("main textarea").count() == 0
    reader.looks_up(code_of("bo"))
    reader.reads(
        SHOWN, "Dialogen avbröts måndag 2 mars 2026. Det som kom in läses, sammanställs och får ett svar ändå."
    )
