"""Sealed bytes: AES-256-GCM under a key that is derived (HKDF-SHA256) from the secret key for one purpose only."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_VERSION = b"\x01"
_NONCE_BYTES = 12
_TAG_BYTES = 16


class BrokenSeal(Exception):
    """The bytes were changed, cut, or sealed with another key, purpose or context."""


def key_for(secret_key: str, purpose: str) -> bytes:
    """Derive the 32-byte key of one purpose; keys of different purposes open nothing of each other's."""
    if not secret_key or not purpose:
        raise ValueError("a key needs a secret and a purpose")
    derivation = HKDF(algorithm=SHA256(), length=32, salt=b"gensvar seals", info=purpose.encode())
    return derivation.derive(secret_key.encode())


def seal(key: bytes, data: bytes, context: bytes = b"") -> bytes:
    """Encrypt and authenticate; the context (a row's id, say) is not stored but must be the same to open."""
    nonce = os.urandom(_NONCE_BYTES)
    return _VERSION + nonce + AESGCM(key).encrypt(nonce, data, _VERSION + context)


def unseal(key: bytes, sealed: bytes, context: bytes = b"") -> bytes:
    """Return what was sealed. Raises BrokenSeal when it is not exactly what `seal` made with this key and context."""
    if len(sealed) < 1 + _NONCE_BYTES + _TAG_BYTES or sealed[:1] != _VERSION:
        raise BrokenSeal
    nonce = sealed[1 : 1 + _NONCE_BYTES]
    try:
        return AESGCM(key).decrypt(nonce, sealed[1 + _NONCE_BYTES :], _VERSION + context)
    except InvalidTag as broken:
        raise BrokenSeal from broken
