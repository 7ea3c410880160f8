"""Insert what is not there yet: the same words for both databases."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Insert, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from portal.models.base import Base

_AT_ONCE = 500


def insert_new(session: Session, model: type[Base], rows: Sequence[dict[str, Any]]) -> int:
    """Insert the rows, leaving out those that a unique key already holds; return how many were new.

    All rows have the same columns.
    """
    return sum(_insert(session, model, rows[at : at + _AT_ONCE]) for at in range(0, len(rows), _AT_ONCE))


def insert_for(session: Session, model: type[Base]) -> "sqlite.Insert | postgresql.Insert":
    """The dialect's own INSERT, which knows ON CONFLICT."""
    table = model.__table__
    assert isinstance(table, Table)
    name = session.get_bind().dialect.name
    return postgresql.insert(table) if name == "postgresql" else sqlite.insert(table)


def _insert(session: Session, model: type[Base], rows: Sequence[dict[str, Any]]) -> int:
    statement: Insert = insert_for(session, model).values(list(rows)).on_conflict_do_nothing()
    return session.execute(statement, execution_options={"preserve_rowcount": True}).rowcount  # type: ignore[attr-defined, no-any-return]
