"""Promises 1, 2 and 3 on a real server: workers and connections are killed while people send."""

import os
import random
import signal
import threading
import time
from collections.abc import Collection
from contextlib import suppress

import pytest
from sqlalchemy import Engine, select, text
from support.sending import Form, Server, open_form, send, serving, together, traces

from portal import clock, transaction
from portal.domain.receipts import code_for, hashed
from portal.models.submissions import Submission
from portal.queries import checks
from portal.services import submissions as services

CLIENTS, EACH, KILLS = 8, 40, 3


@pytest.fixture
def form(engine: Engine) -> Form:
    return open_form(engine)


@pytest.fixture
def environment(settings, engine: Engine) -> dict[str, str]:
    return {
        "GENSVAR_DATABASE_URL": engine.url.render_as_string(hide_password=False),
        "GENSVAR_SECRET_KEY": settings.secret_key,
        "GENSVAR_INSTANCE": str(settings.instance),
        "GENSVAR_CONTACT_EMAIL": str(settings.contact_email),
        "GENSVAR_MAIL_SENDER": str(settings.mail_sender),
        "GENSVAR_MAIL_RETENTION_DECISION": str(settings.mail_retention_decision),
    }


def lost(engine: Engine, receipts: Collection[str]) -> list[str]:
    """Receipts that were shown for something that is not there."""
    with transaction.reading(engine) as session:
        kept = set(session.scalars(select(Submission.receipt_hash)))
    return [receipt for receipt in receipts if hashed(receipt.rpartition("/")[2]) not in kept]


def found_by_their_words(engine: Engine) -> int:
    """How many new texts the worker puts into the search, after which none waits."""
    with transaction.changes(engine) as session:
        indexed = services.index_waiting(session, 1_000)
        assert services.index_waiting(session, 1_000) == 0
    return indexed


def kill_some(server: Server, engine: Engine, ended: threading.Event) -> None:
    """Kill one worker after the other, and on PostgreSQL the connections as well."""
    for _ in range(KILLS):
        if ended.wait(0.5):
            return
        with suppress(ProcessLookupError, IndexError):
            os.kill(random.choice(server.workers()), signal.SIGKILL)
        if engine.dialect.name == "postgresql":
            asked = "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()"
            with engine.connect() as connection:
                connection.execute(text(f"{asked} and pid <> pg_backend_pid()"))


def test_with_workers_killed_every_receipt_is_kept_and_nothing_is_there_twice(engine, form, environment):
    receipts: dict[str, str] = {}
    troubles = []
    with serving(environment) as server:
        residents = [server.resident(form) for _ in range(CLIENTS)]

        def sends(number: int) -> None:
            resident = residents[number]
            for turn in range(EACH):
                key = f"c{number}t{turn}"
                receipts[key] = resident.send(form.fields(key))
                time.sleep(0.02)
            troubles.append(resident.troubles)

        ended = threading.Event()
        killer = threading.Thread(target=kill_some, args=(server, engine, ended))
        killer.start()
        together(*(threading.Thread(target=sends, args=(number,)) for number in range(CLIENTS)))
        ended.set()
        killer.join()
    assert len(receipts) == CLIENTS * EACH
    assert len(set(receipts.values())) == CLIENTS * EACH
    assert sum(troubles) > 0, "nobody noticed that workers were killed"
    assert lost(engine, receipts.values()) == []
    assert found_by_their_words(engine) == traces(engine)["submissions"]
    found = traces(engine)
    every = ("submissions", "numbers", "search", "audit_entries", "outbox", "list_entries", "joined")
    assert {found[name] for name in every} == {CLIENTS * EACH}
    with transaction.reading(engine) as session:
        assert {fault.code for fault in checks.everything(session, clock.now())} <= {"AUDIT_UNSEALED"}


def test_a_lost_one_is_found(app, engine, form):
    _status, receipt = send(app, form, form.fields("one"))
    assert lost(engine, [receipt]) == []
    assert lost(engine, [receipt, "/sv/receipt/2222-2222-2222-2222"]) == ["/sv/receipt/2222-2222-2222-2222"]


def rush(app, form: Form, key: str = "same") -> list[tuple[int, str]]:
    """The same form sent by eight at once."""
    ready, answers = threading.Barrier(8), list[tuple[int, str]]()

    def sends() -> None:
        ready.wait(30)
        answers.append(send(app, form, form.fields(key)))

    together(*(threading.Thread(target=sends) for _ in range(8)))
    return answers


def test_the_same_form_sent_by_eight_at_once_is_one_submission_with_one_receipt(app, engine, form):
    answers = rush(app, form)
    assert {status for status, _ in answers} == {303}
    assert len({receipt for _, receipt in answers}) == 1
    assert found_by_their_words(engine) == traces(engine)["submissions"]
    found = traces(engine)
    every = ("submissions", "numbers", "search", "audit_entries", "outbox", "list_entries", "submission_contacts")
    assert {found[name] for name in every} == {1}


def test_a_key_that_is_not_kept_is_found(app, engine, form, monkeypatch):
    monkeypatch.setattr("portal.services.submissions.key_hash", lambda _id, _key: os.urandom(16).hex())
    monkeypatch.setattr("portal.services.submissions.code_for", lambda _secret, key: code_for(os.urandom(16), key))
    rush(app, form)
    assert traces(engine)["submissions"] == 8


def test_a_whole_crowd_in_the_last_minute_is_taken_each_once(app, engine, form):
    def sends(number: int) -> None:
        for turn in range(5):
            for _ in range(2 if turn == 3 else 1):
                assert send(app, form, form.fields(f"c{number}t{turn}"))[0] == 303

    together(*(threading.Thread(target=sends, args=(number,)) for number in range(8)))
    assert traces(engine)["submissions"] == traces(engine)["numbers"] == 40
