"""Two changes of the same thing come one after the other, and nobody overwrites a colleague unseen."""

from typing import Any

from sqlalchemy.orm import Session

from portal.domain.refusals import Conflict, Refusal
from portal.models.base import Base


def lock(session: Session, row: Base, version: int | None = None) -> None:
    """Read the row again and keep others from changing it until the transaction ends.

    With the `version` that the form was filled from: raises Conflict when the row has another by now. Rows that point
    at this one can still be added by others (PostgreSQL: FOR NO KEY UPDATE; SQLite has one writer anyway).
    """
    session.flush()
    session.refresh(row, with_for_update={"key_share": True, "of": type(row)})
    require_version(row, version)


def require_version(row: Any, version: int | None) -> None:
    """Raise Conflict when a `version` is given and the row has another."""
    if version is not None and row.version != version:
        raise Conflict(Refusal("CHANGED_MEANWHILE", params={"read": version, "now": row.version}))
