"""Ways out: abandon while preparing, cancel while nothing has come, afterwards only stop early."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from support import factories
from support.factories import NOW, RULES, in_languages
from support.traces import log, refused

from portal.domain.dialogues import Stage, stage_of
from portal.domain.mailing import MailKind
from portal.domain.permissions import SYSTEM, Role
from portal.domain.refusals import GateClosed, Invalid, NotAllowed
from portal.models.mailing import OutboxMail
from portal.services import endings

REASON = in_languages("Nämnden har dragit tillbaka förslaget.")


def test_a_dialogue_that_is_prepared_is_abandoned_with_a_note(session: Session) -> None:
    dialogue = factories.make_dialogue(session)
    with refused(session, "NO_NOTE", kind=Invalid):
        endings.abandon(session, SYSTEM, RULES, dialogue, " ", NOW)
    endings.abandon(session, SYSTEM, RULES, dialogue, "Frågan är löst.", NOW)
    assert stage_of(dialogue.stage_facts(), NOW) is Stage.ABANDONED
    assert log(session, dialogue.id) == []


def test_an_announced_dialogue_is_not_abandoned(session: Session) -> None:
    dialogue = factories.make_announced_dialogue(session)
    with refused(session, "NOT_PREPARING", kind=GateClosed):
        endings.abandon(session, SYSTEM, RULES, dialogue, "Nja", NOW)


def test_a_dialogue_to_which_nothing_came_is_cancelled_with_a_public_reason(session: Session) -> None:
    dialogue = factories.make_open_dialogue(session)
    factories.make_list_entry(session, dialogue)
    endings.cancel(session, SYSTEM, RULES, dialogue, REASON, NOW)
    assert [mail.kind for mail in session.scalars(select(OutboxMail))] == [MailKind.STOP]
    assert stage_of(dialogue.stage_facts(), NOW) is Stage.CANCELLED
    assert dialogue.end_texts is not None
    assert dialogue.end_texts.plain("reason", "fi").startswith("[fi]")
    assert log(session, dialogue.id)[-1][0] == "cancelled"
    assert session.info["public_scopes"] == {"site", f"dialogue:{dialogue.id}"}


def test_a_dialogue_that_has_received_something_is_not_cancelled(session: Session) -> None:
    dialogue = factories.make_open_dialogue(session)
    factories.make_submission(session, dialogue)
    with refused(session, "ALREADY_RECEIVED", kind=GateClosed):
        endings.cancel(session, SYSTEM, RULES, dialogue, REASON, NOW)


def test_a_reason_that_the_public_reads_is_written_in_every_language(session: Session) -> None:
    dialogue = factories.make_open_dialogue(session)
    with refused(session, "TEXT_MISSING_IN", kind=Invalid):
        endings.cancel(session, SYSTEM, RULES, dialogue, {"sv": "Nej."}, NOW)
    factories.make_submission(session, dialogue)
    with refused(session, "TEXT_MISSING_IN", kind=Invalid):
        endings.stop_early(session, SYSTEM, RULES, dialogue, {"sv": "Nej."}, "Nämnden", NOW)


def test_a_stop_closes_the_dialogue_now_and_the_list_is_told(session: Session) -> None:
    dialogue = factories.make_open_dialogue(session)
    factories.make_submission(session, dialogue)
    factories.make_list_entry(session, dialogue)
    endings.stop_early(session, SYSTEM, RULES, dialogue, REASON, "Tekniska nämnden", NOW, "§ 31")
    assert stage_of(dialogue.stage_facts(), NOW) is Stage.ANALYSING
    assert log(session, dialogue.id)[-1] == ("stopped", {"by": "Tekniska nämnden", "section": "§ 31"})
    assert [mail.kind for mail in session.scalars(select(OutboxMail))] == [MailKind.STOP]
    assert session.info["public_scopes"] == {"site", f"dialogue:{dialogue.id}"}


def test_a_dialogue_is_stopped_once_and_says_who_decided(session: Session) -> None:
    dialogue = factories.make_open_dialogue(session)
    factories.make_submission(session, dialogue)
    with refused(session, "NO_DECIDER", kind=Invalid):
        endings.stop_early(session, SYSTEM, RULES, dialogue, REASON, " ", NOW)
    endings.stop_early(session, SYSTEM, RULES, dialogue, REASON, "Nämnden", NOW)
    with refused(session, "ALREADY_STOPPED", kind=GateClosed):
        endings.stop_early(session, SYSTEM, RULES, dialogue, REASON, "Nämnden", NOW + timedelta(days=1))


def test_an_open_dialogue_to_which_nothing_came_is_cancelled_rather_than_stopped(session: Session) -> None:
    dialogue = factories.make_open_dialogue(session)
    with refused(session, "NOTHING_RECEIVED", kind=GateClosed):
        endings.stop_early(session, SYSTEM, RULES, dialogue, REASON, "Nämnden", NOW)


@pytest.mark.parametrize("role", [Role.DIALOGUE_SUPPORT, Role.REGISTRAR, Role.ADMINISTRATOR])
def test_only_a_dialogue_lead_ends_a_dialogue(session: Session, role: Role) -> None:
    dialogue = factories.make_open_dialogue(session)
    actor = factories.actor(factories.make_user(session, roles=[role]))
    with refused(session, "NOT_ALLOWED", kind=NotAllowed):
        endings.cancel(session, actor, RULES, dialogue, REASON, NOW)


def test_two_dialogues_are_merged_by_stopping_one_and_answering_it_in_the_other(session: Session) -> None:
    one, other = factories.make_open_dialogue(session), factories.make_open_dialogue(session)
    factories.make_submission(session, one)
    with refused(session, "NOT_STOPPED", kind=GateClosed):
        endings.answer_elsewhere(session, SYSTEM, RULES, one, other, NOW)
    endings.stop_early(session, SYSTEM, RULES, one, REASON, "Nämnden", NOW)
    with refused(session, "NOT_ANOTHER_DIALOGUE", kind=Invalid):
        endings.answer_elsewhere(session, SYSTEM, RULES, one, one, NOW)
    session.info.clear()
    endings.answer_elsewhere(session, SYSTEM, RULES, one, other, NOW)
    assert one.answered_in_id == other.id
    assert session.info["public_scopes"] == {f"dialogue:{one.id}"}
