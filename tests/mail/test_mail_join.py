"""Whoever has a copy of the database, but not the secret, cannot tell which text an address on the list belongs to.

The attack (support/join_attack.py) tries every value, directly or by way of any other table, and every order that the
database keeps, also its own (row ids, places, transaction numbers). Each way is proven on a join that was planted.
"""

import dataclasses
import hashlib
import json
import random
import secrets
from datetime import timedelta

import pytest
from sqlalchemy import select, text
from support.factories import NOW, RULES, SECRET, make_open_dialogue
from support.join_attack import Copy, by_order, by_value, taken, taken_on

from portal.cli.jobs import turn
from portal.domain.mailing import MailKind
from portal.domain.questions import Given
from portal.domain.submissions import Incoming, Wish
from portal.effects import notify
from portal.models.dialogues import Dialogue
from portal.models.mailing import ListEntry, OutboxMail
from portal.models.questions import Question
from portal.models.submissions import Submission
from portal.services import submissions
from portal.transaction import changes

PEOPLE = 60
BY_CHANCE = 9
"""Texts of 36 found by equal numbers without meaning: one on average for each way, ten in one of ten million ways."""
BEATS_CHANCE = 5.0
"""Standard deviations. Of some hundred orders tried, one is as good as this by chance in one of ten thousand runs."""


@pytest.fixture
def settings(settings):
    return dataclasses.replace(settings, secret_key=SECRET)


@pytest.fixture
def truth(engine, settings) -> dict[str, int]:
    """Addresses that are on the list only, and the submission of each. Some others gave a contact, or no address."""
    with changes(engine) as session:
        dialogue = make_open_dialogue(session)
        question = session.scalars(select(Question.id).where(Question.dialogue_id == dialogue.id)).first()
    wanted = random.sample(["list"] * 36 + ["both"] * 8 + ["text"] * 6 + ["nothing"] * 10, PEOPLE)
    found: dict[str, int] = {}
    moment = NOW
    for wish in wanted:
        moment += timedelta(minutes=random.randint(1, 90))
        address = f"{secrets.token_hex(5)}@example.net" if wish != "nothing" else ""
        asked = Wish(address, on_list=wish in {"list", "both"}, about_text=wish in {"text", "both"})
        incoming = Incoming((Given(question, text=f"Fler träd, {secrets.token_hex(3)}"),), "sv", asked)
        with changes(engine) as session:
            there = session.get(Dialogue, dialogue.id)
            receipt = submissions.receive(session, RULES, there, incoming, secrets.token_urlsafe(24), moment)
        with changes(engine) as session:
            number = session.scalars(select(Submission.id).where(Submission.number == receipt.number)).one()
        if wish == "list":
            found[address] = number
    return found


@pytest.fixture
def copy(engine, settings, truth) -> Copy:
    """A copy taken after the worker's turn: the codes are sent, the lists mixed."""
    turn(engine, settings, NOW + timedelta(days=3))
    return taken(engine, truth)


def test_the_list_cannot_be_joined_to_the_texts(copy):
    hits, how = by_value(copy)
    assert hits <= BY_CHANCE, how
    strength, order = by_order(copy)
    assert strength < BEATS_CHANCE, order


def test_the_list_cannot_be_joined_while_a_code_still_waits_for_a_dead_server(engine, settings, truth):
    away = dataclasses.replace(settings, smtp_url="smtp://127.0.0.1:9")
    turn(engine, away, NOW + timedelta(hours=1))
    waiting = taken(engine, truth)
    assert waiting.tables["outbox"][0]["sealed"]
    assert by_value(waiting)[0] <= BY_CHANCE
    assert by_order(waiting)[0] < BEATS_CHANCE


def test_neither_at_closing_nor_after_the_answer_was_queued(engine, settings, truth):
    with changes(engine) as session:
        dialogue = session.scalars(select(Dialogue)).first()
        notify.tell_list(session, RULES, dialogue, MailKind.RESULT, NOW + timedelta(days=20))
    for later in (20, 21, 40):
        turn(engine, settings, NOW + timedelta(days=later))
        after = taken(engine, truth)
        assert by_value(after)[0] <= BY_CHANCE
        assert by_order(after)[0] < BEATS_CHANCE


PLANTED = {
    "a column with the text's id": (lambda row: row["id"], by_value),
    "the receipt's hash": (lambda row: row["receipt_hash"], by_value),
    "the moment of joining": (lambda row: row["received_at"], by_order),
    "a serial number": (lambda row: 1000 + row["id"] * 3, by_order),
}


@pytest.mark.parametrize("planted", list(PLANTED))
def test_a_planted_column_is_found(engine, settings, truth, planted):
    value, attack = PLANTED[planted]
    turn(engine, settings, NOW + timedelta(days=3))
    copy = taken(engine, truth)
    texts = {row["id"]: row for row in copy.tables["submissions"]}
    copy.tables["list_entries"] = [
        {**row, "planted": value(texts[truth[row["address"]]])}
        for row in copy.tables["list_entries"]
        if row["address"] in truth
    ]
    found, how = attack(copy)
    assert found >= (len(truth) if attack is by_value else BEATS_CHANCE), how
    assert "planted" in how


@pytest.mark.parametrize("said", ["key", "address", "hash"])
def test_an_audit_entry_that_names_a_list_row_is_found(engine, settings, truth, said):
    turn(engine, settings, NOW + timedelta(days=3))
    with changes(engine) as session:
        for entry in session.scalars(select(ListEntry).where(ListEntry.address.in_(truth))):
            named = {"key": entry.key, "address": entry.address}.get(
                said, hashlib.sha256(entry.address.encode()).hexdigest()
            )
            submission_id = truth[entry.address]
            found = session.execute(
                text("update audit_entries set after = :said where kind = 'submission' and object_id = :id"),
                {"said": json.dumps({"list": named}), "id": str(submission_id)},
            )
            assert found.rowcount == 1
    hits, how = by_value(taken(engine, truth))
    assert hits == len(truth)
    assert "audit_entries" in how


def test_a_list_in_the_order_of_joining_is_found(engine, settings, truth):
    """What PostgreSQL keeps of a row before the list is mixed, and what SQLite would keep in a table with row ids."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.execute(text("create table unmixed as select * from list_entries where 0"))
            for address in sorted(truth, key=truth.__getitem__):
                connection.execute(
                    text("insert into unmixed select * from list_entries where address = :one"), {"one": address}
                )
            connection.execute(text("alter table list_entries rename to kept"))
            connection.execute(text("alter table unmixed rename to list_entries"))
            copy = taken_on(connection, truth)
            connection.rollback()
    else:
        copy = taken(engine, truth)
    strength, how = by_order(copy)
    assert strength >= BEATS_CHANCE
    assert "own_" in how


def test_no_address_is_left_anywhere_but_on_the_list_and_in_the_contacts(copy, engine):
    addresses = {row["address"] for name in ("list_entries", "submission_contacts") for row in copy.tables[name]}
    assert len(addresses) == 50
    for table, rows in copy.tables.items():
        if table in {"list_entries", "submission_contacts"}:
            continue
        said = repr([tuple(row.values()) for row in rows])
        assert not [address for address in addresses if address in said], table
    with engine.connect() as connection:
        assert connection.execute(select(OutboxMail.sealed).where(OutboxMail.sealed.is_not(None))).all() == []
