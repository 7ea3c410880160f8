"""The commitment (åtagande, public: *Det här lovar vi*): its parts, its frozen form, and what an amendment changes.

The promise is: purpose, level, points that can change, what is fixed, use, who decides and when, opening and closing,
how texts are shown, result and answer dates (life.md). Changing any of them after announcement is an amendment.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.domain.dialogues import Level, ShowMode
from portal.domain.promised_dates import are_in_order, move_fault

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
    "quotes_allowed",
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
    """Codes of why a promise may not be changed so: never to level 1, after the handover, or without a reason."""
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


@dataclass(frozen=True)
class Dates:
    """The promised days of a commitment. All are local days; `closes_on` is the last open day."""

    opens_on: date
    closes_on: date
    planned_decision_on: date
    result_by: date
    answer_by: date


def date_faults(old: Dates, new: Dates, today: date, stopped: bool) -> tuple[str, ...]:
    """Codes of why the promised days may not be changed so.

    A day that has passed is not moved, but for the closing: extending it afterwards reopens the dialogue, until
    the handover (`amendment_faults` refuses after that). A stopped dialogue is not reopened.
    """
    found = []
    if new.opens_on != old.opens_on and min(old.opens_on, new.opens_on) < today:
        found.append("OPENING_PASSED")
    if new.closes_on != old.closes_on:
        if stopped:
            found.append("STOPPED_IS_NOT_REOPENED")
        if new.closes_on < today:
            found.append("CLOSING_IN_THE_PAST")
    if new.closes_on < new.opens_on:
        found.append("CLOSES_BEFORE_OPENING")
    if new.planned_decision_on <= new.closes_on:
        found.append("DECISION_NOT_AFTER_CLOSING")
    if not are_in_order(new.closes_on, new.planned_decision_on, new.result_by, new.answer_by):
        found.append("PROMISED_DATES_OUT_OF_ORDER")
    for was, becomes in ((old.result_by, new.result_by), (old.answer_by, new.answer_by)):
        if (fault := move_fault(was, becomes, today)) and fault not in found:
            found.append(fault)
    return tuple(found)


def too_near(closes_on: date | None, decided_on: date | None, wanted: int) -> bool:
    """Whether a dialogue closes before the decision, but fewer than `wanted` days before it (A2).

    One that closes on the day of the decision, or after it, is refused as such (DECISION_NOT_AFTER_CLOSING).
    """
    if closes_on is None or decided_on is None or closes_on >= decided_on:
        return False
    return (decided_on - closes_on).days < wanted


def comes_too_near(old: Dates, new: Dates, wanted: int) -> bool:
    """Whether an amendment leaves fewer days than `wanted` between closing and decision, and fewer than there were."""
    left = new.planned_decision_on - new.closes_on
    return too_near(new.closes_on, new.planned_decision_on, wanted) and left < old.planned_decision_on - old.closes_on


def shown_under(promised: ShowMode, *later: ShowMode) -> ShowMode:
    """How a text is shown that came under `promised`, given every promise made since, in any order.

    Never wider than any of them: narrowing holds for all texts, widening only for those that come in afterwards.
    """
    return min((promised, *later), key=lambda mode: WIDTH[mode])
