"""What the uses of a method say over the years (D3): how often, whom they reached, the cost, how people found it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from statistics import median

from portal.domain.evaluations import Agreement, agreement
from portal.domain.small_cells import suppressed


@dataclass(frozen=True)
class UseFacts:
    """A method in one dialogue: the year it opened, people reached and hours of work where somebody counted, whether
    the answer came by the first promised day (None: it is not due yet), and how many participants gave each value."""

    year: int
    reached: int | None = None
    hours: int | None = None
    in_time: bool | None = None
    answers: Mapping[str, Mapping[int, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class YearLine:
    """A year of a method. `in_time` and each of `agrees` are (so many, of so many), None where nothing can be told."""

    year: int
    uses: int
    reached: int | None
    hours: int | None
    in_time: tuple[int, int] | None
    agrees: Mapping[str, tuple[int, int] | None]


def in_time(answered_on: date | None, first_by: date | None, today: date) -> bool | None:
    """Whether the answer came by the day that was promised first; None while it is neither there nor due."""
    if first_by is None:
        return None
    if answered_on is not None:
        return answered_on <= first_by
    return False if today > first_by else None


def by_year(uses: Iterable[UseFacts], questions: Iterable[str]) -> list[YearLine]:
    """One line a year in which the method was used, the latest first. Medians are of those who counted, rounded."""
    years: dict[int, list[UseFacts]] = {}
    for use in uses:
        years.setdefault(use.year, []).append(use)
    asked = tuple(questions)
    return [
        YearLine(
            year,
            len(of_year),
            _median(use.reached for use in of_year),
            _median(use.hours for use in of_year),
            _share(use.in_time for use in of_year),
            {question: _agree(use.answers.get(question, {}) for use in of_year) for question in asked},
        )
        for year, of_year in sorted(years.items(), reverse=True)
    ]


def _median(values: Iterable[int | None]) -> int | None:
    counted = [value for value in values if value is not None]
    return round(median(counted)) if counted else None


def _share(values: Iterable[bool | None]) -> tuple[int, int] | None:
    known = [value for value in values if value is not None]
    return (sum(known), len(known)) if known else None


def _agree(answers: Iterable[Mapping[int, int]]) -> tuple[int, int] | None:
    """How many of the participants agree, of how many; None where the figures of one dialogue would not tell it."""
    total: dict[int, int] = {}
    for counts in answers:
        for value, number in counts.items():
            total[value] = total.get(value, 0) + number
    counted = agreement(total)
    shown = suppressed(counted)[Agreement.AGREES]
    return None if shown is None or not sum(counted.values()) else (shown, sum(counted.values()))
