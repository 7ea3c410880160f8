"""Submissions (synpunkter): channels, limits, and when one is taken in."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from portal.domain.dialogues import Level, Stage, StageFacts, stage_of
from portal.domain.mailing import AddressKind, is_email
from portal.domain.questions import Given
from portal.domain.refusals import Refusal

MAX_PRESENT = 10000
MAX_APPEAL = 4000
MAX_REPORT = 1000
MAX_ADDITIONS = 20
MAX_ADDRESS = 300
MAX_CODES = 500
KEY_LENGTHS = range(16, 201)
_LANGUAGE_CODE = re.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})?")


class Channel(StrEnum):
    """How a submission reached the municipality. All channels weigh the same."""

    WEB = "web"
    PAPER = "paper"
    PHONE = "phone"
    MEETING = "meeting"
    EMAIL = "email"
    LETTER = "letter"
    SMS = "sms"


class Wording(StrEnum):
    """Whether the text is the writer's own words or a summary made by whoever registered it."""

    VERBATIM = "verbatim"
    SUMMARY = "summary"


class LanguageSource(StrEnum):
    """How the language of a submission is known."""

    STATED = "stated"
    RECOGNISED = "recognised"
    UNKNOWN = "unknown"


class Timing(StrEnum):
    """When a submission came, measured against the open time."""

    IN_TIME = "in_time"
    WITHIN_GRACE = "within_grace"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"


def timing(received_at: datetime, opens_at: datetime, closes_at: datetime, grace: timedelta) -> Timing:
    """Where `received_at` falls: [opens_at, closes_at) is in time, [closes_at, closes_at+grace) is within grace.

    Source: quality.md, promise 5: a form opened before closing has a grace of 15 minutes (a setting).
    """
    if received_at < opens_at:
        return Timing.TOO_EARLY
    if received_at < closes_at:
        return Timing.IN_TIME
    return Timing.WITHIN_GRACE if received_at < closes_at + grace else Timing.TOO_LATE


OUTSIDE = frozenset({Timing.TOO_EARLY, Timing.TOO_LATE})


def web_fault(level: int, facts: StageFacts, now: datetime, grace: timedelta) -> str | None:
    """Code of why the web form takes nothing in now, or None: open by the clock, with grace after the closing time.

    A stop closes at once; what was being written then has the same grace. Level 1 takes nothing, and says so.
    """
    if level < Level.CONSULTATION:
        return "NO_SUBMISSIONS_TAKEN"
    stage = stage_of(facts, now)
    if stage is Stage.OPEN:
        return None
    if stage in (Stage.PREPARING, Stage.ANNOUNCED) or facts.closes_at is None:
        return "NOT_OPEN_YET"
    if stage is Stage.ANALYSING and now < _closed_at(facts.closes_at, facts.stopped_at) + grace:
        return None
    return "DIALOGUE_STOPPED" if facts.stopped_at is not None else "DIALOGUE_CLOSED"


def registration_faults(
    level: int, facts: StageFacts, received_at: datetime, outside_reason: str, now: datetime
) -> tuple[str, ...]:
    """Codes of why staff may not register or import what reached the municipality at `received_at`.

    A public record is registered whenever it came; outside the open time it is marked, with a reason once per batch.
    After the handover it is registered too, and is not in the figures (`after_handover`).
    """
    found = []
    if level < Level.CONSULTATION:
        found.append("NO_SUBMISSIONS_TAKEN")
    if facts.announced_at is None or facts.opens_at is None or facts.closes_at is None:
        return (*found, "NOT_OPEN_YET")
    if received_at > now:
        found.append("RECEIVED_IN_FUTURE")
    closed_at = _closed_at(facts.closes_at, facts.stopped_at)
    if timing(received_at, facts.opens_at, closed_at, timedelta()) in OUTSIDE and not outside_reason.strip():
        found.append("REASON_FOR_OUTSIDE_REQUIRED")
    return tuple(found)


def _closed_at(closes_at: datetime, stopped_at: datetime | None) -> datetime:
    return closes_at if stopped_at is None else min(closes_at, stopped_at)


def after_handover(facts: StageFacts, registered_at: datetime) -> bool:
    """Whether a submission registered then came too late for the result: it goes to the body and is in no figure."""
    return facts.handed_over_at is not None and registered_at >= facts.handed_over_at


@dataclass(frozen=True)
class Wish:
    """Where a writer may be written to, and about what (submissions.md, *What we know about a writer*).

    `on_list`: the code, the result and the answer. `about_text`: decisions about this very text. An address with
    neither is refused: nobody is written to who did not ask for it. `language` is the language of the mails.
    """

    address: str = ""
    kind: AddressKind = AddressKind.EMAIL
    language: str = "sv"
    on_list: bool = False
    about_text: bool = False


@dataclass(frozen=True)
class Incoming:
    """What a resident sends from the web. `language` is what the writer says it is written in, "" when not said."""

    answers: tuple[Given, ...]
    language: str = ""
    wish: Wish = Wish()


@dataclass(frozen=True)
class Reached:
    """How a writer came, and to which affected groups they say that they belong: counted, and kept nowhere.

    `by` is the last word of a measure's short address, `groups` are ids. Neither is stored with the submission.
    """

    by: str = ""
    groups: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.by or self.groups)


@dataclass(frozen=True)
class Registration:
    """What staff register for somebody who wrote on paper, called, mailed, or spoke at a meeting.

    `received_at` is when it reached the municipality. `code` is the one printed on the form beforehand, "" without one.
    """

    answers: tuple[Given, ...]
    channel: Channel
    received_at: datetime
    wording: Wording = Wording.VERBATIM
    language: str = ""
    present: int = 1
    meeting_id: int | None = None
    outside_reason: str = ""
    code: str = ""
    wish: Wish = Wish()


@dataclass(frozen=True)
class Receipt:
    """What the writer gets: the code in clear (kept nowhere), the public number, whether it had been sent before."""

    code: str
    number: int
    again: bool = False


def is_language_code(code: str) -> bool:
    """Whether it looks like a language code that fits its column (ISO 639, perhaps with a script or region)."""
    return len(code) <= 12 and _LANGUAGE_CODE.fullmatch(code) is not None


def sending_faults(key: str, language: str, wish: Wish, mail_offered: bool) -> list[Refusal]:
    """What is wrong beside the answers: the form's key, the stated language, the address and what it is for."""
    found = []
    if len(key) not in KEY_LENGTHS:
        found.append(Refusal("KEY_REQUIRED"))
    if language and not is_language_code(language):
        found.append(Refusal("LANGUAGE_UNKNOWN", "language"))
    code = _wish_fault(wish, mail_offered)
    return [*found, Refusal(code, "email")] if code else found


def _wish_fault(wish: Wish, mail_offered: bool) -> str | None:
    if not mail_offered:
        return "MAIL_NOT_OFFERED" if wish.address else None
    if not wish.address:
        return "ADDRESS_REQUIRED" if wish.on_list or wish.about_text else None
    if not (wish.on_list or wish.about_text):
        return "ADDRESS_NEEDS_A_WISH"
    is_fine = is_email(wish.address) if wish.kind is AddressKind.EMAIL else len(wish.address) <= MAX_ADDRESS
    return None if is_fine else "ADDRESS_NOT_ACCEPTED"


def minute(moment: datetime) -> datetime:
    """The moment without its seconds: what is kept about a writer is not finer than that."""
    return moment.replace(second=0, microsecond=0)
