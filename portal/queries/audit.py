"""The audit chain: does every entry still say what was written, and does every seal cover its entries?"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.domain.audit import FIRST_SEAL, entry_digest, seal_digest
from portal.models.audit import AuditEntry, AuditSeal


@dataclass(frozen=True)
class Findings:
    """Ids of entries that were changed, ids of seals that do not fit (an entry is gone), how many are unsealed."""

    broken_entries: tuple[int, ...]
    broken_seals: tuple[int, ...]
    unsealed: int

    @property
    def whole(self) -> bool:
        """Whether nothing was changed."""
        return not self.broken_entries and not self.broken_seals


def verify(session: Session) -> Findings:
    """Compute every digest anew. Reads the whole record once, a thousand entries at a time."""
    broken: list[int] = []
    for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.id).execution_options(yield_per=1000)):
        if entry.digest != _digest(entry):
            broken.append(entry.id)
        session.expunge(entry)
    unsealed = select(func.count()).where(AuditEntry.seal_id.is_(None))
    return Findings(tuple(broken), tuple(_broken_seals(session)), session.scalar(unsealed) or 0)


def of_dialogue(
    session: Session, dialogue_id: int, before_id: int | None = None, limit: int = 100
) -> Sequence[AuditEntry]:
    """A dialogue's entries, newest first; `before_id` continues a list."""
    asked = select(AuditEntry).where(AuditEntry.dialogue_id == dialogue_id)
    if before_id is not None:
        asked = asked.where(AuditEntry.id < before_id)
    return session.scalars(asked.order_by(AuditEntry.id.desc()).limit(limit)).all()


def _broken_seals(session: Session) -> list[int]:
    found, previous = [], FIRST_SEAL
    for seal in session.scalars(select(AuditSeal).order_by(AuditSeal.id)).all():
        covered = select(AuditEntry.digest).where(AuditEntry.seal_id == seal.id).order_by(AuditEntry.id)
        digests = session.scalars(covered).all()
        fits = seal.previous == previous and seal.digest == seal_digest(previous, digests)
        if not fits or seal.entries != len(digests):
            found.append(seal.id)
        previous = seal.digest
    return found


def _digest(entry: AuditEntry) -> str:
    return entry_digest(
        entry.at,
        entry.actor_id,
        entry.actor,
        entry.verb,
        entry.kind,
        entry.object_id,
        entry.dialogue_id,
        entry.before,
        entry.after,
    )
