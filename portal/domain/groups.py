"""Affected groups with their measures and how well they are heard (B1), and the dialogue group (C4)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from math import ceil

from portal.domain.small_cells import THRESHOLD


class MeasureStatus(StrEnum):
    """State of a measure (insats). `NOT_DONE` needs a *because*."""

    PLANNED = "planned"
    DONE = "done"
    NOT_DONE = "not_done"


class MemberRole(StrEnum):
    """Role in a dialogue group."""

    INVESTIGATOR = "investigator"
    DIALOGUE_SUPPORT = "dialogue_support"
    POLITICIAN = "politician"


def missing_roles(roles: Collection[MemberRole]) -> tuple[MemberRole, ...]:
    """Roles that the dialogue group of a dialogue held by KS must have and lacks (source: seed, *dialoggrupp*)."""
    return tuple(role for role in MemberRole if role not in roles)


@dataclass(frozen=True)
class Term:
    """A member's role from a day until another (None: for the time being), both days included."""

    role: MemberRole
    from_on: date
    until_on: date | None = None


def first_day_without(role: MemberRole, terms: Collection[Term], start: date) -> date | None:
    """The first day from `start` on which nobody has that role; None when somebody always has."""
    day = start
    while True:
        here = [one for one in terms if one.role is role and one.from_on <= day]
        ends = [one.until_on for one in here if one.until_on is None or one.until_on >= day]
        if not ends:
            return day
        if None in ends:
            return None
        day = max(end for end in ends if end is not None) + timedelta(days=1)


def breaks_composition(leaving: Term, others: Collection[Term], until_on: date) -> bool:
    """Whether the group is left without the member's role some day after `until_on`, and would not be otherwise."""
    start = until_on + timedelta(days=1)
    without = first_day_without(leaving.role, others, start)
    if without is None:
        return False
    before = first_day_without(leaving.role, [*others, leaving], start)
    return before is None or without < before


class Reach(StrEnum):
    """How well a group is heard."""

    HEARD = "heard"
    THIN = "thin"
    SILENT = "silent"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Cells:
    """What has been counted of one group; None where nothing counts.

    `declared`: synpunkter whose writers said that they belong to it. `through`: synpunkter sent from the short
    addresses of its measures. `heads`: people of the group counted at meetings.
    """

    declared: int | None = None
    through: int | None = None
    heads: int | None = None

    @property
    def known(self) -> int:
        """How many are certainly heard, from what may be shown: counts under five are not told apart, and none is.

        The same sending may both declare a group and come by its address, so only the larger of the two counts; heads
        at meetings are others, as far as anybody can know.
        """
        return max(_shown(self.declared), _shown(self.through)) + _shown(self.heads)

    @property
    def is_empty(self) -> bool:
        """Whether nothing counts this group at all."""
        return self.declared is None and self.through is None and self.heads is None


def _shown(number: int | None) -> int:
    return number if number is not None and number >= THRESHOLD else 0


DEFAULT_SHARE = 0.05
DEFAULT_MOST = 30
"""What one wants to hear where no target is set: one in twenty, and never more than thirty.

Self-chosen voices are no sample; after some thirty conversations a group rarely says anything new (a rule of thumb of
interview studies), so more is welcome but not needed to call the group heard.
"""


def wanted(size: int | None, target: int | None, target_share: int | None) -> int | None:
    """How many one wants to hear: the target, as a number or in per cent of the size, else the default of the size."""
    if target is not None:
        return target
    if size is None:
        return None
    if target_share is not None:
        return ceil(size * target_share / 100)
    return min(max(THRESHOLD, ceil(size * DEFAULT_SHARE)), DEFAULT_MOST)


def reach(size: int | None, target: int | None, target_share: int | None, cells: Cells) -> Reach:
    """Heard when as many as wanted are known, thin when fewer, silent when under five, unknown when nobody can say.

    It follows from `Cells.known` only, so that it tells no more than the counts that may be shown. Unknown: nothing
    counts the group; the group is so small that under five would be enough; or some are heard of nobody knows how many.
    """
    goal = wanted(size, target, target_share)
    if cells.is_empty:
        return Reach.UNKNOWN
    if not cells.known:
        return Reach.UNKNOWN if goal is not None and goal < THRESHOLD else Reach.SILENT
    if goal is None:
        return Reach.UNKNOWN
    return Reach.HEARD if cells.known >= goal else Reach.THIN


def time_for_nudges(opens_at: datetime | None, closes_at: datetime | None, now: datetime) -> bool:
    """Whether a silent group is worth a nudge: a third of the open time has passed, and some of it is left.

    Earlier, silence says little: most of the measures are still to come.
    """
    if opens_at is None or closes_at is None or now >= closes_at:
        return False
    return now >= opens_at + (closes_at - opens_at) / 3


def target_fault(size: int | None, target: int | None, target_share: int | None) -> str | None:
    """Code of what is wrong with a target: it needs the size it is a part of, and is not larger."""
    if target is None and target_share is None:
        return None
    if size is None:
        return "TARGET_WITHOUT_SIZE"
    if (target is not None and target > size) or (target_share is not None and target_share > 100):
        return "TARGET_ABOVE_SIZE"
    if target == 0 or target_share == 0:
        return "TARGET_ZERO"
    return None
