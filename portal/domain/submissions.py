"""Submissions (synpunkter): channels, limits, and when one is taken in."""

from datetime import datetime, timedelta
from enum import StrEnum

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
