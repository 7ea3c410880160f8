"""The outbox row tells nothing, and the same notice is queued once."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from support.factories import (
    NOW,
    RULES,
    make_contact,
    make_list_entry,
    make_open_dialogue,
    make_submission,
)

from portal.adapters.seals import BrokenSeal
from portal.domain.mailing import AddressKind, ListWish, MailKind, OutboxStatus
from portal.effects import notify, outbox
from portal.models.mailing import ListDayCount, ListEntry, OutboxMail


def rows(session):
    session.flush()
    return session.scalars(select(OutboxMail)).all()


def test_a_row_of_the_outbox_holds_the_address_only_under_seal(session):
    dialogue = make_open_dialogue(session)
    outbox.enqueue(
        session, RULES, MailKind.CODE, "sv", {"code": "ABCD-EFGH", "address": "anna@example.net"}, NOW, dialogue.id
    )
    (row,) = rows(session)
    assert outbox.open_payload(RULES, row) == {"code": "ABCD-EFGH", "address": "anna@example.net"}
    raw = repr(session.execute(select(*OutboxMail.__table__.c)).all())
    assert "anna" not in raw
    assert "ABCD" not in raw


def test_a_payload_cannot_be_moved_to_another_row(session):
    dialogue = make_open_dialogue(session)
    for address in ("anna@example.net", "bo@example.net"):
        outbox.enqueue(session, RULES, MailKind.CODE, "sv", {"code": "X", "address": address}, NOW, dialogue.id)
    one, other = rows(session)
    one.sealed = other.sealed
    with pytest.raises(BrokenSeal):
        outbox.open_payload(RULES, one)


def test_a_row_for_one_sending_has_no_time_finer_than_the_day(session):
    dialogue = make_open_dialogue(session)
    for moment in (NOW, NOW + timedelta(minutes=7, seconds=3)):
        outbox.enqueue(session, RULES, MailKind.CODE, "sv", {"code": "X", "address": "a@b.se"}, moment, dialogue.id)
    one, other = rows(session)
    assert one.due_at is None
    assert one.give_up_at == other.give_up_at
    assert one.give_up_at <= NOW + timedelta(hours=72)
    assert one.message_id != other.message_id


def test_the_same_edition_is_queued_once_for_one_address(session):
    dialogue = make_open_dialogue(session)
    make_list_entry(session, dialogue)
    assert notify.tell_list(session, RULES, dialogue, MailKind.AMENDMENT, NOW, about="7") == 1
    assert notify.tell_list(session, RULES, dialogue, MailKind.AMENDMENT, NOW, about="7") == 0
    assert notify.tell_list(session, RULES, dialogue, MailKind.AMENDMENT, NOW, about="8") == 1
    assert len(rows(session)) == 2


def test_only_those_whose_wish_covers_it_are_told(session):
    dialogue, other = make_open_dialogue(session), make_open_dialogue(session)
    wishes = {"all@x.se": ListWish.ALL, "answer@x.se": ListWish.ONLY_ANSWER, "done@x.se": ListWish.UNTIL_DONE}
    for address, wish in wishes.items():
        make_list_entry(session, dialogue, address).wish = wish
    make_list_entry(session, other, "other@x.se")
    make_list_entry(session, dialogue, "Gatan 1", kind=AddressKind.POST)
    told = {}
    for kind in (MailKind.RESULT, MailKind.ANSWER, MailKind.FOLLOW_UP):
        told[kind] = notify.tell_list(session, RULES, dialogue, kind, NOW)
    assert told == {MailKind.RESULT: 2, MailKind.ANSWER: 3, MailKind.FOLLOW_UP: 1}


def test_an_address_is_on_a_list_once_and_the_list_is_audited_as_counts_per_day(session):
    dialogue = make_open_dialogue(session)
    for address in ("Anna@Example.net", " anna@example.net ", "bo@example.net"):
        notify.join_list(session, dialogue, AddressKind.EMAIL, address, "sv", NOW)
    notify.join_list(session, dialogue, AddressKind.EMAIL, "cia@example.net", "sv", NOW + timedelta(days=1))
    addresses = session.scalars(select(ListEntry.address)).all()
    assert sorted(addresses) == ["anna@example.net", "bo@example.net", "cia@example.net"]
    counts = session.scalars(select(ListDayCount).order_by(ListDayCount.day)).all()
    assert [(c.joined, c.left) for c in counts] == [(2, 0), (1, 0)]


def test_the_contact_of_a_text_is_told_without_its_address_being_read(session):
    dialogue = make_open_dialogue(session)
    submission, silent = make_submission(session, dialogue), make_submission(session, dialogue)
    make_contact(session, submission)
    about = {"verdict": "masked", "reason": "personal_data"}
    assert notify.tell_contact(session, RULES, submission, MailKind.REVIEW_DECISION, NOW, dedupe="d1", **about)
    assert not notify.tell_contact(session, RULES, submission, MailKind.REVIEW_DECISION, NOW, dedupe="d1", **about)
    assert not notify.tell_contact(session, RULES, silent, MailKind.REVIEW_DECISION, NOW, **about)
    (row,) = rows(session)
    assert outbox.open_payload(RULES, row) == {**about, "submission": submission.id}
    assert row.status is OutboxStatus.WAITING
