"""What the answer says: outcomes, promised → became, the series of editions, annual reports, evaluation."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.commitments import PointKind
from portal.domain.decisions import section_of
from portal.domain.evaluations import QUESTIONS, group_lacks, participant_faults, week_of
from portal.domain.extensive import report_is_late, report_year
from portal.domain.feedback import (
    EditionKind,
    FollowUpState,
    FollowUpStatus,
    Outcome,
    days_late,
    follow_up_state,
    is_mailed,
    is_proposal,
    moved_though_fixed,
    outcome_counts,
    promised_to_became,
)

outcomes = st.one_of(st.none(), st.sampled_from(Outcome))


def test_outcomes_are_counted_in_the_order_of_the_words_without_zeros() -> None:
    found = [Outcome.NOT_CHANGED, *[Outcome.CHANGED] * 3, None, *[Outcome.PARTLY_CHANGED] * 2]
    assert list(outcome_counts(found).items()) == [
        (Outcome.CHANGED, 3),
        (Outcome.PARTLY_CHANGED, 2),
        (Outcome.NOT_CHANGED, 1),
    ]
    assert outcome_counts([]) == {}


@given(st.lists(outcomes))
def test_outcome_counts_add_up(found: list[Outcome | None]) -> None:
    assert sum(outcome_counts(found).values()) == sum(outcome is not None for outcome in found)


def test_each_point_has_the_themes_that_bore_on_it_and_the_rest_follow_after() -> None:
    became = promised_to_became([10, 20, 30], {1: [20], 2: [10, 20], 3: [], 4: [99]})
    assert became.points == ((10, (2,)), (20, (1, 2)), (30, ()))
    assert became.other_themes == (3, 4)


@given(
    st.lists(st.integers(1, 9), unique=True),
    st.dictionaries(st.integers(1, 30), st.frozensets(st.integers(1, 12), max_size=4)),
)
def test_no_theme_is_lost_between_promise_and_answer(points: list[int], bearing: dict[int, frozenset[int]]) -> None:
    became = promised_to_became(points, bearing)
    under = {theme for _, themes in became.points for theme in themes}
    assert under | set(became.other_themes) == set(bearing)
    assert not under & set(became.other_themes)
    assert [point for point, _ in became.points] == points


@pytest.mark.parametrize("outcome", [None, *Outcome])
def test_what_was_fixed_and_moved_nevertheless_is_said(outcome: Outcome | None) -> None:
    moved = outcome in (Outcome.CHANGED, Outcome.PARTLY_CHANGED)
    assert moved_though_fixed(PointKind.FIXED, outcome) is moved
    assert not moved_though_fixed(PointKind.CHANGEABLE, outcome)


def test_only_a_decision_or_a_stop_makes_a_proposal_an_answer() -> None:
    assert is_proposal(False, False)
    assert not is_proposal(True, False)
    assert not is_proposal(False, True)


@pytest.mark.parametrize("kind", EditionKind)
def test_of_corrections_only_one_that_changes_an_outcome_is_mailed(kind: EditionKind) -> None:
    assert is_mailed(kind, changes_outcome=True)
    assert is_mailed(kind, changes_outcome=False) is (kind is not EditionKind.CORRECTION)


def test_an_annual_report_is_owed_for_the_year_of_the_answer_and_late_from_the_first_of_may() -> None:
    assert report_year(date(2026, 12, 31)) == 2026
    assert not report_is_late(2026, date(2027, 4, 30))
    assert report_is_late(2026, date(2027, 5, 1))
    assert not report_is_late(2026, date(2027, 5, 1), month=6, day=15)


@pytest.mark.parametrize(
    ("answers", "faults"),
    [
        ({"understood": 1, "could_say": 5, "saw_what_happened": None}, ()),
        ({"understood": 0}, ("SCALE_OUT_OF_RANGE",)),
        ({"could_say": 6}, ("SCALE_OUT_OF_RANGE",)),
        (dict.fromkeys(QUESTIONS), ("CHOICE_REQUIRED",)),
        ({}, ("CHOICE_REQUIRED",)),
        ({"age": 3}, ("QUESTION_UNKNOWN",)),
    ],
)
def test_a_participant_answers_from_one_to_five(answers: dict[str, int | None], faults: tuple[str, ...]) -> None:
    assert participant_faults(answers) == faults


def test_the_group_evaluates_purpose_form_and_method_each() -> None:
    assert group_lacks({"purpose_met": "Ja", "form": "Bra", "method": "Kartan var svår"}) == ()
    assert group_lacks({"purpose_met": "Ja", "form": " "}) == ("form", "method")


@pytest.mark.parametrize(
    ("day", "week"), [(date(2026, 3, 29), "2026-W13"), (date(2027, 1, 3), "2026-W53"), (date(2025, 12, 29), "2026-W01")]
)
def test_an_evaluation_keeps_only_its_week(day: date, week: str) -> None:
    assert week_of(day) == week


def test_a_section_is_kept_without_the_sign_that_the_pages_put_before_it():
    assert section_of("§ 41") == section_of(" 41 ") == section_of("§41") == "41"


@pytest.mark.parametrize(
    ("status", "due", "state"),
    [
        (FollowUpStatus.PLANNED, 1, FollowUpState.DUE),
        (FollowUpStatus.PLANNED, 0, FollowUpState.DUE),
        (FollowUpStatus.PLANNED, -1, FollowUpState.LATE),
        (FollowUpStatus.DONE, -9, FollowUpState.DONE),
        (FollowUpStatus.CHANGED, -9, FollowUpState.CHANGED),
    ],
)
def test_a_promise_is_owed_until_it_is_done_or_changed_and_late_after_its_day(status, due, state) -> None:
    today = date(2026, 3, 2)
    assert follow_up_state(status, today + timedelta(days=due), today) is state


def test_days_late_stop_counting_on_the_day_it_was_settled() -> None:
    due, today = date(2026, 3, 2), date(2026, 3, 20)
    assert days_late(due, None, today) == 18
    assert days_late(due, date(2026, 3, 5), today) == 3
    assert days_late(due, date(2026, 3, 1), today) == 0
