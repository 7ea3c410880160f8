"""Promise 10, and the second half of 1: a trouble means 503 with the text kept; reading goes on."""

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, event, text
from support.sending import TEXT, Form, open_form, send, token_in, traces

from portal import transaction
from portal.web import errors

SHORT = "Ja, gärna."


@pytest.fixture
def form(engine: Engine) -> Form:
    return open_form(engine)


@contextmanager
def connecting(engine: Engine, pragma: str) -> Iterator[None]:
    """SQLite with a setting on every connection."""

    def limit(connection: Any, _record: Any) -> None:
        connection.execute(f"PRAGMA {pragma}")

    event.listen(engine, "connect", limit)
    engine.dispose()
    yield
    event.remove(engine, "connect", limit)
    engine.dispose()


@contextmanager
def full(engine: Engine) -> Iterator[None]:
    """SQLite that may not grow, every free page of it filled."""
    driver = transaction.sqlite_module()
    filler = driver.connect(str(engine.url.database), isolation_level=None)
    filler.execute("create table filler (x blob)")
    (pages,) = filler.execute("pragma page_count").fetchone()
    filler.execute(f"pragma max_page_count={pages}")
    for size in (3_000, 100):
        with suppress(driver.OperationalError):
            while True:
                filler.execute("insert into filler values (zeroblob(?))", (size,))
    with connecting(engine, f"max_page_count={pages}"):
        yield
    filler.execute("pragma max_page_count=1000000")
    filler.execute("drop table filler")
    filler.close()


@contextmanager
def read_only(engine: Engine) -> Iterator[None]:
    if engine.dialect.name == "sqlite":
        with connecting(engine, "query_only=ON"):
            yield
        return
    setting = f'alter database "{engine.url.database}" set default_transaction_read_only'
    with _outside(engine, f"{setting} = on", f"{setting} = off"):
        yield


@contextmanager
def gone(engine: Engine) -> Iterator[None]:
    closed = f'alter database "{engine.url.database}" allow_connections'
    with _outside(engine, f"{closed} false", f"{closed} true"):
        yield


@contextmanager
def _outside(engine: Engine, before: str, after: str) -> Iterator[None]:
    """Do something to the database from another one, and end all its connections."""
    admin = transaction.connect(engine.url.set(database="postgres").render_as_string(hide_password=False))
    outside = admin.execution_options(isolation_level="AUTOCOMMIT")
    ended = text("select pg_terminate_backend(pid) from pg_stat_activity where datname = :name")

    def say(statement: str) -> None:
        with outside.connect() as connection:
            connection.execute(text(statement))
            connection.execute(ended, {"name": engine.url.database})

    say(before)
    try:
        yield
    finally:
        say(after)
        engine.dispose()
        admin.dispose()


def faults(
    app: Flask, form: Form, trouble: Any, *, readable: bool, texts: tuple[str, ...] = (TEXT, SHORT)
) -> list[str]:
    """What the portal does wrong while the trouble lasts, and after it."""
    engine: Engine = app.extensions["gensvar_engine"]
    before, found = traces(engine), []
    client = app.test_client()
    page = f"/sv/dialogues/{form.slug}/"
    token = token_in(client.get(form.path).get_data(as_text=True))
    with trouble(engine):
        for words in texts:
            key = f"of{len(words)}"
            answer = client.post(form.path, data={"csrf_token": token, **form.fields(key, **{form.text: words})})
            said = answer.get_data(as_text=True)
            if answer.status_code != 503:
                found.append(f"sending answered {answer.status_code}")
            if words not in said:
                found.append(f"the text of {len(words)} letters is not on the page")
            if "Retry-After" not in answer.headers:
                found.append("nothing says when to try again")
        read = app.test_client(use_cookies=False).get(page).status_code
        if read != (200 if readable else 503):
            found.append(f"reading answered {read}")
        if client.get("/healthz").status_code != 200:
            found.append("the process says that it is dead")
    if traces(engine) != before:
        found.append("something of it was left behind")
    if send(app, form, form.fields(f"of{len(TEXT)}"))[0] != 303:
        found.append("sending does not work afterwards")
    if app.test_client(use_cookies=False).get(page).status_code != 200:
        found.append("reading does not work afterwards")
    return found


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_full_database_keeps_the_text_and_can_be_read(app, form):
    long = ("Plats! " * 550).strip()
    for number in range(3):
        assert send(app, form, form.fields(f"before{number}", **{form.text: long}))[0] == 303
    assert faults(app, form, full, readable=True, texts=(long,)) == []


def test_a_read_only_database_keeps_the_text_and_can_be_read(app, form):
    assert faults(app, form, read_only, readable=True) == []


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_database_that_is_gone_keeps_the_text_and_is_found_again(app, form):
    assert faults(app, form, gone, readable=False) == []


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_an_error_page_that_loses_the_text_is_found(app, form, monkeypatch):
    monkeypatch.setattr(errors, "kept_texts", list)
    assert f"the text of {len(TEXT)} letters is not on the page" in faults(app, form, read_only, readable=True)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_disk_that_fills_while_it_is_written_to_leaves_nothing_behind(app, form):
    """The limit of file sizes makes writing fail in the operating system, at some statement or at the commit."""
    engine: Engine = app.extensions["gensvar_engine"]
    before = traces(engine)
    outcomes = set()
    for room in (0, 4_000, 40_000, 60_000, 80_000, 100_000, 130_000, 200_000):
        engine.dispose()
        size = os.path.getsize(str(engine.url.database))
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            _send_with_limit(app, form, f"room{room}", room, write)
        os.close(write)
        with os.fdopen(read) as told:
            said = told.read()
        os.waitpid(child, 0)
        assert said in ("503 kept 200", "303 gone 200"), f"{said!r} with {room} bytes, database {size}"
        outcomes.add(said)
        after = traces(engine)
        assert (after != before) is said.startswith("303")
        before = after
    assert outcomes == {"503 kept 200", "303 gone 200"}
    assert send(app, form, form.fields("afterwards"))[0] == 303


def _send_with_limit(app: Flask, form: Form, key: str, room: int, write: int) -> None:
    try:
        client = app.test_client()
        token = token_in(client.get(form.path).get_data(as_text=True))
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
        answer = client.post(form.path, data={"csrf_token": token, **form.fields(key)})
        kept = "kept" if TEXT in answer.get_data(as_text=True) else "gone"
        page = app.test_client(use_cookies=False).get(f"/sv/dialogues/{form.slug}/")
        os.write(write, f"{answer.status_code} {kept} {page.status_code}".encode())
    finally:
        os._exit(0)
