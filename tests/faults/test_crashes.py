"""Promises 1 and 3: a receipt only after a durable commit; killed at any instant, a sending is wholly in or out."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, event, text
from support.sending import Form, open_form, send, token_in, traces

from portal import transaction
from portal.adapters import language_guess
from portal.effects import intake

Moment = Callable[..., None]


@pytest.fixture
def form(engine: Engine) -> Form:
    language_guess.warm()
    return open_form(engine)


def killed_at(app: Flask, form: Form, key: str, moment: int) -> str | None:
    """Send in a process of its own that gets SIGKILL at the moment (0: never); the receipt it showed, if it lived.

    A moment is just before any statement, and just before and after the commit.
    """
    engine: Engine = app.extensions["gensvar_engine"]
    engine.dispose()
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        _send_and_die(app, form, key, moment, write)
    os.close(write)
    with os.fdopen(read) as told:
        said = told.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return None
    assert os.WEXITSTATUS(status) == 0
    return said


def _send_and_die(app: Flask, form: Form, key: str, moment: int, write: int) -> None:
    ended = 1
    try:
        engine: Engine = app.extensions["gensvar_engine"]
        client, passed = app.test_client(), 0
        token = token_in(client.get(form.path).get_data(as_text=True))

        def here(*_told: Any) -> None:
            nonlocal passed
            passed += 1
            if passed == moment:
                os.kill(os.getpid(), signal.SIGKILL)

        event.listen(engine, "before_cursor_execute", here)
        commit = engine.dialect.do_commit

        def commit_here(connection: Any) -> None:
            here()
            commit(connection)
            here()

        engine.dialect.do_commit = commit_here  # type: ignore[method-assign]
        answer = client.post(form.path, data={"csrf_token": token, **form.fields(key)})
        os.write(write, f"{answer.status_code} {answer.location}".encode())
        ended = 0
    finally:
        os._exit(ended)


def settled(engine: Engine) -> dict[str, int]:
    """What is there when the database has noticed that its client is gone."""
    if engine.dialect.name == "postgresql":
        asked = (
            "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
            " and state <> 'idle'"
        )
        for _ in range(500):
            with engine.connect() as connection:
                if connection.execute(text(asked)).scalar() == 0:
                    break
            time.sleep(0.01)
    return traces(engine)


def torn(app: Flask, form: Form) -> list[tuple[int, dict[str, int]]]:
    """Kill a sending at each of its moments; the first that left only some of it, with what was left."""
    engine: Engine = app.extensions["gensvar_engine"]
    before = traces(engine)
    assert killed_at(app, form, "first", 0).startswith("303 ")  # type: ignore[union-attr]
    after = settled(engine)
    whole = {name: after[name] - before[name] for name in after}
    moment = outs = ins = 0
    while True:
        moment += 1
        before = settled(engine)
        said = killed_at(app, form, f"k{moment}", moment)
        after = settled(engine)
        left = {name: after[name] - before[name] for name in after}
        if any(left.values()) and left != whole:
            return [(moment, left)]
        outs, ins = outs + (not any(left.values())), ins + (left == whole)
        if said is not None:
            assert said.startswith("303 ")
            assert left == whole, "a receipt was shown and nothing is there"
            break
        again = send(app, form, form.fields(f"k{moment}"))
        assert again[0] == 303
        after = settled(engine)
        assert {name: after[name] - before[name] for name in after} == whole, "sent again after a crash"
    assert outs > 10, "the sending has fewer moments than it has statements"
    assert ins == 2, "killed after the commit it is in, though no receipt was shown"
    return []


def test_killed_at_any_moment_a_sending_is_wholly_in_or_wholly_out_and_can_be_sent_again(app, form):
    assert torn(app, form) == []


def test_a_commit_in_the_middle_is_found(app, form, monkeypatch):
    record = intake.record

    def commit_too_soon(session: Any, *given: Any) -> None:
        session.commit()
        record(session, *given)

    monkeypatch.setattr(intake, "record", commit_too_soon)
    assert torn(app, form)


def kept(app: Flask, form: Form, key: str) -> bool:
    """Whether what a receipt was shown for is there."""
    status, receipt = send(app, form, form.fields(key))
    assert status == 303
    return app.test_client().get(receipt).status_code == 200 and traces(app.extensions["gensvar_engine"])["numbers"] > 0


def test_what_a_receipt_is_shown_for_is_there(app, form):
    assert kept(app, form, "there")


def test_a_receipt_for_what_is_not_committed_is_found(app, form, engine, monkeypatch):
    @contextmanager
    def forgetful() -> Iterator[Any]:
        with transaction.changes(engine) as session:
            yield session
            session.rollback()

    monkeypatch.setattr("portal.web.public.take_part.changes", forgetful)
    assert not kept(app, form, "forgotten")


def test_when_the_commit_fails_no_receipt_is_shown_and_the_text_is_still_there(app, form, engine, monkeypatch):
    from sqlalchemy.exc import OperationalError

    def fail(_connection: Any) -> None:
        raise OperationalError("COMMIT", None, Exception("disk I/O error"))

    before = traces(engine)
    client = app.test_client()
    token = token_in(client.get(form.path).get_data(as_text=True))
    with monkeypatch.context() as planted:
        planted.setattr(engine.dialect, "do_commit", fail)
        answer = client.post(form.path, data={"csrf_token": token, **form.fields("fails")})
    assert answer.status_code == 503
    assert "Plantera fler träd vid vattnet" in answer.get_data(as_text=True)
    assert traces(engine) == before
