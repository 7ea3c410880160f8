"""Registering what came another way than the web form."""

import pytest
from support import factories as f

from portal.domain.permissions import Role
from portal.domain.submissions import Channel, Wording
from portal.models.submissions import Submission

PLACE = "/office/dialogues/parken/register/"


@pytest.fixture
def office(changes, page, time_machine):
    time_machine.move_to(f.NOW)
    with changes() as session:
        dialogue = f.make_open_dialogue(session, slug="parken")
        f.make_question(session, dialogue, "Vad saknas?")
        user = f.make_user(session, "Stina Stöd", roles=[Role.DIALOGUE_SUPPORT])
        page.sign_in(user.session_token)
    return page


def question_of(shown):
    return next(part.get("name") for part in shown.all("textarea") if part.get("name").startswith("q-"))


def test_a_phone_call_is_registered_and_its_slip_has_a_code(office, changes):
    shown = office.get(PLACE)
    name = question_of(shown)
    slip = office.submit(
        shown, 200, channel="phone", wording="summary", present="2", **{name: "Fler bänkar vid bryggan."}
    )
    assert slip.h1 == "Din kvittens"
    assert "/r/" in slip.words
    assert slip.headers["Cache-Control"] == "no-store"
    with changes() as session:
        found = session.query(Submission).one()
        assert (found.channel, found.wording, found.present) == (Channel.PHONE, Wording.SUMMARY, 2)
        assert found.recorded_by_id is not None


def test_sending_the_form_twice_registers_it_once(office, changes):
    shown = office.get(PLACE)
    name = question_of(shown)
    first = office.submit(shown, 200, channel="letter", **{name: "Mer ljus."})
    second = office.submit(shown, 200, channel="letter", **{name: "Mer ljus."})
    code = [part.text for part in first.all("span", class_="code-group")]
    assert [part.text for part in second.all("span", class_="code-group")] == code
    assert "redan registrerad" in second.words
    with changes() as session:
        assert session.query(Submission).count() == 1


def test_what_is_missing_is_said_and_what_was_typed_is_kept(office):
    shown = office.get(PLACE)
    name = question_of(shown)
    answer = office.submit(shown, 422, received_on="2025-01-01", **{name: "Gammal text."})
    assert "Välj hur synpunkten kom in." in answer.words
    assert answer.field(name) == "Gammal text."
    answer = office.submit(answer, 422, channel="letter", received_on="2025-01-01", **{name: "Gammal text."})
    assert "utanför tiden då dialogen var öppen" in answer.words
    assert office.submit(answer, 200, outside_reason="Låg i fel postfack.", **{name: "Gammal text."}).status == 200
