"""Sealing the audit record: entries are written without waiting for each other, and chained afterwards in batches."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from portal.domain.audit import FIRST_SEAL, seal_digest
from portal.domain.permissions import Actor
from portal.effects import audit
from portal.models.audit import AuditEntry, AuditSeal


def seal(session: Session, now: datetime, at_most: int = 1000) -> int:
    """Seal the entries that have no seal yet, at most so many, in one new seal; return how many.

    One at a time: on PostgreSQL a second caller waits. An entry whose transaction ends later comes into a later seal.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE audit_seals IN EXCLUSIVE MODE"))
    unsealed = select(AuditEntry.id, AuditEntry.digest).where(AuditEntry.seal_id.is_(None))
    entries = session.execute(unsealed.order_by(AuditEntry.id).limit(at_most)).all()
    if not entries:
        return 0
    previous = session.scalar(select(AuditSeal.digest).order_by(AuditSeal.id.desc()).limit(1)) or FIRST_SEAL
    digest = seal_digest(previous, [digest for _id, digest in entries])
    made = AuditSeal(previous=previous, digest=digest, entries=len(entries), sealed_at=now)
    session.add(made)
    session.flush()
    ids = [entry_id for entry_id, _digest in entries]
    session.execute(update(AuditEntry).where(AuditEntry.id.in_(ids)).values(seal_id=made.id))
    return len(ids)


def certify(session: Session, actor: Actor, certificate: Mapping[str, object], now: datetime) -> None:
    """Keep the certificate of a removal (gallring): which class, under which decision, how many; never whose."""
    audit.record(session, actor, "retention.run", "retention", None, None, certificate, now)
