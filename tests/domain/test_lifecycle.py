"""The gates, line by line as in the table of the design: each requirement has a case that breaks it alone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from support.facts import COMPLETE, MOMENTS, NOW, TODAY, complete_at, unmet

from portal.domain.commitments import PointKind
from portal.domain.dialogues import Stage
from portal.domain.facts import DeliveryFacts, GroupFacts, MeasureFacts, MeetingFacts, MethodFacts, TaskFacts, TextFacts
from portal.domain.feedback import Outcome
from portal.domain.groups import MeasureStatus, MemberRole
from portal.domain.lifecycle import GATES, Gate, Weight, checks, is_open, require_open
from portal.domain.matters import ConsiderationOutcome
from portal.domain.principles import Principle
from portal.domain.refusals import GateClosed

TWO = ("fi", "ar")
DONE = TaskFacts("Bussar", Outcome.CHANGED, reasoned=True, summarised=True)
PREPARING, OPEN, CONCLUDED = (MOMENTS[stage] for stage in (Stage.PREPARING, Stage.OPEN, Stage.CONCLUDED))

BROKEN: dict[Gate, dict[str, tuple[str, dict[str, object]]]] = {
    Gate.HOLD: {
        "NO_CONSIDERATION_FOR_DIALOGUE": (
            "the consideration said no",
            {"consideration": ConsiderationOutcome.NO_DIALOGUE},
        ),
        "MATTER_WITHDRAWN": ("the matter was withdrawn", {"matter_withdrawn": True}),
        "SUITABILITY_TEST_INCOMPLETE": ("the suitability test has gaps", {"suitability_complete": False}),
        "NOT_FOUND_SUITABLE": ("the question was not found suitable", {"suitable": False}),
        "NO_PURPOSE": ("the test names no purpose", {"suitability_purpose": False}),
        "NO_GROUNDS": ("the test gives no grounds", {"suitability_grounds": False}),
        "NO_BODY_FOR_SUITABILITY": ("no body found it suitable", {"suitability_body": False}),
        "NO_PERSON_FOR_SUITABILITY": ("no person answers for the test", {"suitability_person": False}),
        "NO_LONGER_OPEN_TO_INFLUENCE": ("nothing is left to influence", {"open_to_influence": False}),
        "ALREADY_DECIDED": ("the body has decided without a dialogue", {"matter_decided": True}),
        "AFTER_PLANNED_DECISION": ("the decision is planned for today", {"planned_decision_on": TODAY}),
        "NO_STEERING_GOAL": ("it belongs to no goal, plan or budget", {"steering_goal": False}),
        "NO_STEERING_YEAR": ("it belongs to no year", {"steering_year": False}),
    },
    Gate.ANNOUNCE: {
        "NOT_PREPARING": ("it is announced already", {"moments": MOMENTS[Stage.ANNOUNCED]}),
        "NOT_FOUND_SUITABLE": ("it was never tested for suitability", {"suitability_complete": False}),
        "ALREADY_DECIDED": ("the final decision is made", {"final_decision": True}),
        "NO_REGISTRY_NUMBER": ("the registry number is blank", {"registry_number": "  "}),
        "COMMITMENT_TEXT_MISSING": ("the commitment lacks a language", {"commitment_texts": TextFacts(missing=TWO)}),
        "COMMITMENT_TEXT_STALE": (
            "a translation is older than the Swedish",
            {"commitment_texts": TextFacts(stale=TWO)},
        ),
        "COMMITMENT_TEXT_UNREAD": ("no person read a translation", {"commitment_texts": TextFacts(unread=TWO)}),
        "NO_POINT_THAT_CAN_CHANGE": ("no point can change", {"changeable_points": 0}),
        "COMMITMENT_NOT_APPROVED": ("nobody approved it in the body's name", {"commitment_approved": False}),
        "JOINT_BODY_NOT_APPROVED": (
            "the other body has not approved it",
            {"joint_without_commitment": ("Kulturnämnden",)},
        ),
        "LEVEL_ONE_IS_NO_DIALOGUE": ("it only informs", {"level": 1}),
        "LEVEL_NOT_ON_THE_LADDER": ("the municipality does not use the step", {"level_on_ladder": False}),
        "LEVEL_ABOVE_HONEST": ("it promises more than was found honest", {"level": 3, "honest_level": 2}),
        "NO_DELEGATING_DECISION": ("shared decision without delegation", {"level": 5, "delegating_decision": False}),
        "NO_RESPONSIBLE_BODY": ("no body is responsible", {"body": False}),
        "NO_OPEN_TIME": ("it closes before it opens", {"closes_on": date(2026, 3, 15)}),
        "DECISION_NOT_AFTER_CLOSING": ("no body is to decide", {"deciding_body": False}),
        "NO_PROMISED_DATES": ("no result date is promised", {"result_by": None}),
        "NO_AFFECTED_GROUP": ("nobody is affected", {"groups": ()}),
        "GROUP_WITHOUT_MEASURE": ("a group has no measure", {"groups": (*COMPLETE.groups, GroupFacts("Äldre"))}),
        "DIALOGUE_GROUP_INCOMPLETE": (
            "the group that KS needs has no politician",
            {"member_roles": frozenset({MemberRole.INVESTIGATOR, MemberRole.DIALOGUE_SUPPORT})},
        ),
        "NO_QUESTION_OR_MEETING": ("there is neither question nor meeting", {"questions": 0, "meetings": ()}),
        "NO_CONTACT_PERSON": ("there is nobody to ask", {"contact": False}),
        "CLOSES_TOO_NEAR_DECISION": ("48 days to compile, where 60 are wanted", {"days_before_decision": 60}),
        "ANSWER_LATER_THAN_TWELVE_WEEKS": ("the answer comes in 13 weeks", {"answer_by": date(2026, 8, 25)}),
        "CLOSES_AFTER_STEERING": (
            "it closes the day the budget is decided",
            {"steering_name": "Budget 2027", "steering_decided_on": date(2026, 4, 14)},
        ),
        "METHOD_DOES_NOT_FIT_LEVEL": ("level 3 with a form alone", {"level": 3, "people_hear_each_other": False}),
        "ANNOUNCED_TOO_LATE": ("it opens in six days", {"opens_on": TODAY + timedelta(days=6)}),
        "OPEN_TOO_SHORT": ("it is open for 20 days", {"days_open": 20}),
        "MAINLY_IN_HOLIDAYS": ("it lies mainly in the holidays", {"holiday_share": 0.51}),
        "TOO_FEW_REVIEWERS": ("one person alone can review", {"reviewers": 1}),
    },
    Gate.HAND_OVER: {
        "NOT_CLOSED": ("it is still open", {"moments": OPEN}),
        "REVIEW_WAITING": ("a submission waits for review", {"waiting_review": 1}),
        "APPEAL_UNSETTLED": ("an appeal is open", {"open_appeals": 1}),
        "ANSWER_WITHOUT_THEME": ("a free-text answer is not coded", {"uncoded": 1}),
        "CLOSED_QUESTION_NOT_COUNTED": ("a closed question is not counted", {"uncounted_questions": 1}),
        "THEME_NOT_SUMMARISED": ("a theme has no summary", {"themes": (DONE, replace(DONE, summarised=False))}),
        "MINORITY_VIEW_LEFT_OUT": ("a minority is left out", {"themes": (replace(DONE, minority_left_out=True),)}),
        "MEETING_WITHOUT_NOTES": ("a meeting has no head-count", {"meetings": (MeetingFacts(NOW, None, 3),)}),
        "MEASURE_UNSETTLED": (
            "a measure is neither done nor dropped",
            {"groups": (GroupFacts("Äldre", (MeasureFacts(MeasureStatus.PLANNED),)),)},
        ),
        "NOT_SAID_WHO_TOOK_PART": ("it does not say who took part", {"who_took_part": False}),
        "NOT_SAID_WHO_IS_MISSING": ("it does not say who is missing", {"who_is_missing": False}),
        "NOT_SAID_WHAT_WAS_DONE": ("it does not say what was done about it", {"done_about_it": False}),
    },
    Gate.RESULT: {
        "NOT_READY_FOR_RESULT": ("it is not ready to be handed over", {"waiting_review": 1}),
        "RESULT_TEXT_MISSING": ("the result lacks a language", {"result_texts": TextFacts(missing=TWO)}),
        "RESULT_TEXT_STALE": ("a translation is older than the result", {"result_texts": TextFacts(stale=TWO)}),
    },
    Gate.ANSWER: {
        "NOT_HANDED_OVER": ("it is not handed over", {"moments": MOMENTS[Stage.ANALYSING]}),
        "NO_FINAL_DECISION": ("nothing is finally decided", {"final_decision": False}),
        "DECISION_NOT_WEIGHED": ("it does not say how the result weighed", {"decision_weighed": False}),
        "THEME_WITHOUT_OUTCOME": ("a theme has no reason", {"themes": (replace(DONE, reasoned=False),)}),
        "POINT_WITHOUT_OUTCOME": (
            "a point that could change has no outcome",
            {"points": (TaskFacts("Linjen", reasoned=True, kind=PointKind.CHANGEABLE),)},
        ),
        "NO_FOLLOW_UP": (
            "what is to be investigated has no follow-up",
            {"themes": (replace(DONE, outcome=Outcome.TO_BE_INVESTIGATED),)},
        ),
        "NOT_SAID_HOW_IT_INFLUENCED": ("it does not say how people influenced it", {"influence": False}),
        "NO_NEXT_STEP": ("there is no next step", {"next_step": False}),
        "ANSWER_NOT_APPROVED": ("nobody approved it in the body's name", {"answer_approved": False}),
        "JOINT_BODY_NOT_APPROVED": (
            "the other body has not approved it",
            {"joint_without_answer": ("Kulturnämnden",)},
        ),
        "ANSWER_TEXT_MISSING": ("the answer lacks a language", {"answer_texts": TextFacts(missing=TWO)}),
        "ANSWER_TEXT_STALE": ("a translation is older than the answer", {"answer_texts": TextFacts(stale=TWO)}),
        "LANGUAGE_WITHOUT_ANSWER": ("five wrote in Somali", {"submission_languages_unanswered": ("so",)}),
    },
    Gate.CONCLUDE: {
        "NOT_ANSWERED": ("it is not answered", {"moments": MOMENTS[Stage.HANDED_OVER]}),
        "ANSWER_NOT_DELIVERED": ("a letter waits", {"deliveries": (DeliveryFacts("post", waiting=1, failed=0),)}),
        "NOT_EVALUATED": ("the group has not evaluated it", {"group_evaluated": False}),
        "NO_LESSON": ("nothing was learnt", {"lessons": 0}),
        "NOT_EVALUATED_BY_ELECTED": (
            "the elected in the group have not evaluated it",
            {"elected_in_group": True, "elected_evaluated": False},
        ),
        "NOT_REPORTED_TO_BODY": ("an extensive one is not reported", {"reported_to_body": False}),
        "NOT_LISTED_FOR_ANNUAL_REPORT": ("an extensive one is in no annual report", {"answer_published": False}),
    },
    Gate.ABANDON: {"NOT_PREPARING": ("it is announced", {"moments": MOMENTS[Stage.ANNOUNCED]})},
    Gate.CANCEL: {
        "NOT_ANNOUNCED": ("it is not announced", {"moments": PREPARING}),
        "ALREADY_RECEIVED": ("something has come in", {"received": 1}),
    },
    Gate.STOP: {
        "NOT_ANNOUNCED": ("it is concluded", {"moments": CONCLUDED}),
        "NOTHING_RECEIVED": ("it is open and nothing has come in", {"received": 0}),
        "ALREADY_STOPPED": ("it is stopped already", {"stop_recorded": True}),
        "ALREADY_DECIDED": ("the final decision is made", {"final_decision": True}),
    },
}

CASES = [
    pytest.param(gate, code, changes, id=f"{gate.value}: refused when {sentence}")
    for gate, lines in BROKEN.items()
    for code, (sentence, changes) in lines.items()
]


@pytest.mark.parametrize("gate", Gate)
def test_a_complete_dialogue_passes_every_gate(gate: Gate) -> None:
    require_open(gate, complete_at(gate))
    assert unmet(gate) == set()


@pytest.mark.parametrize(("gate", "code", "changes"), CASES)
def test_each_line_of_the_table_breaks_alone(gate: Gate, code: str, changes: dict[str, object]) -> None:
    assert unmet(gate, **changes) == {code}


@pytest.mark.parametrize(("gate", "code", "changes"), CASES)
def test_a_must_closes_the_gate_and_a_should_needs_a_reason(gate: Gate, code: str, changes: dict[str, object]) -> None:
    weight = next(line.weight for line in GATES[gate] if line.code == code)
    with pytest.raises(GateClosed) as refused:
        require_open(gate, complete_at(gate, **changes))
    assert code in refused.value.codes
    for_a_reason = complete_at(gate, **changes, passed={f"{gate.value}:{code}": "Nämnden vill ha svar före sommaren."})
    assert is_open(gate, for_a_reason) is (weight is Weight.SHOULD)


def test_every_line_of_the_table_has_its_case() -> None:
    assert {gate: list(lines) for gate, lines in BROKEN.items()} == {
        gate: [line.code for line in lines] for gate, lines in GATES.items()
    }


def test_what_may_be_passed_with_a_reason_is_what_the_design_marks() -> None:
    shoulds = {line.code for lines in GATES.values() for line in lines if line.weight is Weight.SHOULD}
    assert shoulds == {
        "CLOSES_TOO_NEAR_DECISION",
        "ANSWER_LATER_THAN_TWELVE_WEEKS",
        "CLOSES_AFTER_STEERING",
        "METHOD_DOES_NOT_FIT_LEVEL",
        "ANNOUNCED_TOO_LATE",
        "OPEN_TOO_SHORT",
        "MAINLY_IN_HOLIDAYS",
        "TOO_FEW_REVIEWERS",
        "LANGUAGE_WITHOUT_ANSWER",
        "NOT_EVALUATED_BY_ELECTED",
    }


def test_a_should_is_not_passed_with_a_blank_reason_or_one_given_at_another_gate() -> None:
    for passed in ({"announce:OPEN_TOO_SHORT": " \n"}, {"answer:OPEN_TOO_SHORT": "Brådskar"}, {"OPEN_TOO_SHORT": "x"}):
        assert not is_open(Gate.ANNOUNCE, complete_at(Gate.ANNOUNCE, days_open=5, passed=passed))


def test_the_reason_for_passing_is_kept_on_the_line() -> None:
    facts = complete_at(Gate.ANNOUNCE, days_open=5, passed={"announce:OPEN_TOO_SHORT": "Brådskar"})
    line = next(check for check in checks(Gate.ANNOUNCE, facts) if check.code == "OPEN_TOO_SHORT")
    assert (line.passed_because, line.blocks, line.met, line.params) == ("Brådskar", False, False, {"days": 5})


@pytest.mark.parametrize("principle", Principle)
def test_every_principle_is_kept_by_a_gate(principle: Principle) -> None:
    assert any(line.principle is principle for lines in GATES.values() for line in lines)


def test_a_refusal_names_what_is_missing() -> None:
    with pytest.raises(GateClosed) as refused:
        require_open(Gate.ANNOUNCE, complete_at(Gate.ANNOUNCE, groups=(GroupFacts("Äldre"), GroupFacts("Unga"))))
    assert refused.value.refusals[0].params == {"groups": ("Äldre", "Unga")}


def test_an_empty_dialogue_is_told_all_that_is_missing_at_once() -> None:
    with pytest.raises(GateClosed) as refused:
        require_open(Gate.ANNOUNCE, type(COMPLETE)(now=NOW, today=TODAY))
    assert {"NO_REGISTRY_NUMBER", "NO_AFFECTED_GROUP", "NO_CONTACT_PERSON"} <= set(refused.value.codes)


def test_a_dialogue_with_no_submissions_is_handed_over_answered_and_concluded() -> None:
    empty: dict[str, object] = {"received": 0, "themes": (), "meetings": (), "groups": ()}
    for gate in (Gate.HAND_OVER, Gate.RESULT, Gate.ANSWER):
        assert unmet(gate, **empty) == set()
    assert unmet(Gate.CONCLUDE, **empty, deliveries=()) == set()


def test_a_dialogue_of_meetings_only_is_announced() -> None:
    assert unmet(Gate.ANNOUNCE, questions=0) == set()


@pytest.mark.parametrize("day", [COMPLETE.closes_on, None])
def test_a_decision_on_the_last_open_day_is_not_after_closing(day: date | None) -> None:
    changes = {"planned_decision_on": day, "result_by": date(2026, 4, 20), "answer_by": date(2026, 6, 30)}
    assert "DECISION_NOT_AFTER_CLOSING" in unmet(Gate.ANNOUNCE, **changes)


def test_a_dialogue_without_planned_decision_is_not_held() -> None:
    assert unmet(Gate.HOLD, planned_decision_on=None) == {"AFTER_PLANNED_DECISION"}


def test_an_answer_exactly_twelve_weeks_after_the_decision_is_soon_enough() -> None:
    assert unmet(Gate.ANNOUNCE, answer_by=date(2026, 6, 1) + timedelta(weeks=12)) == set()


def test_seven_days_notice_and_twenty_one_open_days_are_enough() -> None:
    assert unmet(Gate.ANNOUNCE, opens_on=TODAY + timedelta(days=7), days_open=21, holiday_share=0.5) == set()


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"answer_by": date(2026, 5, 31)}, id="the answer before the decision"),
        pytest.param({"result_by": date(2026, 4, 14)}, id="the result on the last open day"),
        pytest.param({"result_by": date(2026, 7, 1)}, id="the result after the answer"),
        pytest.param({"answer_by": None}, id="no answer date"),
    ],
)
def test_dates_that_cannot_be_kept_are_not_promised(changes: dict[str, object]) -> None:
    assert unmet(Gate.ANNOUNCE, **changes) == {"NO_PROMISED_DATES"}


def test_an_opening_day_that_has_passed_is_not_announced() -> None:
    assert "NO_OPEN_TIME" in unmet(Gate.ANNOUNCE, opens_on=TODAY - timedelta(days=1))


def test_only_ks_needs_a_dialogue_group() -> None:
    assert unmet(Gate.ANNOUNCE, held_by_board=False, member_roles=frozenset()) == set()


@pytest.mark.parametrize(
    ("level", "hear", "fits"), [(2, False, True), (3, False, False), (3, True, True), (4, False, False)]
)
def test_a_form_alone_is_level_two(level: int, hear: bool, fits: bool) -> None:
    assert ("METHOD_DOES_NOT_FIT_LEVEL" not in unmet(Gate.ANNOUNCE, level=level, people_hear_each_other=hear)) is fits


@pytest.mark.parametrize(
    ("fit", "level", "named"),
    [
        ("-m---", 2, ()),
        ("-m---", 3, (("Enkät", (2,)),)),
        ("-mp--", 3, ()),
        ("---mm", 2, (("Enkät", (4, 5)),)),
        ("p----", 2, (("Enkät", (1,)),)),
    ],
)
def test_a_method_that_does_not_fit_the_level_is_named_with_what_it_is_made_for(
    fit: str, level: int, named: tuple[tuple[str, tuple[int, ...]], ...]
) -> None:
    facts = complete_at(Gate.ANNOUNCE, level=level, methods=(MethodFacts("Enkät", fit), MethodFacts("Gåtur", "-mmmm")))
    line = next(check for check in checks(Gate.ANNOUNCE, facts) if check.code == "METHOD_DOES_NOT_FIT_LEVEL")
    assert (line.met, line.params["methods"]) == (not named, named)


@pytest.mark.parametrize(("level", "honest", "met"), [(2, 3, True), (3, 3, True), (4, 3, False), (4, None, True)])
def test_a_promise_is_not_higher_than_the_honest_level(level: int, honest: int | None, met: bool) -> None:
    assert ("LEVEL_ABOVE_HONEST" not in unmet(Gate.ANNOUNCE, level=level, honest_level=honest)) is met


@pytest.mark.parametrize(
    ("meeting", "complete"),
    [
        (MeetingFacts(NOW, 12, 3), True),
        (MeetingFacts(NOW, 0, 0, no_notes_because=True), True),
        (MeetingFacts(NOW, 12, 0), False),
        (MeetingFacts(NOW, None, 0, no_notes_because=True), False),
    ],
)
def test_each_meeting_has_a_head_count_and_its_notes_or_why_not(meeting: MeetingFacts, complete: bool) -> None:
    assert ("MEETING_WITHOUT_NOTES" not in unmet(Gate.HAND_OVER, meetings=(meeting,))) is complete


@pytest.mark.parametrize(
    ("measure", "settled"),
    [
        (MeasureFacts(MeasureStatus.DONE), True),
        (MeasureFacts(MeasureStatus.NOT_DONE, because=True), True),
        (MeasureFacts(MeasureStatus.NOT_DONE), False),
        (MeasureFacts(MeasureStatus.PLANNED, because=True), False),
    ],
)
def test_each_measure_is_done_or_not_done_because(measure: MeasureFacts, settled: bool) -> None:
    groups = (GroupFacts("Unga", (MeasureFacts(MeasureStatus.DONE), measure)),)
    assert ("MEASURE_UNSETTLED" not in unmet(Gate.HAND_OVER, groups=groups)) is settled


def test_a_result_may_come_after_the_handover_though_a_late_appeal_is_open() -> None:
    assert unmet(Gate.RESULT, moments=MOMENTS[Stage.HANDED_OVER], open_appeals=1) == set()


def test_a_result_is_not_published_while_the_dialogue_is_open() -> None:
    assert unmet(Gate.RESULT, moments=OPEN) == {"NOT_READY_FOR_RESULT"}
