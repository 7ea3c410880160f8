"""What stands on the desk, for whom, and when it is late."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from support.answered import postpone
from support.factories import (
    NOW,
    make_body,
    make_closed_dialogue,
    make_handed_over_dialogue,
    make_matter,
    make_open_dialogue,
    make_submission,
    make_texts,
    make_user,
)

from portal.domain.matters import ConsiderationOutcome
from portal.domain.moderation import Reason, ReviewState
from portal.domain.permissions import Role
from portal.models.dialogues import Dialogue
from portal.models.feedback import FollowUp
from portal.models.matters import Consideration
from portal.models.moderation import Appeal, ReviewDecision

TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _at_now() -> Any:
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def desk(page: Any, changes: Callable[[], Any]) -> Callable[..., str]:
    """The words of the desk of somebody with that role, for one body or all."""

    def words(role: Role = Role.DIALOGUE_LEAD, body: Any = None) -> str:
        with changes() as session:
            page.sign_in(make_user(session, f"En {role}", roles=(role,), body=body).session_token)
        found: str = page.get("/office/").words
        return found

    return words


def test_a_matter_nobody_considered_is_late_after_thirty_days(desk, changes):
    with changes() as session:
        matter = make_matter(session, considered=None, suitable=False)
        matter.registered_on = TODAY - timedelta(days=31)
        matter.planned_decision_on = None
    words = desk(Role.REGISTRAR)
    assert "Sent 1 Överväg dialog: Ny park vid Hamngatan" in words.replace("  ", " ")
    assert "Upplagt för 31 dagar sedan" in words
    assert "Inget väntar på dig" in desk(Role.MODERATOR)


def test_each_role_sees_what_it_can_do_in_its_own_bodies(desk, changes):
    with changes() as session:
        dialogue = make_open_dialogue(session)
        make_submission(session, dialogue)
        other = make_body(session, "Kulturnämnden")
        own = dialogue.body
    assert "1 synpunkt att granska" in desk(Role.MODERATOR, own)
    support = desk(Role.DIALOGUE_SUPPORT, own)
    assert "1 synpunkt saknar tema" in support
    assert "att granska" not in support
    assert "Inget väntar på dig" in desk(Role.ELECTED_READER, own)
    assert "Inget väntar på dig" in desk(Role.MODERATOR, other)


def test_an_appeal_is_late_after_a_fortnight(desk, changes):
    with changes() as session:
        dialogue = make_open_dialogue(session)
        submission = make_submission(session, dialogue, state=ReviewState.WITHHELD, reason=Reason.OTHER_MATTER)
        submission.appeal_open = True
        decision = session.query(ReviewDecision).one()
        lodged = NOW - timedelta(days=15)
        session.add(Appeal(submission_id=submission.id, decision_id=decision.id, text="Fel", lodged_at=lodged))
    words = desk(Role.REGISTRAR)
    assert words.index("Sent") < words.index("1 beslut ska prövas igen")
    assert "Den äldsta har väntat i 15 dagar" in words


def test_an_appeal_stands_on_the_desk_of_those_it_goes_to_until_it_is_late(desk, changes):
    with changes() as session:
        dialogue = make_open_dialogue(session)
        make_user(session, "En moderator", roles=(Role.MODERATOR,), body=dialogue.body)
        submission = make_submission(session, dialogue, state=ReviewState.WITHHELD, reason=Reason.OTHER_MATTER)
        submission.appeal_open = True
        decision = session.query(ReviewDecision).one()
        session.add(Appeal(submission_id=submission.id, decision_id=decision.id, text="Fel", lodged_at=NOW))
    assert "prövas igen" in desk(Role.MODERATOR)
    assert "prövas igen" not in desk(Role.REGISTRAR)
    with changes() as session:
        session.query(Appeal).one().lodged_at = NOW - timedelta(days=15)
    assert "prövas igen" in desk(Role.REGISTRAR)


def test_an_appeal_of_today_is_not_said_to_have_waited_for_no_days(desk, changes):
    with changes() as session:
        dialogue = make_open_dialogue(session)
        submission = make_submission(session, dialogue, state=ReviewState.WITHHELD, reason=Reason.OTHER_MATTER)
        submission.appeal_open = True
        decision = session.query(ReviewDecision).one()
        session.add(Appeal(submission_id=submission.id, decision_id=decision.id, text="Fel", lodged_at=NOW))
    words = desk(Role.MODERATOR)
    assert "Kom in i dag" in words
    assert "Den äldsta har väntat" not in words


def test_a_promised_follow_up_is_due_soon_and_then_late(desk, changes):
    with changes() as session:
        dialogue = make_handed_over_dialogue(session)
        texts = make_texts(session, "follow_up", what="Mäta trafiken igen")
        due = TODAY + timedelta(days=5)
        session.add(FollowUp(dialogue_id=dialogue.id, texts=texts, owner="Lena", due_on=due))
    words = desk()
    assert words.index("Inom två veckor") < words.index("Mäta trafiken igen")
    with time_machine.travel(NOW + timedelta(days=6)):
        assert desk().index("Mäta trafiken igen") < desk().index("Väntar på dig")


def test_a_result_is_announced_on_the_desk_a_fortnight_before_it_is_due(desk, changes):
    with changes() as session:
        dialogue = make_closed_dialogue(session)
        dialogue.result_by = dialogue.first_result_by = TODAY + timedelta(days=14)
    assert "Resultatet ska komma senast måndag 16 mars 2026" in desk()
    with time_machine.travel(NOW + timedelta(days=15)):
        assert "Resultatet är 1 dag försenat" in desk()


def test_a_decision_that_should_have_come_is_asked_for(desk, changes):
    with changes() as session:
        dialogue = make_handed_over_dialogue(session)
        dialogue.planned_decision_on = TODAY - timedelta(days=1)
    assert "Skriv in beslutet, eller när det kommer" in desk(Role.REGISTRAR)
    with changes() as session:
        postpone(session, session.get_one(Dialogue, dialogue.id), TODAY + timedelta(days=30))
    assert "Skriv in beslutet, eller när det kommer" not in desk(Role.REGISTRAR)


def test_a_stage_inside_a_sentence_names_the_body_in_small_letters(desk, changes):
    with changes() as session:
        dialogue = make_handed_over_dialogue(session)
        dialogue.answer_by = TODAY - timedelta(days=2)
        name = dialogue.body.texts.plain("name", "sv")
        assert name[0].isupper()
    assert f"Hos {name[0].lower()}{name[1:]}" in desk()


def test_a_reversed_consideration_does_not_end_the_dialogue_but_says_that_it_must_be_stopped(desk, changes):
    with changes() as session:
        dialogue = make_open_dialogue(session)
        session.add(
            Consideration(
                matter=dialogue.matter,
                outcome=ConsiderationOutcome.NO_DIALOGUE,
                grounds="Ändrat läge.",
                body=dialogue.body,
                decided_by="Anna Ek",
                decided_on=TODAY,
                recorded_at=NOW,
            )
        )
    words = desk()
    assert "Dialogen måste avbrytas" in words
    assert "Övervägandet säger inte längre dialog." in words
    assert "Öppen" in words
