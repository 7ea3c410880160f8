"""The goals, plans and budgets that dialogues are tied to (A2)."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, or_, select
from sqlalchemy.orm import Session, selectinload

from portal.domain.bodies import BodyKind
from portal.domain.refusals import Invalid, NotFound, Refusal
from portal.models.bodies import Body
from portal.models.dialogues import Dialogue
from portal.models.steering import SteeringItem

_ORDER = (SteeringItem.year.desc(), SteeringItem.kind, SteeringItem.name, SteeringItem.id)


def of_body(session: Session, body_id: int) -> list[SteeringItem]:
    """Everything on the body's own list, retired ones too, the latest year first."""
    return list(session.scalars(select(SteeringItem).where(SteeringItem.body_id == body_id).order_by(*_ORDER)))


def offered_to(session: Session, body_id: int) -> list[SteeringItem]:
    """What a dialogue of this body can be tied to: the living items of its own list, then those of the board's."""
    chosen = (
        select(SteeringItem)
        .join(Body, Body.id == SteeringItem.body_id)
        .where(
            SteeringItem.retired_on.is_(None),
            or_(SteeringItem.body_id == body_id, Body.kind == BodyKind.EXECUTIVE_BOARD),
        )
        .options(selectinload(SteeringItem.body).selectinload(Body.texts))
        .order_by(*_ORDER)
    )
    return sorted(session.scalars(chosen), key=lambda item: item.body_id != body_id)


def by_id(session: Session, body_id: int, item_id: int) -> SteeringItem:
    """An item of that body's list; raises NotFound."""
    item = session.get(SteeringItem, item_id)
    if item is None or item.body_id != body_id:
        raise NotFound("NO_SUCH_STEERING_ITEM")
    return item


def offered(session: Session, body_id: int, item_id: int | None) -> SteeringItem | None:
    """The item of that id if a dialogue of the body can be tied to it; None for None.

    Raises Invalid with NO_SUCH_STEERING_ITEM for any other, also for one that was retired while the form was open.
    """
    if item_id is None:
        return None
    found = next((item for item in offered_to(session, body_id) if item.id == item_id), None)
    if found is None:
        raise Invalid(Refusal("NO_SUCH_STEERING_ITEM", "steering_item"))
    return found


def kept(session: Session, item_id: int) -> SteeringItem:
    """The item that a dialogue is tied to already, retired or not."""
    return session.get_one(SteeringItem, item_id)


def decided_on(session: Session, dialogue: Dialogue) -> date | None:
    """The day on which the item that the dialogue is tied to is to be decided; None when nothing says so."""
    if dialogue.steering_item_id is None:
        return None
    return session.scalar(select(SteeringItem.decided_on).where(SteeringItem.id == dialogue.steering_item_id))


def tied(session: Session, dialogue_ids: Collection[int]) -> Sequence[Row[*tuple[Any, ...]]]:
    """Which of these dialogues are tied to something that has a day: their id, that day and the name of the item."""
    return session.execute(
        select(Dialogue.id, SteeringItem.decided_on, SteeringItem.name)
        .join(SteeringItem, SteeringItem.id == Dialogue.steering_item_id)
        .where(Dialogue.id.in_(dialogue_ids), SteeringItem.decided_on.is_not(None))
        .order_by(SteeringItem.decided_on, Dialogue.id)
    ).all()
