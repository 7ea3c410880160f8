"""The tables that a run prints: a figure, its floor of the same run, what must be reached, and whether it was."""

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Row:
    """One line; `fine` is None for a figure that is only told. `processor` is the same ratio by processor time of the
    web servers, which a busy machine does not blur."""

    what: str
    figure: str
    floor: str = ""
    reached: str = ""
    must: str = ""
    fine: bool | None = None
    processor: str = ""


Seen = dict[str, Any]


def ratio(what: str, pairs: Sequence[tuple[Seen, Seen]], least: float) -> Row:
    """A row from interleaved (figure, floor) pairs of what the load generator saw: medians, and the median of the
    pairs' ratios with its spread."""
    ratios = sorted(figure["rate"] / floor["rate"] for figure, floor in pairs)
    middle = statistics.median(ratios)
    cost = statistics.median(floor["processor"] / figure["processor"] for figure, floor in pairs)
    return Row(
        what,
        f"{statistics.median(one['rate'] for one, _ in pairs):,.0f} /s",
        f"{statistics.median(one['rate'] for _, one in pairs):,.0f} /s",
        f"{middle:.2f} × ({ratios[0]:.2f}–{ratios[-1]:.2f})",
        f"≥ {least:.2f} ×",
        middle >= least,
        f"{cost:.2f} ×",
    )


def at_most(what: str, figure: float, most: float, unit: str, floor: str = "", show: str = ",.0f") -> Row:
    """A row for a figure that must not be larger than `most`."""
    return Row(what, f"{figure:{show}} {unit}", floor, "", f"≤ {most:{show}} {unit}", figure <= most)


def say(title: str, rows: Sequence[Row]) -> bool:
    """Print one table; True when everything in it is reached."""
    head = Row("", "figure", "floor", "reached", "must reach", processor="by processor")
    columns: list[Callable[[Row], str]] = [
        lambda row: row.what,
        lambda row: row.figure,
        lambda row: row.floor,
        lambda row: row.reached,
        lambda row: row.processor,
        lambda row: row.must,
    ]
    widths = [max(len(column(row)) for row in (head, *rows)) for column in columns]
    print(f"\n{title}")
    for row in (head, *rows):
        first, *others = (column(row) for column in columns)
        cells = [first.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))]
        sign = {None: "", True: "  reached", False: "  NOT REACHED"}[row.fine]
        print(f"  {'  '.join(cells)}{sign}", flush=True)
    return all(row.fine is not False for row in rows)
