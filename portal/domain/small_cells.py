"""Counts of background answers with small cells suppressed, so that nobody is told apart (quality.md).

A cell of 1–4 is not shown. Because the total is known, hiding one cell tells its value: so many more cells are hidden,
the smallest first, that at least two are, and that together they hold at least the threshold. Zeros tell of nobody and
stay, unless the whole table is small or nothing but ones and zeros.
"""

from collections.abc import Hashable, Mapping
from typing import TypeVar

THRESHOLD = 5

Cell = TypeVar("Cell", bound=Hashable)


def suppressed(counts: Mapping[Cell, int], threshold: int = THRESHOLD) -> dict[Cell, int | None]:
    """One table's counts, with the cells that must not be shown as None: all of them when the total is small."""
    if sum(counts.values()) < threshold:
        return dict.fromkeys(counts)
    by_size = sorted((cell for cell, n in counts.items() if n > 0), key=lambda cell: counts[cell])
    hidden: list[Cell] = []
    held = 0
    for cell in by_size:
        enough = held >= threshold and held > len(hidden)
        if counts[cell] >= threshold and (not hidden or enough):
            break
        hidden.append(cell)
        held += counts[cell]
    if hidden and held == len(hidden):
        return dict.fromkeys(counts)
    return {cell: None if cell in hidden else n for cell, n in counts.items()}


def shown_alone(count: int, threshold: int = THRESHOLD) -> int | None:
    """A count that stands without any total beside it: 1–4 are not shown. Nothing else has to be hidden for it."""
    return None if 0 < count < threshold else count
