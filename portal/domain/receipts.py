"""Receipt codes: unguessable, readable aloud, checked for slips of the pen, stored only as a hash.

A code is fifteen random symbols (over 73 bits) and one check symbol, in four groups of four. The alphabet leaves out
what is mistaken for something else: 0 and O, 1, I and L, and U, which is read as V.
"""

import hashlib
import hmac

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 16
_READ_AS = str.maketrans(
    {"U": "V", "u": "V", " ": "", "-": "", "–": "", ".": "", "\u00a0": "", "\u200e": "", "\u200f": ""}
)


def code_for(secret: bytes, key: str) -> str:
    """The code that belongs to an idempotency key: sending the same form again gives the same receipt."""
    number = int.from_bytes(hmac.digest(secret, b"receipt:" + key.encode(), "sha256"), "big")
    symbols = []
    for _ in range(_LENGTH - 1):
        number, index = divmod(number, len(ALPHABET))
        symbols.append(ALPHABET[index])
    body = "".join(symbols)
    return grouped(body + _check_symbol(body))


def _check_symbol(body: str) -> str:
    total = sum((position + 1) * ALPHABET.index(symbol) for position, symbol in enumerate(body))
    return ALPHABET[total % 29]


def normalised(typed: str) -> str | None:
    """The sixteen symbols of a code as typed (any case, spaces or dashes), or None when it cannot be a code."""
    text = typed.translate(_READ_AS).upper()
    if len(text) != _LENGTH or any(symbol not in ALPHABET for symbol in text):
        return None
    return text if _check_symbol(text[:-1]) == text[-1] else None


def grouped(code: str) -> str:
    """The code in groups of four: ABCD-EFGH-JKMN-PQRS."""
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))


def hashed(code: str) -> str:
    """What is stored: the SHA-256 of the normalised symbols, in hex. The code cannot be found again from it."""
    return hashlib.sha256(b"gensvar-receipt:" + code.replace("-", "").encode()).hexdigest()
