"""Measures on a desk: those past their day, and those of a group that nobody has heard from, at their owner's."""

from collections.abc import Iterator, Sequence

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal.domain.groups import Reach, time_for_nudges
from portal.domain.permissions import Act, may
from portal.models.dialogues import Dialogue
from portal.models.groups import AffectedGroup, Measure
from portal.queries import groups, measures, reach
from portal.web import days, sessions
from portal.web.office.desk_items import Item
from portal.web.office.reach_words import still_possible
from portal.web.office.workspace import section_href
from portal.web.staff import name_of


def of_dialogues(session: Session, found: Sequence[Dialogue]) -> Iterator[Item]:
    """What of the measures of these dialogues waits for me: mine, and those whose owner has no account."""
    by_id = {one.id: one for one in found if may(sessions.current_actor(), Act.EDIT_GROUPS, one.body_id)}
    if not by_id:
        return
    waiting = measures.planned(session, by_id)
    for one in waiting:
        if measures.is_late(one.measure, days.today()) and one.is_for(sessions.current_actor().user_id):
            yield _late(by_id[one.group.dialogue_id], one.measure, one.group)
    yield from _silent(session, by_id, waiting)


def _silent(session: Session, by_id: dict[int, Dialogue], waiting: Sequence[measures.Planned]) -> Iterator[Item]:
    nudged = [
        key for key, one in by_id.items()
        if one.announced_at and not one.stopped_at and time_for_nudges(one.opens_at, one.closes_at, sessions.now())
    ]  # fmt: skip
    if not nudged:
        return
    me = sessions.current_actor().user_id
    mine = {one.group.id for one in waiting if one.is_for(me)}
    cared_for = {one.group.id for one in waiting}
    silent = [one for one in reach.of_dialogues(session, nudged).values() if one.state is Reach.SILENT]
    for dialogue_id in dict.fromkeys(one.dialogue_id for one in silent):
        dialogue, quiet = by_id[dialogue_id], {one.group_id for one in silent}
        for group in groups.of_dialogue(session, dialogue_id):
            if group.id in quiet and (group.id in mine or group.id not in cared_for):
                words = _("Ingen hörs från %(group)s", group=group.texts.plain("name"))
                note = still_possible(dialogue, group)
                yield Item(words, f"{section_href(dialogue, 'groups')}#group-{group.id}", _where(dialogue), note,
                           principle="B1")  # fmt: skip


def _late(dialogue: Dialogue, measure: Measure, group: AffectedGroup) -> Item:
    assert measure.due_on is not None
    note = _(
        "Skulle ha varit klar %(date)s, %(owner)s. Gruppen: %(group)s.",
        date=days.long(measure.due_on), owner=measure.owner, group=group.texts.plain("name"),
    )  # fmt: skip
    words = _("Hur gick det med insatsen ”%(what)s”?", what=measure.texts.plain("what"))
    href = f"{section_href(dialogue, 'groups')}measures/{measure.id}"
    return Item(words, href, _where(dialogue), note, late=True, principle="B1")


def _where(dialogue: Dialogue) -> str:
    return f"{dialogue.texts.plain('title')} · {name_of(dialogue.body)}"
