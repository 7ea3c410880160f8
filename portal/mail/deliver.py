"""From the outbox to a mail server: at least once, with the same Message-ID, never in the way of a submission.

Rows are leased in one short transaction, sent outside of any, and settled in another; when a worker dies in between
the same message is sent again after the lease.
"""

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from functools import cache, partial
from time import monotonic
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from portal.adapters import smtp
from portal.adapters.seals import BrokenSeal
from portal.adapters.smtp import DeliveryFailed
from portal.domain.mailing import MailKind, OutboxStatus
from portal.domain.rules import Rules
from portal.effects.outbox import open_payload
from portal.mail.catalogue import write
from portal.mail.messages import base, compose
from portal.mail.shapes import About
from portal.mail.voices import Voice
from portal.models.mailing import OutboxMail
from portal.queries import mail_facts, mailing
from portal.queries.mail_facts import DialogueFacts
from portal.services import outbox
from portal.settings import Settings
from portal.transaction import changes, reading

AT_ONCE = 20
_SERVER_IS_AWAY = ("no connection", "timeout", "tls", "sign-in", "server lacks", "mail folder")
log = logging.getLogger(__name__)
FactsOf = Callable[[int, str], DialogueFacts | None]


class NobodyToTell(Exception):
    """The reader has left meanwhile."""


@dataclass
class Pass:
    """What one pass over the outbox did, in mails. `failed` were given up; `later` are tried again."""

    sent: int = 0
    later: int = 0
    failed: int = 0
    withdrawn: int = 0
    server_away: bool = False


def deliver_due(engine: Engine, settings: Settings, now: datetime) -> Pass:
    """Send what is due, until nothing is, or until the server cannot be reached; give up what has waited its time."""
    done = Pass()
    with changes(engine) as session:
        done.failed += outbox.give_up(session, now)
    while not done.server_away:
        with changes(engine) as session:
            rows = outbox.lease(session, now, AT_ONCE)
        if not rows:
            break
        _deliver(engine, settings, now, list(rows), done)
    return done


def _deliver(engine: Engine, settings: Settings, now: datetime, rows: list[OutboxMail], done: Pass) -> None:
    """Send one batch; rows that the lease leaves no time for, or no server, are given back untried."""
    written = _written(engine, settings, now, rows)
    until = monotonic() + outbox.LEASE.total_seconds() / 2
    while rows:
        row = rows.pop()
        _settle(engine, row, _send(settings, written[row.key]), now, done)
        if done.server_away or monotonic() > until:
            with changes(engine) as session:
                outbox.release(session, [left.key for left in rows])
            return


def _written(engine: Engine, settings: Settings, now: datetime, rows: list[OutboxMail]) -> dict[str, Any]:
    """Each row's message, or why there is none."""
    written: dict[str, Any] = {}
    rules = settings.rules()
    with reading(engine) as session:
        facts = cache(partial(mail_facts.dialogue_facts, session))
        for row in rows:
            try:
                written[row.key] = message_of(session, settings, rules, row, now, facts)
            except NobodyToTell as gone:
                written[row.key] = gone
            except BrokenSeal:
                written[row.key] = DeliveryFailed(True, "sealed under another key")
            except Exception as fault:
                where = "".join(traceback.format_tb(fault.__traceback__))
                log.error("A mail of kind %s was not written: %s\n%s", row.kind.value, type(fault).__name__, where)
                written[row.key] = DeliveryFailed(False, f"not written: {type(fault).__name__}")
    return written


def message_of(
    session: Session, settings: Settings, rules: Rules, row: OutboxMail, now: datetime, facts_of: FactsOf
) -> EmailMessage:
    """The message of a waiting row, in its reader's language; raises NobodyToTell when the reader has left.

    `facts_of` is asked for a dialogue (its id) in a language; a batch asks the database once for each.
    """
    payload = open_payload(rules, row)
    address, language, leave = _reader(session, rules, row, payload)
    shown = language if language in settings.languages else settings.languages[0]
    voice = Voice(shown, settings.zone)
    facts = facts_of(row.dialogue_id, shown) if row.dialogue_id is not None else None
    note, new_date = mail_facts.edition_facts(session, row.edition_id, shown) if row.edition_id else ("", None)
    number = str(payload.get("about") or "").rpartition(" ")[2]
    told = int(number) if number.isdigit() else None
    if row.kind is MailKind.AMENDMENT and row.dialogue_id is not None:
        note = mail_facts.amendment_reason(session, row.dialogue_id, told, shown)
    about_it = About(
        base=base(settings),
        municipality=settings.municipality_name,
        payload=payload,
        leave=f"{base(settings)}/{shown}/mail/{leave}" if leave else None,
        dialogue=facts,
        following=facts_of(told, shown) if row.kind is MailKind.NEXT_DIALOGUE and told else None,
        note=note,
        new_answer_by=new_date,
        appeal_days=settings.appeal_days,
        silent_days=settings.followup_list_days,
    )
    mail = write(row.kind, voice, about_it)
    return compose(settings, voice, mail, address, row.message_id or row.key, now)


def _reader(session: Session, rules: Rules, row: OutboxMail, payload: dict[str, Any]) -> tuple[str, str, str | None]:
    """(address, language, leaving token): looked up now, so that leaving stops what waits."""
    if "entry" in payload:
        found = mailing.recipient(session, payload["entry"], row.kind)
        if found is None:
            raise NobodyToTell
        assert row.dialogue_id is not None
        return *found, mailing.list_token(rules, row.dialogue_id, payload["entry"])
    if "submission" in payload:
        found = mailing.contact_of(session, payload["submission"])
        if found is None:
            raise NobodyToTell
        return *found, mailing.contact_token(rules, payload["submission"])
    key = mailing.key_for(session, row.dialogue_id, payload["address"]) if row.dialogue_id is not None else None
    token = mailing.list_token(rules, row.dialogue_id, key) if key and row.dialogue_id is not None else None
    return payload["address"], row.language, token


def _send(settings: Settings, written: Any) -> Exception | None:
    """None when a server took it, else why not."""
    if isinstance(written, Exception):
        return written
    try:
        smtp.deliver(settings.smtp_url, written, settings.instance / "mail")
    except DeliveryFailed as failed:
        return failed
    return None


def _settle(engine: Engine, row: OutboxMail, fault: Exception | None, now: datetime, done: Pass) -> None:
    with changes(engine) as session:
        if fault is None:
            outbox.sent(session, row.key)
            done.sent += 1
        elif isinstance(fault, DeliveryFailed):
            status = outbox.refused(session, row.key, fault.reason, fault.permanent, now)
            done.failed += status is OutboxStatus.FAILED
            done.later += status is OutboxStatus.WAITING
            done.server_away = not fault.permanent and fault.reason.startswith(_SERVER_IS_AWAY)
        else:
            outbox.withdrawn(session, row.key)
            done.withdrawn += 1
