"""The agendas of the bodies' meetings, and what breaks when a meeting moves to another day (A1, A2). All local days."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from portal.domain.commitments import too_near
from portal.domain.matters import MatterDays, due_of
from portal.domain.rules import Rules


class BreakKind(StrEnum):
    """What a moved meeting breaks."""

    CLOSES_AFTER = "closes_after"
    CLOSES_TOO_NEAR = "closes_too_near"
    ANSWER_PROMISED_BEFORE = "answer_promised_before"
    RESULT_PROMISED_AFTER = "result_promised_after"
    ANOTHER_DAY_PROMISED = "another_day_promised"
    CONSIDERATION_LATE = "consideration_late"


@dataclass(frozen=True)
class PromisedDays:
    """What a living, announced dialogue has promised; `planned_on` is the decision as it is planned now."""

    slug: str
    closes_on: date | None
    planned_on: date | None
    result_by: date | None
    answer_by: date | None
    result_given: bool = False
    period: bool = False


@dataclass(frozen=True)
class ItemDays:
    """An item of an agenda: the days of its matter, and the dialogues under it that still promise something."""

    slug: str
    matter: MatterDays
    dialogues: tuple[PromisedDays, ...] = ()
    planned_as_period: bool = False


@dataclass(frozen=True)
class Break:
    """One thing that the new day breaks: in which matter or dialogue, and the day (or number of days) it is about."""

    kind: BreakKind
    matter: str
    dialogue: str | None = None
    day: date | None = None
    number: int = 0


def as_numbered(number: str) -> tuple[bool, tuple[tuple[int, str], ...]]:
    """The key that sorts items as they are numbered, 7 before 7 b before 10; those without a number stand last."""
    parts = re.findall(r"\d+|[^\W\d]+", number.casefold())
    return not parts, tuple((int(part), "") if part.isdecimal() else (0, part) for part in parts)


def follows_meeting(planned_decision_on: date | None, period: object, held_on: date) -> bool:
    """Whether a matter's planned decision is the very day of the meeting, so that it moves with it."""
    return planned_decision_on == held_on and not period


def breaks(items: Sequence[ItemDays], old: date, new: date, today: date, rules: Rules) -> tuple[Break, ...]:
    """What moving a meeting from `old` to `new` breaks, item by item; what was broken before is not listed again."""
    return tuple(one for item in items for one in _of_item(item, old, new, today, rules))


def _of_item(item: ItemDays, old: date, new: date, today: date, rules: Rules) -> Iterator[Break]:
    for dialogue in item.dialogues:
        yield from _of_dialogue(item.slug, dialogue, old, new, rules)
    follows = follows_meeting(item.matter.planned_decision_on, item.planned_as_period, old)
    if not follows or item.matter.withdrawn_on is not None:
        return
    due_before = due_of(item.matter, rules)
    due = due_of(replace(item.matter, planned_decision_on=new), rules)
    reached = item.matter.first_considered_on or today
    if due < reached <= due_before:
        yield Break(BreakKind.CONSIDERATION_LATE, item.slug, day=due)


def _of_dialogue(matter: str, one: PromisedDays, old: date, new: date, rules: Rules) -> Iterator[Break]:
    if one.closes_on is not None and one.closes_on >= new:
        yield Break(BreakKind.CLOSES_AFTER, matter, one.slug, one.closes_on)
    elif too_near(one.closes_on, new, rules.days_between_close_and_decision) and one.closes_on is not None:
        left = (new - one.closes_on) // timedelta(days=1)
        yield Break(BreakKind.CLOSES_TOO_NEAR, matter, one.slug, one.closes_on, left)
    if one.result_by is not None and one.result_by > new and not one.result_given:
        yield Break(BreakKind.RESULT_PROMISED_AFTER, matter, one.slug, one.result_by)
    if one.answer_by is not None and one.answer_by < new:
        yield Break(BreakKind.ANSWER_PROMISED_BEFORE, matter, one.slug, one.answer_by)
    if one.planned_on == old and not one.period and new != old:
        yield Break(BreakKind.ANOTHER_DAY_PROMISED, matter, one.slug, one.planned_on)
