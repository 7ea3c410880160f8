"""The commitment (åtagande, public: *Det här lovar vi*): what it consists of, its frozen form, and what an amendment changes.

The promise is: purpose, level, points that can change, what is fixed, use, who decides and when, opening and closing,
how texts are shown, result and answer dates (life.md). Changing any of them after announcement is an amendment.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.domain.dialogues import Level, ShowMode

WIDTH = {ShowMode.NEVER: 0, ShowMode.AFTER_REVIEW: 1, ShowMode.AT_ONCE: 2}

PARTS = (
    "purpose",
    "level",
    "points",
    "fixed",
    "use",
    "deciding_body",
    "planned_decision",
    "opens_on",
    "closes_on",
    "show_mode",
    "result_by",
    "answer_by",
)


class PointKind(StrEnum):
    """A point that can change, or one that is fixed."""

    CHANGEABLE = "changeable"
    FIXED = "fixed"


@dataclass(frozen=True)
class Change:
    """One part of the promise that an amendment changes, as frozen JSON values."""

    part: str
    old: object
    new: object


def content_hash(content: Mapping[str, object]) -> str:
    """SHA-256 of the canonical JSON of a frozen commitment (or edition): equal content, equal hash."""
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def changes(old: Mapping[str, object], new: Mapping[str, object]) -> tuple[Change, ...]:
    """The parts of the promise in which two frozen commitments differ, in the order of PARTS."""
    return tuple(Change(part, old.get(part), new.get(part)) for part in PARTS if old.get(part) != new.get(part))


def amendment_faults(
    old_level: Level, new_level: Level, handed_over: bool, delegating_decision: bool, reason: str
) -> tuple[str, ...]:
    """Codes of why a promise may not be changed so: never to level 1, never after the handover, never without a reason."""
    found = []
    if handed_over:
        found.append("PROMISE_SEALED_BY_HANDOVER")
    if new_level is Level.INFORMATION:
        found.append("LEVEL_ONE_IS_NO_DIALOGUE")
    if new_level is Level.SHARED_DECISION and old_level is not Level.SHARED_DECISION and not delegating_decision:
        found.append("NO_DELEGATING_DECISION")
    if not reason.strip():
        found.append("AMENDMENT_WITHOUT_REASON")
    return tuple(found)


def shown_under(promised: ShowMode, now_promised: ShowMode) -> ShowMode:
    """How a text is shown that came under `promised` when the promise now says `now_promised`: never wider than promised then."""
    return min(promised, now_promised, key=lambda mode: WIDTH[mode])
