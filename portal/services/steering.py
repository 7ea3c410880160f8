"""A body's own list of goals, plans and budgets, kept in the office (A2)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from portal.domain.calendar import local_day
from portal.domain.permissions import Act, Actor, require
from portal.domain.refusals import GateClosed, Invalid, Refusal
from portal.domain.rules import Rules
from portal.domain.steering import SteeringKind, year_fault
from portal.effects import audit
from portal.effects.locking import lock
from portal.effects.publication import SITE, dialogue_scope, raise_version
from portal.models.bodies import Body
from portal.models.steering import SteeringItem
from portal.queries import dialogues


@dataclass(frozen=True)
class SteeringFacts:
    """What is said of a goal, plan or budget; `decided_on` is the day it is to be decided, if that is known."""

    kind: SteeringKind
    name: str
    year: int | None
    decided_on: date | None = None


def add(session: Session, actor: Actor, body: Body, facts: SteeringFacts, now: datetime) -> SteeringItem:
    """Put a goal, plan or budget on the body's list.

    Raises Invalid with NO_NAME or YEAR_OUT_OF_RANGE, GateClosed with BODY_ABOLISHED.
    """
    require(actor, Act.STEER, body.id)
    _refuse_faults(facts)
    if body.abolished_on is not None:
        raise GateClosed(Refusal("BODY_ABOLISHED"))
    item = SteeringItem(body_id=body.id)
    _fill(item, facts)
    session.add(item)
    session.flush()
    audit.record(session, actor, "steering.add", "steering", item.id, None, _said(item), now)
    raise_version(session, SITE)
    return item


def change(
    session: Session, actor: Actor, item: SteeringItem, facts: SteeringFacts, version: int, now: datetime
) -> None:
    """Change it. Dialogues keep the words they were tied with; a moved day is pointed out where it breaks something."""
    require(actor, Act.STEER, item.body_id)
    _refuse_faults(facts)
    lock(session, item, version)
    before = _said(item)
    _fill(item, facts)
    item.version += 1
    session.flush()
    audit.record(session, actor, "steering.change", "steering", item.id, before, _said(item), now)
    _raise(session, item)


def retire(session: Session, actor: Actor, rules: Rules, item: SteeringItem, version: int, now: datetime) -> None:
    """Offer it to no new dialogue from today; those that are tied to it stay so.

    Raises GateClosed with STEERING_ITEM_RETIRED.
    """
    require(actor, Act.STEER, item.body_id)
    lock(session, item, version)
    if item.retired_on is not None:
        raise GateClosed(Refusal("STEERING_ITEM_RETIRED"))
    item.retired_on = local_day(now, rules.zone)
    item.version += 1
    audit.record(session, actor, "steering.retire", "steering", item.id, None, {"on": item.retired_on}, now)
    raise_version(session, SITE)


def _refuse_faults(facts: SteeringFacts) -> None:
    found = []
    if not facts.name.strip():
        found.append(Refusal("NO_NAME", "name"))
    if fault := year_fault(facts.year):
        found.append(Refusal(fault, "year"))
    if found:
        raise Invalid(*found)


def _fill(item: SteeringItem, facts: SteeringFacts) -> None:
    assert facts.year is not None
    item.kind, item.name, item.year = facts.kind, facts.name.strip(), facts.year
    item.decided_on = facts.decided_on


def _raise(session: Session, item: SteeringItem) -> None:
    scopes = [dialogue_scope(one) for one in dialogues.tied_to(session, item.id)]
    raise_version(session, SITE, *scopes)


def _said(item: SteeringItem) -> dict[str, object]:
    return {"kind": item.kind, "name": item.name, "year": item.year, "decided_on": item.decided_on}
