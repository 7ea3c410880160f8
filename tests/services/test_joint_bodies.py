"""Dialogues that two bodies hold together."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session
from support import factories
from support.factories import NOW, RULES, make_handed_over_dialogue
from support.traces import refused, verbs

from portal.domain.lifecycle import Gate, checks
from portal.domain.permissions import Act, Actor, Role, may
from portal.models.bodies import Body
from portal.models.dialogues import Dialogue
from portal.models.joint_bodies import JointBody
from portal.queries import answers as written
from portal.queries import commitments as promises
from portal.queries import handovers, lifecycle
from portal.queries import joint_bodies as known
from portal.services import answers, commitments, joint_bodies, meetings

TODAY = NOW.date()


@pytest.fixture
def dialogue(session: Session) -> Dialogue:
    return factories.make_dialogue_ready_to_announce(session)


@pytest.fixture
def other(session: Session) -> Body:
    return factories.make_body(session, "Kulturnämnden")


@pytest.fixture
def lead(session: Session, dialogue: Dialogue) -> Actor:
    return factories.lead(session, body=dialogue.body)


def unmet(session: Session, dialogue: Dialogue, gate: Gate) -> set[str]:
    return {check.code for check in checks(gate, lifecycle.facts_of(session, dialogue, RULES, NOW)) if not check.met}


def test_one_body_stays_responsible_and_another_joins_once(
    session: Session, dialogue: Dialogue, other: Body, lead: Actor
) -> None:
    with refused(session, "JOINT_BODY_IS_RESPONSIBLE"):
        joint_bodies.join(session, lead, dialogue, dialogue.body, NOW)
    joint_bodies.join(session, lead, dialogue, other, NOW)
    with refused(session, "JOINT_ALREADY"):
        joint_bodies.join(session, lead, dialogue, other, NOW)
    assert known.of_dialogue(session, dialogue.id) == [other]
    joint_bodies.part(session, lead, dialogue, other, NOW)
    with refused(session, "NOT_JOINT"):
        joint_bodies.part(session, lead, dialogue, other, NOW)
    assert verbs(session) == ["joint_bodies.join", "joint_bodies.part"]


def test_nobody_joins_or_leaves_a_promise_that_is_given(session: Session, other: Body) -> None:
    opened, lead = factories.make_open_dialogue(session), factories.lead(session)
    with refused(session, "ALREADY_ANNOUNCED"):
        joint_bodies.join(session, lead, opened, other, NOW)


def test_each_body_approves_the_promise_in_its_own_name(
    session: Session, dialogue: Dialogue, other: Body, lead: Actor
) -> None:
    assert "JOINT_BODY_NOT_APPROVED" not in unmet(session, dialogue, Gate.ANNOUNCE)
    joint_bodies.join(session, lead, dialogue, other, NOW)
    assert unmet(session, dialogue, Gate.ANNOUNCE) == {"JOINT_BODY_NOT_APPROVED"}
    commitments.approve(session, lead, RULES, dialogue, "Kia Kultur", "ordförande", TODAY, "§ 9", NOW, body=other)
    assert unmet(session, dialogue, Gate.ANNOUNCE) == set()
    standing = promises.standing_approval(session, dialogue, RULES)
    assert standing is not None
    assert standing.body_id == dialogue.body_id


def test_the_other_bodys_approval_does_not_stand_for_the_responsible_one(session: Session, other: Body) -> None:
    dialogue = factories.make_dialogue(session)
    lead = factories.lead(session)
    joint_bodies.join(session, lead, dialogue, other, NOW)
    commitments.approve(session, lead, RULES, dialogue, "Kia Kultur", "", TODAY, "", NOW, body=other)
    assert "COMMITMENT_NOT_APPROVED" in unmet(session, dialogue, Gate.ANNOUNCE)


def test_each_body_approves_the_answer_too(session: Session, dialogue: Dialogue, other: Body, lead: Actor) -> None:
    joint_bodies.join(session, lead, dialogue, other, NOW)
    dialogue.announced_at, dialogue.handed_over_at = NOW - timedelta(days=60), NOW - timedelta(days=1)
    session.flush()
    answers.approve(session, lead, RULES, dialogue, "Olle", "ordförande", TODAY, "§ 3", NOW)
    assert "ANSWER_NOT_APPROVED" not in unmet(session, dialogue, Gate.ANSWER)
    assert "JOINT_BODY_NOT_APPROVED" in unmet(session, dialogue, Gate.ANSWER)
    answers.approve(session, lead, RULES, dialogue, "Kia Kultur", "ordförande", TODAY, "§ 9", NOW, body=other)
    assert not {"ANSWER_NOT_APPROVED", "JOINT_BODY_NOT_APPROVED"} & unmet(session, dialogue, Gate.ANSWER)
    content = written.content_of(session, dialogue, NOW)
    assert content["approval"]["by"] == "Olle"
    assert [one["by"] for one in content["joint_approvals"]] == ["Kia Kultur"]


@pytest.mark.parametrize("role", [Role.DIALOGUE_LEAD, Role.DIALOGUE_SUPPORT, Role.MODERATOR, Role.REGISTRAR])
def test_staff_of_both_bodies_work_with_it_and_with_nothing_else_of_the_other(
    session: Session, dialogue: Dialogue, other: Body, lead: Actor, role: Role
) -> None:
    guest = factories.actor(factories.make_user(session, "Gunnar Gäst", roles=[role], body=other))
    assert not may(known.actor_in(session, guest, dialogue), Act.SEE_DRAFTS, dialogue.body_id)
    joint_bodies.join(session, lead, dialogue, other, NOW)
    stands = known.actor_in(session, guest, dialogue)
    assert stands.user_id == guest.user_id
    for act in Act:
        assert may(stands, act, dialogue.body_id) is may(guest, act, other.id)
    elsewhere = factories.make_dialogue(session, matter=dialogue.matter, title="En annan")
    assert not may(known.actor_in(session, guest, elsewhere), Act.SEE_DRAFTS, elsewhere.body_id)
    assert known.actor_in_named(session, guest, dialogue.slug) == stands
    assert known.actor_in_named(session, guest, elsewhere.slug) is guest


def test_a_service_takes_the_guest_as_one_stands_towards_the_dialogue(
    session: Session, dialogue: Dialogue, other: Body, lead: Actor
) -> None:
    joint_bodies.join(session, lead, dialogue, other, NOW)
    guest = factories.lead(session, body=other)
    words = factories.in_languages("Träff")
    hours = (NOW + timedelta(days=20), NOW + timedelta(days=20, hours=2))
    with refused(session, "NOT_ALLOWED"):
        meetings.add(session, guest, dialogue, words, words, *hours, NOW)
    assert meetings.add(session, known.actor_in(session, guest, dialogue), dialogue, words, words, *hours, NOW)


def test_an_administrator_of_the_other_body_gets_no_power_here(
    session: Session, dialogue: Dialogue, other: Body, lead: Actor
) -> None:
    joint_bodies.join(session, lead, dialogue, other, NOW)
    admin = factories.actor(factories.make_user(session, roles=[Role.ADMINISTRATOR], body=other))
    assert not may(known.actor_in(session, admin, dialogue), Act.MANAGE_USERS, dialogue.body_id)


def test_the_handover_names_both_bodies(session: Session, other: Body) -> None:
    dialogue = make_handed_over_dialogue(session)
    assert "joint_bodies" not in handovers.content_of(session, dialogue, NOW)
    session.add(JointBody(dialogue_id=dialogue.id, body_id=other.id, position=1))
    session.flush()
    content = handovers.content_of(session, dialogue, NOW)
    assert [name["sv"]["text"] for name in content["joint_bodies"]] == ["Kulturnämnden"]
