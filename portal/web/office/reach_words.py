"""How well the groups are heard, in the words of the office: bars, a table, what can still be done."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from portal.domain.dialogues import Stage, stage_of
from portal.domain.groups import MeasureStatus, Reach
from portal.domain.small_cells import shown_alone
from portal.models.dialogues import Dialogue
from portal.models.groups import AffectedGroup
from portal.queries.reach import GroupReach
from portal.web import days, sessions
from portal.web.group_words import REACHES

TAGS = {Reach.HEARD: "good", Reach.THIN: "part", Reach.SILENT: "late", Reach.UNKNOWN: "neutral"}
_FULL = 100


def is_counted(dialogue: Dialogue) -> bool:
    """Whether anything can have been heard yet: the dialogue has opened."""
    unopened = (Stage.PREPARING, Stage.ANNOUNCED, Stage.ABANDONED, Stage.CANCELLED)
    return stage_of(dialogue.stage_facts(), sessions.now()) not in unopened


def bars(groups: Sequence[AffectedGroup], reached: Mapping[int, GroupReach]) -> list[tuple[str, int, str]]:
    """(group, per cent of what is wanted, in words) for the chart."""
    found = []
    for group in groups:
        here = reached[group.id]
        share = min(_FULL, round(_FULL * here.cells.known / here.wanted)) if here.wanted else 0
        found.append((group.texts.plain("name"), share, str(REACHES[here.state])))
    return found


def table(groups: Sequence[AffectedGroup], reached: Mapping[int, GroupReach]) -> list[tuple[str, ...]]:
    """One row for each group: how well it is heard, what is known and wanted, and each count."""
    rows: list[tuple[str, ...]] = []
    for group in groups:
        here, cells = reached[group.id], reached[group.id].cells
        goal = _("ej bestämt") if here.wanted is None else str(here.wanted)
        known = _("minst %(n)s av %(goal)s", n=cells.known, goal=goal) if cells.known else _("färre än fem")
        known = "–" if cells.is_empty else known
        counts = (cell(cells.declared), cell(cells.through), cell(cells.heads))
        rows.append((group.texts.plain("name"), str(REACHES[here.state]), known, *counts))
    return rows


def cell(number: int | None) -> str:
    """A count as it may be shown: none under five but zero; a dash where nothing counts."""
    if number is None:
        return "–"
    shown = shown_alone(number)
    return _("färre än fem") if shown is None else str(shown)


def still_possible(dialogue: Dialogue, group: AffectedGroup) -> str:
    """What can still be done for a silent group: the days left and the measures that are not done."""
    assert dialogue.closes_at is not None
    left = max((days.last(dialogue.closes_at) - days.today()).days, 0)
    planned = [one.texts.plain("what") for one in group.measures if one.status is MeasureStatus.PLANNED]
    when = ngettext("Dialogen är öppen i %(num)s dag till.", "Dialogen är öppen i %(num)s dagar till.", left)
    if not planned:
        return when + " " + _("Alla insatser för gruppen är avslutade. Lägg till en ny om det går.")
    what = "; ".join(planned)
    return when + " " + _("Det här är inte gjort än: %(measures)s.", measures=what)


def tags_of(reached: Mapping[int, GroupReach]) -> dict[int, tuple[Any, str]]:
    """(word, kind of tag) for each group by its id."""
    return {key: (REACHES[one.state], TAGS[one.state]) for key, one in reached.items()}
