"""The search index over residents' words: FTS5 on SQLite, a tsvector with GIN on PostgreSQL.

Each database has its own table, so both are made by hand: `Base.metadata.create_all` makes them through the listener
below, a schema revision calls `create_search`. The migrations leave tables named `search_…` alone.
"""

from sqlalchemy import Connection, MetaData, event
from sqlalchemy.engine import Engine

from portal.models.base import Base

SEARCH_TABLE = "search_submissions"
DDL = {
    "sqlite": (
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {SEARCH_TABLE}"
        " USING fts5(words, tokenize='unicode61 remove_diacritics 0', prefix='3 4')",
    ),
    "postgresql": (
        f"CREATE TABLE IF NOT EXISTS {SEARCH_TABLE}"
        " (submission_id integer PRIMARY KEY REFERENCES submissions (id) ON DELETE CASCADE, words tsvector NOT NULL)",
        f"CREATE INDEX IF NOT EXISTS ix_{SEARCH_TABLE}_words ON {SEARCH_TABLE} USING gin (words)",
    ),
}


def create_search(connection: Connection) -> None:
    """Make the search table of this connection's database, if it is not there."""
    for statement in DDL[connection.dialect.name]:
        connection.exec_driver_sql(statement)


def dialogue_word(dialogue_id: int) -> str:
    """A word that every indexed text of the dialogue carries, so that one is searched without its neighbours."""
    return f"gensvardialog{dialogue_id}x"


def _after_create(_metadata: MetaData, connection: Connection | Engine, **_: object) -> None:
    assert isinstance(connection, Connection)
    create_search(connection)


event.listen(Base.metadata, "after_create", _after_create)
