"""C4: a dialogue group for every dialogue that KS decides to hold: investigators, dialogue support, politicians."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from sqlalchemy import delete
from sqlalchemy.orm import Session
from support.factories import NOW, RULES, make_body, make_dialogue_ready_to_announce, make_meeting, make_open_dialogue
from support.traces import refused

from portal.domain.bodies import BodyKind
from portal.domain.groups import MemberRole
from portal.domain.permissions import SYSTEM
from portal.domain.refusals import GateClosed
from portal.models.bodies import Body
from portal.models.groups import GroupMember
from portal.queries import groups as known
from portal.services import dialogues, groups, meetings

TODAY = NOW.date()


@pytest.fixture
def board(session: Session) -> Body:
    return make_body(session, kind=BodyKind.EXECUTIVE_BOARD)


@pytest.mark.parametrize("role", MemberRole)
def test_a_dialogue_that_ks_holds_is_not_announced_without_each_of_the_three_roles(
    session: Session, board: Body, role: MemberRole
) -> None:
    dialogue = make_dialogue_ready_to_announce(session, held_by=board)
    session.execute(delete(GroupMember).where(GroupMember.dialogue_id == dialogue.id, GroupMember.role == role))
    with refused(session, "DIALOGUE_GROUP_INCOMPLETE", kind=GateClosed):
        dialogues.announce(session, SYSTEM, RULES, dialogue, NOW)


@pytest.mark.parametrize("role", MemberRole)
def test_nobody_leaves_it_so_that_a_role_is_empty_but_somebody_may_take_over_the_same_day(
    session: Session, board: Body, role: MemberRole
) -> None:
    dialogue = make_open_dialogue(session, held_by=board)
    member = next(one for one in known.members_of(session, dialogue.id) if one.role is role)
    with refused(session, "COMPOSITION_WOULD_BREAK", kind=GateClosed):
        groups.end_member(session, SYSTEM, dialogue, member, TODAY, NOW)
    groups.replace_member(session, SYSTEM, dialogue, member, TODAY, "Eva Ek", NOW)
    assert {one.role for one in known.members_of(session, dialogue.id, TODAY)} == set(MemberRole)


def test_the_elected_who_were_at_a_meeting_are_counted_in_the_year(session: Session, board: Body) -> None:
    dialogue = make_open_dialogue(session, held_by=board)
    member = next(one for one in known.members_of(session, dialogue.id) if one.role is MemberRole.POLITICIAN)
    for elected in ([member.id], []):
        meeting = make_meeting(session, dialogue, starts_at=NOW)
        meetings.record_held(session, SYSTEM, dialogue, meeting, 30, "", NOW, elected=elected)
    figures = known.figures_of_year(session, NOW.year, dialogue.body_id)
    assert (figures.meetings, figures.meetings_with_elected, figures.elected_presences) == (2, 1, 1)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_public_sees_who_is_in_the_group_and_which_elected_came_to_a_meeting(
    page: Any, changes: Callable[[], Any]
) -> None:
    with changes() as session:
        dialogue = make_open_dialogue(session, slug="parken")
        groups.add_member(session, SYSTEM, dialogue, "Per Berg", MemberRole.INVESTIGATOR, TODAY, NOW)
        eva = groups.add_member(session, SYSTEM, dialogue, "Eva Ek", MemberRole.POLITICIAN, TODAY, NOW)
        meeting = make_meeting(session, dialogue, starts_at=NOW)
        meetings.record_held(session, SYSTEM, dialogue, meeting, 30, "", NOW, elected=[eva.id])
    with time_machine.travel(NOW, tick=True):
        shown = page.get("/sv/dialogues/parken/").words
        assert "Dialoggrupp: Eva Ek (förtroendevald) och Per Berg (utredare)." in shown
        assert "1 (Eva Ek)" in page.get("/sv/dialogues/parken/log").words
