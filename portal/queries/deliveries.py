"""How editions reached people, per channel, as counts: mails, receipts, post and telephone, meetings and posters."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from portal.models.feedback import Delivery, DeliveryAct, Edition, ReceiptOpened


@dataclass
class Reached:
    """The counts of one edition: rows of the list's channels, receipts opened since, and acts for everybody else."""

    channels: list[Row[*tuple[Any, ...]]] = field(default_factory=list)
    receipts: int = 0
    acts: list[Row[*tuple[Any, ...]]] = field(default_factory=list)


def reached(session: Session, dialogue_id: int) -> dict[int, Reached]:
    """How the editions of a dialogue reached people so far, by the number of the edition; three statements."""
    found: dict[int, Reached] = {}
    channels = session.execute(
        select(Edition.number, Delivery.channel, Delivery.on_list, Delivery.accepted, Delivery.failed, Delivery.instead)
        .join(Delivery, Delivery.edition_id == Edition.id)
        .where(Edition.dialogue_id == dialogue_id)
        .order_by(Delivery.channel)
    ).all()
    opened = session.execute(
        select(Edition.number, func.count())
        .join(ReceiptOpened, ReceiptOpened.edition_id == Edition.id)
        .where(Edition.dialogue_id == dialogue_id)
        .group_by(Edition.number)
    ).all()
    acts = session.execute(
        select(
            Edition.number,
            DeliveryAct.kind,
            DeliveryAct.done_on,
            DeliveryAct.number.label("how_many"),
            DeliveryAct.note,
        )
        .join(DeliveryAct, DeliveryAct.edition_id == Edition.id)
        .where(Edition.dialogue_id == dialogue_id)
        .order_by(DeliveryAct.done_on, DeliveryAct.id)
    ).all()
    for channel in channels:
        found.setdefault(channel[0], Reached()).channels.append(channel)
    for number, receipts in opened:
        found.setdefault(number, Reached()).receipts = receipts
    for act in acts:
        found.setdefault(act[0], Reached()).acts.append(act)
    return found


def acts_of(session: Session, edition_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """Meetings, posters and the like of one edition, in order of their day."""
    return session.execute(
        select(DeliveryAct.kind, DeliveryAct.done_on, DeliveryAct.number, DeliveryAct.note)
        .where(DeliveryAct.edition_id == edition_id)
        .order_by(DeliveryAct.done_on, DeliveryAct.id)
    ).all()
