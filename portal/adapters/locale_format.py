"""Dates, times, numbers and names of languages by Babel: in the reader's locale, in the municipality's zone."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

_CLOCK_WORD = {"sv": "kl. ", "fi": "klo "}
_OWN_TIME = {"sv": "HH.mm", "ar": "HH:mm"}
_OWN_FULL_DATE = {"fi": "cccc'na' d. MMMM y"}
_ARABIC_COMMA = frozenset({"ar", "fa", "prs", "ur", "ps", "ckb", "sd", "ug"})


@lru_cache(maxsize=256)
def locale_of(code: str) -> Locale:
    """Return Babel's locale for a language code such as `sv` or `zh-Hant`; Swedish's own for a code nobody knows.

    English is written as in Europe: the day before the month, the clock with 24 hours.
    """
    try:
        return Locale.parse("en_GB") if code == "en" else Locale.parse(code, sep=_separator(code))
    except (ValueError, UnknownLocaleError):
        return Locale.parse("sv")


def local_day(moment: date | datetime, zone: ZoneInfo) -> date:
    """Return the day on which an instant falls in the municipality's zone; a day stays itself."""
    if not isinstance(moment, datetime):
        return moment
    if moment.tzinfo is None:
        raise ValueError("an instant needs a zone")
    return moment.astimezone(zone).date()


@lru_cache(maxsize=4096)
def _written(day: date, length: Literal["full", "long"], language: str) -> str:
    pattern = _OWN_FULL_DATE.get(language, length) if length == "full" else length
    return format_date(day, pattern, locale=locale_of(language))


def date_long(moment: date | datetime, language: str, zone: ZoneInfo) -> str:
    """Return *onsdag 17 mars 2027*: always with weekday and year; in Finnish *keskiviikkona*, on that day."""
    return _written(local_day(moment, zone), "full", language)


def date_short(moment: date | datetime, language: str, zone: ZoneInfo) -> str:
    """Return *17 mars 2027*: without weekday, always with the year."""
    return _written(local_day(moment, zone), "long", language)


def time_of_day(moment: datetime, language: str, zone: ZoneInfo) -> str:
    """Return *kl. 23.59* in Swedish, each language's own way elsewhere; 24 hours also in Arabic, as in Sweden."""
    local = moment.astimezone(zone)
    written = format_time(local.timetz(), _OWN_TIME.get(language, "short"), locale=locale_of(language))
    return _CLOCK_WORD.get(language, "") + written


def datetime_long(moment: datetime, language: str, zone: ZoneInfo) -> str:
    """Return *söndag 13 december 2026 kl. 23.59*."""
    locale = locale_of(language)
    day, time = date_long(moment, language, zone), time_of_day(moment, language, zone)
    if language in _CLOCK_WORD:
        return f"{day} {time}"
    pattern = locale.datetime_formats["full"]
    return str(pattern).replace("{1}", day).replace("{0}", time).replace("'", "")


def from_to(starts_at: datetime, ends_at: datetime, language: str, zone: ZoneInfo) -> str:
    """Return *tisdag 17 november 2026 kl. 17.00–19.00*; both days when it goes past midnight."""
    begins = datetime_long(starts_at, language, zone)
    if local_day(starts_at, zone) != local_day(ends_at, zone):
        return f"{begins} – {datetime_long(ends_at, language, zone)}"
    return f"{begins}–{time_of_day(ends_at, language, zone).removeprefix(_CLOCK_WORD.get(language, ''))}"


def month(moment: date, language: str) -> str:
    """Return *mars 2027*."""
    return format_skeleton("yMMMM", moment, locale=locale_of(language))


def listed(words: Iterable[str], language: str) -> str:
    """Return *färjan, bron och vägen* as the language lists words."""
    return format_list([str(word) for word in words], locale=locale_of(language))


def comma(language: str) -> str:
    """Return the comma, with its space, that parts one word from what is told beside it: *Anna Ek, ordförande*."""
    return "، " if language in _ARABIC_COMMA else ", "


def number(value: float, language: str) -> str:
    """Return the number with the locale's separators."""
    return format_decimal(value, locale=locale_of(language))


def percent(share: float, language: str) -> str:
    """Return a share between 0 and 1 as a percentage."""
    return format_percent(share, locale=locale_of(language))


def endonym(code: str) -> str:
    """Return the language's name in itself, with a capital where it has one: *Svenska*, *العربية*."""
    return _capital(language_name(code, code))


@lru_cache(maxsize=1024)
def language_name(code: str, language: str) -> str:
    """Return the language's name in the reader's language: *finska*; the code itself when nobody knows it."""
    if not _is_known(code):
        return code
    return Locale.parse(code, sep=_separator(code)).get_display_name(locale_of(language).language) or code


@lru_cache(maxsize=256)
def direction(code: str) -> Literal["ltr", "rtl"]:
    """Return which way the language is written."""
    return "rtl" if _is_known(code) and locale_of(code).character_order == "right-to-left" else "ltr"


def _is_known(code: str) -> bool:
    try:
        Locale.parse(code, sep=_separator(code))
    except (ValueError, UnknownLocaleError):
        return False
    return True


def _separator(code: str) -> str:
    return "-" if "-" in code else "_"


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def in_sentence(name: str, language: str) -> str:
    """A body's name inside a sentence: Swedish and Finnish write it small unless it is an abbreviation.

    English writes only its article small: *decided by the Technical Committee*.
    """
    small = (language in ("sv", "fi") and name[1:2].islower()) or (language == "en" and name.startswith("The "))
    return name[:1].lower() + name[1:] if small else name
