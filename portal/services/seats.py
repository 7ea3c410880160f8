"""Seats of the elected bodies over time (C2)."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from portal.domain.permissions import Act, Actor, require
from portal.domain.refusals import GateClosed, Invalid, Refusal
from portal.domain.seats import SeatRole, Sitting, seat_faults
from portal.effects import audit
from portal.effects.locking import lock
from portal.effects.publication import SITE, raise_version
from portal.models.bodies import Body
from portal.models.seats import Seat
from portal.models.users import User
from portal.queries import seats


def seat(
    session: Session,
    actor: Actor,
    body: Body,
    name: str,
    role: SeatRole,
    from_on: date,
    now: datetime,
    *,
    until_on: date | None = None,
    user: User | None = None,
) -> Seat:
    """Record who sits in the body, from a day until another (None: still). Named after the account when there is one.

    Raises Invalid with NO_NAME, SEAT_ENDS_BEFORE_IT_BEGINS, SEAT_TAKEN (a second chair the same day) or SITS_ALREADY,
    GateClosed with BODY_ABOLISHED.
    """
    require(actor, Act.KEEP_SEATS, body.id)
    lock(session, body)
    if body.abolished_on is not None:
        raise GateClosed(Refusal("BODY_ABOLISHED"))
    called = (user.name if user else name).strip()
    _refuse_faults(session, body.id, Sitting(called, role, from_on, until_on))
    made = Seat(
        body_id=body.id,
        user_id=user.id if user else None,
        name=called,
        role=role,
        from_on=from_on,
        until_on=until_on,
    )
    session.add(made)
    session.flush()
    audit.record(session, actor, "seats.seat", "seat", made.id, None, _said(made), now)
    raise_version(session, SITE)
    return made


def change(
    session: Session,
    actor: Actor,
    body: Body,
    row: Seat,
    role: SeatRole,
    from_on: date,
    until_on: date | None,
    now: datetime,
) -> None:
    """Correct the role or the days of a seat, or record its last day. Raises what `seat` raises."""
    require(actor, Act.KEEP_SEATS, row.body_id)
    lock(session, body)
    _refuse_faults(session, row.body_id, Sitting(row.name, role, from_on, until_on), row)
    before = _said(row)
    row.role, row.from_on, row.until_on = role, from_on, until_on
    session.flush()
    audit.record(session, actor, "seats.change", "seat", row.id, before, _said(row), now)
    raise_version(session, SITE)


def _refuse_faults(session: Session, body_id: int, new: Sitting, own: Seat | None = None) -> None:
    others = [other.sitting() for other in seats.of_body(session, body_id) if other is not own]
    if faults := seat_faults(new, others):
        raise Invalid(*(Refusal(code, field) for code, field in faults))


def _said(row: Seat) -> dict[str, object]:
    return {"body": row.body_id, "name": row.name, "role": row.role, "from": row.from_on, "until": row.until_on}
