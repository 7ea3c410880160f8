"""What a moved meeting breaks (A2), and in which order the items of an agenda stand."""

from dataclasses import replace
from datetime import date, timedelta

from support.factories import RULES

from portal.domain.agendas import BreakKind, ItemDays, PromisedDays, as_numbered, breaks
from portal.domain.matters import MatterDays

OLD, TODAY = date(2026, 6, 1), date(2026, 3, 2)
MATTER = MatterDays(TODAY, OLD, TODAY)
PROMISE = PromisedDays("park", date(2026, 4, 14), OLD, date(2026, 5, 10), date(2026, 6, 20))


def kinds(new: date, item: ItemDays, today: date = TODAY) -> list[BreakKind]:
    return [one.kind for one in breaks([item], OLD, new, today, RULES)]


def test_a_day_within_every_promise_breaks_only_the_day_of_the_decision_itself() -> None:
    assert kinds(date(2026, 6, 8), ItemDays("m", MATTER, (PROMISE,))) == [BreakKind.ANOTHER_DAY_PROMISED]


def test_a_promise_of_a_period_or_of_another_day_does_not_name_the_meeting() -> None:
    period, other = replace(PROMISE, period=True), replace(PROMISE, planned_on=date(2026, 6, 9))
    assert kinds(date(2026, 6, 8), ItemDays("m", MATTER, (period, other))) == []


def test_a_meeting_before_the_closing_breaks_the_open_time() -> None:
    found = breaks([ItemDays("m", MATTER, (PROMISE,))], OLD, date(2026, 4, 14), TODAY, RULES)
    assert found[0].kind is BreakKind.CLOSES_AFTER
    assert (found[0].matter, found[0].dialogue, found[0].day) == ("m", "park", date(2026, 4, 14))


def test_a_meeting_just_after_the_closing_leaves_too_few_days() -> None:
    found = breaks([ItemDays("m", MATTER, (PROMISE,))], OLD, date(2026, 4, 27), TODAY, RULES)
    assert (found[0].kind, found[0].number) == (BreakKind.CLOSES_TOO_NEAR, 13)
    assert BreakKind.CLOSES_TOO_NEAR not in kinds(date(2026, 4, 28), ItemDays("m", MATTER, (PROMISE,)))


def test_an_answer_cannot_come_before_the_decision() -> None:
    assert BreakKind.ANSWER_PROMISED_BEFORE in kinds(date(2026, 6, 21), ItemDays("m", MATTER, (PROMISE,)))
    assert BreakKind.ANSWER_PROMISED_BEFORE not in kinds(date(2026, 6, 20), ItemDays("m", MATTER, (PROMISE,)))


def test_a_result_that_is_promised_after_the_meeting_comes_too_late_for_it_unless_it_is_given() -> None:
    item = ItemDays("m", MATTER, (PROMISE,))
    assert BreakKind.RESULT_PROMISED_AFTER in kinds(date(2026, 5, 9), item)
    given = ItemDays("m", MATTER, (replace(PROMISE, result_given=True),))
    assert BreakKind.RESULT_PROMISED_AFTER not in kinds(date(2026, 5, 9), given)


def test_an_earlier_meeting_makes_a_consideration_late_that_was_in_time() -> None:
    waiting = MatterDays(TODAY, OLD)
    assert kinds(date(2026, 4, 20), ItemDays("m", waiting), TODAY + timedelta(days=1)) == [BreakKind.CONSIDERATION_LATE]
    assert kinds(date(2026, 4, 20), ItemDays("m", MATTER)) == []


def test_a_matter_that_is_planned_for_another_day_or_a_period_does_not_follow_the_meeting() -> None:
    waiting = MatterDays(TODAY, date(2026, 6, 2))
    assert kinds(date(2026, 4, 20), ItemDays("m", waiting), TODAY + timedelta(days=1)) == []
    period = ItemDays("m", MatterDays(TODAY, OLD), planned_as_period=True)
    assert kinds(date(2026, 4, 20), period, TODAY + timedelta(days=1)) == []


def test_what_was_late_before_the_move_is_not_blamed_on_it() -> None:
    late = MatterDays(TODAY - timedelta(days=100), OLD)
    assert kinds(date(2026, 4, 20), ItemDays("m", late)) == []


def test_items_stand_as_they_are_numbered() -> None:
    given = ["10", "", "7 b", "7", "§ 2", "7 a"]
    assert sorted(given, key=as_numbered) == ["§ 2", "7", "7 a", "7 b", "10", ""]
