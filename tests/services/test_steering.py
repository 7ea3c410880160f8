"""A body's list of goals, plans and budgets, and dialogues tied to it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session
from support import factories
from support.factories import NOW, RULES
from support.traces import refused, verbs

from portal.domain.bodies import BodyKind
from portal.domain.dialogues import Level, ShowMode
from portal.domain.lifecycle import Gate, checks
from portal.domain.permissions import Actor
from portal.domain.refusals import Conflict
from portal.domain.steering import SteeringKind
from portal.models.bodies import Body
from portal.models.steering import SteeringItem
from portal.queries import lifecycle
from portal.queries import steering as known
from portal.services import dialogues, steering
from portal.services.steering import SteeringFacts

BUDGET = SteeringFacts(SteeringKind.BUDGET, "Budget 2027", 2027, date(2026, 6, 15))


@pytest.fixture
def body(session: Session) -> Body:
    return factories.make_body(session)


@pytest.fixture
def lead(session: Session, body: Body) -> Actor:
    return factories.lead(session, body=body)


def test_a_goal_needs_a_name_and_a_year_that_can_be(session: Session, body: Body, lead: Actor) -> None:
    with refused(session, "NO_NAME", "YEAR_OUT_OF_RANGE"):
        steering.add(session, lead, body, SteeringFacts(SteeringKind.GOAL, " ", 1826), NOW)
    item = steering.add(session, lead, body, BUDGET, NOW)
    assert (item.name, item.year, verbs(session)) == ("Budget 2027", 2027, ["steering.add"])


def test_two_who_change_the_same_goal_do_not_overwrite_each_other(session: Session, body: Body, lead: Actor) -> None:
    item = steering.add(session, lead, body, BUDGET, NOW)
    steering.change(session, lead, item, replace(BUDGET, year=2028), item.version, NOW)
    with refused(session, "CHANGED_MEANWHILE", kind=Conflict):
        steering.change(session, lead, item, BUDGET, item.version - 1, NOW)
    assert item.year == 2028


def test_a_dialogue_is_offered_its_own_bodys_list_and_the_boards(session: Session, body: Body, lead: Actor) -> None:
    board = factories.make_body(session, "Kommunstyrelsen", kind=BodyKind.EXECUTIVE_BOARD)
    other = factories.make_body(session, "Kulturnämnden")
    everywhere = factories.lead(session)
    own, shared, strange = (steering.add(session, everywhere, one, BUDGET, NOW) for one in (body, board, other))
    assert known.offered_to(session, body.id) == [own, shared]
    with refused(session, "NO_SUCH_STEERING_ITEM"):
        known.offered(session, body.id, strange.id)
    steering.retire(session, lead, RULES, own, own.version, NOW)
    assert known.offered_to(session, body.id) == [shared]
    with refused(session, "STEERING_ITEM_RETIRED"):
        steering.retire(session, lead, RULES, own, own.version, NOW)


def plan(session: Session, lead: Actor, item: SteeringItem, closes_on: date) -> set[str]:
    dialogue = factories.make_dialogue_ready_to_announce(session, body=session.get_one(Body, item.body_id))
    wanted = dialogues.Plan(
        Level.CONSULTATION, ShowMode.NEVER, ("sv",), opens_on=NOW.date() + timedelta(days=10), closes_on=closes_on,
        steering_item=item,
    )  # fmt: skip
    dialogues.plan(session, lead, RULES, dialogue, wanted, dialogue.version, NOW)
    assert (dialogue.steering_goal, dialogue.steering_year) == ("Budget 2027", 2027)
    facts = lifecycle.facts_of(session, dialogue, RULES, NOW)
    return {check.code for check in checks(Gate.ANNOUNCE, facts) if not check.met}


def test_a_dialogue_that_closes_after_the_budget_is_pointed_out(session: Session, body: Body, lead: Actor) -> None:
    item = steering.add(session, lead, body, BUDGET, NOW)
    assert "CLOSES_AFTER_STEERING" not in plan(session, lead, item, date(2026, 6, 14))
    assert "CLOSES_AFTER_STEERING" in plan(session, lead, item, date(2026, 6, 15))


def test_a_dialogue_begins_with_the_words_of_the_list(session: Session, body: Body, lead: Actor) -> None:
    item = steering.add(session, lead, body, BUDGET, NOW)
    matter = factories.make_matter(session, body=body)
    made = dialogues.hold(
        session, lead, RULES, matter, body, {"sv": "Parken"}, NOW, steering_goal="", steering_year=None,
        steering_item=item,
    )  # fmt: skip
    assert (made.steering_goal, made.steering_year, made.steering_item_id) == ("Budget 2027", 2027, item.id)
    steering.change(session, lead, item, replace(BUDGET, name="Något annat"), item.version, NOW)
    assert made.steering_goal == "Budget 2027"
