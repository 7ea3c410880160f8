"""A copy of the whole database in one file, and back: an SQLite file, or for PostgreSQL a ZIP of its tables."""

import hashlib
import io
import json
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, Engine, Table, text

from portal import schema
from portal.domain.files import WrongFile
from portal.models import submissions as _  # noqa: F401 - the package knows every table
from portal.models.base import Base
from portal.models.search import SEARCH_TABLE
from portal.transaction import reading, sqlite_module, writing_alone

MANIFEST = "manifest.json"
_CHUNK = 1 << 20


def back_up(engine: Engine, file: Path) -> dict[str, int]:
    """Write a copy of the database as it is now, while the portal goes on; return the rows per table.

    The file is whole or not there; only its owner can read it. Raises FileExistsError.
    """
    if file.exists():
        raise FileExistsError(f"{file} is there already")
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        counts = _sqlite_to(engine, part) if engine.dialect.name == "sqlite" else _postgresql_to(engine, part)
        with part.open("rb") as handle:
            os.fsync(handle.fileno())
        part.rename(file)
    finally:
        part.unlink(missing_ok=True)
    return counts


def restore(engine: Engine, file: Path, replace: bool = False) -> dict[str, int]:
    """Make the database what the file holds; return the rows per table.

    Raises WrongFile for what is no backup of this kind of database or a damaged one (backup.wrong-kind,
    backup.damaged), backup.schema for one of another schema, and backup.not-empty when there are rows already and
    `replace` is false; nothing is changed then.
    """
    with file.open("rb") as handle:
        kind = {b"SQLite": "sqlite", b"PK\x03\x04": "postgresql"}
        start = handle.read(6)
    found = next((name for mark, name in kind.items() if start.startswith(mark)), None)
    if found != engine.dialect.name:
        raise WrongFile("backup.wrong-kind", {"wanted": engine.dialect.name})
    if not replace and any(_counts(engine).values()):
        raise WrongFile("backup.not-empty")
    return _sqlite_from(engine, file) if found == "sqlite" else _postgresql_from(engine, file)


def _tables() -> list[str]:
    return [table.name for table in Base.metadata.sorted_tables]


def _counts(engine: Engine) -> dict[str, int]:
    """Rows per table; empty when the database has no tables yet."""
    with reading(engine) as session:
        connection = session.connection()
        there = set(engine.dialect.get_table_names(connection))
        return {name: _count(connection, name) for name in _tables() if name in there}


def _count(connection: Connection, name: str) -> int:
    return int(connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one())  # noqa: S608


def _sqlite_to(engine: Engine, file: Path) -> dict[str, int]:
    copy = sqlite_module().connect(str(file), isolation_level=None)
    try:
        source = engine.raw_connection()
        try:
            source.driver_connection.backup(copy, pages=2_000)  # type: ignore[union-attr]
        finally:
            source.close()
        copy.execute("PRAGMA journal_mode=DELETE")
        _require_whole(copy)
        return _sqlite_counts(copy)
    finally:
        copy.close()


def _sqlite_from(engine: Engine, file: Path) -> dict[str, int]:
    driver = sqlite_module()
    copy = driver.connect(f"file:{file}?mode=ro&immutable=1", uri=True, isolation_level=None)
    target: Any = None
    try:
        _require_whole(copy)
        known = [row[0] for row in copy.execute("SELECT name FROM sqlite_master WHERE name = 'alembic_version'")]
        _require_schema(copy.execute("SELECT version_num FROM alembic_version").fetchone()[0] if known else None)
        engine.dispose()
        engine.writers.acquire()  # type: ignore[attr-defined]
        try:
            target = driver.connect(str(engine.url.database), isolation_level=None)
            copy.backup(target)
            target.execute("PRAGMA journal_mode=WAL")
            return _sqlite_counts(target)
        finally:
            engine.writers.release()  # type: ignore[attr-defined]
    except driver.DatabaseError as fault:
        raise WrongFile("backup.damaged") from fault
    finally:
        copy.close()
        if target is not None:
            target.close()


def _require_whole(copy: Any) -> None:
    try:
        (found,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite_module().DatabaseError as fault:
        raise WrongFile("backup.damaged") from fault
    if found != "ok" or copy.execute("PRAGMA foreign_key_check").fetchone():
        raise WrongFile("backup.damaged")


def _require_schema(version: str | None) -> None:
    if version != schema.newest():
        raise WrongFile("backup.schema", {"version": str(version), "needed": str(schema.newest())})


def _sqlite_counts(connection: Any) -> dict[str, int]:
    asked = {name: f'SELECT count(*) FROM "{name}"' for name in _tables()}  # noqa: S608
    return {name: int(connection.execute(statement).fetchone()[0]) for name, statement in asked.items()}


def _postgresql_to(engine: Engine, file: Path) -> dict[str, int]:
    """All tables out of one snapshot, each as COPY writes it, with its rows and its hash in the manifest."""
    told: dict[str, Any] = {}
    with reading(engine) as session, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        connection = session.connection()
        version = schema.version_of(connection)
        raw: Any = connection.connection.driver_connection
        for name in [*_tables(), SEARCH_TABLE]:
            digest = hashlib.sha256()
            columns = _columns(connection, name)
            with archive.open(f"{name}.copy", "w", force_zip64=True) as out, raw.cursor() as cursor:
                listed = ", ".join(f'"{column}"' for column in columns)
                with cursor.copy(f'COPY "{name}" ({listed}) TO STDOUT') as copy:
                    for block in copy:
                        digest.update(block)
                        out.write(block)
            told[name] = {"rows": _count(connection, name), "columns": columns, "sha256": digest.hexdigest()}
        archive.writestr(MANIFEST, json.dumps({"schema": version, "tables": told}, indent=1))
    return {name: about["rows"] for name, about in told.items()}


def _postgresql_from(engine: Engine, file: Path) -> dict[str, int]:
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = json.loads(archive.read(MANIFEST))
            _require_schema(manifest["schema"])
            for name, about in manifest["tables"].items():
                with archive.open(f"{name}.copy") as part:
                    if hashlib.sha256(b"".join(_blocks(part))).hexdigest() != about["sha256"]:
                        raise WrongFile("backup.damaged")
            _make_tables(engine)
            with writing_alone(engine) as connection:
                names = [*_tables(), SEARCH_TABLE]
                connection.execute(text("TRUNCATE " + ", ".join(f'"{name}"' for name in names) + " CASCADE"))
                for name in names:
                    with archive.open(f"{name}.copy") as part:
                        _copy_in(connection, name, manifest["tables"][name]["columns"], part)
                for table in Base.metadata.sorted_tables:
                    _set_sequence(connection, table)
                counts = {name: _count(connection, name) for name in names}
                if counts != {name: manifest["tables"][name]["rows"] for name in names}:
                    raise WrongFile("backup.damaged")
                return counts
    except (zipfile.BadZipFile, KeyError, json.JSONDecodeError, io.UnsupportedOperation) as fault:
        raise WrongFile("backup.damaged") from fault


def _make_tables(engine: Engine) -> None:
    schema.upgrade(engine)


def _copy_in(connection: Connection, name: str, columns: list[str], part: IO[bytes]) -> None:
    raw: Any = connection.connection.driver_connection
    listed = ", ".join(f'"{column}"' for column in columns)
    with raw.cursor() as cursor, cursor.copy(f'COPY "{name}" ({listed}) FROM STDIN') as copy:
        for block in _blocks(part):
            copy.write(block)


def _set_sequence(connection: Connection, table: Table) -> None:
    """Let the ids that the database makes go on after the highest."""
    for column in table.primary_key.columns:
        sequence = connection.execute(
            text("SELECT pg_get_serial_sequence(:table, :column)"), {"table": f'"{table.name}"', "column": column.name}
        ).scalar()
        if sequence:
            highest = f'(SELECT max("{column.name}") FROM "{table.name}")'  # noqa: S608
            connection.execute(text(f"SELECT setval('{sequence}', coalesce({highest}, 1), {highest} IS NOT NULL)"))


def _columns(connection: Connection, name: str) -> list[str]:
    return [column["name"] for column in connection.dialect.get_columns(connection, name)]


def _blocks(part: IO[bytes]) -> Iterator[bytes]:
    while block := part.read(_CHUNK):
        yield block
