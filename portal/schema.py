"""The schema of the database: bring it up to date, make it whole for a test, refuse one that is not ours.

Alembic is imported when it is asked, so that a server starts without it.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine

from portal.transaction import reading, writing_alone

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

_MIGRATIONS = Path(__file__).parent / "migrations"


class WrongSchema(Exception):
    """The database is older or newer than this code, or was not made by it."""


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the schema up to date in one transaction, keeping every row; refuses a schema newer than this code.

    On SQLite foreign keys rest meanwhile (a table that is rebuilt would take its children with it) and every one is
    checked before the commit.
    """
    from alembic import command

    with writing_alone(engine) as connection:
        refuse_newer(version_of(connection))
        command.upgrade(_config(connection), revision)


def create(engine: Engine) -> None:
    """Make the whole schema as the models declare it, search tables included, without its history; for tests."""
    from portal.models.base import Base

    with writing_alone(engine) as connection:
        Base.metadata.create_all(connection)


def check_version(engine: Engine) -> None:
    """Raise WrongSchema unless the database has exactly the schema that this code was written for."""
    with reading(engine) as session:
        version = version_of(session.connection())
    refuse_newer(version)
    if version is None:
        raise WrongSchema("the database is empty; run 'gensvar init'")
    if version != newest():
        raise WrongSchema(f"the database is at schema {version}, this code needs {newest()}; run 'gensvar init'")


def version_of(connection: Connection) -> str | None:
    """Return the schema revision of the database, None when it has none."""
    from alembic.runtime.migration import MigrationContext

    return MigrationContext.configure(connection).get_current_revision()


def newest() -> str | None:
    """Return the newest revision that this code knows."""
    return _scripts().get_current_head()


def refuse_newer(version: str | None) -> None:
    """Raise WrongSchema for a revision that this code has never heard of: it was made by newer code."""
    if version is not None and version not in {script.revision for script in _scripts().walk_revisions()}:
        raise WrongSchema(
            f"the database has schema {version}, which is newer than this code; install the newer version"
        )


def write_revision(engine: Engine, message: str) -> None:
    """Write the next revision file: what the models say and the database does not have yet. For developers."""
    from alembic import command
    from alembic.script import Script

    with engine.connect() as connection:
        is_first = newest() is None
        made = command.revision(_config(connection), message, autogenerate=True)
        connection.rollback()
    if is_first and isinstance(made, Script):
        _add_search(Path(made.path))


def _add_search(revision: Path) -> None:
    """Write the search tables, which autogenerate leaves alone, into the first revision as they are today."""
    from portal.models.search import DDL

    steps = f"    for statement in {DDL!r}[op.get_bind().dialect.name]:\n        op.execute(statement)\n"
    end = "    # ### end Alembic commands ###\n"
    written = revision.read_text(encoding="utf-8")
    revision.write_text(written.replace(end, steps + end, 1), encoding="utf-8")


def _config(connection: Connection | None = None) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config


def _scripts() -> "ScriptDirectory":
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(_config())


if __name__ == "__main__":
    import sys
    import tempfile

    from portal.transaction import connect

    with tempfile.TemporaryDirectory() as place:
        scratch = connect(f"sqlite:///{place}/scratch.sqlite3")
        upgrade(scratch)
        write_revision(scratch, " ".join(sys.argv[1:]) or "change the schema")
        scratch.dispose()
