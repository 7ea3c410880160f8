"""How an edition reached people, per channel, as counts: mails, receipts, post and telephone, meetings and posters."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from portal.models.feedback import Delivery, DeliveryAct, ReceiptOpened


@dataclass(frozen=True)
class Reached:
    """The counts of one edition: rows of the list's channels, receipts opened since, and acts for everybody else."""

    channels: Sequence[Row[*tuple[Any, ...]]]
    receipts: int
    acts: Sequence[Row[*tuple[Any, ...]]]


def reached(session: Session, edition_id: int) -> Reached:
    """How the edition reached people so far."""
    opened = select(func.count()).where(ReceiptOpened.edition_id == edition_id).scalar_subquery()
    channels = session.execute(
        select(Delivery.channel, Delivery.on_list, Delivery.accepted, Delivery.failed, Delivery.instead)
        .where(Delivery.edition_id == edition_id)
        .order_by(Delivery.channel)
    ).all()
    return Reached(channels, session.execute(select(opened)).scalar() or 0, acts_of(session, edition_id))


def acts_of(session: Session, edition_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """Meetings, posters and the like, in order of their day."""
    return session.execute(
        select(DeliveryAct.kind, DeliveryAct.done_on, DeliveryAct.number, DeliveryAct.note)
        .where(DeliveryAct.edition_id == edition_id)
        .order_by(DeliveryAct.done_on, DeliveryAct.id)
    ).all()
