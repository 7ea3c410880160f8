"""Seats of a body, kept by its registrar or an administrator."""

from datetime import date

import pytest
from sqlalchemy.orm import Session
from support import factories
from support.factories import NOW
from support.traces import refused, verbs

from portal.domain.permissions import Actor, Role
from portal.domain.seats import SeatRole
from portal.models.bodies import Body
from portal.queries import seats as known
from portal.services import seats

FIRST = date(2023, 1, 1)


@pytest.fixture
def body(session: Session) -> Body:
    return factories.make_body(session)


@pytest.fixture
def registrar(session: Session, body: Body) -> Actor:
    return factories.actor(factories.make_user(session, roles=[Role.REGISTRAR], body=body))


def test_a_chair_follows_another_and_both_are_remembered(session: Session, body: Body, registrar: Actor) -> None:
    eva = seats.seat(session, registrar, body, "Eva Ek", SeatRole.CHAIR, FIRST, NOW)
    with refused(session, "SEAT_TAKEN"):
        seats.seat(session, registrar, body, "Bo Bok", SeatRole.CHAIR, date(2026, 1, 1), NOW)
    seats.change(session, registrar, body, eva, SeatRole.CHAIR, FIRST, date(2025, 12, 31), NOW)
    seats.seat(session, registrar, body, "Bo Bok", SeatRole.CHAIR, date(2026, 1, 1), NOW)
    before, after = (known.chair_on(session, body.id, day) for day in (date(2025, 12, 31), date(2026, 1, 1)))
    assert (before and before.name, after and after.name) == ("Eva Ek", "Bo Bok")
    assert verbs(session) == ["seats.seat", "seats.change", "seats.seat"]
    assert session.info["public_scopes"] == {"site"}


def test_a_seat_keeps_its_days_in_order_when_it_is_changed(session: Session, body: Body, registrar: Actor) -> None:
    eva = seats.seat(session, registrar, body, "Eva Ek", SeatRole.MEMBER, FIRST, NOW)
    with refused(session, "SEAT_ENDS_BEFORE_IT_BEGINS"):
        seats.change(session, registrar, body, eva, SeatRole.MEMBER, FIRST, date(2022, 12, 31), NOW)
    assert eva.until_on is None


def test_an_account_gives_the_seat_its_name(session: Session, body: Body, registrar: Actor) -> None:
    user = factories.make_user(session, "Olof Kvarnmark", roles=[Role.ELECTED_READER], body=body)
    made = seats.seat(session, registrar, body, "", SeatRole.MEMBER, FIRST, NOW, user=user)
    assert (made.name, made.user_id) == ("Olof Kvarnmark", user.id)
    with refused(session, "NO_NAME"):
        seats.seat(session, registrar, body, " ", SeatRole.MEMBER, FIRST, NOW)


def test_seats_are_kept_by_the_registrar_of_the_body_only(session: Session, body: Body, registrar: Actor) -> None:
    lead, elsewhere = factories.lead(session, body=body), factories.make_body(session, "Kulturnämnden")
    with refused(session, "NOT_ALLOWED"):
        seats.seat(session, lead, body, "Eva Ek", SeatRole.CHAIR, FIRST, NOW)
    with refused(session, "NOT_ALLOWED"):
        seats.seat(session, registrar, elsewhere, "Eva Ek", SeatRole.CHAIR, FIRST, NOW)
