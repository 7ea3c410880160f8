"""The audit entry that every change leaves. Entries do not wait for each other: the worker seals them in batches."""

from datetime import datetime
from typing import Any

from sqlalchemy import insert as insert_into
from sqlalchemy.orm import Session

from portal.domain.audit import as_json, entry_digest
from portal.domain.permissions import Actor
from portal.models.audit import AuditEntry
from portal.models.prepared import Prepared

_NAMES = (
    "at", "actor_id", "actor", "verb", "kind", "object_id", "dialogue_id", "before", "after", "digest",
)  # fmt: skip
_INSERT = Prepared(insert_into(AuditEntry), _NAMES)


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
    entry = AuditEntry(**_values(actor, verb, kind, object_id, before, after, now, dialogue_id))
    session.add(entry)
    return entry


def insert(
    session: Session,
    actor: Actor,
    verb: str,
    kind: str,
    object_id: int | str | None,
    before: object,
    after: object,
    now: datetime,
    dialogue_id: int | None = None,
) -> None:
    """The same entry as `record`, written at once and without an object, for what happens by the thousand."""
    _INSERT.run(session.connection(), _values(actor, verb, kind, object_id, before, after, now, dialogue_id))


def _values(
    actor: Actor,
    verb: str,
    kind: str,
    object_id: int | str | None,
    before: object,
    after: object,
    now: datetime,
    dialogue_id: int | None,
) -> dict[str, Any]:
    of, was, became = "" if object_id is None else str(object_id), as_json(before), as_json(after)
    return {
        "at": now,
        "actor_id": actor.user_id,
        "actor": actor.name,
        "verb": verb,
        "kind": kind,
        "object_id": of,
        "dialogue_id": dialogue_id,
        "before": was,
        "after": became,
        "digest": entry_digest(now, actor.user_id, actor.name, verb, kind, of, dialogue_id, was, became),
    }
