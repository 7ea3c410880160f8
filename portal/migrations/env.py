"""Runs schema revisions on the connection that portal/schema.py hands over."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

import portal.models
from portal.models.base import Base

SEARCH_PREFIX = "search_"


def render_item(kind: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:
    """Write our own column types as what the database stores, so that an old revision never depends on today's code."""
    if kind == "type" and type(item).__module__.startswith("portal.") and hasattr(item, "impl"):
        return f"sa.{item.impl!r}" if "(" in repr(item.impl) else f"sa.{type(item.impl).__name__}()"
    return False


def include_name(name: str | None, kind: str, _parents: Any) -> bool:
    """Leave the search tables alone: each database has its own, made by hand in a revision."""
    return not (kind == "table" and name is not None and name.startswith(SEARCH_PREFIX))


def include_object(item: Any, name: str | None, kind: str, reflected: bool, compared: Any) -> bool:
    """The same for tables that the models declare for one database only."""
    return include_name(name, kind, None)


assert portal.models
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_item=render_item,
    include_name=include_name,
    include_object=include_object,
    render_as_batch=True,
    compare_type=True,
    transaction_per_migration=False,
)
context.run_migrations()
