"""The gates after the open time: stops, answers, deliveries, and the ways out."""

from dataclasses import replace

import pytest
from support.facts import DAY, MOMENTS, NOW, complete_at, unmet

from portal.domain.commitments import PointKind
from portal.domain.dialogues import Stage, stage_of
from portal.domain.facts import DeliveryFacts, TaskFacts
from portal.domain.feedback import Outcome
from portal.domain.lifecycle import NEXT_GATE, Gate, is_open
from portal.domain.matters import ConsiderationOutcome

DONE = TaskFacts("Bussar", Outcome.CHANGED, reasoned=True, summarised=True)
PREPARING, OPEN, CONCLUDED = (MOMENTS[stage] for stage in (Stage.PREPARING, Stage.OPEN, Stage.CONCLUDED))


def test_a_recorded_stop_stands_in_the_place_of_the_decision() -> None:
    assert unmet(Gate.ANSWER, stop_recorded=True, final_decision=False, decision_weighed=False) == set()


def test_a_stopped_dialogue_is_handed_over_before_its_closing_day() -> None:
    stopped = replace(OPEN, stopped_at=NOW)
    assert stage_of(stopped, NOW) is Stage.ANALYSING
    assert unmet(Gate.HAND_OVER, moments=stopped, stop_recorded=True) == set()


def test_a_fixed_point_needs_no_outcome_but_a_follow_up_when_it_is_to_be_investigated() -> None:
    fixed = TaskFacts("Budgeten", Outcome.TO_BE_INVESTIGATED, reasoned=True, kind=PointKind.FIXED)
    assert unmet(Gate.ANSWER, points=(TaskFacts("Budgeten", kind=PointKind.FIXED),)) == set()
    assert unmet(Gate.ANSWER, points=(fixed,)) == {"NO_FOLLOW_UP"}
    assert unmet(Gate.ANSWER, points=(replace(fixed, followed_up=True),)) == set()


@pytest.mark.parametrize(
    ("delivery", "delivered"),
    [
        (DeliveryFacts("email", 0, 0), True),
        (DeliveryFacts("email", 0, 3, instead=True), True),
        (DeliveryFacts("email", 0, 3), False),
        (DeliveryFacts("email", 1, 0, instead=True), False),
    ],
)
def test_each_failed_delivery_says_what_was_done_instead(delivery: DeliveryFacts, delivered: bool) -> None:
    assert ("ANSWER_NOT_DELIVERED" not in unmet(Gate.CONCLUDE, deliveries=(delivery,))) is delivered


def test_a_small_dialogue_is_concluded_without_reports() -> None:
    assert unmet(Gate.CONCLUDE, extensive=False, reported_to_body=False, answer_published=False) == set()


def test_an_empty_dialogue_is_cancelled_while_open_but_answered_once_it_has_closed() -> None:
    assert unmet(Gate.CANCEL, moments=OPEN) == set()
    assert unmet(Gate.CANCEL, moments=MOMENTS[Stage.ANALYSING]) == {"NOT_ANNOUNCED"}
    assert unmet(Gate.STOP, moments=MOMENTS[Stage.ANALYSING], received=0) == set()


@pytest.mark.parametrize("stage", [Stage.OPEN, Stage.ANALYSING, Stage.HANDED_OVER])
def test_once_something_has_come_in_a_dialogue_can_be_stopped_until_it_is_answered(stage: Stage) -> None:
    assert unmet(Gate.STOP, moments=MOMENTS[stage]) == set()
    assert "NOT_ANNOUNCED" in unmet(Gate.STOP, moments=MOMENTS[Stage.ANSWERED])


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_knows_its_next_gate_or_that_there_is_none(stage: Stage) -> None:
    ended = {Stage.CONCLUDED, Stage.ABANDONED, Stage.CANCELLED}
    assert (NEXT_GATE[stage] is None) is (stage in ended)
    assert stage_of(MOMENTS[stage], NOW) is stage


def test_the_withdrawal_of_a_matter_does_not_end_a_dialogue_by_itself() -> None:
    facts = complete_at(Gate.HAND_OVER, matter_withdrawn=True, consideration=ConsiderationOutcome.NO_DIALOGUE)
    assert stage_of(facts.moments, NOW + DAY) is Stage.ANALYSING
    assert is_open(Gate.HAND_OVER, facts)
