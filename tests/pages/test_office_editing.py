"""Two people on one thing, and input that is wrong: nothing is lost, and the page says what to do."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from sqlalchemy import select
from support.factories import (
    NOW,
    make_announced_dialogue,
    make_dialogue,
    make_dialogue_ready_to_announce,
    make_matter,
    make_meeting,
    make_open_dialogue,
    make_user,
)

from portal.domain.permissions import Role
from portal.models.commitments import CommitmentPoint
from portal.models.groups import AffectedGroup, GroupMember, Measure
from portal.models.matters import Matter
from portal.models.meetings import Meeting
from portal.models.questions import Question
from portal.web.forms.saving import mark_of

MINE, THEIRS = "Det jag skrev om ärendet.", "Det min kollega skrev om ärendet."


@pytest.fixture(autouse=True)
def _at_now() -> Any:
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def office(page: Any, changes: Callable[[], Any]) -> Any:
    with changes() as session:
        lead = make_user(session, "Lena Lindqvist", roles=(Role.DIALOGUE_LEAD, Role.REGISTRAR))
    page.sign_in(lead.session_token)
    return page


def all_of(changes: Callable[[], Any], model: type[Any]) -> list[Any]:
    with changes() as session:
        return list(session.scalars(select(model).order_by(model.id)))


def test_two_people_on_one_matter_see_both_texts_and_the_second_chooses(office, changes):
    with changes() as session:
        slug = make_matter(session).slug
    first, second = (office.get(f"/office/matters/{slug}/edit") for _n in range(2))
    office.submit(first, status=303, **{"summary-sv": THEIRS})
    both = office.submit(second, status=409, **{"summary-sv": MINE})
    assert THEIRS in both.words
    assert both.field("summary-sv") == MINE
    office.submit(both, status=303, **{"summary-sv": MINE})
    assert MINE in office.get(f"/office/matters/{slug}/").words


def test_two_people_on_one_plan_see_both(office, changes):
    with changes() as session:
        slug = make_dialogue(session).slug
    address = f"/office/dialogues/{slug}/commitment/plan/"
    first, second = office.get(address), office.get(address)
    office.submit(first, status=303, steering_goal="Mål 1")
    both = office.submit(second, status=409, steering_goal="Mål 2")
    assert "Mål 1" in both.words
    assert both.field("steering_goal") == "Mål 2"
    office.submit(both, status=303, steering_goal="Mål 2")


def test_two_people_on_one_group_one_meeting_and_one_text_see_both(office, changes):
    with changes() as session:
        dialogue = make_dialogue_ready_to_announce(session)
        meeting = make_meeting(session, dialogue)
        group = session.scalar(select(AffectedGroup))
        slug, parts = dialogue.slug, (("groups", group.id, "barriers"), ("meetings", meeting.id, "on"))
    for part, number, field in parts:
        address = f"/office/dialogues/{slug}/{part}/{number}"
        first, second = office.get(address), office.get(address)
        office.submit(first, status=303, **{field: "2026-04-01"})
        both = office.submit(second, status=409, **{field: "2026-04-02"})
        assert "2026-04-01" in both.words
        office.submit(both, status=303, **{field: "2026-04-02"})
    address = f"/office/dialogues/{slug}/commitment/texts"
    first, second = office.get(address), office.get(address)
    office.submit(first, status=303, **{"t-dialogue-use-sv": THEIRS})
    both = office.submit(second, status=409, **{"t-dialogue-use-sv": MINE})
    assert THEIRS in both.words
    assert both.field("t-dialogue-use-sv") == MINE


def test_an_expired_form_keeps_what_was_written(office, changes):
    with changes() as session:
        slug = make_matter(session, considered=None).slug
    office.get(f"/office/matters/{slug}/consider")
    given = {"outcome": "no_dialogue", "grounds": MINE, "decided_by": "Anna", "csrf_token": "för gammal"}
    said = office.post(f"/office/matters/{slug}/consider", given, status=400)
    assert said.field("grounds") == MINE
    office.submit(said, status=303, grounds=MINE)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title-sv", ""),
        ("title-sv", "x" * 141),
        ("summary-sv", "x" * 1201),
        ("planned_decision_on", "i morgon"),
        ("planned_decision_on", "2026-02-30"),
        ("statutory_link", "javascript:alert(1)"),
        ("body", "999"),
        ("body", "x"),
    ],
)
def test_a_matter_with_wrong_input_is_pointed_out_and_not_saved(office, changes, field, value):
    with changes() as session:
        make_matter(session)
    form = office.get("/office/matters/new")
    filled = {"title-sv": "Rubrik", "summary-sv": "Text"} | {field: value}
    said = office.submit(form, status=422, **filled)
    assert "Det här behöver du rätta" in said.words
    assert len(all_of(changes, Matter)) == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"label": "", "kind": "free_text"}, "Fyll i: Frågan"),
        ({"label": "Hur?", "kind": "one_choice", "options": "Bara ett"}, "två"),
        ({"label": "Hur?", "kind": "scale", "lowest": "5", "highest": "1"}, "kala"),
        ({"label": "Hur?", "kind": "free_text", "max_length": "många"}, "heltal"),
        ({"label": "Hur?", "kind": "rim"}, "alternativ"),
    ],
)
def test_a_question_with_wrong_input_is_pointed_out_and_not_saved(office, changes, fields, said):
    with changes() as session:
        slug = make_dialogue(session).slug
    form = office.get(f"/office/dialogues/{slug}/questions/new")
    page = office.submit(form, status=422, **fields)
    assert said in page.words
    assert all_of(changes, Question) == []


def test_points_and_questions_are_moved_and_removed_before_the_announcement_only(office, changes):
    with changes() as session:
        slug = make_dialogue_ready_to_announce(session).slug
        sealed = make_announced_dialogue(session, title="Redan ute").slug
    here = f"/office/dialogues/{slug}"
    first, second = (point.id for point in all_of(changes, CommitmentPoint)[:2])
    office.get(f"{here}/commitment/points/")
    office.post(f"{here}/commitment/points/{second}/move", {"to": "up"}, status=303)
    words = office.get(f"{here}/commitment/points/").words
    assert words.index("Var bänkar och lekplatser står") < words.index("Vilka växter parken får")
    office.post(f"{here}/commitment/points/{first}/remove", status=303)
    assert "Vilka växter parken får" not in office.get(f"{here}/commitment/points/").words
    question = all_of(changes, Question)[0].id
    office.post(f"{here}/questions/{question}/copy", status=303)
    office.post(f"{here}/questions/{question}/move", {"to": "down"}, status=303)
    office.post(f"{here}/questions/{question}/remove", status=303)
    kept = [point.id for point in all_of(changes, CommitmentPoint) if point.id > second]
    office.post(f"/office/dialogues/{sealed}/commitment/points/{kept[1]}/remove", status=422)
    office.post(f"/office/dialogues/{sealed}/commitment/points/{second}/remove", status=404)


def test_measures_are_settled_with_a_reason_when_they_were_not_done(office, changes):
    with changes() as session:
        slug = make_open_dialogue(session).slug
    measure = all_of(changes, Measure)[0].id
    form = office.get(f"/office/dialogues/{slug}/groups/measures/{measure}")
    office.submit(form, status=422, state="not_done")
    office.submit(form, status=303, state="not_done", because="Skolan hade stängt.")
    assert "Därför: Skolan hade stängt." in office.get(f"/office/dialogues/{slug}/groups/").words


def test_somebody_joins_and_leaves_the_dialogue_group(office, changes):
    with changes() as session:
        slug = make_dialogue(session).slug
    form = office.get(f"/office/dialogues/{slug}/groups/members/new")
    office.submit(form, status=422, name="", role="politician")
    office.submit(form, status=303, name="Anna Ek", role="politician")
    member = all_of(changes, GroupMember)[0].id
    form = office.get(f"/office/dialogues/{slug}/groups/members/{member}/end")
    office.submit(form, status=422, until_on="2020-01-01")
    office.submit(form, status=303)


def test_a_meeting_is_added_moved_and_counted(office, changes):
    with changes() as session:
        slug = make_open_dialogue(session).slug
    here = f"/office/dialogues/{slug}/meetings/"
    given = {"title": "Träff", "place": "Rådhuset", "on": "2026-03-01", "starts": "18.00", "ends": "20.00"}
    office.submit(office.get(f"{here}new"), status=422, **given | {"ends": "17.00"})
    office.submit(office.get(f"{here}new"), status=303, **given)
    meeting = all_of(changes, Meeting)[0]
    assert meeting.starts_at.hour == 17
    assert "antal deltagare saknas" in office.get(here).words
    held = office.get(f"{here}{meeting.id}/held")
    office.submit(held, status=422, head_count="fler än väntat")
    office.submit(held, status=303, head_count="0", no_notes_because="Ingen kom.")
    assert "Inga anteckningar, därför: Ingen kom." in office.get(here).words
    office.post(f"{here}{meeting.id}/cancel", status=422)


def test_a_typing_error_and_the_contact_are_corrected_in_the_open(office, changes):
    with changes() as session:
        slug = make_open_dialogue(session).slug
        make_user(session, "Ny Kontakt")
    here = f"/office/dialogues/{slug}/stages"
    form = office.get(f"{here}/correct/dialogue.lede")
    office.submit(form, status=422, source="")
    office.submit(form, status=303, source="Vi ska bygga en park. Vad behöver du?")
    log = office.get(f"/office/dialogues/{slug}/log/").words
    assert "Vad behöver du där?" in log
    form = office.get(f"{here}/correct")
    chosen = next(part.get("value") for part in form.all("option") if "Ny Kontakt" in (part.text or ""))
    office.submit(form, status=303, contact=chosen)


def test_a_language_is_added_and_shown_when_it_is_complete(office, changes):
    with changes() as session:
        slug = make_announced_dialogue(session, languages=("sv", "en")).slug
    here = f"/office/dialogues/{slug}/stages/languages"
    office.submit(office.get(here), status=303, language="fi")
    assert "visas inte än" in office.get(here).words
    office.post(f"{here}/fi/show", status=422)


def test_marks_tell_values_apart():
    assert mark_of({"a": "", "b": 1}) == mark_of({"b": "1", "a": None})
    assert mark_of({"a": "x"}) != mark_of({"a": "y"})


def test_markup_and_canaries_in_office_texts_are_text(office, changes):
    canary = "<img src=x onerror=alert(1)>\"'{{7*7}}"
    with changes() as session:
        slug = make_dialogue(session, languages=("sv",)).slug
    here = f"/office/dialogues/{slug}"
    office.submit(office.get(f"{here}/groups/new"), status=303, name=canary, barriers=canary)
    office.submit(office.get(f"{here}/questions/new"), status=303, label=canary, kind="free_text", help=canary)
    office.submit(office.get(f"{here}/commitment/points/"), status=303, text=canary)
    for part in ("groups/", "questions/", "commitment/", "commitment/points/", "commitment/preview", "log/"):
        page = office.get(f"{here}/{part}")
        assert "<img src=x" not in page.text
        assert "49" not in page.words
