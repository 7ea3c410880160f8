"""Receipt codes: unguessable, readable aloud, checked for slips of the pen, stored only as a hash.

A code is fifteen random symbols (over 73 bits) and one check symbol, in four groups of four. The alphabet leaves out
what is mistaken for something else: 0 and O, 1, I and L, and U, which is read as V. The check symbol is that of
ISO/IEC 7064, hybrid system MOD 31,30: it finds every single symbol that was mistaken for another.
"""

import hashlib
import hmac
import unicodedata

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 16
_LONGEST_TYPED = 100


def code_for(secret: bytes, key: str) -> str:
    """The code that belongs to an idempotency key: sending the same form again gives the same receipt."""
    number = int.from_bytes(hmac.digest(secret, b"receipt:" + key.encode(), "sha256"), "big")
    number %= len(ALPHABET) ** (_LENGTH - 1)
    symbols = []
    for _ in range(_LENGTH - 1):
        number, index = divmod(number, len(ALPHABET))
        symbols.append(ALPHABET[index])
    body = "".join(symbols)
    return grouped(body + _check_symbol(body))


def _check_symbol(body: str) -> str:
    size = len(ALPHABET)
    product = size
    for symbol in body:
        product = ((product + ALPHABET.index(symbol)) % size or size) * 2 % (size + 1)
    return ALPHABET[(1 - product) % size]


def normalised(typed: str) -> str | None:
    """The sixteen symbols of a code as typed or pasted, or None when it cannot be a code.

    Any case, spaces, dashes, and invisible marks of writing direction; digits of any script; full-width letters.
    """
    if len(typed) > _LONGEST_TYPED:
        return None
    seen = [_read(letter) for letter in unicodedata.normalize("NFKC", typed)]
    text = "".join(seen).upper().replace("U", "V")
    if len(text) != _LENGTH or any(symbol not in ALPHABET for symbol in text):
        return None
    return text if _check_symbol(text[:-1]) == text[-1] else None


def _read(letter: str) -> str:
    if unicodedata.category(letter)[0] in "ZCP":
        return ""
    digit = unicodedata.decimal(letter, None)
    return letter if digit is None else str(digit)


def grouped(code: str) -> str:
    """The code in groups of four: ABCD-EFGH-JKMN-PQRS."""
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))


def hashed(code: str) -> str:
    """What is stored: the SHA-256 of the normalised symbols, in hex. The code cannot be found again from it."""
    return hashlib.sha256(b"gensvar-receipt:" + code.replace("-", "").encode()).hexdigest()


def key_hash(dialogue_id: int, key: str) -> str:
    """What is stored of an idempotency key, unique in the database: SHA-256 in hex, bound to its dialogue."""
    return hashlib.sha256(f"gensvar-key:{dialogue_id}:{key}".encode()).hexdigest()
