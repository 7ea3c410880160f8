"""The points of a commitment while it is prepared."""

from sqlalchemy.orm import Session
from support import factories
from support.factories import NOW
from support.traces import refused

from portal.domain.commitments import PointKind
from portal.domain.permissions import SYSTEM
from portal.domain.refusals import GateClosed
from portal.queries.commitments import points_of
from portal.services import commitments


def test_points_are_added_ordered_and_taken_away(session: Session) -> None:
    dialogue = factories.make_dialogue(session)
    made = [
        commitments.add_point(session, SYSTEM, dialogue, PointKind.CHANGEABLE, {"sv": text}, NOW)
        for text in ("Växter", "Bänkar", "Stigar")
    ]
    ids = [point.id for point in made]
    commitments.order_points(session, SYSTEM, dialogue, PointKind.CHANGEABLE, [ids[2], ids[0], ids[1]], NOW)
    commitments.remove_point(session, SYSTEM, dialogue, made[0], NOW)
    assert [point.texts.plain("text") for point in points_of(session, dialogue.id)] == ["Stigar", "Bänkar"]


def test_an_order_that_forgets_a_point_is_refused(session: Session) -> None:
    dialogue = factories.make_dialogue(session)
    first, _second = factories.make_point(session, dialogue, "A"), factories.make_point(session, dialogue, "B")
    with refused(session, "ORDER_INCOMPLETE"):
        commitments.order_points(session, SYSTEM, dialogue, PointKind.CHANGEABLE, [first.id], NOW)


def test_points_of_an_announced_promise_change_by_amendment_only(session: Session) -> None:
    dialogue = factories.make_announced_dialogue(session)
    point = points_of(session, dialogue.id)[0]
    with refused(session, "ALREADY_ANNOUNCED", kind=GateClosed):
        commitments.add_point(session, SYSTEM, dialogue, PointKind.CHANGEABLE, {"sv": "Mer"}, NOW)
    with refused(session, "ALREADY_ANNOUNCED", kind=GateClosed):
        commitments.remove_point(session, SYSTEM, dialogue, point, NOW)


def test_a_point_of_another_dialogue_is_not_taken_away(session: Session) -> None:
    own, other = factories.make_dialogue(session), factories.make_dialogue(session)
    point = factories.make_point(session, other)
    with refused(session, "NOT_OF_THIS_DIALOGUE"):
        commitments.remove_point(session, SYSTEM, own, point, NOW)
