"""Insert what is not there yet: the same words for both databases."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from portal.models.base import Base


def insert_new(session: Session, model: type[Base], rows: Sequence[dict[str, Any]]) -> int:
    """Insert the rows, leaving out those that a unique key already holds; return how many were new.

    All rows have the same columns.
    """
    if not rows:
        return 0
    statement = insert_for(session, model).on_conflict_do_nothing()
    done = session.execute(statement, list(rows), execution_options={"preserve_rowcount": True})
    return done.rowcount  # type: ignore[attr-defined, no-any-return]


def insert_for(session: Session, model: type[Base]) -> "sqlite.Insert | postgresql.Insert":
    """The dialect's own INSERT, which knows ON CONFLICT."""
    table = model.__table__
    assert isinstance(table, Table)
    name = session.get_bind().dialect.name
    return postgresql.insert(table) if name == "postgresql" else sqlite.insert(table)
