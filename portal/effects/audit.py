"""The audit entry that every change leaves. Entries do not wait for each other: the worker seals them in batches."""

from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.audit import as_json, entry_digest
from portal.domain.permissions import Actor
from portal.models.audit import AuditEntry


def record(
    session: Session,
    actor: Actor,
    verb: str,
    kind: str,
    object_id: int | str | None,
    before: object,
    after: object,
    now: datetime,
    dialogue_id: int | None = None,
) -> AuditEntry:
    """Add one entry: who did what to which object, its values before and after (anything `as_json` takes), and when.

    Never pass an address, a receipt code or a resident's text: the record outlives them.
    """
    entry = AuditEntry(
        at=now,
        actor_id=actor.user_id,
        actor=actor.name,
        verb=verb,
        kind=kind,
        object_id="" if object_id is None else str(object_id),
        dialogue_id=dialogue_id,
        before=as_json(before),
        after=as_json(after),
    )
    entry.digest = entry_digest(
        now, entry.actor_id, entry.actor, verb, kind, entry.object_id, dialogue_id, entry.before, entry.after
    )
    session.add(entry)
    return entry
