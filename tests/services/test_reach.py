"""How well groups are heard: counted once with each sending, by number only, and shown small-cell-safe (B1)."""

from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from support.factories import NOW, RULES, make_meeting, make_open_dialogue
from support.traces import refused, verbs

from portal.domain.groups import Reach
from portal.domain.permissions import SYSTEM
from portal.domain.questions import Given
from portal.domain.refusals import Conflict, Invalid
from portal.domain.submissions import Incoming, Reached
from portal.models.dialogues import Dialogue
from portal.models.groups import AffectedGroup, GroupCount, Measure, MeasureAddress
from portal.queries import groups as known
from portal.queries import reach, results
from portal.queries import submissions as questions
from portal.services import groups, meetings, submissions
from portal.services.groups import GroupFacts


@pytest.fixture
def dialogue(session: Session) -> Dialogue:
    """An open dialogue whose form asks for groups."""
    found = make_open_dialogue(session)
    groups.ask_groups(session, SYSTEM, found, True, NOW)
    return found


@pytest.fixture
def group(session: Session, dialogue: Dialogue) -> AffectedGroup:
    """A group of 200, of whom one wants to hear ten, with a measure at the address `torget`."""
    made = groups.add_group(
        session, SYSTEM, dialogue, {"sv": "Torghandlare"}, GroupFacts(estimated_size=200, target=10), NOW
    )
    groups.add_measure(session, SYSTEM, dialogue, made, {"sv": "Torget"}, "Lena", None, NOW)
    return made


def send(session: Session, dialogue: Dialogue, number: int, reached: Reached | None, text: str = "Fler träd.") -> Any:
    answer = Given(questions.asked(session, dialogue.id)[0].id, text)
    key = f"key-{number:04d}-0123456789"
    return submissions.receive(session, RULES, dialogue, Incoming((answer,)), key, NOW, reached=reached)


def declared(session: Session) -> dict[int, int]:
    return {row.group_id: row.declared for row in session.scalars(select(GroupCount))}


def sent_by(session: Session, code: str) -> int:
    return session.scalar(select(MeasureAddress.sent).where(MeasureAddress.code == code)) or 0


def test_a_sending_is_counted_for_its_group_and_for_the_measure_it_came_by(session, dialogue, group):
    for number in range(6):
        send(session, dialogue, number, Reached("torget", frozenset({group.id})))
    assert declared(session) == {group.id: 6}
    assert sent_by(session, "torget") == 6
    found = reach.of_dialogue(session, dialogue.id)[group.id]
    assert (found.state, found.cells.known, found.wanted) == (Reach.THIN, 6, 10)


def test_a_sending_twice_is_counted_once_also_when_it_says_another_group_the_second_time(session, dialogue, group):
    other = known.of_dialogue(session, dialogue.id)[0]
    send(session, dialogue, 1, Reached("torget", frozenset({group.id})))
    assert send(session, dialogue, 1, Reached("torget", frozenset({group.id, other.id}))).again
    with pytest.raises(Conflict):
        send(session, dialogue, 1, Reached("torget", frozenset({group.id})), text="Något annat.")
    assert (declared(session), sent_by(session, "torget")) == ({group.id: 1}, 1)


def test_what_is_no_measure_and_no_group_of_the_dialogue_is_passed_over_and_the_text_is_taken_in(
    session, dialogue, group
):
    elsewhere = make_open_dialogue(session, slug="annan")
    theirs = known.of_dialogue(session, elsewhere.id)[0]
    receipt = send(session, dialogue, 1, Reached("x' or 1=1 --", frozenset({theirs.id, 10**9 - 1, -1})))
    assert receipt.number == 1
    assert (declared(session), sent_by(session, "torget")) == ({}, 0)


def test_groups_are_counted_only_where_the_dialogue_asks_for_them(session, dialogue, group):
    groups.ask_groups(session, SYSTEM, dialogue, False, NOW)
    send(session, dialogue, 1, Reached("", frozenset({group.id})))
    assert declared(session) == {}
    assert verbs(session).count("groups.ask_groups") == 2


def test_a_measure_of_which_few_came_is_left_out_of_the_sum(session, dialogue, group):
    groups.add_measure(session, SYSTEM, dialogue, group, {"sv": "Affischer"}, "Lena", None, NOW)
    for number in range(3):
        send(session, dialogue, number, Reached("torget"))
    for number in range(10, 17):
        send(session, dialogue, number, Reached("affischer"))
    assert reach.of_dialogue(session, dialogue.id)[group.id].cells.through == 7


def test_measures_with_few_each_do_not_make_a_number_together(session, dialogue, group):
    groups.add_measure(session, SYSTEM, dialogue, group, {"sv": "Affischer"}, "Lena", None, NOW)
    for number, code in enumerate(["torget"] * 4 + ["affischer"] * 4):
        send(session, dialogue, number, Reached(code))
    found = reach.of_dialogue(session, dialogue.id)[group.id]
    assert (found.cells.through, found.state) == (4, Reach.SILENT)


def test_heads_at_a_meeting_are_counted_by_group_and_again_when_corrected(session, dialogue, group):
    meeting = make_meeting(session, dialogue, starts_at=NOW)
    meetings.record_held(session, SYSTEM, dialogue, meeting, 34, "", NOW, by_group={group.id: 8})
    meetings.record_held(session, SYSTEM, dialogue, meeting, 34, "", NOW, by_group={group.id: 12})
    assert reach.of_dialogue(session, dialogue.id)[group.id].cells.heads == 12
    meetings.record_held(session, SYSTEM, dialogue, meeting, 35, "", NOW)
    assert reach.of_dialogue(session, dialogue.id)[group.id].state is Reach.HEARD


def test_a_group_is_not_larger_than_the_meeting_it_was_at(session, dialogue, group):
    meeting = make_meeting(session, dialogue, starts_at=NOW)
    with refused(session, "GROUP_LARGER_THAN_MEETING", kind=Invalid):
        meetings.record_held(session, SYSTEM, dialogue, meeting, 7, "", NOW, by_group={group.id: 8})
    with refused(session, "NO_SUCH_GROUP", kind=Invalid):
        meetings.record_held(session, SYSTEM, dialogue, meeting, 7, "", NOW, by_group={10**6: 1})
    assert meeting.head_count is None


def test_how_well_a_group_is_heard_is_frozen_with_the_result(session, dialogue, group):
    content = results.content_of(session, dialogue, NOW)
    assert [each["reach"] for each in content["groups"]] == ["silent", "silent"]


def test_the_counters_have_no_time_no_key_to_a_submission_and_one_row_each(session, dialogue, group):
    columns = {one.name for table in (GroupCount, MeasureAddress) for one in table.__table__.columns}
    assert columns == {"group_id", "declared", "measure_id", "dialogue_id", "code", "sent"}
    for number in range(3):
        send(session, dialogue, number, Reached("torget", frozenset({group.id})))
    assert session.scalar(select(func.count()).select_from(GroupCount)) == 1
    assert session.scalar(select(func.count()).select_from(Measure)) == session.scalar(
        select(func.count()).select_from(MeasureAddress)
    ) + 1  # fmt: skip


def test_where_nothing_asks_and_no_poster_was_used_nobody_is_called_silent(session):
    dialogue = make_open_dialogue(session, slug="annan")
    group = known.of_dialogue(session, dialogue.id)[0]
    groups.add_measure(session, SYSTEM, dialogue, group, {"sv": "Torget"}, "Lena", None, NOW)
    assert reach.of_dialogue(session, dialogue.id)[group.id].state is Reach.UNKNOWN


def test_once_one_poster_brought_somebody_the_group_of_another_that_brought_nobody_is_silent(session):
    dialogue = make_open_dialogue(session, slug="annan")
    first = known.of_dialogue(session, dialogue.id)[0]
    other = groups.add_group(session, SYSTEM, dialogue, {"sv": "Äldre"}, GroupFacts(estimated_size=300), NOW)
    for group, what in ((first, "Torget"), (other, "Biblioteket")):
        groups.add_measure(session, SYSTEM, dialogue, group, {"sv": what}, "Lena", None, NOW)
    send(session, dialogue, 1, Reached("torget"))
    assert reach.of_dialogue(session, dialogue.id)[other.id].state is Reach.SILENT
