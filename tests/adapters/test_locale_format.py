"""Dates in the reader's language say on which day, as that language says it."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from portal.adapters.locale_format import comma, date_long, listed, time_of_day

ZONE = ZoneInfo("Europe/Stockholm")


def test_a_finnish_date_says_on_that_day_for_every_day_of_the_week() -> None:
    sunday = date(2026, 11, 22)
    written = [date_long(sunday + timedelta(days=n), "fi", ZONE) for n in range(7)]
    assert written[0] == "sunnuntaina 22. marraskuuta 2026"
    assert all(text.split(" ")[0].endswith("na") for text in written)


def test_a_swedish_date_has_weekday_and_year() -> None:
    assert date_long(date(2027, 3, 17), "sv", ZONE) == "onsdag 17 mars 2027"


def test_words_are_listed_as_each_language_lists_them() -> None:
    words = ["a", "b", "c"]
    assert listed(words, "sv") == "a, b och c"
    assert listed(words, "en") == "a, b and c"
    assert "," not in listed(words, "ar") + comma("ar")
    assert listed([], "sv") == ""


def test_an_arabic_time_has_24_hours() -> None:
    moment = datetime(2026, 11, 22, 23, 59, tzinfo=ZONE)
    assert time_of_day(moment, "ar", ZONE) == "23:59"
    assert time_of_day(moment, "sv", ZONE) == "kl. 23.59"
