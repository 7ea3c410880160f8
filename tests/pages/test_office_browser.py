"""The office in a real browser: signing in by keyboard, axe-core, and no page wider than the screen."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from support.factories import (
    NOW,
    PASSWORD,
    make_dialogue_ready_to_announce,
    make_matter,
    make_meeting,
    make_open_dialogue,
    make_submission,
    make_user,
)

from portal.domain.permissions import Role

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
PARTS = (
    "", "commitment/", "commitment/preview?language=ar", "groups/", "questions/", "meetings/", "stages/",
    "stages/amend", "stages/correct", "imports/", "log/",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _at_now() -> Any:
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def desk(tab: Any, live_server: Any, changes: Callable[[], Any]) -> Any:
    """The desk of somebody with two roles, reached from the sign-in page with the keyboard alone."""
    with changes() as session:
        make_user(
            session, "Lena Lindqvist", email="lena@asby.example", password=PASSWORD,
            roles=(Role.DIALOGUE_LEAD, Role.ADMINISTRATOR),
        )  # fmt: skip
        make_matter(session, title="Ny simhall", considered=None, suitable=False)
        make_dialogue_ready_to_announce(session, title="Säkrare skolvägar")
        dialogue = make_open_dialogue(session, title="Parken vid Hamngatan")
        make_meeting(session, dialogue)
        for language in ("sv", "ar", "fi"):
            make_submission(session, dialogue, "En synpunkt", language=language)
    tab.goto(f"{live_server.url}/sign-in")
    tab.locator("#email").focus()
    tab.keyboard.type("lena@asby.example")
    tab.keyboard.press("Tab")
    tab.keyboard.type(PASSWORD)
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/office/")
    return tab


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_in_the_office_and_nothing_is_cut_off(desk, live_server, axe, width):
    desk.set_viewport_size({"width": width, "height": 800})
    here = "/office/dialogues/parken-vid-hamngatan/"
    pages = [here + part for part in PARTS]
    pages += ["/office/", "/office/matters/", "/office/matters/new", "/office/matters/ny-simhall/hold/"]
    pages += ["/office/matters/ny-simhall/suitability/", "/office/dialogues/", "/office/bodies/"]
    pages += [
        "/office/dialogues/sakrare-skolvagar/commitment/plan/",
        "/office/dialogues/sakrare-skolvagar/stages/announce",
    ]
    pages += ["/admin/users/", "/admin/users/1/", "/admin/bodies/new", "/admin/settings/", "/account/"]
    for address in pages:
        desk.goto(live_server.url + address)
        assert axe(desk) == [], address
        assert desk.evaluate("document.documentElement.scrollWidth") <= width, address
