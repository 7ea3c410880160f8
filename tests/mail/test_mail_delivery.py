"""Delivery: at least once, the same Message-ID, patience for 72 hours, nothing left of the address afterwards."""

import dataclasses
import json
import os
import signal
import socket
import subprocess
import sys
import textwrap
import threading
import time
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from sqlalchemy import select
from support.factories import NOW, RULES, SECRET, make_contact, make_list_entry, make_open_dialogue, make_submission
from support.servers import free_port
from support.servers import mail as mail_server

from portal.domain.mailing import ListWish, MailKind, OutboxStatus
from portal.effects import notify, outbox
from portal.mail.deliver import deliver_due
from portal.models.mailing import ListEntry, OutboxMail
from portal.models.submissions import SubmissionContact
from portal.queries import mailing as lists
from portal.services import mailing
from portal.services import outbox as rows


@pytest.fixture
def settings(settings):
    return dataclasses.replace(settings, secret_key=SECRET, public_url="https://dialog.example.se")


@pytest.fixture
def sending(settings, smtp_server):
    return dataclasses.replace(settings, smtp_url=smtp_server.url)


@pytest.fixture
def dialogue_id(changes):
    with changes() as session:
        return make_open_dialogue(session).id


def queue_code(changes, dialogue_id, address="anna@example.net", language="sv", now=NOW):
    with changes() as session:
        payload = {"code": "ABCD-EFGH-JKMN-PQRS", "address": address}
        outbox.enqueue(session, RULES, MailKind.CODE, language, payload, now, dialogue_id)


def all_rows(reading):
    with reading() as session:
        return session.scalars(select(OutboxMail)).all()


def text_of(message):
    return message.get_body(("plain",)).get_content()


def test_a_mail_is_sent_once_and_nothing_of_the_address_stays(
    engine, sending, smtp_server, changes, reading, dialogue_id
):
    queue_code(changes, dialogue_id)
    assert deliver_due(engine, sending, NOW).sent == 1
    assert deliver_due(engine, sending, NOW).sent == 0
    (message,) = smtp_server.messages
    assert message["To"] == "anna@example.net"
    assert "ABCD-EFGH-JKMN-PQRS" in text_of(message)
    (row,) = all_rows(reading)
    assert row.status is OutboxStatus.SENT
    assert (row.sealed, row.message_id, row.due_at, row.give_up_at, row.leased_until) == (None,) * 5
    assert row.language == ""
    assert (row.kind, row.attempts, row.queued_on) == (MailKind.CODE, 1, NOW.date())


def test_every_mail_carries_the_headers_that_machines_read(engine, sending, smtp_server, changes, dialogue_id):
    with changes() as session:
        entry = make_list_entry(session, session.get(mailing.Dialogue, dialogue_id), "anna@example.net")
        token = lists.list_token(RULES, dialogue_id, entry.key)
    queue_code(changes, dialogue_id)
    deliver_due(engine, sending, NOW)
    (message,) = smtp_server.messages
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "sv"
    assert message["List-Unsubscribe"] == f"<https://dialog.example.se/sv/mail/{token}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Message-ID"].endswith("@asby.example>")
    assert message["Date"]


def test_a_dead_server_loses_nothing_and_the_mail_goes_when_it_is_back(engine, settings, changes, reading, dialogue_id):
    for name in ("anna", "bo", "cia"):
        queue_code(changes, dialogue_id, f"{name}@example.net")
    port = free_port()
    dead = dataclasses.replace(settings, smtp_url=f"smtp://127.0.0.1:{port}")
    done = deliver_due(engine, dead, NOW)
    assert (done.sent, done.later, done.server_away) == (0, 1, True)
    assert sum(row.attempts for row in all_rows(reading)) == 1
    assert all(row.leased_until is None and row.sealed for row in all_rows(reading))
    with mail_server() as server:
        back = dataclasses.replace(settings, smtp_url=server.url)
        assert deliver_due(engine, back, NOW + timedelta(minutes=3)).sent == 3
        assert sorted(m["To"] for m in server.messages) == [f"{n}@example.net" for n in ("anna", "bo", "cia")]


def test_a_refused_mail_is_tried_again_with_growing_patience_and_then_given_up(
    engine, sending, smtp_server, changes, reading, dialogue_id
):
    queue_code(changes, dialogue_id)
    smtp_server.answer = "451 4.3.0 later, anna@example.net"
    now, tries, waits = NOW, 0, []
    while (row := all_rows(reading)[0]).status is OutboxStatus.WAITING:
        done = deliver_due(engine, sending, now)
        tries += done.later + done.failed
        row = all_rows(reading)[0]
        if row.due_at is not None:
            waits.append(row.due_at - now)
            now = max(row.due_at, now + timedelta(seconds=1))
        assert now < NOW + timedelta(hours=73)
    assert row.status is OutboxStatus.FAILED
    assert row.sealed is None
    assert row.last_error == "451 4.3.0"
    assert waits == sorted(waits)
    assert waits[0] < timedelta(minutes=3)
    assert tries >= 8
    assert now <= NOW + timedelta(hours=72)
    with reading() as session:
        assert lists.unsent(session) == [(MailKind.CODE, OutboxStatus.FAILED, "451 4.3.0", 1)]


def test_a_refusal_for_good_is_visible_at_once_and_holds_up_nobody(
    engine, sending, smtp_server, changes, reading, dialogue_id
):
    queue_code(changes, dialogue_id)
    smtp_server.answer = "550 5.1.1 no such user anna@example.net"
    assert deliver_due(engine, sending, NOW).failed == 1
    smtp_server.answer = None
    queue_code(changes, dialogue_id, "bo@example.net")
    assert deliver_due(engine, sending, NOW).sent == 1
    failed = next(row for row in all_rows(reading) if row.status is OutboxStatus.FAILED)
    assert (failed.sealed, failed.last_error) == (None, "550 5.1.1")


def test_what_the_worker_never_reached_is_blanked_after_72_hours(engine, sending, changes, reading, dialogue_id):
    queue_code(changes, dialogue_id)
    assert deliver_due(engine, sending, NOW + timedelta(hours=72)).failed == 1
    (row,) = all_rows(reading)
    assert (row.status, row.sealed, row.last_error) == (OutboxStatus.FAILED, None, "not sent in time")


KILLED = """
    import os, signal, sys
    from datetime import datetime
    from pathlib import Path
    from portal.mail import deliver
    from portal.settings import Settings
    from portal.transaction import connect
    url, smtp, secret, now, place = sys.argv[1:]
    settings = Settings(instance=Path(place), secret_key=secret, database_url=url, smtp_url=smtp,
                        mail_sender="dialog@asby.example")
    deliver._settle = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
    deliver.deliver_due(connect(url), settings, datetime.fromisoformat(now))
"""


def test_a_worker_killed_between_sending_and_recording_sends_again_with_the_same_message_id(
    engine, sending, smtp_server, changes, reading, dialogue_id
):
    queue_code(changes, dialogue_id)
    arguments = [sending.database_url, smtp_server.url, SECRET, NOW.isoformat(), str(sending.instance)]
    killed = subprocess.run([sys.executable, "-c", textwrap.dedent(KILLED), *arguments], check=False, cwd=os.getcwd())
    assert killed.returncode == -signal.SIGKILL
    assert len(smtp_server.messages) == 1
    assert all_rows(reading)[0].status is OutboxStatus.WAITING
    assert deliver_due(engine, sending, NOW + timedelta(minutes=1)).sent == 0, "the lease is not over"
    assert deliver_due(engine, sending, NOW + timedelta(minutes=11)).sent == 1
    one, other = smtp_server.messages
    assert one["Message-ID"] == other["Message-ID"]


def test_two_workers_never_take_the_same_row(engine, changes, dialogue_id):
    for n in range(6):
        queue_code(changes, dialogue_id, f"p{n}@example.net")
    with changes() as session:
        first = {row.key for row in rows.lease(session, NOW, 4)}
    with changes() as session:
        second = {row.key for row in rows.lease(session, NOW, 4)}
    assert (len(first), len(second), first & second) == (4, 2, set())


def test_who_leaves_while_a_mail_waits_does_not_get_it(engine, sending, smtp_server, changes, reading, dialogue_id):
    with changes() as session:
        dialogue = session.get(mailing.Dialogue, dialogue_id)
        entry, _ = make_list_entry(session, dialogue, "a@x.se"), make_list_entry(session, dialogue, "b@x.se")
        notify.tell_list(session, RULES, dialogue, MailKind.RESULT, NOW)
        mailing.leave(session, RULES, lists.list_token(RULES, dialogue_id, entry.key), NOW)
    done = deliver_due(engine, sending, NOW)
    assert (done.sent, done.withdrawn) == (1, 1)
    assert [m["To"] for m in smtp_server.messages] == ["b@x.se"]
    assert len(all_rows(reading)) == 1


def test_leaving_the_list_does_not_stop_the_mail_about_ones_own_text_nor_the_other_way_round(
    engine, sending, smtp_server, changes, dialogue_id
):
    with changes() as session:
        dialogue = session.get(mailing.Dialogue, dialogue_id)
        for name in ("anna", "bo"):
            submission = make_submission(session, dialogue)
            entry = make_list_entry(session, dialogue, f"{name}@x.se")
            make_contact(session, submission, f"{name}@x.se")
            payload = {"verdict": "withheld", "reason": "other_matter"}
            notify.tell_contact(session, RULES, submission, MailKind.REVIEW_DECISION, NOW, **payload)
            token = {
                "anna": lists.list_token(RULES, dialogue_id, entry.key),
                "bo": lists.contact_token(RULES, submission.id),
            }[name]
            mailing.leave(session, RULES, token, NOW)
        notify.tell_list(session, RULES, dialogue, MailKind.RESULT, NOW)
        assert session.scalars(select(ListEntry.address)).all() == ["bo@x.se"]
        assert session.scalars(select(SubmissionContact.address)).all() == ["anna@x.se"]
    deliver_due(engine, sending, NOW)
    got = {m["To"]: m["Subject"] for m in smtp_server.messages}
    assert got["anna@x.se"] == "Beslut om hur din text visas"
    assert got["bo@x.se"].startswith("Det här sa ni:")
    assert len(got) == 2


def test_without_a_server_mails_are_files_in_the_instance(engine, settings, changes, dialogue_id):
    queue_code(changes, dialogue_id)
    assert deliver_due(engine, settings, NOW).sent == 1
    (file,) = (settings.instance / "mail").glob("*.eml")
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert message["To"] == "anna@example.net"


def test_a_row_sealed_under_another_secret_is_given_up_visibly(engine, sending, changes, reading, dialogue_id):
    queue_code(changes, dialogue_id)
    other = dataclasses.replace(sending, secret_key="another secret of at least forty characters")
    assert deliver_due(engine, other, NOW).failed == 1
    assert all_rows(reading)[0].last_error == "sealed under another key"


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_on_postgresql_two_workers_at_the_same_moment_share_the_rows_without_waiting(changes, dialogue_id):
    for n in range(6):
        queue_code(changes, dialogue_id, f"p{n}@example.net")
    with changes() as one, changes() as other:
        first = {row.key for row in rows.lease(one, NOW, 4)}
        second = {row.key for row in rows.lease(other, NOW, 4)}
        assert (len(first), len(second), first & second) == (4, 2, set())


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
@pytest.mark.parametrize("what", ["leave", "choose"])
def test_who_leaves_or_chooses_while_the_list_is_shuffled_is_heard(changes, reading, dialogue_id, what):
    with changes() as session:
        entry = make_list_entry(session, session.get(mailing.Dialogue, dialogue_id))
        token = lists.list_token(RULES, dialogue_id, entry.key)

    def act():
        with changes() as session:
            if what == "leave":
                mailing.leave(session, RULES, token, NOW)
            else:
                mailing.choose(session, RULES, token, ListWish.ONLY_ANSWER)

    reader = threading.Thread(target=act)
    with changes() as session:
        mailing.shuffle(session, dialogue_id)
        reader.start()
        reader.join(0.3)
        assert reader.is_alive(), "the reader waits for the shuffle to end"
    reader.join(10)
    with reading() as session:
        wishes = session.scalars(select(ListEntry.wish)).all()
    assert wishes == ([] if what == "leave" else [ListWish.ONLY_ANSWER])


def test_a_fault_in_a_mail_is_logged_without_the_address_and_holds_up_nobody(
    engine, sending, smtp_server, changes, reading, dialogue_id, caplog
):
    queue_code(changes, dialogue_id, "anna@example.net\nBcc: all@example.net")
    queue_code(changes, dialogue_id, "bo@example.net")
    done = deliver_due(engine, sending, NOW)
    assert (done.sent, done.later) == (1, 1)
    assert "was not written" in caplog.text
    assert "anna" not in caplog.text
    assert all("anna" not in row.last_error for row in all_rows(reading))


def test_the_worker_sends_what_waits_and_stops_when_told(engine, settings, changes, reading, dialogue_id):
    queue_code(changes, dialogue_id, now=datetime.now(UTC))
    environment = {
        **os.environ,
        "GENSVAR_DATABASE_URL": settings.database_url,
        "GENSVAR_SECRET_KEY": SECRET,
        "GENSVAR_INSTANCE": str(settings.instance),
    }
    command = [sys.executable, "-c", "from portal.cli import main; main()"]
    worker = subprocess.Popen([*command, "worker", "--every", "0.1"], env=environment)
    try:
        until = time.monotonic() + 30
        while not list((settings.instance / "mail").glob("*.eml")):
            assert time.monotonic() < until
            time.sleep(0.1)
    finally:
        worker.send_signal(signal.SIGTERM)
    assert worker.wait(20) == 0
    assert all_rows(reading)[0].status in {OutboxStatus.SENT, OutboxStatus.FAILED}
    said = subprocess.run([*command, "mail", "deliver", "--json"], env=environment, capture_output=True, check=True)
    assert json.loads(said.stdout)["sent"] == 0


def test_a_mail_server_that_never_answers_delays_no_submission(engine, settings, changes, reading, dialogue_id):
    queue_code(changes, dialogue_id)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        waiting = dataclasses.replace(settings, smtp_url=f"smtp://127.0.0.1:{silent.getsockname()[1]}")
        worker = threading.Thread(target=deliver_due, args=(engine, waiting, NOW))
        worker.start()
        caller, _ = silent.accept()
        began = time.monotonic()
        with changes() as session:
            dialogue = session.get(mailing.Dialogue, dialogue_id)
            for _ in range(20):
                make_submission(session, dialogue)
        took = time.monotonic() - began
        assert worker.is_alive(), "the worker still waits for the server"
        caller.close()
    worker.join(30)
    assert took < 5
    (row,) = all_rows(reading)
    assert (row.status, row.attempts, row.sealed is None) == (OutboxStatus.WAITING, 1, False)
