"""Feedback: outcomes of themes and points, promised → became, editions, follow-ups (D1)."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.domain.commitments import PointKind


class Outcome(StrEnum):
    """What became of a theme or of a point of the commitment (life.md, *Outcomes*)."""

    CHANGED = "changed"
    PARTLY_CHANGED = "partly_changed"
    NOT_CHANGED = "not_changed"
    SUPPORTS_PROPOSAL = "supports_proposal"
    ALREADY_PLANNED = "already_planned"
    OUTSIDE_MANDATE = "outside_mandate"
    TO_BE_INVESTIGATED = "to_be_investigated"


class EditionKind(StrEnum):
    """Kind of a numbered edition of the feedback."""

    RESULT = "result"
    PROPOSAL = "proposal"
    ANSWER = "answer"
    CORRECTION = "correction"
    INTERIM = "interim"
    FOLLOW_UP = "follow_up"


class FollowUpStatus(StrEnum):
    """State of a follow-up; it ends in *done* or *changed, because*."""

    PLANNED = "planned"
    DONE = "done"
    CHANGED = "changed"


class DeliveryActKind(StrEnum):
    """What was done to bring an edition to people besides the list: there is no address to count."""

    MEETING = "meeting"
    POSTER = "poster"
    LETTER = "letter"
    MEDIA = "media"
    OTHER = "other"


class FollowUpState(StrEnum):
    """How a promised follow-up stands to the public on a day."""

    DUE = "due"
    LATE = "late"
    DONE = "done"
    CHANGED = "changed"


@dataclass(frozen=True)
class Became:
    """*Promised → became* by id: each point with the themes that bore on it, then the themes under no point."""

    points: tuple[tuple[int, tuple[int, ...]], ...]
    other_themes: tuple[int, ...]


MOVED = frozenset({Outcome.CHANGED, Outcome.PARTLY_CHANGED})


def outcome_counts(outcomes: Iterable[Outcome | None]) -> dict[Outcome, int]:
    """How many became what, in the order of the words, none of zero: *changed 3 · partly 2 · not changed 1*."""
    counted = Counter(outcomes)
    return {outcome: counted[outcome] for outcome in Outcome if counted[outcome]}


def promised_to_became(points: Sequence[int], bearing: Mapping[int, Collection[int]]) -> Became:
    """The answer's order. `bearing` maps each theme id, in the order of the result, to the points it bore on.

    A theme that bore on several points stands under each; one whose points are all gone follows after, none is lost.
    """
    under = tuple((point, tuple(theme for theme, on in bearing.items() if point in on)) for point in points)
    return Became(under, tuple(theme for theme, on in bearing.items() if not set(on) & set(points)))


def moved_though_fixed(kind: PointKind, outcome: Outcome | None) -> bool:
    """Whether a point that was promised as fixed moved nevertheless: then the answer says so."""
    return kind is PointKind.FIXED and outcome in MOVED


def is_proposal(finally_decided: bool, stopped: bool) -> bool:
    """Whether outcomes are still the administration's proposal: only a decision, or a stop, makes them an answer."""
    return not (finally_decided or stopped)


def follow_up_state(status: FollowUpStatus, due_on: date, today: date) -> FollowUpState:
    """Done, changed, late when its day has passed, else due; it is owed until it is done or changed, because."""
    if status is FollowUpStatus.PLANNED:
        return FollowUpState.LATE if today > due_on else FollowUpState.DUE
    return FollowUpState.DONE if status is FollowUpStatus.DONE else FollowUpState.CHANGED


def days_late(due_on: date, settled_on: date | None, today: date) -> int:
    """Whole days past the promised day, up to the day it was settled or `today`; 0 when not late."""
    return max(0, ((settled_on or today) - due_on).days)


def is_mailed(kind: EditionKind, changes_outcome: bool) -> bool:
    """Whether an edition is mailed to the list: all are, but of corrections only those that change an outcome."""
    return kind is not EditionKind.CORRECTION or changes_outcome
