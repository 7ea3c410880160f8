"""The suggestion in a form about an approval: who leads the body today. Somebody else may have approved."""

from sqlalchemy.orm import Session

from portal.models.bodies import Body
from portal.queries import seats
from portal.web import days
from portal.web.body_labels import SEAT_ROLES


def chair_of(session: Session, body: Body) -> dict[str, str]:
    """Name and role for `approved_by` and `approver_role`; nothing when nobody is recorded."""
    chair = seats.chair_on(session, body.id, days.today())
    return {"approved_by": chair.name, "approver_role": str(SEAT_ROLES[chair.role]).lower()} if chair else {}
