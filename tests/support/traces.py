"""A refusal leaves no trace: no row, no audit entry, no line in a log, no mail, no public version to raise."""

import contextlib
from collections.abc import Iterator

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.domain.refusals import Refused
from portal.models.base import Base


def rows(session: Session) -> dict[str, int]:
    """How many rows each table has."""
    return {
        name: session.scalar(select(func.count()).select_from(table)) or 0
        for name, table in Base.metadata.tables.items()
    }


@contextlib.contextmanager
def refused(session: Session, *codes: str, kind: type[Refused] = Refused) -> Iterator[None]:
    """What happens inside is refused with exactly these codes, and afterwards everything is as it was."""
    session.flush()
    before = rows(session)
    waiting = set(session.info.get("public_scopes", ()))
    with pytest.raises(kind) as refusal:
        yield
    assert sorted(set(refusal.value.codes)) == sorted(codes)
    assert not session.new, "something new was left to write"
    assert not session.dirty, "something changed was left to write"
    assert rows(session) == before
    assert set(session.info.get("public_scopes", ())) == waiting


def verbs(session: Session) -> list[str]:
    """The verbs of the audit record, in order."""
    from portal.models.audit import AuditEntry

    return list(session.scalars(select(AuditEntry.verb).order_by(AuditEntry.id)))


def log(session: Session, dialogue_id: int) -> list[tuple[str, dict[str, object]]]:
    """Kind and data of each line of a dialogue's public log, in order."""
    from portal.models.audit import PublicLogEntry

    chosen = select(PublicLogEntry).where(PublicLogEntry.dialogue_id == dialogue_id).order_by(PublicLogEntry.id)
    return [(entry.kind.value, entry.data) for entry in session.scalars(chosen)]
