"""Role by verb: who may do it for the body, and nobody else, nor anybody for another body."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session
from support import factories
from support.factories import NOW, RULES, in_languages

from portal.domain.agenda_rows import AgendaRow
from portal.domain.commitments import PointKind
from portal.domain.dialogues import Level, ShowMode
from portal.domain.groups import MeasureStatus, MemberRole
from portal.domain.lifecycle import Gate
from portal.domain.matters import ConsiderationOutcome
from portal.domain.permissions import RESIDENT, Actor, Role
from portal.domain.questions import QuestionKind
from portal.domain.refusals import NotAllowed, Refused
from portal.domain.seats import SeatRole
from portal.domain.steering import SteeringKind
from portal.domain.suitability import SuitabilityOutcome
from portal.models.dialogues import Dialogue
from portal.queries import commitments as promises
from portal.queries import groups as known_groups
from portal.queries import questions as known_questions
from portal.services import (
    agendas,
    amendments,
    commitments,
    corrections,
    dialogues,
    endings,
    extensive,
    groups,
    joint_bodies,
    matters,
    meetings,
    plans,
    questions,
    seats,
    series,
    steering,
    texts,
)
from portal.services.matters import MatterFacts, SuitabilityFacts
from portal.services.questions import QuestionFacts
from portal.services.steering import SteeringFacts

Verb = Callable[[Session, Actor, Dialogue], object]

LEAD, SUPPORT, REGISTRAR, ADMIN = Role.DIALOGUE_LEAD, Role.DIALOGUE_SUPPORT, Role.REGISTRAR, Role.ADMINISTRATOR
ALL = in_languages("Text")
DAY = date(2026, 3, 2)
TIE = {"steering_goal": "Mål", "steering_year": 2026}
PLAN = dialogues.Plan(Level.CONSULTATION, ShowMode.NEVER, ("sv",))
FACTS = MatterFacts({"sv": "Titel"}, {"sv": "Text"})
TESTED = SuitabilityFacts({}, {})
GOAL = SteeringFacts(SteeringKind.GOAL, "Mål", 2026)
FREE = QuestionFacts(QuestionKind.FREE_TEXT)
CHANGEABLE, DIALOGUE = PointKind.CHANGEABLE, ConsiderationOutcome.DIALOGUE
SUITABLE, ONCE = SuitabilityOutcome.SUITABLE, Gate.ANNOUNCE
LATER = NOW + timedelta(hours=2)


def group(s: Session, d: Dialogue):
    return known_groups.of_dialogue(s, d.id)[0]


def question(s: Session, d: Dialogue):
    return known_questions.of_dialogue(s, d.id)[0]


def point(s: Session, d: Dialogue):
    return promises.points_of(s, d.id)[0]


VERBS: dict[str, tuple[set[Role], Verb]] = {
    "amend": (
        {LEAD},
        lambda s, a, d: amendments.amend(s, a, RULES, d, amendments.Amended(), ALL, "Olle", d.version, NOW),
    ),
    "extend": ({LEAD}, lambda s, a, d: amendments.extend(s, a, RULES, d, date(2027, 1, 1), ALL, "O", d.version, NOW)),
    "add a point": ({LEAD, SUPPORT}, lambda s, a, d: commitments.add_point(s, a, d, CHANGEABLE, ALL, NOW)),
    "remove a point": ({LEAD, SUPPORT}, lambda s, a, d: commitments.remove_point(s, a, d, point(s, d), NOW)),
    "order points": ({LEAD, SUPPORT}, lambda s, a, d: commitments.order_points(s, a, d, CHANGEABLE, [], NOW)),
    "approve": ({LEAD, REGISTRAR}, lambda s, a, d: commitments.approve(s, a, RULES, d, "Olle", "", DAY, "", NOW)),
    "correct the contact": ({LEAD}, lambda s, a, d: corrections.correct_contact(s, a, d, who(s), d.version, NOW)),
    "correct a typing error": (
        {LEAD},
        lambda s, a, d: corrections.correct_typing_error(s, a, d, "dialogue.use", "x", 1, NOW),
    ),
    "add a language": ({LEAD, SUPPORT}, lambda s, a, d: corrections.add_language(s, a, RULES, d, "en", NOW)),
    "show a language": ({LEAD}, lambda s, a, d: corrections.show_language(s, a, d, "en", NOW)),
    "hold": ({LEAD}, lambda s, a, d: dialogues.hold(s, a, RULES, d.matter, d.body, ALL, NOW, **TIE)),
    "plan": ({LEAD}, lambda s, a, d: dialogues.plan(s, a, RULES, d, PLAN, d.version, NOW)),
    "announce": ({LEAD}, lambda s, a, d: dialogues.announce(s, a, RULES, d, NOW)),
    "pass a should": (
        {LEAD},
        lambda s, a, d: dialogues.pass_should(s, a, RULES, d, ONCE, "OPEN_TOO_SHORT", "x", NOW),
    ),
    "state it extensive": ({LEAD}, lambda s, a, d: extensive.state(s, a, RULES, d, True, "x", d.version, NOW)),
    "add a goal": ({LEAD, REGISTRAR, ADMIN}, lambda s, a, d: steering.add(s, a, d.body, GOAL, NOW)),
    "begin a plan": ({LEAD, REGISTRAR, ADMIN}, lambda s, a, d: plans.begin(s, a, RULES, d.body, 2026, NOW)),
    "seat somebody": (
        {REGISTRAR, ADMIN},
        lambda s, a, d: seats.seat(s, a, d.body, "Eva", SeatRole.CHAIR, DAY, NOW),
    ),
    "join a body": ({LEAD}, lambda s, a, d: joint_bodies.join(s, a, d, d.body, NOW)),
    "part from a body": ({LEAD}, lambda s, a, d: joint_bodies.part(s, a, d, d.body, NOW)),
    "abandon": ({LEAD}, lambda s, a, d: endings.abandon(s, a, RULES, d, "x", NOW)),
    "cancel": ({LEAD}, lambda s, a, d: endings.cancel(s, a, RULES, d, ALL, NOW)),
    "stop": ({LEAD}, lambda s, a, d: endings.stop_early(s, a, RULES, d, ALL, "Olle", NOW)),
    "answer elsewhere": ({LEAD}, lambda s, a, d: endings.answer_elsewhere(s, a, RULES, d, None, NOW)),
    "add a group": ({LEAD, SUPPORT}, lambda s, a, d: groups.add_group(s, a, d, ALL, groups.GroupFacts(), NOW)),
    "change a group": (
        {LEAD, SUPPORT},
        lambda s, a, d: groups.change_group(s, a, d, group(s, d), groups.GroupFacts(), NOW),
    ),
    "remove a group": ({LEAD, SUPPORT}, lambda s, a, d: groups.remove_group(s, a, d, group(s, d), NOW)),
    "add a measure": (
        {LEAD, SUPPORT},
        lambda s, a, d: groups.add_measure(s, a, d, group(s, d), ALL, "Olle", None, NOW),
    ),
    "settle a measure": (
        {LEAD, SUPPORT},
        lambda s, a, d: groups.settle_measure(s, a, d, group(s, d).measures[0], MeasureStatus.DONE, "", NOW),
    ),
    "remove a measure": (
        {LEAD, SUPPORT},
        lambda s, a, d: groups.remove_measure(s, a, d, group(s, d).measures[0], NOW),
    ),
    "add a member": (
        {LEAD, SUPPORT},
        lambda s, a, d: groups.add_member(s, a, d, "Eva", MemberRole.INVESTIGATOR, DAY, NOW),
    ),
    "register a matter": ({LEAD, REGISTRAR}, lambda s, a, d: matters.register(s, a, RULES, d.body, FACTS, NOW)),
    "change a matter": ({LEAD, REGISTRAR}, lambda s, a, d: matters.change(s, a, d.matter, FACTS, 1, NOW)),
    "withdraw a matter": ({LEAD, REGISTRAR}, lambda s, a, d: matters.withdraw(s, a, d.matter, DAY, NOW)),
    "consider": (
        {LEAD, REGISTRAR},
        lambda s, a, d: matters.consider(s, a, RULES, d.matter, DIALOGUE, "x", d.body, "Olle", DAY, NOW),
    ),
    "decide a matter": (
        {LEAD, REGISTRAR},
        lambda s, a, d: matters.record_decided(s, a, RULES, d.matter, DAY, "1", 1, NOW),
    ),
    "move a matter": ({LEAD, REGISTRAR}, lambda s, a, d: matters.move(s, a, RULES, d.matter, d.body, "x", 1, NOW)),
    "move a dialogue": ({LEAD}, lambda s, a, d: corrections.move_body(s, a, d, d.body, "x", d.version, NOW)),
    "enter a meeting": ({LEAD, REGISTRAR}, lambda s, a, d: agendas.hold(s, a, RULES, d.body, DAY, NOW)),
    "take in an agenda": (
        {LEAD, REGISTRAR},
        lambda s, a, d: agendas.take_in(s, a, RULES, AgendaRow(2, "X 1", "Titel"), d.body.slug, NOW),
    ),
    "save a test": ({LEAD, REGISTRAR}, lambda s, a, d: matters.save_suitability(s, a, d.matter, TESTED, 1, NOW)),
    "decide a test": (
        {LEAD, REGISTRAR},
        lambda s, a, d: matters.decide_suitability(s, a, RULES, d.matter, SUITABLE, d.body, "Olle", DAY, 1, NOW),
    ),
    "add a meeting": ({LEAD, SUPPORT}, lambda s, a, d: meetings.add(s, a, d, ALL, ALL, NOW, LATER, NOW)),
    "add a question": ({LEAD, SUPPORT}, lambda s, a, d: questions.add(s, a, d, FREE, ALL, NOW)),
    "change a question": ({LEAD, SUPPORT}, lambda s, a, d: questions.change(s, a, d, question(s, d), FREE, NOW)),
    "remove a question": ({LEAD, SUPPORT}, lambda s, a, d: questions.remove(s, a, d, question(s, d), NOW)),
    "order questions": ({LEAD, SUPPORT}, lambda s, a, d: questions.order(s, a, d, [], NOW)),
    "copy a question": ({LEAD, SUPPORT}, lambda s, a, d: questions.copy(s, a, d, question(s, d), NOW)),
    "copy what was before": ({LEAD}, lambda s, a, d: series.copy_before(s, a, d, NOW)),
    "write a text": ({LEAD, SUPPORT}, lambda s, a, d: texts.write(s, a, d, "dialogue.use", "sv", "x", 1, NOW)),
    "mark a text read": ({LEAD, SUPPORT}, lambda s, a, d: texts.mark_read(s, a, d, "dialogue.use", "fi", 1, NOW)),
    "correct a translation": (
        {LEAD, SUPPORT},
        lambda s, a, d: texts.correct_translation(s, a, d, "dialogue.use", "fi", "x", 1, NOW),
    ),
}


def who(session: Session):
    return factories.make_user(session, "Nils Ny")


def is_let_in(session: Session, actor: Actor, verb: Verb, dialogue: Dialogue) -> bool:
    """Whether the verb gets past the permission; what it does is undone."""
    nested = session.begin_nested()
    try:
        verb(session, actor, dialogue)
    except NotAllowed:
        return False
    except Refused:
        return True
    finally:
        nested.rollback()
        session.expire_all()
    return True


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", VERBS)
def test_a_verb_is_open_to_its_roles_for_its_body_only(session: Session, name: str) -> None:
    allowed, verb = VERBS[name]
    dialogue = factories.make_dialogue_ready_to_announce(session, languages=("sv", "fi"))
    elsewhere = factories.make_body(session, "Kulturnämnden")
    let_in = set()
    for role in Role:
        own = factories.actor(factories.make_user(session, roles=[role], body=dialogue.body))
        stranger = factories.actor(factories.make_user(session, roles=[role], body=elsewhere))
        if is_let_in(session, own, verb, dialogue):
            let_in.add(role)
        assert not is_let_in(session, stranger, verb, dialogue)
    assert let_in == allowed
    assert not is_let_in(session, RESIDENT, verb, dialogue)
