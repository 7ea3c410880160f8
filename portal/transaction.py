"""The one door to the database: how a connection is set up, who may write when, and the only place that commits."""

import contextlib
import fcntl
import os
import threading
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

LONGEST_WAIT = 30.0
"""Seconds that a writer waits for its turn before it is told that the database is busy."""

_CHANGES = "gensvar_changes"


class Busy(Exception):
    """No turn to write came within LONGEST_WAIT; nothing was written."""


class NotDurable(Exception):
    """The database server may forget what it has acknowledged; the portal does not promise receipts on top of that."""


class FairLock:
    """One writer at a time, first come first served: a queue within the process, two lock files between processes.

    SQLite's own busy handler is unfair: of eight clients one got a single commit in six seconds. Between processes the
    next writer waits for the lock while it holds the queue file, so a process that has just written cannot overtake it.
    """

    def __init__(self, path: Path) -> None:
        self._lock_path = f"{path}.lock"
        self._queue_path = f"{path}.queue"
        self._mutex = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._owner: int | None = None
        self._files: tuple[int, int] | None = None
        self._process = os.getpid()

    def acquire(self, timeout: float = LONGEST_WAIT) -> None:
        """Wait for the turn; raises Busy after `timeout` seconds, RuntimeError when this thread already has it."""
        self._forget_other_process()
        turn = threading.Lock()
        with self._mutex:
            if self._owner == threading.get_ident():
                raise RuntimeError("a change within a change: this thread already holds the turn to write")
            if self._owner is None:
                self._owner = threading.get_ident()
            else:
                turn.acquire()
                self._waiting.append(turn)
        if turn.locked() and not turn.acquire(timeout=timeout):
            self._give_up(turn)
        self._owner = threading.get_ident()
        try:
            self._lock_files()
        except BaseException:
            self._hand_over()
            raise

    def release(self) -> None:
        """Give the turn to whoever has waited longest."""
        if self._files is not None:
            fcntl.flock(self._files[0], fcntl.LOCK_UN)
        self._hand_over()

    def _lock_files(self) -> None:
        if self._files is None:
            flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
            self._files = (os.open(self._lock_path, flags, 0o600), os.open(self._queue_path, flags, 0o600))
        lock, queue = self._files
        fcntl.flock(queue, fcntl.LOCK_EX)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
        finally:
            fcntl.flock(queue, fcntl.LOCK_UN)

    def _hand_over(self) -> None:
        with self._mutex:
            self._owner = None
            if self._waiting:
                self._owner = -1
                self._waiting.popleft().release()

    def _give_up(self, turn: threading.Lock) -> None:
        with self._mutex:
            if turn in self._waiting:
                self._waiting.remove(turn)
                raise Busy("the database is busy")

    def _forget_other_process(self) -> None:
        """A forked child inherits the parent's open files, and with them its locks: it opens its own."""
        if self._process != os.getpid():
            self.__init__(Path(self._lock_path.removesuffix(".lock")))  # type: ignore[misc]


def sqlite_module() -> ModuleType:
    """Return the SQLite driver: pysqlite3, with a newer SQLite, where it is installed, else the standard one."""
    try:
        import pysqlite3.dbapi2 as driver
    except ImportError:
        import sqlite3 as driver
    return driver  # type: ignore[no-any-return]


def is_unavailable(fault: object) -> bool:
    """Whether the driver's exception says that the database cannot do it now: full, read-only, gone, out of means.

    PostgreSQL's classes of states: 53 insufficient resources, 57 operator intervention, 58 system error, and 25006.
    """
    if isinstance(fault, sqlite_module().OperationalError):
        return True
    state = getattr(fault, "sqlstate", None) or ""
    return state == "25006" or state[:2] in {"53", "57", "58"}


def connect(url: str) -> Engine:
    """Return the engine for `url`, set up so that what is committed stays; PostgreSQL is asked at each new connection.

    Faults are told without the values of the statement: a log must not get to know what somebody wrote, or an address.
    PostgreSQL runs changes at READ COMMITTED (services lock the rows that they decide on) and reads from one snapshot.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        engine = create_engine(
            parsed, module=sqlite_module(), pool_size=8, max_overflow=24, pool_timeout=10, hide_parameters=True
        )
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        engine.writers = FairLock(Path(parsed.database or ""))  # type: ignore[attr-defined]
    else:
        engine = create_engine(parsed, pool_size=8, max_overflow=24, pool_timeout=10, hide_parameters=True)
        event.listen(engine, "connect", _refuse_forgetful_postgresql)
    event.listen(engine, "checkin", _leave_nothing_open)
    return engine


@contextlib.contextmanager
def changes(engine: Engine) -> Iterator[Session]:
    """Give a session whose changes are committed together at the end, or not at all when anything is raised.

    When the block is left without an exception the changes are on disk. Nothing is retried. Raises Busy on SQLite when
    no turn to write came in time, and RuntimeError when the thread is already inside such a block on SQLite.
    """
    with _turn(engine), _Changing(_for_changes(engine), expire_on_commit=False) as session:
        yield session
        session.commit()


@contextlib.contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """Give a session that sees one snapshot of the database and cannot change it."""
    session = open_reading(engine)
    try:
        yield session
    finally:
        session.close()


def open_reading(engine: Engine) -> Session:
    """Return such a reading session for a caller that closes it itself, as a web request does."""
    bind = engine
    if engine.dialect.name == "postgresql":
        bind = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    session = Session(bind, expire_on_commit=False)
    event.listen(session, "before_flush", _refuse_to_write)
    return session


def end_reading(session: Session) -> None:
    """Let go of the snapshot and the connection; what was loaded keeps its values."""
    session.commit()


@contextlib.contextmanager
def writing_alone(engine: Engine) -> Iterator[Connection]:
    """Give a bare connection inside one transaction with the turn to write, for schema changes."""
    with _turn(engine), engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("SELECT 1")
            connection.rollback()
            raw = connection.connection.driver_connection
            assert raw is not None
            raw.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.execution_options(**{_CHANGES: True}).begin():
                if engine.dialect.name == "postgresql":
                    connection.exec_driver_sql("SELECT pg_advisory_xact_lock(2017455)")
                yield connection
                if engine.dialect.name == "sqlite":
                    _refuse_orphans(connection)
        finally:
            connection.invalidate()


class Statements(list[str]):
    """The SQL statements sent while they were counted, in order."""


@contextlib.contextmanager
def counted(engine: Engine) -> Iterator[Statements]:
    """Collect every statement that the engine sends inside the block, from any thread."""
    sent = Statements()

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


class _Changing(Session):
    """A session that asks for its connection once, not at every statement that goes straight to it."""

    _own: Connection | None = None

    def connection(self, *given: Any, **more: Any) -> Connection:
        if given or more:
            return super().connection(*given, **more)
        if self._own is None or self._own.closed:
            self._own = super().connection()
        return self._own


def _for_changes(engine: Engine) -> Engine:
    """The same engine with the mark that makes SQLite begin to write at once; made once for each engine."""
    found: Engine | None = getattr(engine, "for_changes", None)
    if found is None:
        found = engine.for_changes = engine.execution_options(**{_CHANGES: True})  # type: ignore[attr-defined]
    return found


@contextlib.contextmanager
def _turn(engine: Engine) -> Iterator[None]:
    lock: FairLock | None = getattr(engine, "writers", None)
    if lock is None:
        yield
        return
    lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "busy_timeout=10000",
        "foreign_keys=ON",
        "secure_delete=ON",
        "temp_store=MEMORY",
        "cache_size=-16000",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    raw = connection.connection.driver_connection
    assert raw is not None
    raw.execute("BEGIN IMMEDIATE" if connection.get_execution_options().get(_CHANGES) else "BEGIN")


def _leave_nothing_open(connection: Any, _record: Any) -> None:
    """A commit that failed, on a full disk say, may leave its transaction open; SQLAlchemy takes it for ended."""
    if connection is None:
        return
    sqlite_open = getattr(connection, "in_transaction", False)
    if sqlite_open or (hasattr(connection, "pgconn") and connection.pgconn.transaction_status != 0):
        connection.rollback()


def _refuse_forgetful_postgresql(connection: Any, _record: Any) -> None:
    before, connection.autocommit = connection.autocommit, True
    try:
        (fsync,) = connection.execute("SHOW fsync").fetchone()
        (synchronous_commit,) = connection.execute("SHOW synchronous_commit").fetchone()
    finally:
        connection.autocommit = before
    faults = [name for name, value in (("fsync", fsync), ("synchronous_commit", synchronous_commit)) if value == "off"]
    if faults:
        raise NotDurable(f"PostgreSQL runs with {' and '.join(faults)} off: a receipt could be forgotten")


def _refuse_to_write(session: Session, *_: Any) -> None:
    raise RuntimeError(
        f"a reading session was given something to write: {[*session.new, *session.dirty, *session.deleted]}"
    )


def _refuse_orphans(connection: Connection) -> None:
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if orphans:
        raise RuntimeError(f"the schema change would leave rows that point at nothing: {orphans[:5]}")
