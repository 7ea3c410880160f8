"""Accounts of staff: what a password must be, how long a link holds, when too many wrong attempts lock an account."""

import re
from datetime import datetime, timedelta

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 1024
FEWEST_CHARACTERS = 5
WRONG_ATTEMPTS = 5
LOCKED_FOR = timedelta(minutes=15)
LINK_HOLDS = timedelta(days=3)
_EMAIL = re.compile(r"[^@\s<>,;\"']+@[^@\s<>,;\"']+\.[^@\s<>,;.\"']+")


def email_fault(address: str) -> str | None:
    """Code of why this is no address for an account, or None."""
    return None if len(address) <= 254 and _EMAIL.fullmatch(address) else "NOT_AN_EMAIL"


def password_faults(password: str, email: str, name: str) -> tuple[str, ...]:
    """Codes of why a password is not taken: length counts, not signs and digits; nobody's own name or address.

    Source: NIST SP 800-63B (length, no composition rules, no context words).
    """
    found = []
    if len(password) < SHORTEST_PASSWORD:
        found.append("PASSWORD_TOO_SHORT")
    if len(password) > LONGEST_PASSWORD:
        found.append("PASSWORD_TOO_LONG")
    if len(password) >= SHORTEST_PASSWORD and len(set(password)) < FEWEST_CHARACTERS:
        found.append("PASSWORD_TOO_SIMPLE")
    plain = password.casefold().strip()
    if plain in {email.casefold(), email.partition("@")[0].casefold(), name.casefold()}:
        found.append("PASSWORD_IS_YOUR_NAME")
    return tuple(found)


def is_locked(locked_until: datetime | None, now: datetime) -> bool:
    """Whether the account takes no attempt yet."""
    return locked_until is not None and now < locked_until


def lock_after(wrong_attempts: int, now: datetime) -> datetime | None:
    """Until when an account is locked after so many wrong attempts in a row, or None."""
    return now + LOCKED_FOR if wrong_attempts >= WRONG_ATTEMPTS else None
