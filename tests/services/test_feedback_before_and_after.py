"""Proposals before the decision, promises followed until they are done, and how editions reach those on no list."""

from datetime import date, timedelta

import pytest
from support.answered import fill, make_answered_dialogue, make_compiled_dialogue
from support.factories import LANGUAGES, NOW, RULES, in_languages, lead, make_list_entry, make_theme

from portal.domain.decisions import DecisionKind
from portal.domain.feedback import DeliveryActKind, FollowUpState, FollowUpStatus, Outcome
from portal.domain.mailing import MailKind
from portal.domain.refusals import Conflict, GateClosed, Invalid
from portal.models.decisions import Decision
from portal.models.mailing import OutboxMail
from portal.queries import answers as answer_queries
from portal.queries import deliveries as reached
from portal.queries import desk
from portal.queries import follow_ups as known
from portal.services import answers, deliveries, feedback, follow_ups

NOTE = feedback.Note(in_languages("Det här föreslår vi."))
TODAY = NOW.date()


def propose(session, made, outcome=Outcome.CHANGED):
    answers.set_outcome(session, lead(session), made.dialogue, made.theme, outcome, NOW)
    fill(session, made.theme.answer_texts, became="Vi planterar tolv träd.", reason="Ni var många.")


def publish(session, made):
    return feedback.publish_proposal(session, lead(session), RULES, made.dialogue, NOTE, NOW)


def test_an_outcome_before_the_decision_is_published_as_a_proposal_and_mailed_as_one(session):
    made = make_compiled_dialogue(session)
    make_list_entry(session, made.dialogue)
    propose(session, made)
    edition = publish(session, made)
    assert edition.content["proposal"] is True
    assert [theme["outcome"] for theme in edition.content["themes"]] == ["changed"]
    assert [mail.kind for mail in session.query(OutboxMail)] == [MailKind.PROPOSAL]
    assert made.dialogue.answered_at is None


def test_a_proposal_leaves_the_rest_of_a_prepared_answer_a_draft(session):
    made = make_compiled_dialogue(session)
    other = make_theme(session, made.dialogue, "Bänkar")
    fill(session, other.result_texts, summary="Några vill sitta.")
    fill(session, other.answer_texts, became="Hemligt utkast.", reason="Hemligt skäl.")
    fill(session, made.dialogue.answer_texts, influence="Hemlig påverkan.")
    propose(session, made)
    assert "Hemlig" not in str(publish(session, made).content)


@pytest.mark.parametrize("lacks", ["outcome", "reason"])
def test_a_proposal_says_something_and_why_in_every_language(session, lacks):
    made = make_compiled_dialogue(session)
    if lacks == "reason":
        answers.set_outcome(session, lead(session), made.dialogue, made.theme, Outcome.CHANGED, NOW)
        fill(session, made.theme.answer_texts, ["sv"], reason="Ni var många.")
    with pytest.raises(GateClosed) as refused:
        publish(session, made)
    assert refused.value.codes == ({"outcome": "NOTHING_PROPOSED", "reason": "PROPOSAL_WITHOUT_REASON"}[lacks],)


def test_after_the_decision_there_are_no_proposals(session):
    made = make_compiled_dialogue(session)
    propose(session, made)
    session.add(
        Decision(
            dialogue_id=made.dialogue.id, body_id=made.dialogue.body_id, decided_on=TODAY, section="31",
            kind=DecisionKind.DECIDED, final=True, recorded_at=NOW,
        )
    )  # fmt: skip
    session.flush()
    with pytest.raises(GateClosed) as refused:
        publish(session, made)
    assert refused.value.codes == ("DECIDED_IS_NO_PROPOSAL",)


def test_the_outcome_of_a_theme_that_was_merged_meanwhile_is_refused(session):
    made = make_compiled_dialogue(session)
    gone = make_theme(session, made.dialogue, "Skuggplatser")
    gone.merged_into_id = made.theme.id
    session.flush()
    with pytest.raises(Conflict) as refused:
        answers.set_outcome(session, lead(session), made.dialogue, gone, Outcome.CHANGED, NOW)
    assert refused.value.codes == ("THEME_MERGED_MEANWHILE",)
    assert gone.outcome is None


def promised(session, made, due=TODAY + timedelta(days=10)):
    row = answers.promise_follow_up(session, lead(session), made.dialogue, "Mäta igen.", "Lena", due, NOW)
    feedback.publish_follow_up(session, lead(session), RULES, made.dialogue, NOTE, NOW)
    return row


def test_a_promise_is_owed_until_it_is_done_and_the_public_hears_it_with_the_next_edition(session):
    made = make_answered_dialogue(session)
    row = promised(session, made)
    later = NOW + timedelta(days=20)
    (one,) = known.promised_in(session, made.dialogue.id, later.date())
    assert one.state is FollowUpState.LATE
    follow_ups.settle(session, lead(session), made.dialogue, row, FollowUpStatus.DONE, {}, later)
    (one,) = known.promised_in(session, made.dialogue.id, later.date())
    assert one.state is FollowUpState.LATE, "no edition has told it yet"
    assert known.untold(session, [made.dialogue.id]) == {made.dialogue.id: 1}
    edition = feedback.publish_follow_up(session, lead(session), RULES, made.dialogue, NOTE, later)
    (one,) = known.promised_in(session, made.dialogue.id, later.date())
    assert one.state is FollowUpState.DONE
    assert edition.content["follow_ups"][0]["status"] == "done"
    assert known.untold(session, [made.dialogue.id]) == {}


def test_a_promise_that_no_edition_has_told_is_not_public(session):
    made = make_answered_dialogue(session)
    answers.promise_follow_up(
        session, lead(session), made.dialogue, "Nytt löfte.", "Lena", TODAY, NOW + timedelta(days=1)
    )
    assert known.promised_in(session, made.dialogue.id, TODAY) == []


def test_changed_because_needs_its_because_in_every_language_and_leaves_nothing_half_done(session):
    made = make_answered_dialogue(session)
    row = promised(session, made)
    for because, code in (({}, "CHANGED_WITHOUT_REASON"), ({"sv": "Vi gör annat."}, "TEXT_MISSING_IN")):
        with pytest.raises(Invalid) as refused:
            follow_ups.settle(session, lead(session), made.dialogue, row, FollowUpStatus.CHANGED, because, NOW)
        assert refused.value.codes == (code,)
    assert row.status is FollowUpStatus.PLANNED
    because = in_languages("Vi gör annat.", LANGUAGES)
    follow_ups.settle(session, lead(session), made.dialogue, row, FollowUpStatus.CHANGED, because, NOW)
    assert row.settled_at == NOW


def test_nothing_is_settled_before_the_answer(session):
    made = make_compiled_dialogue(session)
    row = answers.promise_follow_up(session, lead(session), made.dialogue, "Mäta.", "Lena", TODAY, NOW)
    with pytest.raises(GateClosed) as refused:
        follow_ups.settle(session, lead(session), made.dialogue, row, FollowUpStatus.DONE, {}, NOW)
    assert refused.value.codes == ("NOT_ANSWERED",)


def test_a_promise_stays_on_the_desk_after_the_dialogue_is_concluded(session):
    made = make_answered_dialogue(session)
    row = promised(session, made, due=TODAY)
    made.dialogue.concluded_at = NOW
    session.flush()
    due = desk.follow_ups_due(session, {made.dialogue.body_id}, TODAY)
    assert [(one.id, dialogue.id) for one, dialogue in due] == [(row.id, made.dialogue.id)]


def test_how_a_promise_went_needs_no_new_approval_of_the_answer(session):
    made = make_answered_dialogue(session)
    row = promised(session, made)
    before = answer_queries.basis_hash(answer_queries.content_of(session, made.dialogue, NOW))
    follow_ups.settle(session, lead(session), made.dialogue, row, FollowUpStatus.DONE, in_languages("Klart."), NOW)
    assert answer_queries.basis_hash(answer_queries.content_of(session, made.dialogue, NOW)) == before


def test_posters_and_meetings_are_recorded_as_counts_with_what_was_done(session):
    made = make_answered_dialogue(session)
    edition = feedback.publish_follow_up(session, lead(session), RULES, made.dialogue, NOTE, NOW)
    given = (session, lead(session), RULES, edition, DeliveryActKind.POSTER)
    deliveries.record_act(*given, TODAY, 12, "I trapphusen på Hamngatan.", NOW)
    (act,) = reached.reached(session, made.dialogue.id)[edition.number].acts
    assert (act.kind, act.how_many, act.note) == (DeliveryActKind.POSTER, 12, "I trapphusen på Hamngatan.")


@pytest.mark.parametrize(
    ("day", "number", "note", "code"),
    [
        (TODAY, 3, " ", "ACT_WITHOUT_NOTE"),
        (TODAY + timedelta(days=1), 3, "Möte.", "ACT_IN_THE_FUTURE"),
        (TODAY, -1, "Möte.", "NUMBER_OUT_OF_RANGE"),
    ],
)
def test_a_meeting_that_has_not_been_or_says_nothing_is_refused(session, day: date, number, note, code):
    made = make_answered_dialogue(session)
    edition = feedback.publish_follow_up(session, lead(session), RULES, made.dialogue, NOTE, NOW)
    with pytest.raises(Invalid) as refused:
        deliveries.record_act(session, lead(session), RULES, edition, DeliveryActKind.MEETING, day, number, note, NOW)
    assert refused.value.codes == (code,)
