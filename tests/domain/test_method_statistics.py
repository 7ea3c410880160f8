"""How methods fit steps, what their years say, and what participants' answers are told as."""

from datetime import date

import pytest

from portal.domain.evaluations import Agreement, agreement, is_form_key, new_form_key, use_faults
from portal.domain.method_statistics import UseFacts, by_year, in_time
from portal.domain.method_texts import ABOUT
from portal.domain.methods import NOWHERE, STANDARD, STEPS, Fit, fit_at, method_faults, steps, written
from portal.domain.suitability import (
    FIRST_OWN,
    QUESTION_SETS,
    AnswerKind,
    QuestionSet,
    SuitabilityQuestion,
    kept,
    set_faults,
)

DUE = date(2026, 6, 1)


def test_how_a_method_fits_is_read_step_by_step() -> None:
    assert [fit_at("pmp--", level) for level in STEPS] == [Fit.POSSIBLE, Fit.MAIN, Fit.POSSIBLE, Fit.NONE, Fit.NONE]
    assert steps("pmp--") == (1, 2, 3)
    assert steps("pmp--", Fit.MAIN) == (2,)
    assert steps(NOWHERE) == ()
    assert written({2: Fit.MAIN, 1: Fit.POSSIBLE, 3: Fit.POSSIBLE}) == "pmp--"


def test_every_standard_method_has_a_step_it_is_made_for_and_words_in_each_language() -> None:
    assert {standard.key for standard in STANDARD} == ABOUT.keys()
    for standard in STANDARD:
        assert list(method_faults(standard.name["sv"], standard.fit)) == []
        assert set(ABOUT[standard.key]) == {"sv", "fi", "en", "ar"}
        assert all(40 < len(text) <= 1200 for text in ABOUT[standard.key].values())


@pytest.mark.parametrize(
    ("answered", "today", "kept_it"),
    [(DUE, DUE, True), (date(2026, 6, 2), DUE, False), (None, DUE, None), (None, date(2026, 6, 2), False)],
)
def test_an_answer_is_in_time_by_the_first_promised_day(
    answered: date | None, today: date, kept_it: bool | None
) -> None:
    assert in_time(answered, DUE, today) is kept_it
    assert in_time(answered, None, today) is None


def test_a_year_is_told_in_medians_and_shares_without_giving_anybody_away() -> None:
    many, few = {"could_say": {5: 12, 2: 6}}, {"could_say": {5: 3}}
    uses = [
        UseFacts(2026, 10, 8, True, many),
        UseFacts(2026, 30, None, False),
        UseFacts(2026, None, None, None),
        UseFacts(2025, answers=few),
    ]
    latest, before = by_year(uses, ("could_say", "understood"))
    assert (latest.year, latest.uses, latest.reached, latest.hours, latest.in_time) == (2026, 3, 20, 8, (1, 2))
    assert latest.agrees == {"could_say": (12, 18), "understood": None}
    assert (before.year, before.reached, before.in_time, before.agrees["could_say"]) == (2025, None, None, None)


def test_five_values_are_told_as_three() -> None:
    assert agreement({1: 1, 2: 2, 3: 3, 4: 4, 5: 5}) == {
        Agreement.AGREES: 9,
        Agreement.BETWEEN: 3,
        Agreement.DISAGREES: 3,
    }


@pytest.mark.parametrize(
    ("hours", "reached", "fine"),
    [(None, None, True), (0, 0, True), (12, 40, True), (-1, None, False), (1, 2_000_000, False)],
)
def test_cost_and_reach_are_counted_from_zero(hours: int | None, reached: int | None, fine: bool) -> None:
    assert (use_faults(hours, reached) == ()) is fine


def test_a_form_key_tells_nothing_and_is_recognised() -> None:
    assert is_form_key(new_form_key())
    assert new_form_key() != new_form_key()
    assert not any(is_form_key(text) for text in ("", "x" * 32, "ab", "AB" * 16, "../" * 11))


def test_questions_that_test_nothing_are_at_fault() -> None:
    shipped = QUESTION_SETS[2]
    assert set_faults(shipped) == ()
    assert set_faults(shipped[1:]) == ("OPEN_TO_INFLUENCE_NEEDED",)
    assert set_faults([SuitabilityQuestion("open_to_influence", False)]) == ("OPEN_TO_INFLUENCE_NEEDED",)
    in_words = SuitabilityQuestion("why", True, AnswerKind.TEXT)
    assert set_faults([*shipped, in_words]) == ("DECISIVE_NEEDS_YES_OR_NO",)


def test_answers_are_kept_to_questions_that_are_asked_in_both_versions_the_same_way() -> None:
    old, new = (QuestionSet(number, QUESTION_SETS[number]) for number in (1, 2))
    assert "fixed_parts_known" not in kept(old, new)
    assert kept(old, new) == {question.key for question in old.questions} - {"fixed_parts_known"}
    otherwise = QuestionSet(FIRST_OWN, (SuitabilityQuestion("decides_better", False, AnswerKind.TEXT),))
    assert kept(new, otherwise) == frozenset()
