"""From the decision to hold a dialogue to its announcement: no arrow is taken while its gate is closed."""

from datetime import date

import pytest
from sqlalchemy.orm import Session
from support import factories
from support.factories import LANGUAGES, NOW, RULES
from support.traces import log, refused, verbs

from portal.domain.bodies import BodyKind
from portal.domain.dialogues import Level, ShowMode, Stage, stage_of
from portal.domain.lifecycle import Gate
from portal.domain.matters import ConsiderationOutcome
from portal.domain.permissions import SYSTEM, Role
from portal.domain.refusals import Conflict, GateClosed, Invalid, NotAllowed
from portal.models.dialogues import Dialogue
from portal.models.matters import Matter
from portal.queries import commitments as promises
from portal.queries import dialogues as known
from portal.services import commitments, dialogues, extensive, texts
from portal.services.dialogues import Plan

PLAN = Plan(Level.CONSULTATION, ShowMode.AFTER_REVIEW, LANGUAGES)


def held(session: Session, matter: Matter, **given: object) -> Dialogue:
    values = {"steering_goal": "Budget 2026", "steering_year": 2026} | given
    return dialogues.hold(session, SYSTEM, RULES, matter, matter.body, {"sv": "Hur ska parken bli?"}, NOW, **values)


def test_a_dialogue_is_held_by_the_body_that_considered_it(session: Session) -> None:
    board = factories.make_body(session, "Kommunstyrelsen", kind=BodyKind.EXECUTIVE_BOARD)
    matter = factories.make_matter(session)
    matter.considerations[0].body = board
    session.flush()
    dialogue = held(session, matter)
    assert (dialogue.held_by, dialogue.body) == (board, matter.body)
    assert dialogue.texts.plain("purpose") == "Få veta hur parken ska användas."
    assert [entry.language for entry in dialogue.languages] == list(LANGUAGES)
    assert verbs(session) == ["dialogues.hold"]


def test_a_dialogue_is_not_held_without_a_suitability_test(session: Session) -> None:
    matter = factories.make_matter(session, suitable=False)
    with refused(
        session,
        "SUITABILITY_TEST_INCOMPLETE",
        "NOT_FOUND_SUITABLE",
        "NO_PURPOSE",
        "NO_GROUNDS",
        "NO_BODY_FOR_SUITABILITY",
        "NO_PERSON_FOR_SUITABILITY",
        "NO_LONGER_OPEN_TO_INFLUENCE",
        kind=GateClosed,
    ):
        held(session, matter)


def test_a_dialogue_is_not_held_after_the_planned_decision(session: Session) -> None:
    matter = factories.make_matter(session, planned_decision_on=date(2026, 3, 1))
    with refused(session, "AFTER_PLANNED_DECISION"):
        held(session, matter)


def test_a_dialogue_is_not_held_when_the_consideration_was_reversed(session: Session) -> None:
    matter = factories.make_matter(session, considered=ConsiderationOutcome.NO_DIALOGUE)
    with refused(session, "NO_CONSIDERATION_FOR_DIALOGUE"):
        held(session, matter)


def test_a_dialogue_is_tied_to_the_steering_process(session: Session) -> None:
    matter = factories.make_matter(session)
    with refused(session, "NO_STEERING_GOAL", "NO_STEERING_YEAR"):
        held(session, matter, steering_goal=" ", steering_year=None)


def test_a_dialogue_has_a_title_and_is_held_in_swedish_and_languages_of_the_portal(session: Session) -> None:
    matter = factories.make_matter(session)
    with refused(session, "DIALOGUE_LANGUAGE_UNKNOWN", kind=Invalid):
        held(session, matter, languages=("fi", "en"))
    with refused(session, "NO_TITLE", kind=Invalid):
        tie = {"steering_goal": "Mål", "steering_year": 2026}
        dialogues.hold(session, SYSTEM, RULES, matter, matter.body, {"fi": "Puisto"}, NOW, **tie)


def test_dialogue_support_prepares_but_does_not_hold(session: Session) -> None:
    matter = factories.make_matter(session)
    support = factories.actor(factories.make_user(session, roles=[Role.DIALOGUE_SUPPORT]))
    with refused(session, "NOT_ALLOWED", kind=NotAllowed):
        dialogues.hold(
            session, support, RULES, matter, matter.body, {"sv": "X"}, NOW, steering_goal="", steering_year=1
        )


def test_the_open_time_is_whole_days_of_the_municipality(session: Session) -> None:
    dialogue = factories.make_dialogue(session)
    planned = Plan(
        Level.CONSULTATION,
        ShowMode.AFTER_REVIEW,
        ("sv", "ar"),
        opens_on=date(2026, 3, 20),
        closes_on=date(2026, 4, 20),
    )
    dialogues.plan(session, SYSTEM, RULES, dialogue, planned, dialogue.version, NOW)
    assert dialogue.opens_at is not None
    assert dialogue.closes_at is not None
    assert dialogue.opens_at.isoformat() == "2026-03-19T23:00:00+00:00"
    assert dialogue.closes_at.isoformat() == "2026-04-20T22:00:00+00:00"
    assert [entry.language for entry in dialogue.languages] == ["sv", "ar"]


def test_a_plan_that_cannot_be_meant_is_refused(session: Session) -> None:
    dialogue = factories.make_dialogue(session)
    backwards = Plan(
        Level.CONSULTATION,
        ShowMode.NEVER,
        ("sv",),
        opens_on=date(2026, 4, 2),
        closes_on=date(2026, 4, 1),
        planned_period="våren",
        extensive=True,
    )
    with refused(session, "CLOSES_BEFORE_OPENING", "PERIOD_WITHOUT_LAST_DAY", "EXTENSIVE_WITHOUT_REASON"):
        dialogues.plan(session, SYSTEM, RULES, dialogue, backwards, dialogue.version, NOW)
    with refused(session, "DIALOGUE_LANGUAGE_UNKNOWN"):
        plan = Plan(Level.CONSULTATION, ShowMode.NEVER, ("sv", "tlh"))
        dialogues.plan(session, SYSTEM, RULES, dialogue, plan, dialogue.version, NOW)


def test_nobody_overwrites_a_colleagues_plan_unseen(session: Session) -> None:
    dialogue = factories.make_dialogue(session)
    read = dialogue.version
    dialogues.plan(session, SYSTEM, RULES, dialogue, PLAN, read, NOW)
    with refused(session, "CHANGED_MEANWHILE", kind=Conflict):
        dialogues.plan(session, SYSTEM, RULES, dialogue, PLAN, read, NOW)


def test_an_announced_dialogue_is_not_planned_any_more(session: Session) -> None:
    dialogue = factories.make_announced_dialogue(session)
    with refused(session, "ALREADY_ANNOUNCED", kind=GateClosed):
        dialogues.plan(session, SYSTEM, RULES, dialogue, PLAN, dialogue.version, NOW)


def test_a_dialogue_is_not_announced_without_what_the_gate_asks(session: Session) -> None:
    dialogue = factories.make_dialogue(session)
    with refused(
        session,
        "NO_POINT_THAT_CAN_CHANGE",
        "COMMITMENT_NOT_APPROVED",
        "NO_AFFECTED_GROUP",
        "NO_QUESTION_OR_MEETING",
        "NO_CONTACT_PERSON",
        "TOO_FEW_REVIEWERS",
        kind=GateClosed,
    ):
        dialogues.announce(session, SYSTEM, RULES, dialogue, NOW)


def test_the_announcement_freezes_the_promise_in_every_language(session: Session) -> None:
    dialogue = factories.make_dialogue_ready_to_announce(session)
    lead = factories.lead(session, body=dialogue.body)
    version = dialogues.announce(session, lead, RULES, dialogue, NOW)
    assert stage_of(dialogue.stage_facts(), NOW) is Stage.ANNOUNCED
    assert version.number == 1
    assert set(version.content["purpose"]) == set(LANGUAGES)
    assert len(version.content["points"]) == 2
    assert version.content["closes_on"] == "2026-04-08"
    assert version.content_hash == promises.approvals_of(session, dialogue.id)[0].content_hash
    assert (dialogue.first_result_by, dialogue.first_answer_by) == (dialogue.result_by, dialogue.answer_by)
    assert log(session, dialogue.id) == [("announced", {})]
    assert session.info["public_scopes"] == {"site", f"dialogue:{dialogue.id}"}
    assert known.public_by_slug(session, dialogue.slug) is dialogue


def test_a_dialogue_is_announced_once(session: Session) -> None:
    dialogue = factories.make_announced_dialogue(session)
    with refused(session, "NOT_PREPARING", kind=GateClosed):
        dialogues.announce(session, SYSTEM, RULES, dialogue, NOW)


@pytest.mark.parametrize("role", [Role.DIALOGUE_SUPPORT, Role.MODERATOR, Role.REGISTRAR, Role.ELECTED_READER])
def test_only_a_dialogue_lead_announces(session: Session, role: Role) -> None:
    dialogue = factories.make_dialogue_ready_to_announce(session)
    other = factories.actor(factories.make_user(session, roles=[role]))
    with refused(session, "NOT_ALLOWED", kind=NotAllowed):
        dialogues.announce(session, other, RULES, dialogue, NOW)


def test_a_lead_of_another_body_does_not_announce(session: Session) -> None:
    dialogue = factories.make_dialogue_ready_to_announce(session)
    stranger = factories.lead(session, body=factories.make_body(session, "Kulturnämnden"))
    with refused(session, "NOT_ALLOWED", kind=NotAllowed):
        dialogues.announce(session, stranger, RULES, dialogue, NOW)


def test_a_promise_changed_after_its_approval_is_not_announced(session: Session) -> None:
    dialogue = factories.make_dialogue_ready_to_announce(session)
    text = dialogue.texts.get("use", "sv")
    assert text is not None
    texts.write(session, SYSTEM, dialogue, "dialogue.use", "sv", "Vi lovar mer nu.", text.version, NOW)
    with refused(session, "COMMITMENT_TEXT_STALE", "COMMITMENT_NOT_APPROVED"):
        dialogues.announce(session, SYSTEM, RULES, dialogue, NOW)


def test_a_should_is_passed_with_a_reason_that_the_public_log_shows(session: Session) -> None:
    dialogue = factories.make_dialogue_ready_to_announce(session, opens_in=2)
    with refused(session, "ANNOUNCED_TOO_LATE"):
        dialogues.announce(session, SYSTEM, RULES, dialogue, NOW)
    code, reason = "ANNOUNCED_TOO_LATE", "Nämnden tidigarelade beslutet."
    dialogues.pass_should(session, SYSTEM, RULES, dialogue, Gate.ANNOUNCE, code, reason, NOW)
    assert log(session, dialogue.id) == []
    dialogues.announce(session, SYSTEM, RULES, dialogue, NOW)
    assert log(session, dialogue.id) == [
        ("announced", {}),
        ("should_passed", {"gate": "announce", "code": code, "reason": reason}),
    ]


def test_a_must_is_not_passed_and_a_should_not_without_reason(session: Session) -> None:
    dialogue = factories.make_dialogue_ready_to_announce(session, opens_in=2)
    with refused(session, "NOT_A_SHOULD", kind=Invalid):
        dialogues.pass_should(session, SYSTEM, RULES, dialogue, Gate.ANNOUNCE, "NO_CONTACT_PERSON", "Nja", NOW)
    with refused(session, "SHOULD_WITHOUT_REASON", kind=Invalid):
        dialogues.pass_should(session, SYSTEM, RULES, dialogue, Gate.ANNOUNCE, "ANNOUNCED_TOO_LATE", " ", NOW)
    with refused(session, "SHOULD_IS_MET", kind=Invalid):
        dialogues.pass_should(session, SYSTEM, RULES, dialogue, Gate.ANNOUNCE, "OPEN_TOO_SHORT", "Nja", NOW)


def test_an_approval_in_the_bodys_name_says_who_and_when(session: Session) -> None:
    dialogue = factories.make_dialogue(session)
    with refused(session, "NO_APPROVER"):
        commitments.approve(session, SYSTEM, RULES, dialogue, " ", "", NOW.date(), "", NOW)
    with refused(session, "APPROVED_IN_THE_FUTURE"):
        commitments.approve(session, SYSTEM, RULES, dialogue, "Olle", "", date(2026, 3, 3), "", NOW)
    commitments.approve(session, SYSTEM, RULES, dialogue, "Olle Ordförande", "ordförande", NOW.date(), "§ 3", NOW)
    assert promises.standing_approval(session, dialogue, RULES) is not None


def test_a_should_of_a_later_gate_is_public_at_once(session: Session) -> None:
    dialogue = factories.make_handed_over_dialogue(session)
    theme = factories.make_theme(session, dialogue)
    for _each in range(5):
        factories.make_coding(session, factories.make_submission(session, dialogue, language="so"), theme)
    code, reason = "LANGUAGE_WITHOUT_ANSWER", "Översättaren är sjuk."
    dialogues.pass_should(session, SYSTEM, RULES, dialogue, Gate.ANSWER, code, reason, NOW)
    assert log(session, dialogue.id)[-1] == ("should_passed", {"gate": "answer", "code": code, "reason": reason})
    assert session.info["public_scopes"] == {f"dialogue:{dialogue.id}"}


def test_a_dialogue_is_stated_extensive_with_a_reason_until_it_concludes(session: Session) -> None:
    dialogue = factories.make_open_dialogue(session)
    with refused(session, "EXTENSIVE_WITHOUT_REASON", kind=Invalid):
        extensive.state(session, SYSTEM, RULES, dialogue, True, " ", dialogue.version, NOW)
    extensive.state(session, SYSTEM, RULES, dialogue, True, "Berör hela kommunen.", dialogue.version, NOW)
    assert dialogue.extensive
    dialogue.concluded_at = NOW
    with refused(session, "ALREADY_CONCLUDED", kind=GateClosed):
        extensive.state(session, SYSTEM, RULES, dialogue, False, "", dialogue.version, NOW)
