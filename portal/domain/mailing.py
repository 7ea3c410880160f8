"""The list, the contact, and the mails that go out (submissions.md, *What we know about a writer*)."""

import hmac
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum


class AddressKind(StrEnum):
    """How somebody on the list is reached."""

    EMAIL = "email"
    POST = "post"
    PHONE = "phone"


class MailKind(StrEnum):
    """Every mail the portal sends to residents or staff."""

    CODE = "code"
    AMENDMENT = "amendment"
    STOP = "stop"
    INTERIM = "interim"
    RESULT = "result"
    PROPOSAL = "proposal"
    ANSWER = "answer"
    CORRECTION = "correction"
    FOLLOW_UP = "follow_up"
    NEXT_DIALOGUE = "next_dialogue"
    REVIEW_DECISION = "review_decision"
    APPEAL_DECISION = "appeal_decision"
    STAFF_SIGN_IN = "staff_sign_in"


class OutboxStatus(StrEnum):
    """State of an outbox row."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


ONLY_ANSWER = frozenset({MailKind.CODE, MailKind.ANSWER, MailKind.CORRECTION})
TIED_TO_ONE_SENDING = frozenset({MailKind.CODE, MailKind.REVIEW_DECISION, MailKind.APPEAL_DECISION})
TAKEN_OFF_AFTER = timedelta(days=60)
_EMAIL = re.compile(r"[^@\s<>,;\"]+@[^@\s<>,;\"]+\.[^@\s<>,;.\"]+")
RETRY_WINDOW = timedelta(hours=72)
RETRY_AFTER = (1, 5, 15, 60, 180, 360, 720)


def next_attempt(attempts: int, first_tried: datetime, now: datetime) -> datetime | None:
    """When to try again after `attempts` failed tries, with backoff in minutes; None when the 72 hours are over."""
    wait = timedelta(minutes=RETRY_AFTER[min(attempts, len(RETRY_AFTER)) - 1])
    due = now + wait
    return due if due - first_tried <= RETRY_WINDOW else None


class ListWish(StrEnum):
    """How much somebody on the list wants to hear."""

    ALL = "all"
    ONLY_ANSWER = "only_answer"
    UNTIL_DONE = "until_done"


WISH_COVERS: Mapping[ListWish, frozenset[MailKind]] = {
    ListWish.ALL: frozenset(MailKind)
    - {MailKind.REVIEW_DECISION, MailKind.APPEAL_DECISION, MailKind.STAFF_SIGN_IN, MailKind.FOLLOW_UP},
    ListWish.ONLY_ANSWER: ONLY_ANSWER,
    ListWish.UNTIL_DONE: frozenset(MailKind)
    - {MailKind.REVIEW_DECISION, MailKind.APPEAL_DECISION, MailKind.STAFF_SIGN_IN},
}


def is_email(text: str) -> bool:
    """Whether the text looks like one e-mail address of at most 254 characters (RFC 5321)."""
    return len(text) <= 254 and _EMAIL.fullmatch(text) is not None


def normal_address(kind: AddressKind, typed: str) -> str:
    """The address as it is stored, so that it is on a list once: e-mail in small letters, phone without gaps."""
    text = " ".join(typed.split())
    if kind is AddressKind.EMAIL:
        return text.lower()
    return "".join(ch for ch in text if ch.isdigit() or ch == "+") if kind is AddressKind.PHONE else text


def give_up_at(kind: MailKind, now: datetime) -> datetime:
    """When a mail queued at `now` is given up and its sealed address blanked: at the latest 72 hours later.

    For a mail that belongs to one sending the moment is cut to the day: a waiting row does not tell when it was.
    """
    if kind in TIED_TO_ONE_SENDING:
        now = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return now + RETRY_WINDOW


def leaving_token(secret: bytes, key: str) -> str:
    """The token of the leaving page: the list row's random key and a keyed check, so that nothing has to be stored."""
    return key + hmac.digest(secret, b"leave:" + key.encode(), "sha256").hex()[:24]


def key_of(secret: bytes, token: str) -> str | None:
    """The list key inside a leaving token, or None when it is not one of ours."""
    key = token[:-24]
    return key if key and hmac.compare_digest(leaving_token(secret, key).encode(), token.encode()) else None
