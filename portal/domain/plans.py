"""The yearly plan of dialogues (*Årets dialoger*): what became of each of its lines (principle A2)."""

from datetime import date, timedelta
from enum import StrEnum

from portal.domain.dialogues import LIVING_STAGES, Stage

YEARS_BACK, YEARS_AHEAD = 1, 3


class Became(StrEnum):
    """What became of a planned dialogue, at the day the plan is read."""

    HELD = "held"
    UNDER_WAY = "under_way"
    PREPARING = "preparing"
    NOT_YET = "not_yet"
    BEHIND = "behind"
    ENDED = "ended"
    DROPPED = "dropped"


def plan_year_fault(year: int | None, this_year: int) -> str | None:
    """Code of why no plan can be begun for that year: from last year to three years ahead."""
    fits = year is not None and this_year - YEARS_BACK <= year <= this_year + YEARS_AHEAD
    return None if fits else "YEAR_OUT_OF_RANGE"


def quarter_ends(year: int, quarter: int) -> date:
    """The last day of a quarter (1–4)."""
    following = date(year + 1, 1, 1) if quarter == 4 else date(year, 3 * quarter + 1, 1)
    return following - timedelta(days=1)


def became(stage: Stage | None, dropped: bool, last_day: date, today: date) -> Became:
    """What became of a line whose dialogue stands at `stage` (None: there is none) and whose quarter ends that day."""
    if dropped:
        return Became.DROPPED
    if stage in (Stage.ANSWERED, Stage.CONCLUDED):
        return Became.HELD
    if stage in LIVING_STAGES:
        return Became.UNDER_WAY
    if stage is Stage.CANCELLED:
        return Became.ENDED
    if stage is Stage.PREPARING and today <= last_day:
        return Became.PREPARING
    return Became.NOT_YET if today <= last_day else Became.BEHIND
