"""Days and times in a view, as the filters of `formats.py` write them: reader's language, municipality's zone."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from babel.dates import format_interval, format_skeleton

from portal.adapters import locale_format
from portal.domain.calendar import last_day, local_day, start_of
from portal.web.formats import reader_language
from portal.web.sessions import now, settings


def long(moment: date | datetime) -> str:
    """*onsdag 17 mars 2027*."""
    return locale_format.date_long(moment, reader_language(), settings().zone)


def short(moment: date | datetime) -> str:
    """*17 mars 2027*."""
    return locale_format.date_short(moment, reader_language(), settings().zone)


def with_time(moment: datetime) -> str:
    """*söndag 13 december 2026 kl. 23.59*."""
    return locale_format.datetime_long(moment, reader_language(), settings().zone)


def from_to(starts_at: datetime, ends_at: datetime) -> str:
    """*tisdag 17 november 2026 kl. 17.00–19.00*; both days when it goes past midnight."""
    return locale_format.from_to(starts_at, ends_at, reader_language(), settings().zone)


def closing(closes_at: datetime) -> str:
    """The last minute of an open time that ends at `closes_at` (exclusive)."""
    return with_time(closes_at - timedelta(minutes=1))


def last(closes_at: datetime) -> date:
    """The last open day."""
    return last_day(closes_at, settings().zone)


def today() -> date:
    """The local day of this request."""
    return local_day(now(), settings().zone)


def tomorrow() -> datetime:
    """The instant at which the local day of this request ends."""
    return start_of(today() + timedelta(days=1), settings().zone)


def between(first: date, end: date) -> str:
    """*16 november–13 december 2026*; one day when both are the same."""
    if first == end:
        return short(first)
    return _interval(first, end, reader_language())


@lru_cache(maxsize=1024)
def _interval(first: date, end: date, language: str) -> str:
    return str(format_interval(first, end, "yMMMMd", locale=locale_format.locale_of(language)))


def local(moment: datetime) -> date:
    """The local day an instant falls on."""
    return local_day(moment, settings().zone)


def month(day: date) -> str:
    """*mars 2027*."""
    return str(format_skeleton("yMMMM", day, locale=locale_format.locale_of(reader_language())))
