"""The facts that the gates look at are gathered from the rows of every noun."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session
from support import factories
from support.factories import NOW, RULES

from portal.domain.extensive import Criterion, Limits, Met
from portal.domain.lifecycle import Gate, checks
from portal.domain.moderation import ReviewState
from portal.models.dialogues import Dialogue
from portal.queries import extensive, lifecycle
from portal.transaction import counted


def missing(session: Session, dialogue: Dialogue, gate: Gate) -> list[str]:
    return [check.code for check in checks(gate, lifecycle.facts_of(session, dialogue, RULES, NOW)) if not check.met]


def test_a_dialogue_that_is_ready_meets_every_requirement_of_the_announcement(session: Session) -> None:
    assert missing(session, factories.make_dialogue_ready_to_announce(session), Gate.ANNOUNCE) == []


def test_a_dialogue_of_nothing_but_dates_lacks_what_the_table_says(session: Session) -> None:
    dialogue = factories.make_dialogue(session)
    assert missing(session, dialogue, Gate.ANNOUNCE) == [
        "NO_POINT_THAT_CAN_CHANGE",
        "COMMITMENT_NOT_APPROVED",
        "NO_AFFECTED_GROUP",
        "NO_QUESTION_OR_MEETING",
        "NO_CONTACT_PERSON",
        "TOO_FEW_REVIEWERS",
    ]


def test_a_matter_that_was_considered_and_tested_may_get_a_dialogue(session: Session) -> None:
    matter = factories.make_matter(session)
    facts = lifecycle.facts_for_hold(session, matter, RULES, NOW, steering_goal="Budget 2026", steering_year=2026)
    assert [check.code for check in checks(Gate.HOLD, facts) if check.blocks] == []


def test_what_waits_for_review_and_coding_is_counted_for_the_handover(session: Session) -> None:
    dialogue = factories.make_closed_dialogue(session)
    coded = factories.make_submission(session, dialogue, state=ReviewState.SHOWN)
    factories.make_submission(session, dialogue)
    factories.make_coding(session, coded, factories.make_theme(session, dialogue))
    facts = lifecycle.facts_of(session, dialogue, RULES, NOW)
    assert (facts.received, facts.waiting_review, facts.uncoded) == (2, 1, 1)
    assert "THEME_NOT_SUMMARISED" in missing(session, dialogue, Gate.HAND_OVER)
    assert "MEASURE_UNSETTLED" in missing(session, dialogue, Gate.HAND_OVER)


@pytest.mark.parametrize("seconds", [-1, 0])
def test_a_dialogue_is_closed_from_the_very_moment_it_closes(session: Session, seconds: int) -> None:
    dialogue = factories.make_open_dialogue(session)
    assert dialogue.closes_at is not None
    moment = dialogue.closes_at + timedelta(seconds=seconds)
    codes = [c.code for c in checks(Gate.HAND_OVER, lifecycle.facts_of(session, dialogue, RULES, moment)) if not c.met]
    assert ("NOT_CLOSED" in codes) is (seconds < 0)


def test_a_dialogue_is_extensive_by_the_stated_criteria(session: Session) -> None:
    dialogue = factories.make_open_dialogue(session)
    few = replace(RULES, extensive=Limits(submissions=2))
    assert extensive.of_dialogue(session, dialogue, few).criteria == ()
    factories.make_submission(session, dialogue)
    factories.make_submission(session, dialogue)
    assert extensive.of_dialogue(session, dialogue, few).criteria == (Met(Criterion.MANY_SUBMISSIONS, 2, 2),)
    assert lifecycle.facts_of(session, dialogue, few, NOW).extensive
    assert not lifecycle.facts_of(session, dialogue, RULES, NOW).extensive


def test_the_facts_take_few_statements_however_many_texts_there_are(session: Session, engine: Engine) -> None:
    dialogue = factories.make_open_dialogue(session)
    sent = []
    for _each in range(3):
        session.expire_all()
        with counted(engine) as statements:
            lifecycle.facts_of(session, dialogue, RULES, NOW)
        sent.append(len(statements))
        for number in range(5):
            factories.make_theme(session, dialogue, f"Tema {number}")
            factories.make_point(session, dialogue, f"Punkt {number}")
    assert sent[1] == sent[2] <= 40


def test_five_submissions_in_a_language_ask_for_an_answer_in_it(session: Session) -> None:
    dialogue = factories.make_handed_over_dialogue(session)
    theme = factories.make_theme(session, dialogue)
    for number in range(5):
        assert (number, lifecycle.facts_of(session, dialogue, RULES, NOW).submission_languages_unanswered) == (
            number,
            (),
        )
        factories.make_coding(session, factories.make_submission(session, dialogue, language="so"), theme)
    assert lifecycle.facts_of(session, dialogue, RULES, NOW).submission_languages_unanswered == ("so",)
