"""Nothing is cut off from the narrowest screen to the widest, and the dark scheme is as readable as the light."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from browser.journey.people import Official, Person
from browser.journey.watching import Watch, too_wide
from support.answered import make_answered_dialogue
from support.factories import (
    NOW,
    PASSWORD,
    RULES,
    code_of,
    make_group,
    make_meeting,
    make_open_dialogue,
    make_submission,
    make_theme,
    make_user,
)
from support.reported import adopted

from portal.domain.moderation import ReviewState
from portal.domain.permissions import SYSTEM, Role
from portal.services import agendas, plans
from portal.services.plans import LineFacts

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]
SUMMER = date(2026, 6, 10)
WIDTHS = (320, 360, 1280, 2560)
LONG = "Trafiksäkerhetsåtgärdsprioriteringsgrupp" * 3
RECEIPT = f"/sv/receipt/{code_of('anna')}"
PUBLIC = (
    "/sv/", "/ar/", "/fi/dialogues/", "/sv/dialogues/parken/", "/ar/dialogues/parken/",
    "/sv/dialogues/parken/take-part",
    "/sv/dialogues/parken/print", "/sv/dialogues/parken/submissions", "/sv/dialogues/parken/submissions/1",
    "/sv/dialogues/parken/log", "/sv/dialogues/torget/", "/sv/dialogues/torget/feedback",
    "/ar/dialogues/torget/feedback", "/sv/dialogues/torget/handover", "/sv/matters/", "/sv/receipt", RECEIPT,
    "/sv/principles", "/ar/principles", "/sv/privacy", "/sv/accessibility", "/sv/languages", "/sign-in",
    "/sv/bodies/", "/sv/bodies/tekniska-namnden/", "/sv/bodies/tekniska-namnden/plan/2026",
    "/sv/bodies/tekniska-namnden/reports/2025", "/sv/methods/", "/sv/matters/?outcome=overdue",
    "/sv/matters/ny-park-vid-hamngatan/", "/sv/dialogues/torget/evaluation", "/sv/dialogues/torget/evaluation/results",
    "/fi/dialogues/torget/log", "/ar/dialogues/torget/handover", f"{RECEIPT}/appeal",
)  # fmt: skip
PARTS = (
    "", "commitment/", "commitment/plan/", "commitment/preview", "groups/", "questions/", "meetings/", "texts/",
    "texts/ar/commitment", "register/", "reading/", "reading/1?show=all", "reading/bulk/?what=all", "reading/share/",
    "themes/", "result/", "handover/", "decisions/", "answer/", "editions/", "evaluation/", "stages/", "log/",
    "commitment/bodies/", "groups/new", "groups/members/new", "meetings/new", "outreach/", "outreach/poster",
    "stages/extensive", "stages/amend", "stages/extend", "stages/languages", "stages/correct", "stages/stop",
    "drafts/", "follow-ups/", "paper-forms/",
)  # fmt: skip
OF_A_BODY = ("", "seats/", "steering/", "plan/", "plan/2026", "plan/2026/new", "reports/", "reports/2025/")
OFFICE = (
    "/office/", "/office/matters/", "/office/matters/new", "/office/dialogues/", "/office/bodies/", "/admin/users/",
    "/account/", "/office/agendas/", "/office/agendas/1/", "/office/agendas/new", "/office/agendas/import/",
    "/office/agendas/1/move", "/office/matters/ny-park-vid-hamngatan/",
    "/office/matters/ny-park-vid-hamngatan/consider", "/office/matters/ny-park-vid-hamngatan/suitability/",
    "/office/matters/ny-park-vid-hamngatan/suitability/decide", "/office/matters/ny-park-vid-hamngatan/hold/",
    *(f"/office/bodies/tekniska-namnden/{part}" for part in OF_A_BODY),
    "/office/methods/", "/office/methods/new", "/office/diary/", "/admin/bodies/", "/admin/ladder/",
    "/admin/suitability/", "/admin/settings/",
    *(f"/office/dialogues/{slug}/{part}" for slug in ("parken", "torget") for part in PARTS),
)  # fmt: skip


@pytest.fixture
def town(changes: Callable[[], Any], clock: Any) -> None:
    """An open dialogue with texts (one of them without a single space) and an answered one; a body with its papers."""
    with changes() as session:
        made = make_open_dialogue(session, slug="parken", title="Parken", now=NOW)
        make_meeting(session, made)
        make_group(session, made, f"De som bor nära {LONG}", measure=f"Möte om {LONG}").estimated_size = 6000
        agendas.put(
            session, SYSTEM, RULES, agendas.hold(session, SYSTEM, RULES, made.body, SUMMER, NOW), made.matter, "1", NOW
        )
        plan = plans.begin(session, SYSTEM, RULES, made.body, 2026, NOW)
        plans.add_line(session, SYSTEM, RULES, plan, LineFacts({"sv": LONG}, quarter=2, level=3), plan.version, NOW)
        plans.adopt(session, SYSTEM, RULES, plan, NOW.date(), "§ 7", plan.version, NOW)
        adopted(session, SYSTEM, made.body)
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
        if opened.status != 200:
            found.append(f"{address} answers {opened.status}")
            continue
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
