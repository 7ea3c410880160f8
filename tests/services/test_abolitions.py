"""A body that is abolished: what lives moves to the successor, or nothing is done."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session
from support import factories
from support.factories import NOW, RULES
from support.traces import log, refused, verbs

from portal.domain.bodies import BodyKind, RolesThen
from portal.domain.feedback import FollowUpStatus
from portal.domain.lifecycle import Gate, checks
from portal.domain.permissions import Actor, Role
from portal.domain.seats import SeatRole
from portal.effects.texts import made_set
from portal.models.bodies import Body
from portal.models.feedback import FollowUp
from portal.models.joint_bodies import JointBody
from portal.models.seats import Seat
from portal.queries import lifecycle, living
from portal.queries import users as known_users
from portal.services import abolitions, dialogues, matters, seats
from portal.services.abolitions import Abolition

TODAY = NOW.date()


@pytest.fixture
def admin(session: Session) -> Actor:
    return factories.actor(factories.make_user(session, "Disa", roles=[Role.ADMINISTRATOR]))


@pytest.fixture
def body(session: Session) -> Body:
    return factories.make_body(session, "Miljönämnden")


@pytest.fixture
def successor(session: Session) -> Body:
    return factories.make_body(session, "Bygg- och miljönämnden")


def test_a_body_with_open_dialogues_is_not_abolished(
    session: Session, admin: Actor, body: Body, successor: Body
) -> None:
    factories.make_open_dialogue(session, body=body)
    with refused(session, "BODY_HAS_MATTERS", "BODY_HAS_DIALOGUES", "BODY_HAS_PROMISES"):
        abolitions.abolish(session, admin, RULES, body, Abolition(TODAY, successor), NOW)
    assert body.abolished_on is None


def test_everything_that_lives_moves_to_the_successor_in_one_act(
    session: Session, admin: Actor, body: Body, successor: Body
) -> None:
    opened = factories.make_open_dialogue(session, body=body)
    preparing = factories.make_dialogue_ready_to_announce(session, body=body)
    promised = (opened.result_by, opened.answer_by)
    session.info.clear()
    abolitions.abolish(session, admin, RULES, body, Abolition(TODAY, successor, move=True), NOW)
    for dialogue in (opened, preparing):
        assert dialogue.body_id == dialogue.matter.body_id == dialogue.deciding_body_id == successor.id
        assert dialogue.held_by_id == body.id
    assert (opened.result_by, opened.answer_by) == promised
    kind, data = log(session, opened.id)[-1]
    assert (kind, data["what"]) == ("corrected", "responsibility")
    assert data["to"]["sv"]["text"] == "Bygg- och miljönämnden"
    assert log(session, preparing.id) == []
    assert session.info["public_scopes"] == {"site", f"dialogue:{opened.id}"}
    assert (body.abolished_on, body.successor_id) == (TODAY, successor.id)
    written = verbs(session)
    assert written.count("abolitions.move_dialogue") == written.count("abolitions.move_matter") == 2
    assert written[-1] == "abolitions.abolish"


def test_a_promise_that_was_not_given_yet_is_approved_by_the_successor(
    session: Session, admin: Actor, body: Body, successor: Body
) -> None:
    dialogue = factories.make_dialogue_ready_to_announce(session, body=body)
    abolitions.abolish(session, admin, RULES, body, Abolition(TODAY, successor, move=True), NOW)
    unmet = {c.code for c in checks(Gate.ANNOUNCE, lifecycle.facts_of(session, dialogue, RULES, NOW)) if not c.met}
    assert "COMMITMENT_NOT_APPROVED" in unmet


def test_a_concluded_dialogue_still_keeps_the_body_while_a_follow_up_is_due(session: Session, body: Body) -> None:
    dialogue = factories.make_handed_over_dialogue(session, body=body)
    dialogue.answered_at = dialogue.concluded_at = NOW
    session.flush()
    assert living.of_body(session, body.id, TODAY).held == []
    follow_up = FollowUp(
        dialogue_id=dialogue.id,
        texts=made_set(session, "follow_up", NOW, None, what={"sv": "Vi mäter bullret."}),
        owner="Lena",
        due_on=TODAY,
    )
    session.add(follow_up)
    session.flush()
    assert living.of_body(session, body.id, TODAY).held == [dialogue]
    follow_up.status = FollowUpStatus.DONE
    session.flush()
    assert living.of_body(session, body.id, TODAY).held == []


def test_a_body_with_nothing_left_ends_without_a_successor(session: Session, admin: Actor, body: Body) -> None:
    matter = factories.make_matter(session, body=body)
    matter.planned_decision_on = TODAY - timedelta(days=1)
    session.flush()
    abolitions.abolish(session, admin, RULES, body, Abolition(TODAY), NOW)
    assert (body.abolished_on, body.successor_id, matter.body_id) == (TODAY, None, body.id)
    with refused(session, "BODY_ABOLISHED"):
        abolitions.abolish(session, admin, RULES, body, Abolition(TODAY), NOW)


def test_an_abolished_body_takes_nothing_new(session: Session, admin: Actor, body: Body) -> None:
    lead = factories.lead(session)
    matter = factories.make_matter(session)
    abolitions.abolish(session, admin, RULES, body, Abolition(TODAY), NOW)
    facts = matters.MatterFacts({"sv": "Ny"}, {"sv": "Ny"})
    with refused(session, "BODY_ABOLISHED"):
        matters.register(session, lead, RULES, body, facts, NOW)
    with refused(session, "BODY_ABOLISHED"):
        dialogues.hold(session, lead, RULES, matter, body, {"sv": "X"}, NOW, steering_goal="M", steering_year=2026)
    with refused(session, "BODY_ABOLISHED"):
        seats.seat(session, admin, body, "Eva", SeatRole.CHAIR, TODAY, NOW)


def test_what_cannot_be_is_refused_with_what_to_do(session: Session, admin: Actor, body: Body, successor: Body) -> None:
    board = factories.make_body(session, "Kommunstyrelsen", kind=BodyKind.EXECUTIVE_BOARD)
    with refused(session, "COUNCIL_AND_BOARD_STAY"):
        abolitions.abolish(session, admin, RULES, board, Abolition(TODAY), NOW)
    with refused(session, "ABOLISHED_IN_THE_FUTURE", "NO_SUCCESSOR"):
        abolitions.abolish(session, admin, RULES, body, Abolition(TODAY + timedelta(days=1), move=True), NOW)
    with refused(session, "SUCCESSOR_IS_ITSELF"):
        abolitions.abolish(session, admin, RULES, body, Abolition(TODAY, body, move=True), NOW)
    with refused(session, "NO_SUCCESSOR"):
        abolitions.abolish(session, admin, RULES, body, Abolition(TODAY, roles=RolesThen.CARRY), NOW)
    abolitions.abolish(session, admin, RULES, successor, Abolition(TODAY), NOW)
    with refused(session, "SUCCESSOR_ABOLISHED"):
        abolitions.abolish(session, admin, RULES, body, Abolition(TODAY, successor, move=True), NOW)


def test_what_others_need_the_body_for_moves_too(session: Session, admin: Actor, body: Body, successor: Body) -> None:
    schools = factories.make_body(session, "Skolnämnden")
    decided = factories.make_open_dialogue(session, body=schools)
    decided.deciding_body = body
    joint = factories.make_open_dialogue(session, body=schools)
    session.add(JointBody(dialogue_id=joint.id, body_id=body.id, position=1))
    committee = factories.make_body(session, "Tillsynsutskottet", kind=BodyKind.SUB_COMMITTEE)
    committee.parent_id = body.id
    session.flush()
    with refused(session, "BODY_IS_TO_DECIDE", "BODY_HAS_SUB_COMMITTEES"):
        abolitions.abolish(session, admin, RULES, body, Abolition(TODAY, successor), NOW)
    abolitions.abolish(session, admin, RULES, body, Abolition(TODAY, successor, move=True), NOW)
    assert (decided.deciding_body_id, committee.parent_id) == (successor.id, successor.id)
    assert session.get(JointBody, (joint.id, successor.id)) is not None
    assert session.get(JointBody, (joint.id, body.id)) is None
    assert joint.body_id == schools.id


def test_a_successor_that_held_it_jointly_becomes_the_responsible_one(
    session: Session, admin: Actor, body: Body, successor: Body
) -> None:
    dialogue = factories.make_open_dialogue(session, body=body)
    session.add(JointBody(dialogue_id=dialogue.id, body_id=successor.id, position=1))
    session.flush()
    abolitions.abolish(session, admin, RULES, body, Abolition(TODAY, successor, move=True), NOW)
    assert dialogue.body_id == successor.id
    assert session.get(JointBody, (dialogue.id, successor.id)) is None


@pytest.mark.parametrize("roles", RolesThen)
def test_roles_end_or_are_carried_over_and_seats_end(
    session: Session, admin: Actor, body: Body, successor: Body, roles: RolesThen
) -> None:
    user = factories.make_user(session, roles=[Role.DIALOGUE_LEAD], body=body)
    seat = Seat(body_id=body.id, name="Eva Ek", role=SeatRole.CHAIR, from_on=date(2023, 1, 1))
    session.add(seat)
    session.flush()
    token = user.session_token
    abolitions.abolish(session, admin, RULES, body, Abolition(TODAY, successor, roles=roles), NOW)
    kept = [grant.body_id for grant in known_users.actor_of(user).grants]
    assert kept == ([successor.id] if roles is RolesThen.CARRY else [])
    assert user.session_token != token
    assert seat.until_on == TODAY


def test_only_an_administrator_of_everything_abolishes(session: Session, body: Body) -> None:
    own = factories.actor(factories.make_user(session, roles=[Role.ADMINISTRATOR], body=body))
    for actor in (own, factories.lead(session)):
        with refused(session, "NOT_ALLOWED"):
            abolitions.abolish(session, actor, RULES, body, Abolition(TODAY), NOW)
