"""B1: affected groups are examined first; measures that let all of them take part are prioritised."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy.orm import Session
from support.answered import make_compiled_dialogue
from support.factories import (
    NOW,
    RULES,
    make_closed_dialogue,
    make_dialogue_ready_to_announce,
    make_group,
    make_meeting,
    make_open_dialogue,
    make_user,
)
from support.traces import refused

from portal.domain.groups import MeasureStatus, Reach
from portal.domain.lifecycle import Gate, checks
from portal.domain.permissions import SYSTEM, Role
from portal.domain.questions import Given
from portal.domain.refusals import GateClosed, Invalid
from portal.domain.submissions import Incoming, Reached
from portal.models.dialogues import Dialogue
from portal.queries import groups as known
from portal.queries import handovers, lifecycle, reach
from portal.queries import submissions as questions
from portal.services import dialogues, groups, meetings, submissions
from portal.services.groups import GroupFacts


def missing(session: Session, dialogue: Dialogue, gate: Gate) -> set[str]:
    return {one.code for one in checks(gate, lifecycle.facts_of(session, dialogue, RULES, NOW)) if one.blocks}


def test_a_dialogue_without_an_affected_group_is_not_announced(session: Session) -> None:
    dialogue = make_dialogue_ready_to_announce(session)
    [group] = known.of_dialogue(session, dialogue.id)
    groups.remove_group(session, SYSTEM, dialogue, group, NOW)
    with refused(session, "NO_AFFECTED_GROUP", kind=GateClosed):
        dialogues.announce(session, SYSTEM, RULES, dialogue, NOW)


def test_a_dialogue_with_a_group_for_which_nothing_is_done_is_not_announced(session: Session) -> None:
    dialogue = make_dialogue_ready_to_announce(session)
    make_group(session, dialogue, "Föräldrar utan bil", measure=None)
    with refused(session, "GROUP_WITHOUT_MEASURE", kind=GateClosed):
        dialogues.announce(session, SYSTEM, RULES, dialogue, NOW)


def test_a_measure_ends_as_done_or_as_not_done_with_its_reason_before_the_handover(session: Session) -> None:
    dialogue = make_closed_dialogue(session)
    [measure] = known.of_dialogue(session, dialogue.id)[0].measures
    assert "MEASURE_UNSETTLED" in missing(session, dialogue, Gate.HAND_OVER)
    with refused(session, "NOT_DONE_WITHOUT_BECAUSE", kind=Invalid):
        groups.settle_measure(session, SYSTEM, dialogue, measure, MeasureStatus.NOT_DONE, "", NOW)
    groups.settle_measure(session, SYSTEM, dialogue, measure, MeasureStatus.NOT_DONE, "Skolan var stängd.", NOW)
    assert "MEASURE_UNSETTLED" not in missing(session, dialogue, Gate.HAND_OVER)


def test_the_result_says_who_is_missing_and_what_was_done_about_it(session: Session) -> None:
    dialogue = make_closed_dialogue(session)
    assert {"NOT_SAID_WHO_IS_MISSING", "NOT_SAID_WHAT_WAS_DONE"} <= missing(session, dialogue, Gate.HAND_OVER)


def test_a_group_is_silent_until_five_are_heard_and_heard_when_as_many_as_wanted_are(session: Session) -> None:
    dialogue = make_open_dialogue(session)
    facts = GroupFacts(estimated_size=100, target=12)
    group = groups.add_group(session, SYSTEM, dialogue, {"sv": "Äldre"}, facts, NOW)
    groups.ask_groups(session, SYSTEM, dialogue, True, NOW)
    answer = Given(questions.asked(session, dialogue.id)[0].id, "Fler bänkar.")
    seen = []
    for number in range(6):
        reached = Reached(groups=frozenset({group.id}))
        key = f"number-{number}-0123456789"
        submissions.receive(session, RULES, dialogue, Incoming((answer,)), key, NOW, reached=reached)
        seen.append(reach.of_dialogue(session, dialogue.id)[group.id].state)
    assert seen == [Reach.SILENT] * 4 + [Reach.THIN] * 2
    meeting = make_meeting(session, dialogue, starts_at=NOW)
    meetings.record_held(session, SYSTEM, dialogue, meeting, 20, "", NOW, by_group={group.id: 7})
    assert reach.of_dialogue(session, dialogue.id)[group.id].state is Reach.HEARD


def test_how_well_each_group_was_heard_is_frozen_in_the_handover_and_counted_in_the_year(session: Session) -> None:
    dialogue = make_compiled_dialogue(session).dialogue
    content = handovers.content_of(session, dialogue, NOW)
    assert [group["reach"] for group in content["groups"]] == ["unknown"]
    figures = known.figures_of_year(session, NOW.year)
    assert (figures.groups, figures.with_measure_done, figures.unknown, figures.silent) == (1, 0, 1, 0)
    assert known.figures_of_year(session, NOW.year - 1).groups == 0
    assert known.figures_of_year(session, NOW.year, dialogue.body_id).groups == 1
    assert known.figures_of_year(session, NOW.year, dialogue.body_id + 1000).groups == 0


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_public_reads_why_a_measure_was_not_done_and_its_owner_is_reminded_when_its_day_has_passed(
    page: Any, changes: Callable[[], Any]
) -> None:
    with changes() as session:
        dialogue = make_open_dialogue(session, slug="parken")
        group = known.of_dialogue(session, dialogue.id)[0]
        late = groups.add_measure(session, SYSTEM, dialogue, group, {"sv": "Torget"}, "Tove", NOW.date(), NOW)
        late_id = late.id
        support = make_user(session, "Tove", roles=(Role.DIALOGUE_SUPPORT,))
        late.owner_id = support.id
    with time_machine.travel(NOW + timedelta(days=1), tick=True):
        page.sign_in(support.session_token)
        assert "Hur gick det med insatsen ”Torget”?" in page.get("/office/").words
        form = page.get(f"/office/dialogues/parken/groups/measures/{late_id}")
        page.submit(form, 303, state="not_done", because="Torget var avstängt.")
        assert "Torget var avstängt." in page.get("/sv/dialogues/parken/").words
        assert "Hur gick det med insatsen" not in page.get("/office/").words
