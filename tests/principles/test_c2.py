"""C2: the executive board has overall responsibility; each committee runs dialogues in its own field."""

from datetime import timedelta

from sqlalchemy.orm import Session
from support import factories
from support.factories import NOW, RULES
from support.traces import log, refused

from portal.domain.bodies import BodyKind
from portal.domain.dialogues import Stage
from portal.domain.escalation import LiesWith, lies_with
from portal.domain.lifecycle import Gate
from portal.domain.permissions import Role
from portal.domain.seats import SeatRole
from portal.queries import dialogues as known
from portal.queries import seats as sitting
from portal.services import abolitions, dialogues, joint_bodies, meetings, seats
from portal.services.abolitions import Abolition

TODAY = NOW.date()


def test_a_committee_runs_dialogues_in_its_own_field_and_in_no_other(session: Session) -> None:
    dialogue = factories.make_dialogue_ready_to_announce(session)
    stranger = factories.lead(session, body=factories.make_body(session, "Kulturnämnden"))
    with refused(session, "NOT_ALLOWED"):
        dialogues.announce(session, stranger, RULES, dialogue, NOW)
    dialogues.announce(session, factories.lead(session, body=dialogue.body), RULES, dialogue, NOW)
    assert dialogue.announced_at == NOW


def test_exactly_one_body_answers_for_a_dialogue_that_two_hold(session: Session) -> None:
    dialogue = factories.make_dialogue_ready_to_announce(session)
    other, lead = factories.make_body(session, "Kulturnämnden"), factories.lead(session, body=dialogue.body)
    with refused(session, "JOINT_BODY_IS_RESPONSIBLE"):
        joint_bodies.join(session, lead, dialogue, dialogue.body, NOW)
    joint_bodies.join(session, lead, dialogue, other, NOW)
    responsible = dialogue.body_id
    with refused(session, "JOINT_BODY_NOT_APPROVED"):
        dialogues.announce(session, lead, RULES, dialogue, NOW)
    assert dialogue.body_id == responsible != other.id
    assert dialogue in known.in_stages(session, tuple(Stage), NOW, [other.id])


def test_a_joint_body_cannot_be_passed_over_with_a_reason(session: Session) -> None:
    dialogue, lead = factories.make_dialogue_ready_to_announce(session), factories.lead(session)
    with refused(session, "NOT_A_SHOULD"):
        dialogues.pass_should(
            session, lead, RULES, dialogue, Gate.ANNOUNCE, "JOINT_BODY_NOT_APPROVED", "Det hinns inte.", NOW
        )


def test_a_late_answer_ends_with_the_board(session: Session) -> None:
    limits = RULES.escalation
    steps = [lies_with(days, limits) for days in (0, 1, limits.to_body, limits.to_board)]
    assert steps == [None, LiesWith.GROUP, LiesWith.BODY, LiesWith.BOARD]


def test_it_is_known_who_leads_a_body_on_any_day(session: Session) -> None:
    body = factories.make_body(session)
    registrar = factories.actor(factories.make_user(session, roles=[Role.REGISTRAR], body=body))
    before = TODAY - timedelta(days=400)
    seats.seat(session, registrar, body, "Eva Ek", SeatRole.CHAIR, before, NOW, until_on=TODAY)
    with refused(session, "SEAT_TAKEN"):
        seats.seat(session, registrar, body, "Bo Bok", SeatRole.CHAIR, TODAY, NOW)
    seats.seat(session, registrar, body, "Bo Bok", SeatRole.CHAIR, TODAY + timedelta(days=1), NOW)
    chairs = [sitting.chair_on(session, body.id, TODAY + timedelta(days=n)) for n in (-401, 0, 1)]
    assert [chair and chair.name for chair in chairs] == [None, "Eva Ek", "Bo Bok"]


def test_a_body_is_not_abolished_away_from_its_promises(session: Session) -> None:
    dialogue = factories.make_open_dialogue(session)
    admin = factories.actor(factories.make_user(session, roles=[Role.ADMINISTRATOR]))
    with refused(session, "BODY_HAS_MATTERS", "BODY_HAS_DIALOGUES", "BODY_HAS_PROMISES"):
        abolitions.abolish(session, admin, RULES, dialogue.body, Abolition(TODAY), NOW)
    successor, old, answer_by = (
        factories.make_body(session, "Bygg- och miljönämnden"),
        dialogue.body,
        dialogue.answer_by,
    )
    abolitions.abolish(session, admin, RULES, old, Abolition(TODAY, successor, move=True), NOW)
    assert (dialogue.body_id, dialogue.answer_by) == (successor.id, answer_by)
    assert log(session, dialogue.id)[-1][1]["what"] == "responsibility"


def test_the_board_itself_stays(session: Session) -> None:
    board = factories.make_body(session, "Kommunstyrelsen", kind=BodyKind.EXECUTIVE_BOARD)
    admin = factories.actor(factories.make_user(session, roles=[Role.ADMINISTRATOR]))
    with refused(session, "COUNCIL_AND_BOARD_STAY"):
        abolitions.abolish(session, admin, RULES, board, Abolition(TODAY), NOW)


def test_staff_of_a_body_that_is_not_part_of_it_do_not_work_with_a_joint_dialogue(session: Session) -> None:
    dialogue, lead = factories.make_dialogue_ready_to_announce(session), factories.lead(session)
    joint_bodies.join(session, lead, dialogue, factories.make_body(session, "Kulturnämnden"), NOW)
    stranger = factories.lead(session, body=factories.make_body(session, "Skolnämnden"))
    words, hour = factories.in_languages("Träff"), timedelta(hours=1)
    with refused(session, "NOT_ALLOWED"):
        meetings.add(session, stranger, dialogue, words, words, NOW + hour, NOW + 2 * hour, NOW)
