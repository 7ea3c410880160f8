"""Measures after they were added: their owner and day, and the short address that is printed on their posters."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from portal.domain.measures import address_fault, address_for
from portal.domain.permissions import Act, Actor, require
from portal.domain.refusals import GateClosed, Invalid, Refusal
from portal.effects import audit
from portal.effects.locking import lock
from portal.effects.publication import dialogue_scope, raise_version
from portal.models.dialogues import Dialogue
from portal.models.groups import Measure, MeasureAddress
from portal.models.users import User
from portal.queries import groups


def plan(
    session: Session,
    actor: Actor,
    dialogue: Dialogue,
    measure: Measure,
    owner: str,
    user: User | None,
    due_on: date | None,
    now: datetime,
    version: int | None = None,
) -> None:
    """Change who does a measure (`user`: that account) and by when.

    Raises Invalid with NO_OWNER, GateClosed with ALREADY_HANDED_OVER, Conflict when it has another `version` by now.
    """
    _require_alive(actor, dialogue)
    name = owner.strip() or (user.name if user else "")
    if not name:
        raise Invalid(Refusal("NO_OWNER", "owner"))
    lock(session, measure, version)
    before = {"owner": measure.owner, "due_on": measure.due_on}
    measure.owner, measure.owner_id, measure.due_on = name, user.id if user else None, due_on
    measure.version += 1
    after = {"owner": name, "due_on": due_on}
    audit.record(session, actor, "measures.plan", "measure", measure.id, before, after, now, dialogue.id)
    _show(session, dialogue)


def choose_address(
    session: Session, actor: Actor, dialogue: Dialogue, measure: Measure, code: str, now: datetime
) -> None:
    """Choose the short address of a measure; an empty one is made of its words.

    Raises Invalid with ADDRESS_NOT_PLAIN or ADDRESS_TAKEN; GateClosed with ADDRESS_MAY_BE_PRINTED after the
    announcement, when posters may carry it (a measure that has none gets one even then), or ALREADY_HANDED_OVER.
    """
    _require_alive(actor, dialogue)
    if dialogue.announced_at is not None and measure.address is not None:
        raise GateClosed(Refusal("ADDRESS_MAY_BE_PRINTED"))
    lock(session, dialogue)
    taken = [known for known, owner in groups.addresses(session, dialogue.id).items() if owner != measure.id]
    chosen = code.strip().lower() or address_for(measure.texts.plain("what"), taken)
    if fault := address_fault(chosen, taken):
        raise Invalid(Refusal(fault, "code"))
    before = measure.address.code if measure.address else None
    if measure.address is None:
        measure.address = MeasureAddress(dialogue_id=dialogue.id, code=chosen)
    measure.address.code = chosen
    session.flush()
    audit.record(session, actor, "measures.choose_address", "measure", measure.id, before, chosen, now, dialogue.id)
    _show(session, dialogue)


def _require_alive(actor: Actor, dialogue: Dialogue) -> None:
    require(actor, Act.EDIT_GROUPS, dialogue.body_id)
    if dialogue.handed_over_at is not None:
        raise GateClosed(Refusal("ALREADY_HANDED_OVER"))


def _show(session: Session, dialogue: Dialogue) -> None:
    if dialogue.announced_at is not None:
        raise_version(session, dialogue_scope(dialogue.id))
