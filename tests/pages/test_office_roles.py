"""Every page of the office, opened by every role: a page without faults, or a plain no."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from support.factories import (
    NOW,
    make_announced_dialogue,
    make_body,
    make_closed_dialogue,
    make_dialogue,
    make_dialogue_ready_to_announce,
    make_handed_over_dialogue,
    make_matter,
    make_meeting,
    make_open_dialogue,
    make_submission,
    make_user,
)

from portal.domain.permissions import Role

DIALOGUE_PAGES = (
    "", "commitment/", "commitment/preview?language=ar", "commitment/plan/", "commitment/points/", "commitment/texts",
    "groups/", "groups/new", "groups/members/new", "questions/", "questions/new", "meetings/", "meetings/new",
    "stages/", "stages/announce", "stages/announce/TOO_FEW_REVIEWERS", "stages/amend", "stages/extend",
    "stages/correct", "stages/correct/dialogue.title", "stages/languages", "stages/extensive", "stages/abandon",
    "stages/cancel", "stages/stop", "stages/elsewhere", "imports/", "log/",
)  # fmt: skip
LEAD_ONLY = ("commitment/plan/", "stages/announce", "stages/amend", "stages/stop", "stages/abandon", "stages/extensive")
MAKERS: dict[str, Callable[..., Any]] = {
    "preparing": make_dialogue,
    "ready": make_dialogue_ready_to_announce,
    "announced": make_announced_dialogue,
    "open": make_open_dialogue,
    "closed": make_closed_dialogue,
    "handed over": make_handed_over_dialogue,
}


@pytest.fixture(autouse=True)
def _at_now() -> Any:
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def enter(page: Any, changes: Callable[[], Any]) -> Callable[..., Any]:
    """Sign in as somebody with that role, for one body or all; return the page client."""

    def entered(role: Role, body: Any = None) -> Any:
        with changes() as session:
            page.sign_in(make_user(session, f"En {role}", roles=(role,), body=body).session_token)
        return page

    return entered


@pytest.mark.parametrize("role", list(Role))
def test_every_page_of_an_open_dialogue_is_whole_or_says_no(enter, changes, role):
    with changes() as session:
        dialogue = make_open_dialogue(session)
        make_meeting(session, dialogue)
        for number in range(3):
            make_submission(session, dialogue, f"Text {number}", language=("sv", "ar", "und")[number])
        slug, body = dialogue.slug, dialogue.body
    page = enter(role, body)
    for part in DIALOGUE_PAGES:
        answer = page.get(f"/office/dialogues/{slug}/{part}", status=None)
        assert answer.status in {200, 303, 403}, f"{part}: {answer.status}"
        if role is Role.DIALOGUE_LEAD:
            assert answer.status != 403, part
        elif part in LEAD_ONLY or role is Role.ADMINISTRATOR:
            assert answer.status == 403 or part == "log/", part


@pytest.mark.parametrize("stage", list(MAKERS))
def test_the_workspace_is_whole_at_every_stage(enter, changes, stage):
    with changes() as session:
        slug = MAKERS[stage](session).slug
    page = enter(Role.DIALOGUE_LEAD)
    for part in DIALOGUE_PAGES:
        answer = page.get(f"/office/dialogues/{slug}/{part}", status=None)
        assert answer.status in {200, 303}, f"{part}: {answer.status}"


@pytest.mark.parametrize("role", list(Role))
def test_everybody_has_a_desk_lists_and_the_bodies(enter, changes, role):
    with changes() as session:
        body = make_body(session)
        make_open_dialogue(session, body=body)
        make_handed_over_dialogue(session, body=body)
        make_matter(session, body=body, considered=None, suitable=False)
    page = enter(role, body)
    for address in ("/office/", "/office/matters/", "/office/dialogues/", "/office/bodies/", "/account/"):
        page.get(address)


@pytest.mark.parametrize("role", list(Role))
def test_only_administrators_administer(enter, changes, role):
    with changes() as session:
        slug = make_body(session).slug
    page = enter(role)
    wanted = 200 if role is Role.ADMINISTRATOR else 403
    pages = ("/admin/users/", "/admin/users/new", "/admin/bodies/", "/admin/bodies/new", f"/admin/bodies/{slug}")
    for address in (*pages, "/admin/settings/"):
        page.get(address, status=wanted)


@pytest.mark.parametrize("role", list(Role))
def test_matters_are_seen_by_all_and_kept_by_leads_and_registrars(enter, changes, role):
    with changes() as session:
        matter = make_matter(session)
        slug, body = matter.slug, matter.body
    page = enter(role, body)
    page.get(f"/office/matters/{slug}/")
    keeps = role in {Role.DIALOGUE_LEAD, Role.REGISTRAR}
    for part in ("edit", "consider", "suitability/", "suitability/decide"):
        page.get(f"/office/matters/{slug}/{part}", status=200 if keeps else 403)
    page.get(f"/office/matters/{slug}/hold/", status=200 if role is Role.DIALOGUE_LEAD else 403)


def test_a_lead_of_another_body_sees_no_drafts(enter, changes):
    with changes() as session:
        slug, other = make_dialogue(session).slug, make_body(session, "Kulturnämnden")
    page = enter(Role.DIALOGUE_LEAD, other)
    for part in DIALOGUE_PAGES:
        page.get(f"/office/dialogues/{slug}/{part}", status=403)
    assert slug not in page.get("/office/dialogues/").text


def test_what_is_not_there_is_404(enter):
    page = enter(Role.DIALOGUE_LEAD)
    for address in ("/office/dialogues/x/", "/office/matters/x/", "/office/dialogues/x/groups/7"):
        page.get(address, status=404)
    enter(Role.ADMINISTRATOR).get("/admin/users/9999/", status=404)


def test_the_office_speaks_finnish_and_english(enter, changes, page):
    with changes() as session:
        slug = make_open_dialogue(session).slug
        for code in ("fi", "en"):
            user = make_user(session, f"Office {code}")
            user.language = code
            page.sign_in(user.session_token)
    for address in ("/office/", f"/office/dialogues/{slug}/"):
        assert 'lang="en"' in page.get(address).text


def _posts(app: Any) -> list[str]:
    own = ("office_", "admin_", "account_")
    return sorted(
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith(own) and "POST" in (rule.methods or set()) and rule.rule != "/sign-in"
    )


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_nothing_in_the_office_is_changed_without_the_token(app, page, enter, changes):
    from portal.models.audit import AuditEntry

    with changes() as session:
        dialogue = make_open_dialogue(session)
        make_meeting(session, dialogue)
        slug, matter, body = dialogue.slug, dialogue.matter.slug, dialogue.body.slug
        user = make_user(session, "Alla", roles=tuple(Role))
        before = session.query(AuditEntry).count()
    page.sign_in(user.session_token)
    for rule in _posts(app):
        address = rule.replace("/office/matters/<slug>", f"/office/matters/{matter}")
        address = address.replace("/admin/bodies/<slug>", f"/admin/bodies/{body}").replace("<slug>", slug)
        address = _filled(address)
        answer = page._open("POST", address, None, data={"csrf_token": "not a token"})
        assert answer.status in {302, 303, 400, 403, 404, 410}, f"{address}: {answer.status}"
    with changes() as session:
        assert session.query(AuditEntry).count() == before


def _filled(address: str) -> str:
    import re

    return re.sub(r"<(?:(\w+)(?:\([^)]*\))?:)?\w+>", lambda part: "1" if part[1] == "int" else "x", address)
