"""The list over time: shuffled every night, silent ones taken off after the answer, deliveries counted per channel."""

import dataclasses
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text
from support.factories import (
    NOW,
    RULES,
    SECRET,
    actor,
    make_closed_dialogue,
    make_contact,
    make_handed_over_dialogue,
    make_list_entry,
    make_open_dialogue,
    make_submission,
    make_user,
)

from portal import schema
from portal.cli.jobs import turn
from portal.domain.feedback import EditionKind
from portal.domain.mailing import AddressKind, ListWish, MailKind, OutboxStatus
from portal.domain.permissions import Role
from portal.domain.refusals import Invalid, NotAllowed
from portal.effects import notify
from portal.mail.deliver import deliver_due
from portal.models.audit import AuditEntry, AuditSeal, JobRun
from portal.models.feedback import Edition
from portal.models.mailing import ListDayCount, ListEntry, OutboxMail
from portal.models.submissions import SubmissionContact
from portal.queries import audit as record
from portal.queries import mailing as lists
from portal.services import mailing, outbox
from portal.transaction import reading as reading_from


@pytest.fixture
def settings(settings):
    return dataclasses.replace(settings, secret_key=SECRET)


def make_edition(session, dialogue, kind=EditionKind.ANSWER):
    edition = Edition(
        dialogue_id=dialogue.id, number=1, kind=kind, content={}, content_hash="x", as_of=NOW, published_at=NOW
    )
    session.add(edition)
    session.flush()
    return edition


def test_the_shuffle_keeps_every_row_and_tells_only_the_month(session):
    dialogue, other = make_open_dialogue(session), make_open_dialogue(session)
    for n in range(30):
        notify.join_list(session, dialogue, AddressKind.EMAIL, f"p{n}@x.se", "sv", NOW + timedelta(days=n % 5))
    notify.join_list(session, other, AddressKind.EMAIL, "other@x.se", "sv", NOW)
    kept = {(e.key, e.address, e.wish) for e in session.scalars(select(ListEntry))}
    assert mailing.shuffle(session, dialogue.id) == 30
    session.expire_all()
    rows = session.scalars(select(ListEntry)).all()
    assert {(e.key, e.address, e.wish) for e in rows} == kept
    assert {e.joined_on.day for e in rows if e.dialogue_id == dialogue.id} == {1}


def test_a_leaving_link_outlives_the_shuffle(session):
    dialogue = make_open_dialogue(session)
    token = lists.list_token(RULES, dialogue.id, make_list_entry(session, dialogue).key)
    mailing.shuffle(session, dialogue.id)
    mailing.leave(session, RULES, token, NOW)
    assert session.scalars(select(ListEntry)).all() == []


def test_after_sixty_days_only_those_who_said_yes_are_left(session):
    dialogue = make_handed_over_dialogue(session)
    dialogue.answered_at = NOW
    for wish in ListWish:
        make_list_entry(session, dialogue, f"{wish.value}@x.se").wish = wish
    session.flush()
    assert mailing.take_off_the_silent(session, dialogue.id, NOW + timedelta(days=59)) == 0
    assert mailing.take_off_the_silent(session, dialogue.id, NOW + timedelta(days=60)) == 2
    assert session.scalars(select(ListEntry.address)).all() == ["until_done@x.se"]
    assert session.scalars(select(ListDayCount.left)).all() == [2]
    dialogue.concluded_at = NOW + timedelta(days=90)
    session.flush()
    assert mailing.take_off_the_silent(session, dialogue.id, NOW + timedelta(days=91)) == 1


def test_contacts_are_forgotten_when_the_answer_is_out_but_not_under_an_open_appeal(session):
    dialogue = make_handed_over_dialogue(session)
    for open_appeal in (False, True):
        submission = make_submission(session, dialogue)
        submission.appeal_open = open_appeal
        make_contact(session, submission)
    assert lists.answered_with_contacts(session, NOW) == []
    dialogue.answered_at = NOW
    session.flush()
    assert lists.answered_with_contacts(session, NOW) == [dialogue.id]
    assert mailing.forget_contacts(session, dialogue.id, "KS 2026/12 § 34", NOW) == 1
    assert len(session.scalars(select(SubmissionContact)).all()) == 1
    entry = session.scalars(select(AuditEntry).where(AuditEntry.verb == "contacts_removed")).one()
    assert entry.after == {"rows": 1, "decision": "KS 2026/12 § 34"}


def test_a_night_that_was_missed_is_made_up_for_and_each_job_runs_once_a_night(engine, settings, changes, reading):
    with changes() as session:
        dialogue = make_handed_over_dialogue(session)
        dialogue.answered_at = NOW
        make_list_entry(session, dialogue)
    turn(engine, settings, NOW + timedelta(days=80))
    with reading() as session:
        assert session.scalars(select(ListEntry)).all() == []
        nights = {run.name: run.last_on for run in session.scalars(select(JobRun))}
    assert nights["take_off_the_silent"] == (NOW + timedelta(days=80)).date()
    with changes() as session:
        make_list_entry(session, session.get(mailing.Dialogue, dialogue.id), "late@x.se")
    turn(engine, settings, NOW + timedelta(days=80, hours=3))
    with reading() as session:
        assert len(session.scalars(select(ListEntry)).all()) == 1, "done for this night already"
    turn(engine, settings, NOW + timedelta(days=81))
    with reading() as session:
        assert session.scalars(select(ListEntry)).all() == []


def test_a_list_is_shuffled_when_its_dialogue_closes_without_waiting_for_the_night(engine, settings, changes, reading):
    with changes() as session:
        closed, open_ = make_closed_dialogue(session), make_open_dialogue(session)
        for dialogue in (closed, open_):
            make_list_entry(session, dialogue)
        session.add_all(JobRun(name="shuffle_lists", last_on=NOW.date()) for _ in (1,))
    turn(engine, settings, NOW)
    with reading() as session:
        runs = set(session.scalars(select(JobRun.name)))
    assert f"shuffle_closed:{closed.id}" in runs
    assert f"shuffle_closed:{open_.id}" not in runs


def test_the_delivery_of_an_edition_adds_up_per_channel(engine, settings, smtp_server, changes, reading):
    with changes() as session:
        dialogue = make_handed_over_dialogue(session)
        for n in range(4):
            make_list_entry(session, dialogue, f"p{n}@x.se")
        for n in range(3):
            make_list_entry(session, dialogue, f"Gatan {n}", kind=AddressKind.POST)
        edition = make_edition(session, dialogue)
        assert notify.tell_list(session, RULES, dialogue, MailKind.ANSWER, NOW, edition_id=edition.id) == 4
        assert notify.tell_list(session, RULES, dialogue, MailKind.ANSWER, NOW, edition_id=edition.id) == 0
        leaver = session.scalars(select(ListEntry.key).where(ListEntry.address == "p3@x.se")).one()
        mailing.leave(session, RULES, lists.list_token(RULES, dialogue.id, leaver), NOW)
        body = dialogue.body
        lead = actor(make_user(session, "Lena Lead", roles=(Role.DIALOGUE_LEAD,), body=body))
        reader = actor(make_user(session, "Rut Registrator", roles=(Role.MODERATOR,), body=body))
    sending = dataclasses.replace(settings, smtp_url=smtp_server.url)
    with reading() as session:
        waiting = {d.channel: (d.on_list, d.waiting) for d in lists.delivery_of(session, edition.id)}
    assert waiting == {"email": (4, 4), "post": (3, 3)}
    deliver_due(engine, sending, NOW)
    with changes() as session:
        edition = session.get(Edition, edition.id)
        with pytest.raises(NotAllowed):
            mailing.settle_by_hand(session, reader, edition, AddressKind.POST, 1, "", NOW)
        with pytest.raises(Invalid, match="REACHED_MORE_THAN_LISTED"):
            mailing.settle_by_hand(session, lead, edition, AddressKind.POST, 4, "", NOW)
        with pytest.raises(Invalid, match="EMAIL_LIST_IS_NOT_SHOWN"):
            mailing.read_addresses(session, lead, edition, AddressKind.EMAIL, NOW)
        found = mailing.read_addresses(session, lead, edition, AddressKind.POST, NOW)
        assert found == [(f"Gatan {n}", "sv") for n in range(3)]
        mailing.settle_by_hand(session, lead, edition, AddressKind.POST, 2, "Anslag på biblioteket", NOW)
    with reading() as session:
        done = {d.channel: d for d in lists.delivery_of(session, edition.id)}
        recorded = session.scalars(select(AuditEntry)).all()
    assert (done["email"].on_list, done["email"].accepted, done["email"].failed, done["email"].waiting) == (3, 3, 0, 0)
    assert (done["post"].accepted, done["post"].failed, done["post"].waiting) == (2, 1, 0)
    assert done["post"].facts().instead
    assert not any("Gatan" in repr((entry.before, entry.after)) for entry in recorded)


def test_settled_rows_are_written_anew_and_forget_whom_they_were_for(session):
    dialogue = make_open_dialogue(session)
    make_list_entry(session, dialogue)
    notify.tell_list(session, RULES, dialogue, MailKind.AMENDMENT, NOW, about="1")
    row = session.scalars(select(OutboxMail)).one()
    key = row.key
    outbox.sent(session, key)
    session.flush()
    assert outbox.rewrite(session, NOW.date() + timedelta(days=4)) == 1
    session.expire_all()
    again = session.scalars(select(OutboxMail)).one()
    assert again.key != key
    assert (again.status, again.dedupe_hash, again.kind) == (OutboxStatus.SENT, None, MailKind.AMENDMENT)


def seal_all(session):
    from portal.domain.permissions import SYSTEM
    from portal.effects import audit as entries
    from portal.services import audit

    for n in range(5):
        entries.record(session, SYSTEM, "tested", "thing", n, None, {"n": n, "at": NOW}, NOW)
    session.flush()
    assert audit.seal(session, NOW, at_most=3) == 3
    assert audit.seal(session, NOW) == 2
    assert audit.seal(session, NOW) == 0
    entries.record(session, SYSTEM, "tested", "thing", 9, None, None, NOW)
    session.flush()
    session.expire_all()


def test_the_sealed_record_verifies_and_says_what_is_not_sealed_yet(session):
    seal_all(session)
    findings = record.verify(session)
    assert (findings.whole, findings.unsealed) == (True, 1)


@pytest.mark.parametrize(
    ("change", "entries", "seals"),
    [
        ("update audit_entries set verb = 'other' where id = {e}+1", (1,), ()),
        ("update audit_entries set after = '{{\"n\": 7}}' where id = {e}+3", (3,), ()),
        ("delete from audit_entries where id = {e}+1", (), (0,)),
        ("update audit_entries set seal_id = {s} where id = {e}+5", (), (0,)),
        ("update audit_entries set digest = 'x' where id = {e}+4", (4,), (1,)),
        ("update audit_seals set previous = 'x' where id = {s}+1", (), (1,)),
    ],
)
def test_a_changed_record_is_found(session, change, entries, seals):
    seal_all(session)
    first, sealed = session.scalar(select(func.min(AuditEntry.id))), session.scalar(select(func.min(AuditSeal.id)))
    session.execute(text(change.format(e=first, s=sealed)))
    session.expire_all()
    findings = record.verify(session)
    found = [n - first for n in findings.broken_entries], [n - sealed for n in findings.broken_seals]
    assert found == (list(entries), list(seals))


def test_on_sqlite_the_list_and_the_outbox_have_no_row_ids_that_tell_the_order(sqlite_engine, bare_sqlite):
    engines = [sqlite_engine]
    if schema.newest() is not None:
        schema.upgrade(bare_sqlite)
        engines.append(bare_sqlite)
    for engine in engines:
        with reading_from(engine) as session:
            made = session.execute(
                text("select sql from sqlite_master where type = 'table' and name in ('list_entries', 'outbox')")
            )
            assert ["WITHOUT ROWID" in sql.upper() for sql in made.scalars()] == [True, True]


def test_what_was_given_up_is_counted_for_its_dialogue(session):
    dialogue, other = make_open_dialogue(session), make_open_dialogue(session)
    make_list_entry(session, dialogue)
    notify.tell_list(session, RULES, dialogue, MailKind.AMENDMENT, NOW, about="1")
    outbox.give_up(session, NOW + timedelta(hours=72))
    session.flush()
    assert lists.unsent(session, dialogue.id) == [(MailKind.AMENDMENT, OutboxStatus.FAILED, "not sent in time", 1)]
    assert lists.unsent(session, other.id) == []
