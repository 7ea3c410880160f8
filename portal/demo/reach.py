"""How residents of the made-up municipality came to the form, which groups they belong to, and who was at meetings."""

from collections.abc import Mapping
from datetime import datetime
from random import Random
from typing import Any

from sqlalchemy.orm import Session

from portal.demo.town import Town
from portal.domain.submissions import Reached
from portal.models.groups import AffectedGroup, GroupMember
from portal.models.meetings import Meeting
from portal.queries import groups as known
from portal.services import groups, meetings


def ask(town: Town, session: Session, key: str, given: Mapping[str, Any], now: datetime) -> None:
    """Let the form of a dialogue with `reach` ask for groups."""
    if "reach" in given:
        groups.ask_groups(session, town.actor(session, "tove"), town.dialogue(session, key), True, now)


def of_voice(town: Town, session: Session, key: str, given: Mapping[str, Any], drawn: Random) -> Reached | None:
    """By which measure somebody came and which groups they say they belong to, by chance as `reach` tells."""
    told = given.get("reach")
    if told is None:
        return None
    found = known.of_dialogue(session, town.dialogues[key])
    chosen = [found[place - 1].id for place, share in told["groups"].items() if drawn.random() < share]
    by = next((code for code, share in told["by"].items() if drawn.random() < share), "")
    return Reached(by, frozenset(chosen))


def held(town: Town, session: Session, key: str, given: Mapping[str, Any], meeting: Meeting, now: datetime) -> None:
    """Record who came to a meeting: all heads, those of each group by its place, and the elected by name."""
    dialogue, actor = town.dialogue(session, key), town.actor(session, "tove")
    found: list[AffectedGroup] = known.of_dialogue(session, dialogue.id)
    by_group = {found[place - 1].id: heads for place, heads in given.get("groups", {}).items()}
    names: list[GroupMember] = known.members_of(session, dialogue.id)
    elected = [one.id for one in names if one.name in given.get("elected", ())]
    meetings.record_held(
        session, actor, dialogue, meeting, given["heads"], "", now, by_group=by_group, elected=elected
    )  # fmt: skip
