"""Local dates and instants. A local day begins and ends by the municipality's clock, also on daylight-saving days."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def start_of(day: date, zone: ZoneInfo) -> datetime:
    """The instant (UTC) at which a local day begins."""
    return datetime.combine(day, time(0), zone).astimezone(UTC)


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """The first instant (UTC) after a local day: a dialogue that closes on `day` is open until just before it."""
    return start_of(day + timedelta(days=1), zone)


def local_day(instant: datetime, zone: ZoneInfo) -> date:
    """The local day an instant falls on."""
    return instant.astimezone(zone).date()


def last_day(closes_at: datetime, zone: ZoneInfo) -> date:
    """The last local day of an open time that ends at `closes_at` (exclusive)."""
    return local_day(closes_at - timedelta(microseconds=1), zone)


def days_open(opens_at: datetime, closes_at: datetime, zone: ZoneInfo) -> int:
    """Number of local days on which the dialogue is open."""
    return (last_day(closes_at, zone) - local_day(opens_at, zone)).days + 1


def share_in(first: date, last: date, holidays: Sequence[tuple[date, date]]) -> float:
    """Share (0–1) of the days first..last, both included, that fall within any of the holidays, both ends included."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    hit = sum(any(start <= day <= end for start, end in holidays) for day in days)
    return hit / len(days) if days else 0.0


def school_holidays(year: int) -> tuple[tuple[date, date], ...]:
    """Days that nearly every Swedish school is closed: Christmas and summer. Local breaks are added in the settings."""
    return (
        (date(year, 1, 1), date(year, 1, 7)),
        (date(year, 6, 12), date(year, 8, 16)),
        (date(year, 12, 21), date(year, 12, 31)),
    )
