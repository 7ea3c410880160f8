"""A line in a dialogue's public process log (principle V)."""

from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.audit import as_json
from portal.domain.public_log import LogKind
from portal.models.audit import PublicLogEntry


def note(
    session: Session, dialogue_id: int, kind: LogKind, now: datetime, role: str = "", **data: object
) -> PublicLogEntry:
    """Add a line; `role` says in which office it was done, `data` fills the sentence of its kind (any JSON value)."""
    entry = PublicLogEntry(dialogue_id=dialogue_id, kind=kind, at=now, role=role, data=as_json(data))
    session.add(entry)
    return entry
