"""Where a text holds somebody's identity number, phone number or e-mail address.

Identity numbers: Folkbokföringslagen (1991:481) 18 § (personnummer) and lag (2022:1697) om samordningsnummer; the
check digit is Luhn over the ten digits. What is found is pointed out, never changed here.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What was found."""

    IDENTITY_NUMBER = "identity_number"
    COORDINATION_NUMBER = "coordination_number"
    PHONE = "phone"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class Found:
    """What was found and where: text[start:end]."""

    kind: Kind
    start: int
    end: int


COORDINATION_DAYS = 60
_BETWEEN = r"[\s.,:/_+\-\u00ad\u2010-\u2015\u2212\u200b\u2060]{0,3}"
_MAYBE = re.compile(r"[\d@\uff20]")
_NUMBER = re.compile(
    rf"(?<!\d)(?:(18|19|20){_BETWEEN})?(\d\d){_BETWEEN}(\d\d){_BETWEEN}(\d\d){_BETWEEN}(\d{{4}})(?!\d)"
)
_PHONE_LIKE = re.compile(r"[+\uff0b]?\(?\d(?:[\s.()/\-\u00ad\u2010-\u2015\u2212\u200b]{0,3}\d){6,17}")
_LOCAL_PART = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}$")
_HOST = re.compile(r"(?:[\w](?:[\w-]{0,61}[\w])?\.){1,8}[^\W\d_](?:[\w-]{0,61}[^\W_])?")


def find(text: str) -> list[Found]:
    """Return what was found, in the order of the text and without overlaps; a text without digits and @ costs nothing.

    A number that could be both is an identity number. Swedish phone numbers are known as they are dialled at home,
    others with + and country code.
    """
    if not _MAYBE.search(text):
        return []
    found = list(_emails(text))
    for candidate in (*_identity_numbers(text), *_phones(text)):
        if not any(candidate.start < other.end and other.start < candidate.end for other in found):
            found.append(candidate)
    return sorted(found, key=lambda one: one.start)


def _emails(text: str) -> Iterator[Found]:
    earlier = 0
    for sign in re.finditer("[@\uff20]", text):
        window = max(earlier, sign.start() - 64)
        local = _LOCAL_PART.search(text[window : sign.start()])
        host = _HOST.match(text, sign.end())
        if local and host:
            start = window + local.start() + len(local.group()) - len(local.group().lstrip(".'`*/|{"))
            if start < sign.start():
                yield Found(Kind.EMAIL, start, host.end())
                earlier = host.end()


def _identity_numbers(text: str) -> Iterator[Found]:
    place = 0
    while match := _NUMBER.search(text, place):
        kind = _identity_kind(*match.groups())
        if kind is None:
            place = match.start() + 1
            while place < len(text) and text[place - 1].isdecimal() and text[place].isdecimal():
                place += 1
        else:
            yield Found(kind, match.start(), match.end())
            place = match.end()


def _identity_kind(century: str | None, year: str, month: str, day: str, last: str) -> Kind | None:
    digits = [unicodedata.decimal(digit) for digit in year + month + day + last]
    if not _luhn(digits):
        return None
    coordination = int(day) > COORDINATION_DAYS
    born = int(day) - COORDINATION_DAYS if coordination else int(day)
    centuries = (int(century),) if century else (18, 19, 20)
    if not any(_is_date(one * 100 + int(year), int(month), born) for one in centuries):
        return None
    return Kind.COORDINATION_NUMBER if coordination else Kind.IDENTITY_NUMBER


def _luhn(digits: list[int]) -> bool:
    doubled = [digit * 2 if place % 2 == 0 else digit for place, digit in enumerate(digits)]
    return sum(digit // 10 + digit % 10 for digit in doubled) % 10 == 0


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _phones(text: str) -> Iterator[Found]:
    for match in _PHONE_LIKE.finditer(text):
        from phonenumbers import Leniency, PhoneNumberMatcher

        like = re.sub("[\u00ad\u200b]", " ", match.group())
        for phone in PhoneNumberMatcher(like, "SE", leniency=Leniency.VALID, max_tries=20):
            yield Found(Kind.PHONE, match.start() + phone.start, match.start() + phone.end)
