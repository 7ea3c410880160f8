"""Who sits in a body, now and before."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, case, select
from sqlalchemy.orm import Session

from portal.domain.refusals import NotFound
from portal.domain.seats import SeatRole, Sitting
from portal.domain.seats import chair_on as leads
from portal.models.seats import Seat

_RANK = case({role: place for place, role in enumerate(SeatRole)}, value=Seat.role)


def of_body(session: Session, body_id: int) -> list[Seat]:
    """Every seat of the body by role, the latest first."""
    order = (_RANK, Seat.from_on.desc(), Seat.name, Seat.id)
    return list(session.scalars(select(Seat).where(Seat.body_id == body_id).order_by(*order)))


def by_id(session: Session, body_id: int, seat_id: int) -> Seat:
    """A seat of that body; raises NotFound."""
    seat = session.get(Seat, seat_id)
    if seat is None or seat.body_id != body_id:
        raise NotFound("NO_SUCH_SEAT")
    return seat


def chair_on(session: Session, body_id: int, day: date) -> Sitting | None:
    """Who leads the body on that day: chair, else a vice chair; a suggestion for a form, never a rule."""
    return leads([seat.sitting() for seat in of_body(session, body_id)], day)


def public(session: Session, body_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """Name, role and days of every seat of a body, by role and name, for its public page."""
    return session.execute(
        select(Seat.name, Seat.role, Seat.from_on, Seat.until_on)
        .where(Seat.body_id == body_id)
        .order_by(_RANK, Seat.from_on, Seat.name, Seat.id)
    ).all()
