"""What the gates ask of the facts, each as a named function (life.md, the gate table).

A condition tells whether something holds; a *lack* tells what is missing, and is empty when nothing is. Both hold of an
empty list: with no themes every theme is summarised.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta

from portal.domain.commitments import PointKind, too_near
from portal.domain.dialogues import Level, Stage, stage_of
from portal.domain.facts import DialogueFacts, TaskFacts
from portal.domain.feedback import Outcome
from portal.domain.groups import MeasureStatus, MemberRole, missing_roles
from portal.domain.matters import ConsiderationOutcome
from portal.domain.methods import Fit, fit_at, steps
from portal.domain.promised_dates import are_in_order
from portal.domain.steering import closes_in_time
from portal.domain.suitability import too_high

ANSWER_WEEKS = 12
NOTICE_DAYS = 7
OPEN_DAYS = 21
HOLIDAY_SHARE = 0.5
REVIEWERS = 2


def stage_is(*stages: Stage) -> Callable[[DialogueFacts], bool]:
    """The condition that the dialogue is, by facts and clock, in one of these stages."""
    return lambda facts: stage_of(facts.moments, facts.now) in stages


def considered_for_dialogue(facts: DialogueFacts) -> bool:
    """The matter's consideration ended in *dialogue*, with grounds (A1)."""
    return facts.consideration is ConsiderationOutcome.DIALOGUE and facts.considered_with_grounds


def before_planned_decision(facts: DialogueFacts) -> bool:
    """There is a planned decision, and its day (the last one of a period) has not come (A2)."""
    return facts.planned_decision_on is not None and facts.today < facts.planned_decision_on


def found_suitable(facts: DialogueFacts) -> bool:
    """The suitability test is complete and found the question suitable: never tested, never opened (A3)."""
    return facts.suitability_complete and facts.suitable


def opens_ahead(facts: DialogueFacts) -> bool:
    """The open time lies ahead and does not end before it begins."""
    opens, closes = facts.opens_on, facts.closes_on
    return opens is not None and closes is not None and facts.today <= opens <= closes


def decision_after_closing(facts: DialogueFacts) -> bool:
    """A body is to decide, on a planned day after the last open day (A2)."""
    planned, closes = facts.planned_decision_on, facts.closes_on
    return facts.deciding_body and planned is not None and closes is not None and planned > closes


def closes_well_before_decision(facts: DialogueFacts) -> bool:
    """There is time to compile what came in before the decision; what is not dated is asked elsewhere (A2)."""
    return not too_near(facts.closes_on, facts.planned_decision_on, facts.days_before_decision)


def days_to_decision(facts: DialogueFacts) -> Mapping[str, int]:
    """How many days lie between the closing and the decision, and how many there should be."""
    planned, closes = facts.planned_decision_on, facts.closes_on
    return {"days": (planned - closes).days if planned and closes else 0, "wanted": facts.days_before_decision}


def closes_before_steering(facts: DialogueFacts) -> bool:
    """It closes before the goal, plan or budget that it should feed is decided (A2)."""
    return closes_in_time(facts.closes_on, facts.steering_decided_on)


def promised_dates_in_order(facts: DialogueFacts) -> bool:
    """Result and answer dates are promised, in an order that can be kept (D1)."""
    return are_in_order(facts.closes_on, facts.planned_decision_on, facts.result_by, facts.answer_by)


def answer_soon_after_decision(facts: DialogueFacts) -> bool:
    """The answer is promised within twelve weeks of the planned decision; what is not dated is asked elsewhere."""
    planned, answer = facts.planned_decision_on, facts.answer_by
    return planned is None or answer is None or answer <= planned + timedelta(weeks=ANSWER_WEEKS)


def announced_early(facts: DialogueFacts) -> bool:
    """Announced at least seven days before it opens (B2)."""
    return facts.opens_on is not None and facts.opens_on - facts.today >= timedelta(days=NOTICE_DAYS)


def delegated_if_shared(facts: DialogueFacts) -> bool:
    """Shared decision (level 5) rests on a recorded delegating decision (C1)."""
    return facts.level < Level.SHARED_DECISION or facts.delegating_decision


def honest(facts: DialogueFacts) -> bool:
    """The level promises no more than the suitability test found honest (A3)."""
    return not too_high(facts.level, facts.honest_level)


def hear_each_other_if_dialogue(facts: DialogueFacts) -> bool:
    """A form alone is level 2; from level 3 there is a form in which people hear each other (A3)."""
    return facts.level < Level.DIALOGUE or facts.people_hear_each_other


def methods_not_for_level(facts: DialogueFacts) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Chosen methods that do not fit the level, each with the steps that it is made for (A3)."""
    return tuple(
        (method.name, steps(method.fit, Fit.MAIN) or steps(method.fit))
        for method in facts.methods
        if fit_at(method.fit, facts.level) is Fit.NONE
    )


def method_fits_level(facts: DialogueFacts) -> bool:
    """Every chosen method fits the level, and from level 3 people hear each other (A3)."""
    return hear_each_other_if_dialogue(facts) and not methods_not_for_level(facts)


def evaluated_by_elected(facts: DialogueFacts) -> bool:
    """The elected have evaluated it, if any of them was in the dialogue group (D3)."""
    return facts.elected_evaluated or not facts.elected_in_group


def groups_without_measure(facts: DialogueFacts) -> tuple[str, ...]:
    """Affected groups for which nothing is planned (B1)."""
    return tuple(group.name for group in facts.groups if not group.measures)


def lacking_roles(facts: DialogueFacts) -> tuple[MemberRole, ...]:
    """Roles missing in the dialogue group; asked only when KS decided to hold the dialogue (C4)."""
    return missing_roles(facts.member_roles) if facts.held_by_board else ()


def unsettled_measures(facts: DialogueFacts) -> int:
    """Number of measures that are neither *done* nor *not done, because* (B1)."""
    measures = [measure for group in facts.groups for measure in group.measures]
    return sum(
        m.status is MeasureStatus.PLANNED or (m.status is MeasureStatus.NOT_DONE and not m.because) for m in measures
    )


def incomplete_meetings(facts: DialogueFacts) -> int:
    """Number of meetings without a head-count, or without notes and without a word on why (C1)."""
    return sum(m.head_count is None or (m.notes == 0 and not m.no_notes_because) for m in facts.meetings)


def unsummarised_themes(facts: DialogueFacts) -> tuple[str, ...]:
    """Themes without a summary (C1)."""
    return _names(facts.themes, lambda theme: not theme.summarised)


def themes_without_minority(facts: DialogueFacts) -> tuple[str, ...]:
    """Themes in which a minority took another stance and the summary is silent about it (C1)."""
    return _names(facts.themes, lambda theme: theme.minority_left_out)


def themes_without_outcome(facts: DialogueFacts) -> tuple[str, ...]:
    """Themes that the answer gives no outcome, or no reason (D1)."""
    return _names(facts.themes, _lacks_outcome)


def points_without_outcome(facts: DialogueFacts) -> tuple[str, ...]:
    """Points that the commitment said could change, without outcome or reason; fixed ones need none (B2)."""
    return _names((point for point in facts.points if point.kind is not PointKind.FIXED), _lacks_outcome)


def not_followed_up(facts: DialogueFacts) -> tuple[str, ...]:
    """Themes and points *to be investigated* without a follow-up that has an owner and a date (D1)."""
    return _names(
        (*facts.themes, *facts.points),
        lambda task: task.outcome is Outcome.TO_BE_INVESTIGATED and not task.followed_up,
    )


def undelivered_channels(facts: DialogueFacts) -> tuple[str, ...]:
    """Channels where the answer still waits, or failed without a word on what was done instead (D1)."""
    return tuple(d.channel for d in facts.deliveries if d.waiting or (d.failed and not d.instead))


def received_or_closed(facts: DialogueFacts) -> bool:
    """Something has come in, or the open time is over: before that an empty dialogue is cancelled, not stopped."""
    return facts.received > 0 or stage_is(Stage.ANALYSING, Stage.HANDED_OVER)(facts)


def _lacks_outcome(task: TaskFacts) -> bool:
    return task.outcome is None or not task.reasoned


def _names(tasks: Iterable[TaskFacts], lacking: Callable[[TaskFacts], bool]) -> tuple[str, ...]:
    return tuple(task.name for task in tasks if lacking(task))
