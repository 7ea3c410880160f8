"""D1: the final result is always fed back, and says how participation influenced the process."""

from datetime import timedelta

import pytest
import time_machine
from support.answered import fill, make_answered_dialogue, make_compiled_dialogue
from support.factories import NOW, RULES, actor, code_of, in_languages, lead, make_open_dialogue, make_user

from portal.domain.approvals import ApprovalKind
from portal.domain.feedback import DeliveryActKind, FollowUpStatus, Outcome
from portal.domain.permissions import Role
from portal.domain.refusals import GateClosed
from portal.models.commitments import CommitmentPoint
from portal.models.dialogues import Dialogue
from portal.queries import feedback as published
from portal.queries import outcomes, promised_dates
from portal.services import amendments, answers, deliveries, feedback, follow_ups
from portal.services.amendments import Amended

NOTE = feedback.Note(in_languages("Så här gick det."))
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _then():
    with time_machine.travel(NOW, tick=False):
        yield


def kept(session, body_id=None, today=TODAY):
    return promised_dates.kept_in_year(session, RULES, 2026, today, body_id)


def test_what_is_shown_before_the_decision_is_called_a_proposal_on_every_page(page, changes):
    with changes() as session:
        made = make_compiled_dialogue(session)
        answers.set_outcome(session, lead(session), made.dialogue, made.theme, Outcome.CHANGED, NOW)
        fill(session, made.theme.answer_texts, became="Vi planterar tolv träd.", reason="Ni var många.")
        feedback.publish_proposal(session, lead(session), RULES, made.dialogue, NOTE, NOW)
        slug = made.dialogue.slug
    shown = page.get(f"/sv/dialogues/{slug}/feedback")
    assert shown.h1.startswith("Förvaltningens förslag")
    assert "Föreslås ändras" in shown.words
    assert "Det här föreslår vi" in shown.words
    assert "Ändrades" not in shown.words
    assert "Förvaltningens förslag" in page.get(f"/sv/dialogues/{slug}/").words
    assert "Förvaltningens förslag" in page.get("/sv/").words


def test_the_receipt_calls_a_proposal_a_proposal(page, changes):
    from support.factories import make_coding, make_submission

    from portal.domain.moderation import ReviewState

    with changes() as session:
        made = make_compiled_dialogue(session)
        mine = make_submission(session, made.dialogue, "Mer skugga.", key="mine", state=ReviewState.SHOWN)
        make_coding(session, mine, made.theme, now=NOW - timedelta(days=2))
        answers.set_outcome(session, lead(session), made.dialogue, made.theme, Outcome.CHANGED, NOW)
        fill(session, made.theme.answer_texts, became="Vi planterar tolv träd.", reason="Ni var många.")
        feedback.publish_proposal(session, lead(session), RULES, made.dialogue, NOTE, NOW)
    shown = page.get(f"/sv/receipt/{code_of('mine')}").words
    assert "Det här är förvaltningens förslag. Politikerna har inte beslutat än." in shown
    assert "Föreslås ändras" in shown


def test_the_answer_stands_beside_the_promise_and_says_what_was_fixed_and_moved_nevertheless(page, changes):
    with changes() as session:
        made = make_answered_dialogue(session)
        fixed = session.query(CommitmentPoint).filter_by(dialogue_id=made.dialogue.id, kind="fixed").one()
        answers.set_outcome(session, lead(session), made.dialogue, fixed, Outcome.CHANGED, NOW)
        fill(session, fixed.answer_texts, became="Parken flyttas.", reason="Marken höll inte.")
        feedback.publish_follow_up(session, lead(session), RULES, made.dialogue, NOTE, NOW)
        slug = made.dialogue.slug
    shown = page.get(f"/sv/dialogues/{slug}/feedback").words
    assert "Det här lovade vi" in shown
    assert "Det vi lovade att ni kunde påverka" in shown
    assert "Det här var redan bestämt, men ändrades ändå." in shown


def test_promises_of_the_answer_stay_public_until_they_are_done_or_changed_because(page, changes):
    due = TODAY - timedelta(days=3)
    with changes() as session:
        made = make_answered_dialogue(session)
        given = (session, lead(session), made.dialogue)
        rows = [
            answers.promise_follow_up(*given, what, "Lena", due, NOW)
            for what in ("Lysa upp stigen.", "Bygga bänkar.", "Svara föreningen.")
        ]
        feedback.publish_follow_up(session, lead(session), RULES, made.dialogue, NOTE, NOW)
        follow_ups.settle(*given, rows[0], FollowUpStatus.DONE, {}, NOW)
        because = in_languages("Stockarna var ruttna.")
        follow_ups.settle(*given, rows[1], FollowUpStatus.CHANGED, because, NOW)
        feedback.publish_follow_up(session, lead(session), RULES, made.dialogue, NOTE, NOW)
        slug = made.dialogue.slug
    for address in (f"/sv/dialogues/{slug}/feedback", "/sv/promised"):
        shown = page.get(address).words
        assert "Klart måndag 2 mars 2026, 3 dagar senare än vi lovade." in shown
        assert "Stockarna var ruttna." in shown
        assert "3 dagar försenat." in shown


def test_how_an_edition_reached_people_is_public_as_counts(page, changes):
    with changes() as session:
        made = make_answered_dialogue(session)
        edition = published.newest_with_content(session, made.dialogue.id)
        given = (session, lead(session), RULES, edition)
        deliveries.record_act(*given, DeliveryActKind.POSTER, TODAY, 14, "I trapphusen.", NOW)
        slug = made.dialogue.slug
    shown = page.get(f"/ar/dialogues/{slug}/feedback")
    assert [one.text for one in shown.all("span", lang="sv") if one.text == "I trapphusen."] == ["I trapphusen."]
    assert "2 mars 2026, antal: 14. I trapphusen." in page.get(f"/sv/dialogues/{slug}/feedback").words


def test_an_answer_in_time_is_one_by_the_first_date_and_moves_are_counted(session):
    early, late = make_answered_dialogue(session, late_days=-3), make_answered_dialogue(session, late_days=5)
    waiting, moved = make_open_dialogue(session), make_open_dialogue(session)
    waiting.first_answer_by = waiting.answer_by = TODAY - timedelta(days=1)
    moved.first_answer_by = moved.answer_by
    amendments.amend(
        session, lead(session), RULES, moved, Amended(answer_by=moved.answer_by + timedelta(days=9)),
        in_languages("Det dröjer."), "Nämnden", moved.version, NOW,
    )  # fmt: skip
    found = kept(session)
    assert [one.dialogue_id for one in found.in_time] == [early.dialogue.id]
    assert [one.dialogue_id for one in found.later] == [late.dialogue.id]
    assert [one.dialogue_id for one in found.still_late] == [waiting.id]
    assert [(one.dialogue_id, one.moved) for one in found.moved] == [(moved.id, 1)]
    assert (found.due, found.times_moved) == (3, 1)
    assert kept(session, early.dialogue.body_id).due == 1


def test_an_amended_date_does_not_make_a_late_answer_an_answer_in_time(session):
    made = make_answered_dialogue(session)
    made.dialogue.first_answer_by = TODAY - timedelta(days=1)
    session.flush()
    assert [one.dialogue_id for one in kept(session).later] == [made.dialogue.id]


def test_what_became_of_themes_and_points_is_counted_by_year_and_body(session):
    made = make_answered_dialogue(session)
    found = outcomes.outcomes_in_year(session, RULES, 2026, made.dialogue.body_id)
    assert (found.themes, found.points) == ({Outcome.CHANGED: 1}, {Outcome.PARTLY_CHANGED: 1})
    assert found.dialogues == [(made.dialogue.id, made.dialogue.slug)]
    assert outcomes.outcomes_in_year(session, RULES, 2025).themes_answered == 0


def test_an_answer_is_not_published_while_a_theme_lacks_its_outcome_or_the_approval(session):
    made = make_compiled_dialogue(session)
    with pytest.raises(GateClosed) as refused:
        feedback.publish_answer(session, lead(session), RULES, made.dialogue, NOW)
    assert {"NO_FINAL_DECISION", "THEME_WITHOUT_OUTCOME", "ANSWER_NOT_APPROVED"} <= set(refused.value.codes)
    assert session.get_one(Dialogue, made.dialogue.id).answered_at is None


def test_the_answer_tells_by_which_section_the_body_approved_it(page, changes):
    with changes() as session:
        made = make_answered_dialogue(session)
        registrar = actor(make_user(session, "Rut", roles=(Role.REGISTRAR,)))
        given = (session, registrar, RULES, made.dialogue, "", "", TODAY, "§ 70", NOW)
        answers.approve(*given, kind=ApprovalKind.BODY)
        feedback.publish_follow_up(session, lead(session), RULES, made.dialogue, NOTE, NOW)
        slug = made.dialogue.slug
    shown = page.get(f"/sv/dialogues/{slug}/feedback").words
    assert "Svaret lämnas av tekniska nämnden, som godkände det måndag 2 mars 2026, § 70." in shown
