"""The dialogue group of a dialogue that the executive board holds is never without one of its roles (C4)."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session
from support.factories import NOW, make_body, make_meeting, make_open_dialogue
from support.traces import refused

from portal.domain.bodies import BodyKind
from portal.domain.groups import MemberRole
from portal.domain.permissions import SYSTEM
from portal.domain.refusals import GateClosed, Invalid
from portal.models.dialogues import Dialogue
from portal.models.groups import GroupMember
from portal.queries import groups as known
from portal.queries import meetings as known_meetings
from portal.services import groups, meetings

TODAY = NOW.date()


@pytest.fixture
def dialogue(session: Session) -> Dialogue:
    """An open dialogue held by the executive board, with one member of each role."""
    return make_open_dialogue(session, held_by=make_body(session, kind=BodyKind.EXECUTIVE_BOARD))


def of_role(session: Session, dialogue: Dialogue, role: MemberRole) -> GroupMember:
    return next(one for one in known.members_of(session, dialogue.id) if one.role is role)


@pytest.mark.parametrize("role", MemberRole)
def test_the_last_of_a_role_does_not_leave(session, dialogue, role):
    member = of_role(session, dialogue, role)
    with refused(session, "COMPOSITION_WOULD_BREAK", kind=GateClosed):
        groups.end_member(session, SYSTEM, dialogue, member, TODAY, NOW)
    assert member.until_on is None


def test_somebody_takes_over_in_one_act_from_the_same_day(session, dialogue):
    member = of_role(session, dialogue, MemberRole.POLITICIAN)
    successor = groups.replace_member(
        session, SYSTEM, dialogue, member, TODAY, "Eva Ek", NOW, competence="samtalsledare"
    )
    assert (member.until_on, successor.from_on, successor.role) == (TODAY, TODAY, MemberRole.POLITICIAN)
    assert successor.competence == "samtalsledare"
    with refused(session, "NO_NAME", kind=Invalid):
        groups.replace_member(session, SYSTEM, dialogue, successor, TODAY, " ", NOW)


def test_one_of_two_with_the_same_role_may_leave(session, dialogue):
    member = of_role(session, dialogue, MemberRole.POLITICIAN)
    groups.add_member(session, SYSTEM, dialogue, "Eva Ek", MemberRole.POLITICIAN, TODAY, NOW)
    groups.end_member(session, SYSTEM, dialogue, member, TODAY, NOW)
    assert member.until_on == TODAY


def test_the_group_may_dissolve_when_the_dialogue_is_concluded_or_held_by_another(session, dialogue):
    dialogue.concluded_at = NOW
    groups.end_member(session, SYSTEM, dialogue, of_role(session, dialogue, MemberRole.POLITICIAN), TODAY, NOW)
    committee = make_open_dialogue(session, slug="en-annan")
    lone = groups.add_member(session, SYSTEM, committee, "Per Berg", MemberRole.POLITICIAN, TODAY, NOW)
    groups.end_member(session, SYSTEM, committee, lone, TODAY, NOW)


def test_what_a_member_is_trained_in_is_noted(session, dialogue):
    member = of_role(session, dialogue, MemberRole.DIALOGUE_SUPPORT)
    groups.note_competence(session, SYSTEM, dialogue, member, "utbildad samtalsledare 2025", NOW)
    assert member.competence == "utbildad samtalsledare 2025"


def test_the_elected_who_were_at_a_meeting_are_recorded(session, dialogue):
    meeting = make_meeting(session, dialogue, starts_at=NOW)
    member = of_role(session, dialogue, MemberRole.POLITICIAN)
    meetings.record_held(session, SYSTEM, dialogue, meeting, 34, "", NOW, elected=[member.id])
    assert known_meetings.present_at(session, dialogue.id) == {meeting.id: [member]}
    meetings.record_held(session, SYSTEM, dialogue, meeting, 34, "", NOW, elected=[])
    assert known_meetings.present_at(session, dialogue.id) == {}


def test_only_an_elected_member_of_that_day_is_recorded_as_one(session, dialogue):
    meeting = make_meeting(session, dialogue, starts_at=NOW)
    later = groups.add_member(
        session, SYSTEM, dialogue, "Nya", MemberRole.POLITICIAN, TODAY + timedelta(days=1), NOW
    )  # fmt: skip
    official = of_role(session, dialogue, MemberRole.INVESTIGATOR)
    for wrong in (later, official):
        with refused(session, "NOT_AN_ELECTED_MEMBER", kind=Invalid):
            meetings.record_held(session, SYSTEM, dialogue, meeting, 34, "", NOW, elected=[wrong.id])


def test_a_member_does_not_leave_before_they_came(session, dialogue):
    member = of_role(session, dialogue, MemberRole.POLITICIAN)
    with refused(session, "ENDS_BEFORE_IT_BEGINS", kind=Invalid):
        groups.replace_member(session, SYSTEM, dialogue, member, date(2020, 1, 1), "Eva", NOW)
