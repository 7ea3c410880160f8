"""A mail to send is a row written in the transaction of what it tells about; the worker sends it afterwards.

The row tells nobody anything: random key, random Message-ID, a sealed payload, and no time finer than the day.
"""

import hmac
import json
import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from portal.adapters.seals import seal, unseal
from portal.domain.calendar import local_day
from portal.domain.mailing import MailKind, give_up_at
from portal.domain.rules import Rules
from portal.effects.ignoring import insert_new
from portal.models.mailing import OutboxMail

Payload = Mapping[str, Any]


def enqueue(
    session: Session,
    rules: Rules,
    kind: MailKind,
    language: str,
    payload: Payload,
    now: datetime,
    dialogue_id: int | None = None,
    edition_id: int | None = None,
    dedupe: str | None = None,
) -> bool:
    """Queue one mail. `payload` is sealed and names the reader by `address`, list `entry` or `submission`.

    With `dedupe` the same is queued once as long as the first row keeps it; False says that it was there already.
    A code is queued by the one who takes in a submission: payload `code` and `address`, no dedupe.
    """
    items = [(language, payload, dedupe)]
    return enqueue_all(session, rules, kind, items, now, dialogue_id=dialogue_id, edition_id=edition_id) == 1


def enqueue_all(
    session: Session,
    rules: Rules,
    kind: MailKind,
    items: Iterable[tuple[str, Payload, str | None]],
    now: datetime,
    *,
    dialogue_id: int | None,
    edition_id: int | None,
) -> int:
    """Queue one mail per (language, payload, dedupe), in random order; return how many were new."""
    rows = []
    for language, payload, dedupe in items:
        key = secrets.token_hex(16)
        rows.append(
            {
                "key": key,
                "dedupe_hash": dedupe_hash(rules, kind, dedupe),
                "kind": kind,
                "dialogue_id": dialogue_id,
                "edition_id": edition_id,
                "language": language,
                "sealed": seal(rules.keys.seals, json.dumps(payload, ensure_ascii=False).encode(), key.encode()),
                "message_id": secrets.token_hex(16),
                "queued_on": local_day(now, rules.zone),
                "give_up_at": give_up_at(kind, now),
            }
        )
    secrets.SystemRandom().shuffle(rows)
    return insert_new(session, OutboxMail, rows)


def open_payload(rules: Rules, row: OutboxMail) -> dict[str, Any]:
    """What a waiting row carries; raises BrokenSeal when it was changed, or sealed under another secret."""
    assert row.sealed is not None
    payload: dict[str, Any] = json.loads(unseal(rules.keys.seals, row.sealed, row.key.encode()))
    return payload


def dedupe_hash(rules: Rules, kind: MailKind, dedupe: str | None) -> str | None:
    """Keyed, so that nobody without the secret can ask a copy of the database whether an address was written to."""
    if dedupe is None:
        return None
    return hmac.digest(rules.keys.seals, f"once:{kind.value}:{dedupe}".encode(), "sha256").hex()
