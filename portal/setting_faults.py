"""What is wrong with the value of a setting, one function each: a sentence for whoever runs the portal, or None."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError

LEAST_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3: normal text against its background."""
PAPER = "#fbfaf6"
"""The darkest ground of a light page that the accent colour is written on (`--paper` in the design tokens)."""


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio (1 to 21) of two colours written `#rrggbb`; WCAG 2.2, relative luminance."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _database_fault(url: str) -> str | None:
    if url.startswith("sqlite:///") and len(url) > len("sqlite:///") and ":memory:" not in url:
        return None
    if url.startswith("postgresql+psycopg://"):
        return None
    return "must start with sqlite:/// and name a file, or with postgresql+psycopg://"


def _smtp_fault(url: str | None) -> str | None:
    try:
        if url is None or (
            urlsplit(url).scheme in {"smtp", "smtps"} and urlsplit(url).hostname and (urlsplit(url).port or 1)
        ):
            return None
    except ValueError:
        pass
    return "must look like smtp://user:password@host:587 or smtps://host:465"


def _public_fault(url: str | None) -> str | None:
    if url is None:
        return None
    parts = urlsplit(url)
    if (
        parts.scheme in {"http", "https"}
        and parts.hostname
        and not (parts.path.strip("/") or parts.query or parts.fragment)
    ):
        return None
    return "must be an address without a path, such as https://dialog.example.se"


def _zone_fault(name: str) -> str | None:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return f"there is no time zone {name!r}"
    return None


def _languages_fault(codes: tuple[str, ...]) -> str | None:
    if "sv" not in codes:
        return "must contain sv: Swedish is the wording that counts"
    for code in codes:
        try:
            Locale.parse(code, sep="-")
        except (ValueError, UnknownLocaleError):
            return f"{code!r} is not a language code"
    return None if len(set(codes)) == len(codes) else "names a language twice"


def _accent_fault(color: str) -> str | None:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", color):
        return "must be written #rrggbb"
    if (ratio := contrast(color, PAPER)) < LEAST_CONTRAST:
        return (
            f"{color} on the page has the contrast {ratio:.1f}:1; {LEAST_CONTRAST}:1 is needed to be read (WCAG 1.4.3)"
        )
    return None


def _logo_fault(path: str | None) -> str | None:
    if path is None or re.fullmatch(r"/[^/\\\\].*", path):
        return None
    return "must be a path on this host, such as /static/icons/logo.svg"


def _email_fault(address: str | None) -> str | None:
    if address is None or re.fullmatch(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;.]+", address):
        return None
    return "must be one e-mail address"


FAULTS: dict[str, Callable[[Any], str | None]] = {
    "database_url": _database_fault,
    "smtp_url": _smtp_fault,
    "public_url": _public_fault,
    "timezone": _zone_fault,
    "languages": _languages_fault,
    "municipality_name": lambda name: None if name else "must not be empty",
    "accent_color": _accent_fault,
    "logo": _logo_fault,
    "contact_email": _email_fault,
    "mail_sender": _email_fault,
    "late_report_month": lambda month: None if 1 <= month <= 12 else "must be a month, 1 to 12",
    "late_report_day": lambda day: None if 1 <= day <= 28 else "must be a day, 1 to 28",
    "escalate_to_body_days": lambda days: None if days >= 1 else "must be at least 1",
    "outbox_seal_hours": lambda hours: None if 1 <= hours <= 72 else "must be between 1 and 72",
    "hidden_influence_level": lambda level: (
        None if level in {None, 1, 2, 3, 4, 5} else "must be a step of the ladder, 1 to 5"
    ),
}
