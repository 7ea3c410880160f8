"""The audit entry: its values as JSON, and the digest that a seal covers."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, date, datetime
from enum import Enum

FIRST_SEAL = "0" * 64
"""What the first seal names as the one before it."""
_PLAIN = frozenset({bool, int, float, str})
_CANONICAL = json.JSONEncoder(sort_keys=True, ensure_ascii=False)


def as_json(value: object) -> object:
    """The value as JSON knows it: instants in UTC, days in ISO 8601, enums by value, sets in order."""
    if value is None or type(value) in _PLAIN:
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(as_json(key)): as_json(part) for key, part in value.items()}
    if isinstance(value, set | frozenset):
        return sorted((as_json(part) for part in value), key=str)
    if isinstance(value, Collection) and not isinstance(value, bytes):
        return [as_json(part) for part in value]
    raise TypeError(f"{type(value).__name__} has no place in the record")


def entry_digest(
    at: datetime,
    actor_id: int | None,
    actor: str,
    verb: str,
    kind: str,
    object_id: str,
    dialogue_id: int | None,
    before: object,
    after: object,
) -> str:
    """SHA-256 (hex) of the canonical JSON of every field of an entry: a field changed afterwards no longer fits."""
    fields = [as_json(part) for part in (at, actor_id, actor, verb, kind, object_id, dialogue_id, before, after)]
    return hashlib.sha256(_CANONICAL.encode(fields).encode()).hexdigest()


def seal_digest(previous: str, digests: Iterable[str]) -> str:
    """SHA-256 (hex) of the seal before and the digests of a batch by id: no entry can go, come or move unseen."""
    return hashlib.sha256("\n".join([previous, *digests]).encode()).hexdigest()
