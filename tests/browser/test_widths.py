"""Nothing is cut off from the narrowest screen to the widest, and the dark scheme is as readable as the light."""

from collections.abc import Callable
from typing import Any

import pytest
from browser.journey.people import Official, Person
from browser.journey.watching import Watch, too_wide
from support.answered import make_answered_dialogue
from support.factories import (
    NOW,
    PASSWORD,
    code_of,
    make_meeting,
    make_open_dialogue,
    make_submission,
    make_theme,
    make_user,
)

from portal.domain.moderation import ReviewState
from portal.domain.permissions import Role

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]
WIDTHS = (320, 360, 1280, 2560)
LONG = "Trafiksäkerhetsåtgärdsprioriteringsgrupp" * 3
RECEIPT = f"/sv/receipt/{code_of('anna')}"
PUBLIC = (
    "/sv/", "/ar/", "/fi/dialogues/", "/sv/dialogues/parken/", "/ar/dialogues/parken/",
    "/sv/dialogues/parken/take-part",
    "/sv/dialogues/parken/print", "/sv/dialogues/parken/submissions", "/sv/dialogues/parken/submissions/1",
    "/sv/dialogues/parken/log", "/sv/dialogues/torget/", "/sv/dialogues/torget/feedback",
    "/ar/dialogues/torget/feedback", "/sv/dialogues/torget/handover", "/sv/matters/", "/sv/receipt", RECEIPT,
    "/sv/principles", "/sv/privacy", "/sv/accessibility", "/sv/languages", "/sign-in",
)  # fmt: skip
PARTS = (
    "", "commitment/", "commitment/plan/", "commitment/preview", "groups/", "questions/", "meetings/", "texts/",
    "texts/ar/commitment", "register/", "reading/", "reading/1?show=all", "reading/bulk/?what=all", "reading/share/",
    "themes/", "result/", "handover/", "decisions/", "answer/", "editions/", "evaluation/", "stages/", "log/",
)  # fmt: skip
OFFICE = (
    "/office/", "/office/matters/", "/office/matters/new", "/office/dialogues/", "/office/bodies/", "/admin/users/",
    "/account/", *(f"/office/dialogues/{slug}/{part}" for slug in ("parken", "torget") for part in PARTS),
)  # fmt: skip


@pytest.fixture
def town(changes: Callable[[], Any], clock: Any) -> None:
    """An open dialogue with texts (one of them without a single space) and an answered one."""
    with changes() as session:
        made = make_open_dialogue(session, slug="parken", title="Parken", now=NOW)
        make_meeting(session, made)
        make_submission(session, made, f"Fler träd. {LONG}", key="anna", state=ReviewState.SHOWN)
        make_submission(session, made, "أشجار أكثر من فضلكم.", language="ar")
        make_theme(session, made, "Grönska", with_stance=True)
        answered = make_answered_dialogue(session, late_days=3)
        answered.dialogue.slug = "torget"
        make_user(
            session, "Lena", email="lena@asby.example", password=PASSWORD,
            roles=(Role.DIALOGUE_LEAD, Role.REGISTRAR, Role.ADMINISTRATOR),
        )  # fmt: skip


def all_too_wide(person: Person, addresses: tuple[str, ...]) -> list[str]:
    """Every page and width where something must be scrolled sideways."""
    found = []
    for address in addresses:
        opened = person.tab.goto(person.watch.url + address)
        assert opened.status == 200, address
        for width in WIDTHS:
            person.tab.set_viewport_size({"width": width, "height": 800})
            if wide := too_wide(person.tab):
                found.append(f"{address} at {width}: {wide} px too wide")
    return found


def test_no_public_page_scrolls_sideways(town, people):
    assert all_too_wide(people(Person), PUBLIC) == []


def test_no_office_page_scrolls_sideways(town, people):
    lena = people(Official)
    lena.signs_in("lena@asby.example")
    assert all_too_wide(lena, OFFICE) == []


def test_the_dark_scheme_has_nothing_for_axe_to_find(town, people, watch):
    reader = people(Person, "dark", color_scheme="dark")
    for address in ("/sv/", "/sv/dialogues/parken/", "/sv/dialogues/parken/take-part", "/sv/dialogues/torget/feedback",
                    "/sv/receipt", RECEIPT, "/ar/dialogues/torget/"):  # fmt: skip
        reader.goes_to(address)
    lena = people(Official, "dark", color_scheme="dark")
    lena.signs_in("lena@asby.example")
    for part in ("", "commitment/", "reading/", "reading/1?show=all", "result/", "editions/"):
        lena.goes_to(f"/office/dialogues/torget/{part}")
    assert len(watch.seen) >= 14


def test_the_watch_finds_planted_faults(live_server, clock, people):
    eye = Watch(live_server.url)
    tab = eye.over(people(Person).context.new_page())
    tab.goto(f"{live_server.url}/sv/receipt")
    tab.evaluate(
        """() => {
        document.querySelector("label").remove();
        document.querySelector("main").insertAdjacentHTML("beforeend", "<p id=planted>bred</p>");
        document.getElementById("planted").style.minWidth = "4000px";
        fetch("https://elsewhere.example/").catch(() => {});
        console.error("planted");
        document.documentElement.lang = "ar";
    }"""
    )
    eye.look(tab)
    said = "\n".join(eye.found)
    for fault in (
        "label (critical)",
        "px wider than the screen",
        "elsewhere.example",
        "planted",
        "not marked as foreign",
    ):
        assert fault in said, f"{fault!r} was not found in:\n{said}"
