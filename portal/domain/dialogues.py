"""A dialogue: degrees of influence, stages, how texts are shown. The stage follows from facts and the clock."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum


class Level(IntEnum):
    """Degree of influence: the five steps of the participation ladder. Ordinals are fixed, labels configurable."""

    INFORMATION = 1
    CONSULTATION = 2
    DIALOGUE = 3
    INFLUENCE = 4
    SHARED_DECISION = 5


class Stage(StrEnum):
    """Where a dialogue stands (life.md)."""

    PREPARING = "preparing"
    ANNOUNCED = "announced"
    OPEN = "open"
    ANALYSING = "analysing"
    HANDED_OVER = "handed_over"
    ANSWERED = "answered"
    CONCLUDED = "concluded"
    ABANDONED = "abandoned"
    CANCELLED = "cancelled"


PUBLIC_STAGES = frozenset(Stage) - {Stage.PREPARING, Stage.ABANDONED}
LIVING_STAGES = (Stage.ANNOUNCED, Stage.OPEN, Stage.ANALYSING, Stage.HANDED_OVER)


class ShowMode(StrEnum):
    """How texts are shown: never, after review, at once with supervision. Ordered from narrow to wide."""

    NEVER = "never"
    AFTER_REVIEW = "after_review"
    AT_ONCE = "at_once"


@dataclass(frozen=True)
class StageFacts:
    """The stored moments (UTC) a stage follows from."""

    opens_at: datetime | None
    closes_at: datetime | None
    announced_at: datetime | None = None
    abandoned_at: datetime | None = None
    cancelled_at: datetime | None = None
    stopped_at: datetime | None = None
    handed_over_at: datetime | None = None
    answered_at: datetime | None = None
    concluded_at: datetime | None = None


def stage_of(facts: StageFacts, now: datetime) -> Stage:
    """The stage at `now`. The only place that knows when a dialogue is open or closed."""
    recorded = (
        (facts.abandoned_at, Stage.ABANDONED),
        (facts.cancelled_at, Stage.CANCELLED),
        (facts.concluded_at, Stage.CONCLUDED),
        (facts.answered_at, Stage.ANSWERED),
        (facts.handed_over_at, Stage.HANDED_OVER),
    )
    for moment, stage in recorded:
        if moment is not None:
            return stage
    if facts.announced_at is None or facts.opens_at is None or facts.closes_at is None:
        return Stage.PREPARING
    if facts.stopped_at is not None or now >= facts.closes_at:
        return Stage.ANALYSING
    return Stage.OPEN if now >= facts.opens_at else Stage.ANNOUNCED


def next_change(facts: StageFacts, now: datetime) -> datetime | None:
    """The next instant at which the clock alone changes the stage, or None."""
    if stage_of(facts, now) not in (Stage.ANNOUNCED, Stage.OPEN):
        return None
    return min((t for t in (facts.opens_at, facts.closes_at) if t is not None and t > now), default=None)
