"""Every way out of life.md that people take, and languages that come later: what residents meet then."""

from datetime import timedelta

import pytest
import time_machine
from support.answered import make_answered_dialogue, make_compiled_dialogue
from support.factories import (
    NOW,
    RULES,
    code_of,
    in_languages,
    lead,
    make_handed_over_dialogue,
    make_list_entry,
    make_open_dialogue,
    make_submission,
)

from portal.domain.dialogues import Stage, stage_of
from portal.domain.mailing import MailKind
from portal.domain.moderation import ReviewState
from portal.domain.refusals import Conflict, Invalid
from portal.effects import merging
from portal.models.dialogues import Dialogue
from portal.models.mailing import OutboxMail
from portal.models.matters import Matter
from portal.queries.dialogues import shown_languages
from portal.services import amendments, corrections, endings, matters
from portal.services.amendments import Amended

REASON = in_languages("Marken är såld.")


@pytest.fixture(autouse=True)
def _then():
    with time_machine.travel(NOW, tick=False):
        yield


def stop(session, dialogue):
    endings.stop_early(session, lead(session), RULES, dialogue, REASON, "Tekniska nämnden", NOW, "§ 12")


def test_a_dialogue_merged_into_another_is_answered_with_it_and_its_receipts_lead_there(page, changes):
    with changes() as session:
        other = make_answered_dialogue(session).dialogue
        one = make_handed_over_dialogue(session, slug="merged")
        make_submission(session, one, "Fler bänkar.", key="mine", state=ReviewState.SHOWN)
        make_list_entry(session, one)
        stop(session, one)
        session.query(OutboxMail).delete()
        endings.answer_elsewhere(session, lead(session), RULES, one, other, NOW)
        assert one.answered_at == NOW
        assert [mail.kind for mail in session.query(OutboxMail)] == [MailKind.ANSWER]
        there = f"/sv/dialogues/{other.slug}/feedback"
    assert there in page.get(f"/sv/receipt/{code_of('mine')}").links()
    assert there in page.get("/sv/dialogues/merged/feedback").links()
    assert "Svaret publicerades i en annan dialog." in page.get("/sv/dialogues/merged/log").words


def test_what_is_merged_waits_until_the_other_is_answered_and_is_answered_once(session):
    other, one = make_compiled_dialogue(session).dialogue, make_handed_over_dialogue(session)
    stop(session, one)
    endings.answer_elsewhere(session, lead(session), RULES, one, other, NOW)
    assert one.answered_at is None
    other.answered_at = NOW
    session.flush()
    assert merging.answer_merged(session, lead(session), RULES, other, NOW) == [one]
    assert merging.answer_merged(session, lead(session), RULES, other, NOW) == []


def test_a_withdrawn_matter_never_ends_a_dialogue_by_itself(session):
    dialogue = make_open_dialogue(session)
    make_submission(session, dialogue)
    matter = session.get_one(Matter, dialogue.matter_id)
    matters.withdraw(session, lead(session), matter, NOW.date(), NOW)
    assert stage_of(dialogue.stage_facts(), NOW) is Stage.OPEN


def test_extending_after_the_closing_reopens_until_the_handover_and_not_after(session):
    closed = make_open_dialogue(session, opens_in=-40)
    last = NOW.date() + timedelta(days=7)
    moved = {
        "result_by": last + timedelta(days=30),
        "planned_decision_on": last + timedelta(days=60),
        "answer_by": last + timedelta(days=90),
    }
    amendments.extend(
        session, lead(session), RULES, closed, last, in_languages("Fler hann inte."), "Nämnden", closed.version, NOW,
        **moved,
    )  # fmt: skip
    assert stage_of(closed.stage_facts(), NOW) is Stage.OPEN


def test_a_language_added_later_is_no_amendment_and_no_mail(session):
    dialogue = make_open_dialogue(session, languages=("sv", "fi"))
    make_list_entry(session, dialogue)
    corrections.add_language(session, lead(session), RULES, dialogue, "en", NOW)
    assert "en" not in shown_languages(dialogue)
    assert session.query(OutboxMail).count() == 0
    assert stage_of(dialogue.stage_facts(), NOW) is Stage.OPEN


def test_an_amendment_after_a_language_was_added_is_written_in_that_language_too(session):
    dialogue = make_open_dialogue(session, languages=("sv", "fi"))
    with pytest.raises(Invalid) as refused:
        amendments.amend(
            session, lead(session), RULES, dialogue, Amended(quotes_allowed=False), {"sv": "Därför."}, "Nämnden",
            dialogue.version, NOW,
        )  # fmt: skip
    assert refused.value.codes == ("TEXT_MISSING_IN",)
    assert session.get_one(Dialogue, dialogue.id).quotes_allowed


def test_a_stopped_dialogue_is_not_reopened(session):
    dialogue = make_open_dialogue(session)
    make_submission(session, dialogue)
    stop(session, dialogue)
    with pytest.raises((Invalid, Conflict)) as refused:
        amendments.extend(
            session, lead(session), RULES, dialogue, NOW.date() + timedelta(days=60), in_languages("Ändå."), "Nämnden",
            dialogue.version, NOW,
        )  # fmt: skip
    assert "STOPPED_IS_NOT_REOPENED" in refused.value.codes
