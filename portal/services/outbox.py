"""The outbox, as the mail worker uses it: rows are leased, then settled, and with that blanked."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Table, bindparam, select, update
from sqlalchemy.orm import Session

from portal.domain.mailing import RETRY_WINDOW, AddressKind, OutboxStatus, next_attempt
from portal.models.feedback import Delivery
from portal.models.mailing import OutboxMail

LEASE = timedelta(minutes=10)
_BLANK: dict[str, Any] = {
    "sealed": None,
    "message_id": None,
    "language": "",
    "due_at": None,
    "leased_until": None,
    "give_up_at": None,
}


def lease(session: Session, now: datetime, at_most: int) -> Sequence[OutboxMail]:
    """Take up to `at_most` due rows for LEASE, in random order; no other worker gets them meanwhile."""
    due = (OutboxMail.due_at.is_(None)) | (OutboxMail.due_at <= now)
    free = (OutboxMail.leased_until.is_(None)) | (OutboxMail.leased_until < now)
    waiting = select(OutboxMail).where(OutboxMail.status == OutboxStatus.WAITING, due, free).order_by(OutboxMail.key)
    rows = session.scalars(waiting.limit(at_most).with_for_update(skip_locked=True)).all()
    for row in rows:
        row.leased_until = now + LEASE
    return rows


def sent(session: Session, key: str) -> None:
    """A server has taken the mail."""
    row = _waiting(session, key)
    if row is not None:
        _settle(session, row, OutboxStatus.SENT, "")


def refused(session: Session, key: str, reason: str, permanent: bool, now: datetime) -> OutboxStatus | None:
    """A try has failed, for this reason (a code, never an address): again later, or given up for good."""
    row = _waiting(session, key)
    if row is None:
        return None
    row.attempts += 1
    row.leased_until = None
    give_up = row.give_up_at or now
    again = None if permanent else next_attempt(row.attempts, give_up - RETRY_WINDOW, now)
    if again is None:
        _settle(session, row, OutboxStatus.FAILED, reason, tried=False)
        return OutboxStatus.FAILED
    row.due_at = again.replace(second=0, microsecond=0) + timedelta(minutes=1)
    row.last_error = reason[:200]
    return OutboxStatus.WAITING


def withdrawn(session: Session, key: str) -> None:
    """The reader has left meanwhile: the mail is not sent, and nobody waits for it."""
    row = _waiting(session, key)
    if row is None:
        return
    if row.edition_id is not None:
        _count(session, row.edition_id, on_list=-1)
    session.delete(row)


def release(session: Session, keys: Sequence[str]) -> None:
    """Give back rows that were leased and not tried."""
    session.execute(update(OutboxMail).where(OutboxMail.key.in_(keys)).values(leased_until=None))


def give_up(session: Session, now: datetime) -> int:
    """Fail and blank what has waited its time, at most 72 hours; return how many."""
    over = select(OutboxMail).where(OutboxMail.status == OutboxStatus.WAITING, OutboxMail.give_up_at <= now)
    rows = session.scalars(over.with_for_update(skip_locked=True)).all()
    for row in rows:
        _settle(session, row, OutboxStatus.FAILED, row.last_error or "not sent in time", tried=False)
    return len(rows)


def rewrite(session: Session, today: date) -> int:
    """Write the settled rows of the last days anew in random order, under new keys."""
    table = OutboxMail.__table__
    assert isinstance(table, Table)
    settled = (table.c.status != OutboxStatus.WAITING) & (table.c.queued_on >= today - timedelta(days=5))
    old = settled & (table.c.queued_on < today - RETRY_WINDOW)
    session.execute(update(table).where(old).values(dedupe_hash=None))
    keys = list(session.scalars(select(table.c.key).where(settled)))
    secrets.SystemRandom().shuffle(keys)
    rewritten = update(table).where(table.c.key == bindparam("one")).values(key=bindparam("other"))
    if keys:
        session.execute(rewritten, [{"one": key, "other": secrets.token_hex(16)} for key in keys])
    return len(keys)


def _waiting(session: Session, key: str) -> OutboxMail | None:
    asked = select(OutboxMail).where(OutboxMail.key == key, OutboxMail.status == OutboxStatus.WAITING)
    return session.scalars(asked.with_for_update()).first()


def _settle(session: Session, row: OutboxMail, status: OutboxStatus, reason: str, tried: bool = True) -> None:
    row.status = status
    row.last_error = reason[:200]
    row.attempts += tried
    for name, value in _BLANK.items():
        setattr(row, name, value)
    if row.edition_id is not None:
        failed = status is OutboxStatus.FAILED
        _count(session, row.edition_id, failed=int(failed), accepted=int(not failed))


def _count(session: Session, edition_id: int, **more: int) -> None:
    columns = Delivery.__table__.c
    session.execute(
        update(Delivery)
        .where(Delivery.edition_id == edition_id, Delivery.channel == AddressKind.EMAIL.value)
        .values({name: columns[name] + n for name, n in more.items()})
    )
