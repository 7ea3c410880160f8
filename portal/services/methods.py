"""The method library: filled once with the standard methods, and grown by what dialogues teach."""

from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.methods import STANDARD
from portal.domain.permissions import Act, Actor, require_everywhere
from portal.effects import audit
from portal.effects.texts import made_set
from portal.models.evaluations import Method
from portal.queries import methods


def fill(session: Session, actor: Actor, now: datetime) -> int:
    """Add the standard methods that the library does not have yet; return how many. What is there is not touched."""
    require_everywhere(actor, Act.MANAGE_BODIES)
    known = {method.key for method in methods.everyone(session)}
    missing = [standard for standard in STANDARD if standard.key not in known]
    for standard in missing:
        method = Method(
            key=standard.key,
            lowest_level=standard.lowest,
            highest_level=standard.highest,
            hear_each_other=standard.hear_each_other,
            texts=made_set(session, "method", now, actor.user_id, name=standard.name),
        )
        session.add(method)
    if missing:
        session.flush()
        added = [standard.key for standard in missing]
        audit.record(session, actor, "methods.fill", "method", None, None, {"added": added}, now)
    return len(missing)
