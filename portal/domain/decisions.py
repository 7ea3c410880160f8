"""Decisions of bodies and delegates in a matter under dialogue: what can be recorded, and in which order (C1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from portal.domain.dialogues import Stage
from portal.domain.refusals import Refusal


class DecisionKind(StrEnum):
    """Beslutat, förslag, återremiss, bordläggning, återtaget."""

    DECIDED = "decided"
    PROPOSED = "proposed"
    REFERRED_BACK = "referred_back"
    POSTPONED = "postponed"
    WITHDRAWN = "withdrawn"


ASKS_FOR_NEW_DATE = frozenset({DecisionKind.REFERRED_BACK, DecisionKind.POSTPONED})
SETTLES = frozenset({DecisionKind.DECIDED, DecisionKind.WITHDRAWN})
APPEAL_DAYS = 21
"""Three weeks from the notice board's word that the minutes were approved (kommunallagen 13 kap. 5 §)."""


def section_of(written: str) -> str:
    """The number of a § as it stands in the minutes, without the sign that the pages put before it."""
    return written.strip().removeprefix("§").strip()


@dataclass(frozen=True)
class DecisionDetails:
    """What the minutes say. Dates are local days; `section` is the § or the number of a delegate's decision.

    `sure`: whoever records it has seen what speaks against it (`doubts`) and stands by it.
    """

    body_id: int
    decided_on: date
    section: str
    kind: DecisionKind
    final: bool = False
    delegate: str = ""
    delegation: str = ""
    next_body_id: int | None = None
    link: str = ""
    how_weighed: str = ""
    minutes_approved_on: date | None = None
    appeal_until: date | None = None
    new_planned_on: date | None = None
    sure: bool = False


@dataclass(frozen=True)
class DecisionFacts:
    """What a decision is held against: the dialogue it rests on, and the final decision if there is one."""

    stage: Stage
    today: date
    last_open_day: date | None
    handed_over_on: date | None
    stopped: bool
    deciding_body_id: int | None
    final_exists: bool


def faults(details: DecisionDetails, facts: DecisionFacts) -> tuple[Refusal, ...]:
    """Why the decision cannot be recorded; empty when it can.

    Preparatory steps too lie after the closing: a proposal made while people still write does not rest on them.
    """
    kind, on = details.kind, details.decided_on
    planned = details.new_planned_on
    asked = (
        (facts.stage not in (Stage.HANDED_OVER, Stage.ANSWERED), "DECISION_BEFORE_HANDOVER", None),
        (_before_closing(details, facts), "DECIDED_BEFORE_CLOSING", "decided_on"),
        (on > facts.today, "DECIDED_IN_THE_FUTURE", "decided_on"),
        (not section_of(details.section), "NO_SECTION", "section"),
        (details.final and kind in ASKS_FOR_NEW_DATE, "NOT_A_FINAL_KIND", "final"),
        (details.final and kind is DecisionKind.PROPOSED, "PROPOSAL_IS_NOT_FINAL", "final"),
        (kind in ASKS_FOR_NEW_DATE and planned is None, "NO_NEW_PLANNED_DECISION", "new_planned_on"),
        (planned is not None and planned <= on, "NEW_DATE_NOT_LATER", "new_planned_on"),
        (kind is DecisionKind.PROPOSED and details.next_body_id is None, "NO_NEXT_BODY", "next_body"),
        (details.next_body_id == details.body_id, "NEXT_BODY_IS_THE_SAME", "next_body"),
        (bool(details.delegate.strip()) and not details.delegation.strip(), "NO_DELEGATION", "delegation"),
        (details.final and facts.final_exists, "ALREADY_A_FINAL_DECISION", "final"),
        (bool(details.link) and not details.link.startswith(("https://", "http://")), "LINK_NOT_WEB", "link"),
    )
    found = [Refusal(code, field) for wrong, code, field in asked if wrong]
    found += minutes_faults(on, details.minutes_approved_on, details.appeal_until, facts.today)
    return tuple(found)


def _before_closing(details: DecisionDetails, facts: DecisionFacts) -> bool:
    return facts.last_open_day is not None and details.decided_on <= facts.last_open_day and not facts.stopped


def doubts(details: DecisionDetails, facts: DecisionFacts) -> tuple[Refusal, ...]:
    """What speaks against a decision that can be recorded all the same: whoever does it says so (`sure`)."""
    settles = details.final or details.kind in SETTLES
    elsewhere = facts.deciding_body_id is not None and details.body_id != facts.deciding_body_id
    unseen = facts.handed_over_on is not None and details.decided_on < facts.handed_over_on and not facts.stopped
    asked = (
        (details.final and elsewhere, "FINAL_BY_ANOTHER_BODY", "body"),
        (settles and unseen, "DECIDED_WITHOUT_THE_RESULT", "decided_on"),
    )
    return tuple(Refusal(code, field) for doubtful, code, field in asked if doubtful)


def minutes_faults(decided_on: date, approved_on: date | None, until: date | None, today: date) -> tuple[Refusal, ...]:
    """What is wrong with the day the minutes were approved, and the last day to appeal."""
    asked = (
        (approved_on is not None and approved_on < decided_on, "APPROVED_BEFORE_DECIDED", "minutes_approved_on"),
        (approved_on is not None and approved_on > today, "MINUTES_APPROVED_IN_THE_FUTURE", "minutes_approved_on"),
        (until is not None and until < (approved_on or decided_on), "APPEAL_ENDS_TOO_EARLY", "appeal_until"),
    )
    return tuple(Refusal(code, field) for wrong, code, field in asked if wrong)


def appeal_ends(noticed_on: date) -> date:
    """The last day to appeal a decision whose minutes were put on the notice board that day; no Saturday or Sunday."""
    last = noticed_on + timedelta(days=APPEAL_DAYS)
    return last + timedelta(days=max(0, 7 - last.weekday()) if last.weekday() >= 5 else 0)


def minutes_pending(delegate: str, minutes_approved_on: date | str | None) -> bool:
    """Whether the minutes are still to be approved; a delegate's decision has none."""
    return not delegate and not minutes_approved_on


@dataclass(frozen=True)
class PlannedDecision:
    """When the decision is planned: its day, or the last day of `period`; `postponed_from` is what was planned first.

    `moved` tells whether a body has postponed it or referred it back.
    """

    on: date | None
    period: str | None = None
    postponed_from: date | None = None
    period_from: str | None = None

    @property
    def moved(self) -> bool:
        """Whether another day, or period, was planned before."""
        return self.postponed_from is not None or self.period_from is not None


def planned_in_force(on: date | None, period: str | None, new_days: Iterable[date | None]) -> PlannedDecision:
    """What holds when a dialogue planned `on` or `period`, and its decisions in order said these new days, or none."""
    newest = None
    for day in new_days:
        newest = day or newest
    if newest is None or (newest == on and not period):
        return PlannedDecision(on, period)
    return PlannedDecision(newest, None, on, period)
