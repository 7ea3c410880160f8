"""The list, the contact, and the mails that go out (submissions.md, *What we know about a writer*)."""

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
    ANSWER = "answer"
    CORRECTION = "correction"
    FOLLOW_UP = "follow_up"
    REVIEW_DECISION = "review_decision"
    APPEAL_DECISION = "appeal_decision"
    STAFF_SIGN_IN = "staff_sign_in"


class OutboxStatus(StrEnum):
    """State of an outbox row."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


ONLY_ANSWER = frozenset({MailKind.CODE, MailKind.ANSWER, MailKind.CORRECTION})
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
