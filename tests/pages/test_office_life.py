"""From a matter to an announced dialogue, and on: what officials do in the browser, page by page."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select
from support.factories import (
    LANGUAGES,
    NOW,
    make_announced_dialogue,
    make_body,
    make_dialogue,
    make_dialogue_ready_to_announce,
    make_open_dialogue,
    make_submission,
    make_user,
    suitability_answers,
)

from portal.domain.bodies import BodyKind
from portal.domain.permissions import Role
from portal.models.audit import AuditEntry
from portal.models.commitments import CommitmentVersion
from portal.models.dialogues import Dialogue, PassedShould
from portal.models.groups import Measure
from portal.models.mailing import OutboxMail
from portal.models.matters import Consideration, Matter, SuitabilityTest
from portal.models.questions import Question
from portal.models.submissions import Submission

TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _at_now() -> Any:
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def office(page: Any, changes: Callable[[], Any]) -> Any:
    """The page client of somebody who leads dialogues and keeps matters for all bodies."""
    with changes() as session:
        lead = make_user(session, "Lena Lindqvist", roles=(Role.DIALOGUE_LEAD, Role.REGISTRAR, Role.MODERATOR))
    page.sign_in(lead.session_token)
    return page


def day(number: int) -> str:
    """A day so many days from now, as a form sends it."""
    return (TODAY + timedelta(days=number)).isoformat()


def one(changes: Callable[[], Any], model: type[Any], key: str = "id") -> Any:
    with changes() as session:
        return session.scalars(select(model).order_by(getattr(model, key).desc())).first()


def reasons(text: str = "Fler behöver hinna svara.") -> dict[str, str]:
    return {f"reason-{code}": text for code in LANGUAGES}


def test_a_matter_becomes_a_dialogue_page_by_page(office, changes):
    with changes() as session:
        body = make_body(session)
    form = office.get("/office/matters/new")
    shown = office.follow(
        office.submit(
            form, status=303, **{"title-sv": "Säkrare skolvägar", "summary-sv": "Tre gator byggs om."},
            registry_number="TN 2026/214", planned_decision_on=day(120), body=str(body.id),
        )
    )  # fmt: skip
    assert "Ingen har tagit ställning" in shown.words
    slug = one(changes, Matter).slug
    assert "saknar övervägande" in office.get("/office/matters/?state=lacking").words
    hold = office.get(f"/office/matters/{slug}/hold/")
    assert "Ärendet behöver ett övervägande" in hold.words
    refused = office.submit(hold, status=422, title="Säkrare skolvägar", steering_goal="Mål 3", steering_year="2026")
    assert refused.field("steering_goal") == "Mål 3"

    consider = office.get(f"/office/matters/{slug}/consider")
    office.submit(consider, status=303, outcome="dialogue", grounds="Det berör alla med barn.", decided_by="Anna Ek")
    test = office.get(f"/office/matters/{slug}/suitability/")
    yes, words = suitability_answers()
    answers = {f"answer-{key}": "yes" for key in yes} | {f"note-{key}": text for key, text in words.items()}
    decide = office.follow(
        office.submit(
            test,
            status=303,
            **answers,
            purpose="Veta hur barn tar sig till skolan.",
            grounds="Det går att påverka.",
            highest_level="3",
        )
    )
    office.submit(decide, status=303, outcome="suitable", decided_by="Anna Ek")

    hold = office.get(f"/office/matters/{slug}/hold/")
    overview = office.follow(
        office.submit(hold, status=303, title="Säkrare skolvägar", steering_goal="Mål 3", steering_year="2026")
    )
    assert overview.h1 == "Säkrare skolvägar"
    assert "Förbereds" in overview.words


def test_a_dialogue_is_planned_written_approved_and_announced_in_the_browser(office, changes):
    with changes() as session:
        slug = make_dialogue(session, languages=("sv",)).slug
        lead = make_user(session, "Karin Kontakt")
    here = f"/office/dialogues/{slug}"
    plan = office.get(f"{here}/commitment/plan/")
    dates = {"opens_on": day(5), "closes_on": day(40), "planned_decision_on": day(100), "result_by": day(60)}
    office.submit(plan, status=303, level="2", **dates, answer_by=day(120), contact=str(lead.id), languages=["sv"])
    points = office.get(f"{here}/commitment/points/")
    office.submit(points, status=303, text="Var övergångsställen hamnar", kind="changeable")
    office.submit(office.get(f"{here}/commitment/points/"), status=303, text="Budgeten", kind="fixed")
    office.submit(office.get(f"{here}/groups/new"), status=303, name="Föräldrar utan bil", estimated_size="400")
    group = one(changes, Measure)
    assert group is None
    listed = office.get(f"{here}/groups/")
    assert "Varje grupp behöver minst en." in listed.words
    add = next(link for link in listed.links() if link.endswith("/measures"))
    office.submit(office.get(add), status=303, what="Möte på arabiska", owner="Lena")
    question = office.get(f"{here}/questions/new")
    office.submit(question, status=303, label="Hur tar ni er till skolan?", kind="free_text")
    choice = office.get(f"{here}/questions/new")
    office.submit(choice, status=303, label="Hur ofta?", kind="one_choice", options="Varje dag\nIbland\n\nAldrig")
    assert "Varje dag" in office.get(f"{here}/questions/").words
    closed = office.get(f"{here}/stages/announce")
    assert "Åtagandet måste vara godkänt" in closed.words
    assert not [button for button in closed.all("button") if button.text == "Tillkännage dialogen"]
    approval = office.get(f"{here}/commitment/")
    office.submit(approval, status=303, approved_by="Anna Ek", approver_role="ordförande")
    office.submit(office.get(f"{here}/stages/announce/ANNOUNCED_TOO_LATE"), status=303, reason="Beslutet brådskar.")
    ready = office.get(f"{here}/stages/announce")
    office.submit(ready, status=303)
    assert one(changes, CommitmentVersion).number == 1
    with changes() as session:
        assert session.scalar(select(PassedShould.reason)) == "Beslutet brådskar."
    sealed = office.get(f"{here}/commitment/")
    assert "Ändra löftet" in sealed.words
    assert f"{here}/commitment/plan/" not in sealed.links()
    assert office.get(f"{here}/commitment/plan/", status=303).location.endswith("/stages/amend")


def test_a_promise_is_compared_before_it_is_changed_and_both_are_public(office, changes):
    with changes() as session:
        slug = make_announced_dialogue(session).slug
    form = office.get(f"/office/dialogues/{slug}/stages/amend")
    compared = office.submit(form, status=200, closes_on=day(50), decided_by="Anna Ek", **reasons())
    assert "Det här ändras" in compared.words
    assert one(changes, CommitmentVersion).number == 1
    office.submit(compared, status=303, button="confirm")
    assert one(changes, CommitmentVersion).number == 2
    assert "Ändrade löftet" in office.get(f"/office/dialogues/{slug}/log/").words


def test_a_promise_is_not_changed_without_a_reason_in_every_language(office, changes):
    with changes() as session:
        slug = make_announced_dialogue(session).slug
    form = office.get(f"/office/dialogues/{slug}/stages/amend")
    given = reasons() | {"reason-ar": ""}
    said = office.submit(form, status=422, closes_on=day(50), decided_by="Anna Ek", **given)
    assert said.field("reason-fi") == "Fler behöver hinna svara."
    assert one(changes, CommitmentVersion).number == 1


def test_a_text_of_the_promise_is_changed_in_all_languages(office, changes):
    with changes() as session:
        slug = make_open_dialogue(session).slug
    form = office.get(f"/office/dialogues/{slug}/stages/amend")
    compared = office.submit(
        form, status=200, **{"dialogue_use-sv": "Allt läses av nämnden."}, decided_by="A", **reasons()
    )
    office.submit(compared, status=303, button="confirm")
    version = one(changes, CommitmentVersion)
    assert version.content["use"]["sv"]["text"] == "Allt läses av nämnden."
    assert version.content["use"]["fi"]["text"]


def test_an_open_dialogue_is_extended(office, changes):
    with changes() as session:
        slug = make_open_dialogue(session).slug
    form = office.get(f"/office/dialogues/{slug}/stages/extend")
    said = office.submit(form, status=422, closes_on=day(1), decided_by="A", **reasons())
    assert said.field("decided_by") == "A"
    office.submit(form, status=303, closes_on=day(30), decided_by="A", **reasons())
    assert one(changes, Dialogue).closes_at.date() >= TODAY + timedelta(days=30)


def test_a_dialogue_with_submissions_is_stopped_and_not_cancelled(office, changes):
    with changes() as session:
        dialogue = make_open_dialogue(session)
        make_submission(session, dialogue)
        slug = dialogue.slug
    assert "bara avbrytas" in office.get(f"/office/dialogues/{slug}/stages/cancel").words
    stop = office.get(f"/office/dialogues/{slug}/stages/stop")
    office.submit(stop, status=303, stopped_by="Tekniska nämnden", **reasons("Ärendet är vilande."))
    assert one(changes, Dialogue).stopped_at is not None


def test_a_dialogue_in_preparation_is_abandoned_with_a_note(office, changes):
    with changes() as session:
        slug = make_dialogue(session).slug
    form = office.get(f"/office/dialogues/{slug}/stages/abandon")
    office.submit(form, status=422, note="")
    office.submit(form, status=303, note="Frågan är redan avgjord.")
    assert "Frågan är redan avgjord." in office.get(f"/office/dialogues/{slug}/").words


def test_a_withdrawn_matter_puts_its_dialogue_on_the_desk_as_to_be_stopped(office, changes):
    with changes() as session:
        matter = make_open_dialogue(session).matter.slug
    shown = office.get(f"/office/matters/{matter}/")
    office.submit(shown, status=303, withdrawn_on=day(0))
    desk = office.get("/office/").words
    assert "Dialogen måste avbrytas" in desk
    assert "Ärendet är återtaget." in desk


def test_a_late_answer_stands_first_on_the_desk(office, changes):
    with changes() as session:
        dialogue = make_open_dialogue(session, opens_in=-200)
        dialogue.answer_by = dialogue.first_answer_by = TODAY - timedelta(days=12)
    words = office.get("/office/").words
    assert "Svaret är 12 dagar försenat" in words
    assert words.index("Sent") < words.index("Svaret är 12 dagar försenat")
    assert "Svaret är 12 dagar försenat" in office.get("/office/dialogues/").words


def test_an_empty_desk_says_so(office):
    assert "Inget väntar på dig just nu." in office.get("/office/").words


def test_a_new_dialogue_in_a_series_copies_what_the_one_before_had(office, changes):
    with changes() as session:
        dialogue = make_open_dialogue(session)
        slug, matter = dialogue.slug, dialogue.matter.slug
    hold = office.get(f"/office/matters/{matter}/hold/")
    made = office.submit(
        hold, status=303, title="Andra omgången", steering_goal="Mål", steering_year="2026", follows=slug
    )
    overview = office.follow(made)
    assert "Dialoger i rad" in overview.words
    office.submit(overview, status=303, questions="y", groups="y", texts="y")
    assert "Vad tycker du" in office.get(f"{made.location}questions/").words


def test_submissions_are_taken_in_from_a_file_with_reasons_for_bad_rows(office, changes):
    import io

    with changes() as session:
        slug = make_open_dialogue(session).slug
    address = f"/office/dialogues/{slug}/imports/"
    rows = "id,text,inkom\n1,Fler träd,2026-02-25T10:00:00+01:00\n2,,2026-02-25T10:00:00+01:00\n3,Bänkar,i går\n"
    office.get(address)
    sent = {"file": (io.BytesIO(rows.encode()), "synpunkter.csv"), "channel": "paper"}
    told = office.post(address, sent, status=200, content_type="multipart/form-data")
    assert "Nya synpunkter: 1. Fanns redan: 0. Rader som inte gick att ta in: 2." in told.words
    assert "Rad 3:" in told.words
    assert one(changes, Submission).external_id == "1"
    sent = {"file": (io.BytesIO(b"id,text,inkom\n4,Halva raden\n"), "halv.csv"), "channel": "paper"}
    told = office.post(address, sent, status=200, content_type="multipart/form-data")
    assert "Rad 2: Raden är inte hel: kolumner saknas." in told.words
    sent = {"file": (io.BytesIO(b"%PDF-1.7"), "fel.pdf"), "channel": "paper"}
    office.post(address, sent, status=422, content_type="multipart/form-data")
    office.post(address, {"channel": "paper"}, status=422, content_type="multipart/form-data")


def test_an_administrator_adds_a_body_a_person_a_role_and_a_link(page, changes):
    with changes() as session:
        page.sign_in(make_user(session, "Ada", roles=(Role.ADMINISTRATOR,)).session_token)
    body = page.get("/admin/bodies/new")
    page.submit(body, status=422, **{"name-sv": ""})
    page.submit(body, status=303, **{"name-sv": "Kommunstyrelsen"}, kind=BodyKind.EXECUTIVE_BOARD.value)
    person = page.get("/admin/users/new")
    shown = page.follow(page.submit(person, status=303, email="bo@asby.example", name="Bo Berg"))
    taken = page.submit(page.get("/admin/users/new"), status=422, email="bo@asby.example", name="Bo")
    assert taken.field("email") == "bo@asby.example"
    page.submit(shown, status=303, role="dialogue_lead")
    shown = page.get(shown.address)
    assert "Dialogansvarig" in shown.words
    link = page.post(f"{shown.address}link", status=200)
    assert "/sign-in/link/" in link.text
    assert link.headers["Cache-Control"] == "no-store"
    page.post(f"{shown.address}link", {"mail": "1"}, status=303)
    assert one(changes, OutboxMail, "key").kind == "staff_sign_in"
    page.post(f"{shown.address}deactivate", status=303)
    assert "Kontot är stängt." in page.get(shown.address).words


def test_the_last_administrator_stays(page, changes):
    with changes() as session:
        ada = make_user(session, "Ada", roles=(Role.ADMINISTRATOR,))
        page.sign_in(ada.session_token)
        number = ada.id
    page.get(f"/admin/users/{number}/")
    assert page.post(f"/admin/users/{number}/deactivate", status=422)


def test_settings_say_what_is_missing_and_under_which_name(page, changes):
    with changes() as session:
        page.sign_in(make_user(session, "Ada", roles=(Role.ADMINISTRATOR,)).session_token)
    words = page.get("/admin/settings/").words
    assert "GENSVAR_PUBLIC_URL" in words
    assert "a secret of forty characters" not in words


def test_every_change_in_the_office_leaves_its_entry(office, changes):
    with changes() as session:
        slug = make_dialogue_ready_to_announce(session).slug
    office.submit(office.get(f"/office/dialogues/{slug}/commitment/points/"), status=303, text="En punkt till")
    entry = one(changes, AuditEntry)
    assert (entry.verb, entry.actor) == ("commitments.add_point", "Lena Lindqvist")
    with changes() as session:
        assert session.scalars(select(Consideration)).all()
        assert session.scalars(select(SuitabilityTest)).all()
        assert session.scalars(select(Question)).all()
