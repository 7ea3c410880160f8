"""Afterwards (life.md): decisions that are replaced, editions that are corrected, texts that are hidden."""

import pytest
import time_machine
from support.answered import fill, make_answered_dialogue, make_compiled_dialogue
from support.factories import NOW, RULES, actor, in_languages, lead, make_list_entry, make_submission, make_user

from portal.domain.commitments import PointKind
from portal.domain.decisions import DecisionKind
from portal.domain.feedback import EditionKind, Outcome
from portal.domain.mailing import MailKind
from portal.domain.moderation import Reason, ReviewState, Verdict
from portal.domain.permissions import Role
from portal.effects.publication import raise_version
from portal.models.handovers import Handover
from portal.models.mailing import OutboxMail
from portal.models.moderation import ReviewDecision
from portal.models.submissions import Submission
from portal.queries import answers as answer_queries
from portal.queries import feedback as published
from portal.services import answers, feedback

NOTE = feedback.Note(in_languages("Vi hade fel om träden."))


@pytest.fixture(autouse=True)
def _then():
    with time_machine.travel(NOW, tick=False):
        yield


def approved(session, made):
    for point in answer_queries.points(session, made.dialogue.id):
        if point.outcome is None and point.kind is PointKind.CHANGEABLE:
            point.outcome = Outcome.NOT_CHANGED
            fill(session, point.answer_texts, became="De står kvar.", reason="Ni var nöjda.")
    registrar = actor(make_user(session, "Rut", roles=(Role.REGISTRAR,)))
    answers.approve(session, registrar, RULES, made.dialogue, "Olle", "ordförande", NOW.date(), "", NOW)


def corrected(session, made, outcome=None):
    if outcome:
        answers.set_outcome(session, lead(session), made.dialogue, made.theme, outcome, NOW)
    approved(session, made)
    return feedback.publish_correction(session, lead(session), RULES, made.dialogue, NOTE, NOW)


def test_an_edition_is_never_edited_and_a_correction_is_a_new_one_that_says_why(session):
    made = make_answered_dialogue(session)
    before = published.newest_of_kind(session, made.dialogue.id, EditionKind.ANSWER)
    frozen = dict(before.content)
    edition = corrected(session, made, Outcome.NOT_CHANGED)
    assert edition.number == before.number + 1
    assert before.content == frozen
    assert edition.note_texts.plain("note") == "Vi hade fel om träden."


@pytest.mark.parametrize(("outcome", "mails"), [(None, []), (Outcome.NOT_CHANGED, [MailKind.CORRECTION])])
def test_only_a_correction_that_changes_an_outcome_is_mailed(session, outcome, mails):
    made = make_answered_dialogue(session)
    corrected(session, made)
    make_list_entry(session, made.dialogue)
    corrected(session, made, outcome)
    assert [mail.kind for mail in session.query(OutboxMail)] == mails


def test_the_figures_of_an_edition_are_those_of_its_day(session):
    made = make_answered_dialogue(session)
    before = published.newest_with_content(session, made.dialogue.id).content["figures"]["received"]
    make_submission(session, made.dialogue, "Sent.", state=ReviewState.SHOWN)
    now = answer_queries.content_of(session, made.dialogue, NOW)["figures"]["received"]
    assert published.newest_with_content(session, made.dialogue.id).content["figures"]["received"] == before
    assert now == before + 1


def hide(changes, submission_id, dialogue_id):
    with changes() as session:
        one = session.get_one(Submission, submission_id)
        one.state, one.reason = ReviewState.WITHHELD, Reason.PERSONAL_DATA
        verdict = ReviewDecision(
            submission_id=one.id, verdict=Verdict.WITHHELD, reason=Reason.PERSONAL_DATA, decided_at=NOW
        )
        session.add(verdict)
        raise_version(session, f"dialogue:{dialogue_id}")


def test_a_text_hidden_afterwards_is_gone_from_every_public_rendering_with_the_reason_and_sealed_in_the_office(
    page, changes
):
    with changes() as session:
        made = make_answered_dialogue(session, text="Min granne heter Bo.")
        slug, one, dialogue_id = made.dialogue.slug, made.quoted.id, made.dialogue.id
        sealed = session.query(Handover).one().content
    pages = [f"/sv/dialogues/{slug}/{part}" for part in ("feedback", "feedback/1", "feedback/2", "handover")]
    for address in pages:
        assert "Min granne heter Bo." in page.get(address).words, address
    hide(changes, one, dialogue_id)
    for address in pages:
        shown = page.get(address).words
        assert "Min granne heter Bo." not in shown, address
        assert "[borttaget]" in shown
        assert "uppgifter om dig eller någon annan som inte bör spridas" in shown
    with changes() as session:
        assert session.query(Handover).one().content == sealed


def test_a_correction_of_a_proposal_is_still_a_proposal_and_is_mailed_when_it_changes_what_is_proposed(session):
    made = make_compiled_dialogue(session)
    make_list_entry(session, made.dialogue)
    answers.set_outcome(session, lead(session), made.dialogue, made.theme, Outcome.CHANGED, NOW)
    fill(session, made.theme.answer_texts, became="Vi planterar.", reason="Ni var många.")
    feedback.publish_proposal(session, lead(session), RULES, made.dialogue, NOTE, NOW)
    answers.set_outcome(session, lead(session), made.dialogue, made.theme, Outcome.NOT_CHANGED, NOW)
    edition = feedback.publish_correction(session, lead(session), RULES, made.dialogue, NOTE, NOW)
    assert edition.content["proposal"] is True
    kinds = sorted(mail.kind.value for mail in session.query(OutboxMail))
    assert kinds == ["correction", "proposal"]


def test_only_a_decision_makes_a_proposal_an_answer(session):
    made = make_answered_dialogue(session)
    content = published.newest_of_kind(session, made.dialogue.id, EditionKind.ANSWER).content
    assert content["proposal"] is False
    assert [one["kind"] for one in content["decisions"]] == [DecisionKind.DECIDED.value]
