"""Password hashes (Argon2id with the library's RFC 9106 low-memory profile: 64 MiB a hash)."""

import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

AT_ONCE = 2
WAIT_SECONDS = 10.0
LONGEST_PASSWORD = 1_024
_HASHER = PasswordHasher()
_places = threading.BoundedSemaphore(AT_ONCE)


class TooBusy(Exception):
    """So many sign-ins are being checked that this one waited too long; nothing is wrong with the password."""


def make_hash(password: str) -> str:
    """Return a salted hash of the password. Raises ValueError above 1,024 characters, TooBusy after 10 s in line."""
    if len(password) > LONGEST_PASSWORD:
        raise ValueError("password too long")
    with _place():
        return _HASHER.hash(_same(password))


def verify(hashed: str | None, password: str) -> bool:
    """Tell whether the password is the one that was hashed; takes as long for a user that does not exist (None)."""
    if len(password) > LONGEST_PASSWORD:
        return False
    against = hashed if hashed is not None else _nobody()
    with _place():
        try:
            matches = _HASHER.verify(against, _same(password))
        except (VerificationError, InvalidHashError):
            return False
    return matches and hashed is not None


def needs_rehash(hashed: str) -> bool:
    """Tell whether the hash was made with weaker parameters than today's, or is none of ours."""
    try:
        return _HASHER.check_needs_rehash(hashed)
    except InvalidHashError:
        return True


@cache
def _nobody() -> str:
    return make_hash("\x00nobody")


def _same(password: str) -> str:
    """Two keyboards can spell å in two ways; both are the same password (NFC, as PRECIS RFC 8265 asks)."""
    return unicodedata.normalize("NFC", password)


@contextmanager
def _place() -> Iterator[None]:
    if not _places.acquire(timeout=WAIT_SECONDS):
        raise TooBusy
    try:
        yield
    finally:
        _places.release()
