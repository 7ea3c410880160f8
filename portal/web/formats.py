"""Jinja filters and globals for dates, numbers and languages, in the reader's language and the municipality's zone."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from flask import Flask
from flask_babel import get_locale

from portal.adapters import locale_format
from portal.settings import Settings


def reader_language() -> str:
    """Return the code of the language that the reader reads now."""
    return str(get_locale() or "sv").replace("_", "-")


def in_sentence(name: str) -> str:
    """A body's name inside a sentence, in the reader's language."""
    return locale_format.in_sentence(name, reader_language())


def install(app: Flask, settings: Settings) -> None:
    """Give the templates their filters; each of them answers with an empty text for None."""
    zone = settings.zone

    def date_long(moment: date | datetime) -> str:
        return locale_format.date_long(moment, reader_language(), zone)

    def date_short(moment: date | datetime) -> str:
        return locale_format.date_short(moment, reader_language(), zone)

    def datetime_long(moment: datetime) -> str:
        return locale_format.datetime_long(moment, reader_language(), zone)

    def time_of_day(moment: datetime) -> str:
        return locale_format.time_of_day(moment, reader_language(), zone)

    def month(moment: date) -> str:
        return locale_format.month(moment, reader_language())

    def number(value: float) -> str:
        return locale_format.number(value, reader_language())

    def percent(share: float) -> str:
        return locale_format.percent(share, reader_language())

    def machine_day(moment: date | datetime) -> str:
        return locale_format.local_day(moment, zone).isoformat()

    def machine_time(moment: datetime) -> str:
        return moment.astimezone(zone).isoformat(timespec="minutes")

    def language_name(code: str) -> str:
        return locale_format.language_name(code, reader_language())

    def from_to(starts_at: datetime, ends_at: datetime) -> str:
        return locale_format.from_to(starts_at, ends_at, reader_language(), zone)

    def listed(words: Iterable[str]) -> str:
        return locale_format.listed(words, reader_language())

    def comma() -> str:
        return locale_format.comma(reader_language())

    filters = (
        date_long, date_short, datetime_long, time_of_day, month, number, percent, machine_day, machine_time,
        language_name, listed,
    )  # fmt: skip
    for one in filters:
        app.jinja_env.filters[one.__name__] = _empty_for_none(one)
    app.jinja_env.filters["endonym"] = locale_format.endonym
    app.jinja_env.filters["direction"] = locale_format.direction
    app.jinja_env.filters["from_to"] = from_to
    app.jinja_env.globals["comma"] = comma
    app.jinja_env.globals["language_name"] = language_name
    app.jinja_env.globals["endonym"] = locale_format.endonym
    app.jinja_env.globals["reader_language"] = reader_language


def _empty_for_none(one: Any) -> Any:
    def answer(value: Any) -> str:
        return "" if value is None else one(value)

    return answer
