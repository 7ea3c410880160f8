"""Groups in the pages: what the public reads, what a writer may tick, what the office sees and is reminded of (B1)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select
from support.factories import NOW, make_meeting, make_open_dialogue, make_user
from support.pages import words_of

from portal.domain.groups import MeasureStatus, MemberRole
from portal.domain.permissions import SYSTEM, Role
from portal.models.groups import GroupCount, Measure, MeasureAddress
from portal.models.submissions import Submission
from portal.queries import groups as known
from portal.services import groups

FORM = "/sv/dialogues/parken/take-part"
OFFICE = "/office/dialogues/parken"
TEXT = "Plantera fler träd vid vattnet."


@pytest.fixture(autouse=True)
def _at_now() -> Any:
    with time_machine.travel(NOW + timedelta(days=7), tick=True):
        yield


@pytest.fixture
def group_id(changes: Callable[[], Any]) -> int:
    """A second group of an open dialogue that asks for groups, with a measure at `torget`, half-way through."""
    with changes() as session:
        dialogue = make_open_dialogue(session, slug="parken")
        facts = groups.GroupFacts(estimated_size=100, target=20)
        group = groups.add_group(session, SYSTEM, dialogue, {"sv": "Torghandlare", "ar": "تجار السوق"}, facts, NOW)
        groups.add_measure(session, SYSTEM, dialogue, group, {"sv": "Torget"}, "Lena", NOW.date(), NOW)
        groups.ask_groups(session, SYSTEM, dialogue, True, NOW)
        return group.id


@pytest.fixture
def tove(changes: Callable[[], Any]) -> Any:
    with changes() as session:
        return make_user(session, "Tove Rönnäng", roles=(Role.DIALOGUE_SUPPORT, Role.DIALOGUE_LEAD))


def through(page: Any, address: str, **more: Any) -> Any:
    """Write, look, and send, as a browser does; the receipt."""
    form = page.follow(page.get(address, status=302)) if address.startswith("/d/") else page.get(address)
    field = next(one.get("name") for one in form.all("textarea"))
    look = page.submit(form, 200, go="review", **{field: TEXT})
    return page.follow(page.submit(look, 303, go="send", **more))


def stored(changes: Callable[[], Any], model: Any, column: Any) -> list[Any]:
    with changes() as session:
        return list(session.scalars(select(column).order_by(column)))


def test_a_poster_leads_to_the_form_and_the_sending_is_counted_for_its_measure(page, changes, group_id):
    found = page.get("/d/parken/torget", status=302)
    assert found.location == "/sv/dialogues/parken/take-part?by=torget"
    assert "Set-Cookie" not in found.headers
    receipt = through(page, "/d/parken/torget")
    assert "Vi har tagit emot din synpunkt" in receipt.words
    assert stored(changes, MeasureAddress, MeasureAddress.sent) == [1]


def test_the_same_page_in_another_language_came_by_the_same_poster(page, group_id):
    assert "/ar/dialogues/parken/take-part?by=torget" in page.get(f"{FORM}?by=torget").links()


@pytest.mark.parametrize("by", ["nej", "a" * 400, "%3Cscript%3E"])
def test_a_word_that_is_no_measure_is_passed_over(page, changes, group_id, by):
    receipt = through(page, f"{FORM}?by={by}")
    assert "Vi har tagit emot din synpunkt" in receipt.words
    assert stored(changes, MeasureAddress, MeasureAddress.sent) == [0]


def test_a_poster_leads_to_the_dialogue_when_the_form_is_closed(page, group_id):
    with time_machine.travel(NOW + timedelta(days=60), tick=True):
        assert page.get("/d/parken/torget", status=302).location == "/sv/dialogues/parken/"


def test_groups_are_asked_for_on_the_last_page_and_counted_apart_from_the_text(page, changes, group_id):
    form = page.get(FORM)
    assert "Torghandlare" not in form.words
    field = next(one.get("name") for one in form.all("textarea"))
    look = page.submit(form, 200, go="review", **{field: TEXT})
    assert "Vilka av de här grupperna hör du till?" in look.words
    back = page.submit(look, 200, go="page-1", groups=[str(group_id)])
    again = page.submit(back, 200, go="review")
    assert [one.get("value") for one in again.all("input", name="groups") if one.get("checked") is not None] == [
        str(group_id)
    ]
    page.submit(again, 303, go="send")
    with changes() as session:
        assert [(row.group_id, row.declared) for row in session.scalars(select(GroupCount))] == [(group_id, 1)]
        assert len(session.scalars(select(Submission)).all()) == 1


def test_nothing_is_asked_where_the_dialogue_does_not_ask(page, changes, group_id):
    with changes() as session:
        dialogue = known_dialogue(session)
        groups.ask_groups(session, SYSTEM, dialogue, False, NOW)
    form = page.get(FORM)
    field = next(one.get("name") for one in form.all("textarea"))
    assert "hör du till" not in page.submit(form, 200, go="review", **{field: TEXT}).words


def known_dialogue(session: Any) -> Any:
    from portal.queries import dialogues

    return dialogues.by_slug(session, "parken")


def test_the_public_reads_who_is_affected_what_is_done_and_why_something_was_not(page, changes, group_id):
    with changes() as session:
        dialogue = known_dialogue(session)
        groups.add_member(session, SYSTEM, dialogue, "Eva Ek", MemberRole.POLITICIAN, NOW.date(), NOW)
        measure = session.scalars(select(Measure).where(Measure.group_id == group_id)).one()
        because = "Torget var avstängt."
        groups.settle_measure(session, SYSTEM, dialogue, measure, MeasureStatus.NOT_DONE, because, NOW)
    shown = page.get("/sv/dialogues/parken/")
    assert "Vilka som berörs och vad vi gör för att alla ska kunna delta" in shown.words
    assert "Torget Blev inte av Därför: Torget var avstängt." in shown.words
    assert "Dialoggrupp: Eva Ek (förtroendevald)." in shown.words
    arabic = page.get("/ar/dialogues/parken/")
    assert "تجار السوق" in arabic.words
    assert [one.get("lang") for one in arabic.all("bdi") if "Torget var" in "".join(one.itertext())] == ["sv"]


def test_a_measure_past_its_day_and_a_silent_group_stand_on_the_desk_of_the_owner(page, changes, group_id, tove):
    with changes() as session:
        other = make_user(session, "Någon Annan", roles=(Role.DIALOGUE_SUPPORT,))
        measure = session.scalars(select(Measure).where(Measure.group_id == group_id)).one()
        measure.owner_id = tove.id
    page.sign_in(tove.session_token)
    desk = page.get("/office/")
    assert "Hur gick det med insatsen ”Torget”?" in desk.words
    assert "Ingen hörs från Torghandlare" in desk.words
    assert "Det här är inte gjort än: Torget." in desk.words
    page.sign_in(other.session_token)
    assert "Torget" not in page.get("/office/").words


def test_a_silent_group_is_not_nudged_in_the_first_third_of_the_time(page, group_id, tove):
    with time_machine.travel(NOW - timedelta(days=3), tick=True):
        page.sign_in(tove.session_token)
        assert "Ingen hörs från" not in page.get("/office/").words


def test_the_office_sees_how_well_each_group_is_heard_and_never_a_count_under_five(page, changes, group_id, tove):
    with changes() as session:
        session.add(GroupCount(group_id=group_id, declared=3))
    page.sign_in(tove.session_token)
    shown = page.get(f"{OFFICE}/groups/")
    rows = {" ".join(words_of(cell) for cell in row) for row in shown.all("tr")}
    assert "Torghandlare tyst färre än fem färre än fem – –" in rows
    assert "Ingen hörs från gruppen" in shown.words
    with changes() as session:
        session.get_one(GroupCount, group_id).declared = 21
    rows = {" ".join(words_of(cell) for cell in row) for row in page.get(f"{OFFICE}/groups/").all("tr")}
    assert "Torghandlare hörd minst 21 av 20 21 – –" in rows


def test_a_target_is_a_number_or_a_share_and_needs_a_size(page, changes, group_id, tove):
    page.sign_in(tove.session_token)
    form = page.get(f"{OFFICE}/groups/{group_id}")
    assert "ett antal" in page.submit(form, 422, target="många").words
    refused = page.submit(page.get(f"{OFFICE}/groups/{group_id}"), 422, target="10 %", estimated_size="")
    assert "Skriv också ungefär hur många gruppen är." in refused.words
    assert refused.field("target") == "10 %"
    page.submit(page.get(f"{OFFICE}/groups/{group_id}"), 303, target="10 %", estimated_size="300")
    assert page.get(f"{OFFICE}/groups/{group_id}").field("target") == "10 %"


def test_two_officials_who_settle_one_measure_see_both_what_they_wrote(page, changes, group_id, tove):
    page.sign_in(tove.session_token)
    with changes() as session:
        measure = session.scalars(select(Measure).where(Measure.group_id == group_id)).one()
    form = page.get(f"{OFFICE}/groups/measures/{measure.id}")
    with changes() as session:
        fresh = session.get_one(Measure, measure.id)
        groups.settle_measure(session, SYSTEM, known_dialogue(session), fresh, MeasureStatus.DONE, "", NOW)
    overtaken = page.submit(form, 409, state="not_done", because="Regn.")
    assert "Någon annan har ändrat det här" in overtaken.words
    page.submit(overtaken, 303, state="not_done", because="Regn.")


def test_who_is_missing_is_drafted_into_the_empty_fields_of_the_result_only(page, changes, group_id, tove):
    from portal.effects.texts import write

    with changes() as session:
        write(session, known_dialogue(session).result_texts, "done_about_it", "sv", "Det skrev vi själva.", now=NOW)
    page.sign_in(tove.session_token)
    drafted = page.get(f"{OFFICE}/result/?draft=groups")
    assert drafted.field("t-result-done_about_it-sv") == "Det skrev vi själva."
    assert "Ingen, eller färre än fem, hördes från:" in drafted.field("t-result-who_is_missing-sv")
    assert "torghandlare" in drafted.field("t-result-who_is_missing-sv")
    assert page.get(f"{OFFICE}/result/").field("t-result-who_is_missing-sv") == ""


def test_heads_by_group_and_the_elected_are_recorded_with_the_meeting_and_public_in_the_log(
    page, changes, group_id, tove
):
    with changes() as session:
        dialogue = known_dialogue(session)
        meeting_id = make_meeting(session, dialogue, starts_at=NOW).id
        member = groups.add_member(session, SYSTEM, dialogue, "Eva Ek", MemberRole.POLITICIAN, NOW.date(), NOW)
        member_id = member.id
    page.sign_in(tove.session_token)
    here = f"{OFFICE}/meetings/{meeting_id}/held"
    field = f"group-{group_id}"
    refused = page.submit(page.get(here), 422, head_count="10", **{field: "12"})
    assert "Torghandlare kan inte vara fler än alla som deltog (10)." in refused.words
    page.submit(page.get(here), 303, head_count="40", elected=[str(member_id)], **{field: "12"})
    assert page.get(here).field(field) == "12"
    assert "Förtroendevalda på plats: Eva Ek" in page.get(f"{OFFICE}/meetings/").words
    assert "1 (Eva Ek)" in page.get("/sv/dialogues/parken/log").words


def test_the_last_politician_of_a_board_dialogue_is_replaced_in_one_step(page, changes, tove):
    from support.factories import make_body

    from portal.domain.bodies import BodyKind

    with changes() as session:
        board = make_body(session, kind=BodyKind.EXECUTIVE_BOARD)
        dialogue = make_open_dialogue(session, slug="parken", held_by=board)
        member = next(one for one in known.members_of(session, dialogue.id) if one.role is MemberRole.POLITICIAN)
        member_id, name = member.id, member.name
    page.sign_in(tove.session_token)
    here = f"{OFFICE}/groups/members/{member_id}/end"
    refused = page.submit(page.get(here), 422, name="")
    assert "har dialoggruppen ingen förtroendevald" in refused.words
    page.submit(page.get(here), 303, name="Eva Ek")
    shown = page.get(f"{OFFICE}/groups/").words
    assert "Eva Ek" in shown and name in shown
