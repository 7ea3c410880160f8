"""Submissions (synpunkter): channels, limits, and when one is taken in."""

from datetime import datetime, timedelta
from enum import StrEnum

from portal.domain.dialogues import Level, Stage, StageFacts, stage_of

MAX_PRESENT = 10000


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
    closed_at = min(facts.closes_at, facts.stopped_at or facts.closes_at)
    if stage is Stage.ANALYSING and now < closed_at + grace:
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
    outside = timing(received_at, facts.opens_at, facts.closes_at, timedelta()) in OUTSIDE
    if outside and not outside_reason.strip():
        found.append("REASON_FOR_OUTSIDE_REQUIRED")
    return tuple(found)


def after_handover(facts: StageFacts, registered_at: datetime) -> bool:
    """Whether a submission registered then came too late for the result: it goes to the body and is in no figure."""
    return facts.handed_over_at is not None and registered_at >= facts.handed_over_at
