"""The pages on which staff keep the method library, the questions of the suitability test, and their evaluations."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from support.answered import make_answered_dialogue
from support.factories import NOW, make_dialogue, make_matter, make_user

from portal.domain.groups import MemberRole
from portal.domain.permissions import SYSTEM, Role
from portal.models.dialogues import DialogueMethod
from portal.models.groups import GroupMember
from portal.queries import evaluations, methods, suitability
from portal.services import methods as library


@pytest.fixture(autouse=True)
def _at_now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def signed_in(page: Any, changes: Callable[[], Any]) -> Callable[..., Any]:
    """`signed_in(Role.…)` gives the page client of somebody with that role for all bodies."""

    def sign_in(*roles: Role) -> Any:
        with changes() as session:
            user = make_user(session, "Lena Lindqvist", roles=roles)
        page.sign_in(user.session_token)
        return page

    return sign_in


def test_a_lead_adds_changes_and_retires_a_method(signed_in, changes) -> None:
    office = signed_in(Role.DIALOGUE_LEAD)
    new = office.get("/office/methods/new")
    bare = office.submit(new, 422, **{"name-sv": "Picknick", "about-sv": "Mat och prat."})
    assert "Välj minst ett steg som metoden är gjord för." in bare.words
    assert bare.field("about-sv") == "Mat och prat."
    office.submit(new, 303, **{"name-sv": "Picknick", "fit-2": "m", "fit-3": "p", "hear_each_other": "y"})
    assert "Gjord för konsultation. Kan fungera för dialog." in office.get("/office/methods/").words
    edit = office.get("/office/methods/picknick")
    office.submit(edit, 303, **{"about-sv": "Filtar och kaffe."})
    overtaken = office.submit(edit, 409, **{"about-sv": "Filtar och te."})
    assert "Filtar och kaffe." in overtaken.words
    office.post("/office/methods/picknick/retire", {}, 303)
    assert "erbjuds inte" in office.get("/office/methods/").words
    office.post("/office/methods/picknick/restore", {}, 303)
    office.post("/office/methods/picknick/remove", {}, 303)
    office.get("/office/methods/picknick", 404)


def test_a_method_in_use_is_not_removed_and_the_page_says_why(signed_in, changes) -> None:
    office = signed_in(Role.DIALOGUE_LEAD)
    with changes() as session:
        library.fill(session, SYSTEM, NOW)
        dialogue = make_dialogue(session, level=3)
        slug = dialogue.slug
        dialogue.methods.append(DialogueMethod(method_id=methods.by_key(session, "survey").id))
    office.get("/office/methods/survey")
    refused = office.follow(office.post("/office/methods/survey/remove", {}, 303))
    assert "Metoden används i dialoger eller har lärdomar, så den kan inte tas bort." in refused.words
    plan = office.get(f"/office/dialogues/{slug}/commitment/plan/")
    assert "Det här passar inte det steg som är valt: Enkät." in plan.words
    office.post("/office/methods/survey/retire", {}, 303)
    assert "Enkät" in office.get(f"/office/dialogues/{slug}/commitment/plan/").words
    overview = office.get(f"/office/dialogues/{slug}/stages/announce").words
    assert "Enkät passar inte det här steget. Den är gjord för konsultation." in overview


def test_an_administrator_makes_the_next_questions_and_puts_them_in_force(signed_in, changes, reading) -> None:
    admin = signed_in(Role.ADMINISTRATOR)
    admin.get("/admin/suitability/")
    admin.post("/admin/suitability/begin", {}, 303)
    draft = admin.get("/admin/suitability/draft")
    assert "Kommunens frågor, version 1 är ett utkast." in draft.words
    new = admin.get("/admin/suitability/draft/new")
    texts = {"question-sv": "Är platsen trygg?", "kind": "text", "decisive": "y"}
    assert "En avgörande fråga måste kunna besvaras med ja eller nej." in admin.submit(new, 422, **texts).words
    admin.submit(new, 303, **{**texts, "kind": "yes_no"})
    edit = admin.get("/admin/suitability/draft/conflict")
    assert edit.field("question-sv").startswith("Hur laddad är frågan")
    admin.submit(edit, 303, **{"question-sv": "Är frågan laddad?"})
    again = admin.submit(edit, 409, **{"question-sv": "Är frågan mycket laddad?"})
    assert "Är frågan laddad?" in again.words
    for act in ("retire", "up"):
        with reading() as session:
            version = suitability.draft(session).version
        admin.post(f"/admin/suitability/draft/deciders_ready/{act}", {"version": str(version)}, 303)
    with reading() as session:
        version = suitability.draft(session).version
    stale = admin.follow(admin.post("/admin/suitability/adopt", {"version": "1"}, 303))
    assert stale.h1 == "Nästa version av frågorna"
    admin.post("/admin/suitability/adopt", {"version": str(version)}, 303)
    assert "Är platsen trygg?" in admin.get("/admin/suitability/").words
    with reading() as session:
        asked = suitability.newest(session)
    assert asked.question("deciders_ready") is None
    assert asked.question("ar-platsen-trygg").decisive


def test_a_draft_is_thrown_away_and_the_shipped_questions_stay(signed_in, reading) -> None:
    admin = signed_in(Role.ADMINISTRATOR)
    admin.get("/admin/suitability/")
    admin.post("/admin/suitability/begin", {}, 303)
    admin.post("/admin/suitability/drop", {"version": "1"}, 303)
    assert admin.get("/admin/suitability/draft", 303).location == "/admin/suitability/"
    with reading() as session:
        assert suitability.newest(session).version == 2


def test_a_lead_moves_a_test_to_the_newest_questions_from_its_page(signed_in, changes) -> None:
    office = signed_in(Role.DIALOGUE_LEAD, Role.ADMINISTRATOR)
    with changes() as session:
        matter = make_matter(session).slug
    office.get("/admin/suitability/")
    office.post("/admin/suitability/begin", {}, 303)
    office.post("/admin/suitability/adopt", {"version": "1"}, 303)
    here = f"/office/matters/{matter}/suitability/"
    assert "Det finns nyare frågor" in office.get(here).words
    moved = office.follow(office.post(f"{here}move", {"version": "1"}, 303))
    assert "Prövningen följer nu de nyaste frågorna." in moved.text
    assert "Det finns nyare frågor" not in moved.words


def test_an_elected_member_writes_an_own_evaluation_and_no_other(page, changes, reading) -> None:
    with changes() as session:
        dialogue = make_answered_dialogue(session).dialogue
        slug, dialogue_id = dialogue.slug, dialogue.id
        olof = make_user(session, "Olof Ledamot", roles=(Role.ELECTED_READER,), body=dialogue.body)
        member = GroupMember(dialogue_id=dialogue.id, user_id=olof.id, name=olof.name, from_on=NOW.date())
        member.role = MemberRole.POLITICIAN
        session.add(member)
    page.sign_in(olof.session_token)
    here = f"/office/dialogues/{slug}/evaluation/"
    own = {"met": "partly", "purpose_met": "Delvis.", "form": "Bra.", "method": "Bra.", "evaluated_by": "Olof"}
    given = {f"elected-{name}": value for name, value in own.items()} | {"elected-evaluated_on": "2026-03-02"}
    bare = page.submit(page.get(here), 422, **{**given, "elected-form": ""})
    assert bare.field("elected-purpose_met") == "Delvis."
    page.submit(page.get(here), 303, **given)
    page.submit(page.get(here), 303, **{**given, "elected-purpose_met": "Ja, mest."})
    page.post(here, {**own, "evaluated_on": "2026-03-02"}, 403)
    with reading() as session:
        assert [row.purpose_met for row in evaluations.of_group(session, dialogue_id)] == ["Ja, mest."]


def test_what_a_method_cost_is_written_in_and_nobody_is_overwritten(signed_in, changes) -> None:
    office = signed_in(Role.DIALOGUE_SUPPORT)
    with changes() as session:
        library.fill(session, SYSTEM, NOW)
        dialogue = make_answered_dialogue(session).dialogue
        walk = methods.by_key(session, "walk").id
        dialogue.methods.append(DialogueMethod(method_id=walk))
        slug = dialogue.slug
    here = f"/office/dialogues/{slug}/evaluation/"
    form = office.get(here)
    odd = office.submit(form, 422, **{f"hours-{walk}": "många", f"reached-{walk}": "26"})
    assert odd.field(f"hours-{walk}") == "många"
    office.submit(form, 303, **{f"hours-{walk}": "38", f"reached-{walk}": "26"})
    overtaken = office.submit(form, 409, **{f"hours-{walk}": "12"})
    assert "Någon annan har ändrat det här medan du skrev" in overtaken.words
    assert "38" in overtaken.words
