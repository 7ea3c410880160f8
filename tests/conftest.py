"""Fixtures for all tests. What is heavy is imported when first asked for, so that tests of the rules stay quick."""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

if TYPE_CHECKING:
    from flask import Flask
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session
    from support.pages import PageClient
    from support.servers import LiveServer, MailServer

    from portal.settings import Settings


@pytest.fixture(scope="session")
def run_id() -> str:
    """The same for all workers of one test run."""
    return os.environ.get("PYTEST_XDIST_TESTRUNUID", f"alone-{os.getpid()}")[:20]


@pytest.fixture(scope="session")
def worker() -> str:
    """The name of this test worker."""
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


@pytest.fixture(scope="session")
def sqlite_template(run_id: str, worker: str) -> Iterator[Path]:
    """An SQLite file with the whole schema and no rows."""
    from support import databases

    folder = Path(tempfile.mkdtemp(prefix=f"gensvar-{worker}-", dir=databases.FAST))
    yield databases.sqlite_template(folder)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_server(run_id: str) -> Any:
    """The address of a PostgreSQL server."""
    from support import databases

    return databases.postgres_server(run_id)


@pytest.fixture(scope="session")
def postgres_engine(postgres_server: Any, worker: str) -> Iterator["Engine"]:
    """This worker's PostgreSQL database with the whole schema."""
    from support import databases

    from portal import schema

    for engine in databases.postgres_database(postgres_server, f"gensvar_{worker}_{os.getpid()}"):
        schema.create(engine)
        yield engine


@pytest.fixture
def bare_postgres(postgres_server: Any, worker: str) -> Iterator["Engine"]:
    """An empty PostgreSQL database without a schema, for tests of migrations and restores."""
    from support import databases

    yield from databases.postgres_database(postgres_server, f"gensvar_bare_{worker}_{os.getpid()}")


@pytest.fixture
def bare_sqlite(tmp_path: Path) -> Iterator["Engine"]:
    """An empty SQLite database without a schema."""
    from portal.transaction import connect

    engine = connect(f"sqlite:///{tmp_path / 'bare.sqlite3'}")
    yield engine
    engine.dispose()


@pytest.fixture
def sqlite_engine(sqlite_template: Path) -> Iterator["Engine"]:
    """A fresh SQLite database, for tests that need only one of the two."""
    from support import databases

    folder = Path(tempfile.mkdtemp(prefix="test-", dir=sqlite_template.parent))
    engine = databases.sqlite_engine(sqlite_template, folder)
    yield engine
    engine.dispose()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """Which of the two databases; override with `@pytest.mark.parametrize("database", ["sqlite"], indirect=True)`."""
    return str(request.param)


@pytest.fixture
def engine(database: str, request: pytest.FixtureRequest) -> Iterator["Engine"]:
    """An empty database with the whole schema; the test runs once on SQLite and once on PostgreSQL."""
    if database == "sqlite":
        yield request.getfixturevalue("sqlite_engine")
        return
    from support import databases

    found: Engine = request.getfixturevalue("postgres_engine")
    yield found
    databases.empty(found)


@pytest.fixture
def session(engine: "Engine") -> Iterator["Session"]:
    """A writing session that is rolled back at the end; for services and queries.

    On SQLite it holds the turn to write: a test that also goes through the web uses `changes` instead.
    """
    from portal import transaction

    class RollBack(Exception):
        pass

    try:
        with transaction.changes(engine) as found:
            yield found
            raise RollBack
    except RollBack:
        pass


@pytest.fixture
def changes(engine: "Engine") -> Callable[[], AbstractContextManager["Session"]]:
    """`with changes() as session:` commits at the end of the block, for rows that the web or others must see."""
    from portal import transaction

    return lambda: transaction.changes(engine)


@pytest.fixture
def reading(engine: "Engine") -> Callable[[], AbstractContextManager["Session"]]:
    """`with reading() as session:` sees what is committed."""
    from portal import transaction

    return lambda: transaction.reading(engine)


@pytest.fixture
def settings(engine: "Engine", tmp_path: Path) -> "Settings":
    """Settings of an installation that has decided what it must; `dataclasses.replace` for others."""
    from portal.settings import Settings

    return Settings(
        instance=tmp_path,
        secret_key="a secret of forty characters, only a test",
        database_url=engine.url.render_as_string(hide_password=False),
        contact_email="dialog@asby.example",
        postal_address="Åsby kommun, 123 45 Åsby",
        mail_sender="dialog@asby.example",
        mail_retention_decision="KS 2026/12 § 34",
    )


@pytest.fixture(scope="session")
def compiled_templates() -> Iterator[Path]:
    """Where templates compiled by one test wait for the next."""
    folder = Path(tempfile.mkdtemp(prefix="gensvar-templates-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def app(settings: "Settings", engine: "Engine", compiled_templates: Path) -> "Flask":
    """The whole application on that database."""
    from jinja2 import FileSystemBytecodeCache

    from portal.app import create_app

    made = create_app(settings, engine)
    made.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(compiled_templates))
    made.testing = False
    return made


@pytest.fixture
def page(app: "Flask") -> "PageClient":
    """A reader who checks every page (see tests/support/pages.py)."""
    from support.pages import PageClient

    return PageClient(app)


@pytest.fixture
def live_server(app: "Flask") -> Iterator["LiveServer"]:
    """The application on a real port, in this process."""
    from support.servers import live

    with live(app) as server:
        yield server


@pytest.fixture
def smtp_server() -> Iterator["MailServer"]:
    """A mail server that keeps what it is given."""
    from support.servers import mail

    with mail() as server:
        yield server


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium, one per worker."""
    from support.browsing import open_browser

    yield from open_browser()


@pytest.fixture
def tab(browser: Any) -> Iterator[Any]:
    """A fresh browser window of 1,280 × 900 in Swedish."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="sv-SE")
    opened = context.new_page()
    yield opened
    context.close()


@pytest.fixture
def axe() -> Callable[..., list[str]]:
    """`axe(tab)` returns axe-core's findings on the open page."""
    from support.browsing import violations

    return violations
