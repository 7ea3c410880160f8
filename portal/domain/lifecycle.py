"""The gates of a dialogue's life, as one table that reads like the one in life.md, and one function that asks it.

The checklist in the office, the services, the command line and the API all ask `checks`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from portal.domain.commitments import PointKind
from portal.domain.dialogues import Level, Stage, stage_of
from portal.domain.facts import DialogueFacts, TaskFacts
from portal.domain.feedback import Outcome
from portal.domain.groups import MeasureStatus, missing_roles
from portal.domain.matters import ConsiderationOutcome
from portal.domain.principles import Principle as P
from portal.domain.refusals import GateClosed, Refusal

ANSWER_WEEKS = 12
NOTICE_DAYS = 7
OPEN_DAYS = 21
REVIEWERS = 2


class Gate(StrEnum):
    """The arrows of life.md that have a gate."""

    HOLD = "hold"
    ANNOUNCE = "announce"
    HAND_OVER = "handover"
    RESULT = "result"
    ANSWER = "answer"
    CONCLUDE = "conclude"
    ABANDON = "abandon"
    CANCEL = "cancel"
    STOP = "stop"


class Weight(StrEnum):
    """A *must* closes the gate; a *should* may be passed with a reason that the public log shows."""

    MUST = "must"
    SHOULD = "should"


@dataclass(frozen=True)
class Requirement:
    """One line of the table: a code that says what is missing, its principle, its weight, and the test of facts."""

    code: str
    principle: P
    met: Callable[[DialogueFacts], bool]
    weight: Weight = Weight.MUST
    detail: Callable[[DialogueFacts], Mapping[str, object]] = lambda facts: {}


@dataclass(frozen=True)
class Check:
    """A requirement asked of one dialogue. `passed_because` is the reason a *should* was passed with."""

    code: str
    principle: P
    weight: Weight
    met: bool
    params: Mapping[str, object]
    passed_because: str | None = None

    @property
    def blocks(self) -> bool:
        """Whether this alone keeps the gate closed."""
        return not self.met and not (self.weight is Weight.SHOULD and self.passed_because)


def _stage(*stages: Stage) -> Callable[[DialogueFacts], bool]:
    return lambda facts: stage_of(facts.moments, facts.now) in stages


def _before_decision(facts: DialogueFacts) -> bool:
    return facts.planned_decision_on is not None and facts.today <= facts.planned_decision_on


def _decision_after_closing(facts: DialogueFacts) -> bool:
    planned, closes = facts.planned_decision_on, facts.closes_on
    return facts.deciding_body and planned is not None and closes is not None and planned > closes


def _dates_in_order(facts: DialogueFacts) -> bool:
    if facts.result_by is None or facts.answer_by is None or facts.closes_on is None:
        return False
    not_before = facts.planned_decision_on or facts.closes_on
    return facts.closes_on < facts.result_by <= facts.answer_by and facts.answer_by >= not_before


def _answer_soon(facts: DialogueFacts) -> bool:
    planned, answer = facts.planned_decision_on, facts.answer_by
    return planned is None or answer is None or answer <= planned + timedelta(weeks=ANSWER_WEEKS)


def _announced_early(facts: DialogueFacts) -> bool:
    return facts.opens_on is not None and facts.opens_on - facts.today >= timedelta(days=NOTICE_DAYS)


def _opens_ahead(facts: DialogueFacts) -> bool:
    opens, closes = facts.opens_on, facts.closes_on
    return opens is not None and closes is not None and facts.today <= opens <= closes


def _silent_groups(facts: DialogueFacts) -> tuple[str, ...]:
    return tuple(group.name for group in facts.groups if not group.measures)


def _unsettled_measures(facts: DialogueFacts) -> int:
    measures = [measure for group in facts.groups for measure in group.measures]
    return sum(
        m.status is MeasureStatus.PLANNED or (m.status is MeasureStatus.NOT_DONE and not m.because) for m in measures
    )


def _method_fits(facts: DialogueFacts) -> bool:
    return facts.level < Level.DIALOGUE or facts.people_hear_each_other


def _incomplete_meetings(facts: DialogueFacts) -> int:
    return sum(m.head_count is None or (m.notes == 0 and not m.no_notes_because) for m in facts.meetings)


def _names(tasks: Iterable[TaskFacts], lacking: Callable[[TaskFacts], bool]) -> tuple[str, ...]:
    return tuple(task.name for task in tasks if lacking(task))


def _no_outcome(task: TaskFacts) -> bool:
    return task.outcome is None or not task.reasoned


def _not_followed_up(task: TaskFacts) -> bool:
    return task.outcome is Outcome.TO_BE_INVESTIGATED and not task.followed_up


def _changeable(facts: DialogueFacts) -> tuple[TaskFacts, ...]:
    return tuple(point for point in facts.points if point.kind is not PointKind.FIXED)


def _no_summary(task: TaskFacts) -> bool:
    return not task.summarised


def _undelivered(facts: DialogueFacts) -> tuple[str, ...]:
    return tuple(d.channel for d in facts.deliveries if d.waiting or (d.failed and not d.instead))


def _count(**counts: Callable[[DialogueFacts], object]) -> Callable[[DialogueFacts], Mapping[str, object]]:
    return lambda facts: {name: count(facts) for name, count in counts.items()}


_SHOULD = Weight.SHOULD
R = Requirement

GATES: Mapping[Gate, tuple[Requirement, ...]] = {
    Gate.HOLD: (
        R(
            "NO_CONSIDERATION_FOR_DIALOGUE",
            P.A1,
            lambda f: f.consideration is ConsiderationOutcome.DIALOGUE and f.considered_with_grounds,
        ),
        R("MATTER_WITHDRAWN", P.A1, lambda f: not f.matter_withdrawn),
        R("SUITABILITY_TEST_INCOMPLETE", P.A3, lambda f: f.suitability_complete),
        R("NOT_FOUND_SUITABLE", P.A3, lambda f: f.suitable),
        R("NO_PURPOSE", P.A3, lambda f: f.suitability_purpose),
        R("NO_GROUNDS", P.A3, lambda f: f.suitability_grounds),
        R("NO_BODY_FOR_SUITABILITY", P.A1, lambda f: f.suitability_body),
        R("NO_PERSON_FOR_SUITABILITY", P.A1, lambda f: f.suitability_person),
        R("NO_LONGER_OPEN_TO_INFLUENCE", P.A2, lambda f: f.open_to_influence),
        R("AFTER_PLANNED_DECISION", P.A2, _before_decision),
        R("NO_STEERING_GOAL", P.A2, lambda f: f.steering_goal),
        R("NO_STEERING_YEAR", P.A2, lambda f: f.steering_year),
    ),
    Gate.ANNOUNCE: (
        R("NOT_PREPARING", P.B2, _stage(Stage.PREPARING)),
        R("NO_REGISTRY_NUMBER", P.B2, lambda f: bool(f.registry_number.strip())),
        R(
            "COMMITMENT_TEXT_MISSING",
            P.B2,
            lambda f: not f.commitment_texts.missing,
            detail=_count(languages=lambda f: f.commitment_texts.missing),
        ),
        R(
            "COMMITMENT_TEXT_STALE",
            P.B2,
            lambda f: not f.commitment_texts.stale,
            detail=_count(languages=lambda f: f.commitment_texts.stale),
        ),
        R(
            "COMMITMENT_TEXT_UNREAD",
            P.B2,
            lambda f: not f.commitment_texts.unread,
            detail=_count(languages=lambda f: f.commitment_texts.unread),
        ),
        R("NO_POINT_THAT_CAN_CHANGE", P.B2, lambda f: f.changeable_points > 0),
        R("COMMITMENT_NOT_APPROVED", P.C1, lambda f: f.commitment_approved),
        R("LEVEL_ONE_IS_NO_DIALOGUE", P.B2, lambda f: f.level >= Level.CONSULTATION),
        R("NO_DELEGATING_DECISION", P.C1, lambda f: f.level < Level.SHARED_DECISION or f.delegating_decision),
        R("NO_RESPONSIBLE_BODY", P.C2, lambda f: f.body),
        R("NO_OPEN_TIME", P.A2, _opens_ahead),
        R("DECISION_NOT_AFTER_CLOSING", P.A2, _decision_after_closing),
        R("NO_PROMISED_DATES", P.D1, _dates_in_order),
        R("NO_AFFECTED_GROUP", P.B1, lambda f: bool(f.groups)),
        R("GROUP_WITHOUT_MEASURE", P.B1, lambda f: not _silent_groups(f), detail=_count(groups=_silent_groups)),
        R(
            "DIALOGUE_GROUP_INCOMPLETE",
            P.C4,
            lambda f: not f.held_by_board or not missing_roles(f.member_roles),
            detail=_count(roles=lambda f: missing_roles(f.member_roles)),
        ),
        R("NO_QUESTION_OR_MEETING", P.A3, lambda f: f.questions > 0 or bool(f.meetings)),
        R("NO_CONTACT_PERSON", P.V, lambda f: f.contact),
        R("ANSWER_LATER_THAN_TWELVE_WEEKS", P.D1, _answer_soon, _SHOULD),
        R("METHOD_DOES_NOT_FIT_LEVEL", P.A3, _method_fits, _SHOULD),
        R("ANNOUNCED_TOO_LATE", P.B2, _announced_early, _SHOULD),
        R("OPEN_TOO_SHORT", P.B2, lambda f: f.days_open >= OPEN_DAYS, _SHOULD, _count(days=lambda f: f.days_open)),
        R("MAINLY_IN_HOLIDAYS", P.B2, lambda f: f.holiday_share <= 0.5, _SHOULD),
        R(
            "TOO_FEW_REVIEWERS",
            P.V,
            lambda f: f.reviewers >= REVIEWERS,
            _SHOULD,
            _count(reviewers=lambda f: f.reviewers),
        ),
    ),
    Gate.HAND_OVER: (
        R("NOT_CLOSED", P.C1, _stage(Stage.ANALYSING)),
        R("REVIEW_WAITING", P.V, lambda f: f.waiting_review == 0, detail=_count(waiting=lambda f: f.waiting_review)),
        R("APPEAL_OPEN", P.V, lambda f: f.open_appeals == 0, detail=_count(appeals=lambda f: f.open_appeals)),
        R("ANSWER_WITHOUT_THEME", P.D1, lambda f: f.uncoded == 0, detail=_count(uncoded=lambda f: f.uncoded)),
        R(
            "THEME_NOT_SUMMARISED",
            P.C1,
            lambda f: not _names(f.themes, _no_summary),
            detail=_count(themes=lambda f: _names(f.themes, _no_summary)),
        ),
        R(
            "MEETING_WITHOUT_NOTES",
            P.C1,
            lambda f: _incomplete_meetings(f) == 0,
            detail=_count(meetings=_incomplete_meetings),
        ),
        R(
            "MEASURE_UNSETTLED",
            P.B1,
            lambda f: _unsettled_measures(f) == 0,
            detail=_count(measures=_unsettled_measures),
        ),
        R("NOT_SAID_WHO_TOOK_PART", P.C1, lambda f: f.who_took_part),
        R("NOT_SAID_WHO_IS_MISSING", P.B1, lambda f: f.who_is_missing),
        R("NOT_SAID_WHAT_WAS_DONE", P.B1, lambda f: f.done_about_it),
    ),
    Gate.RESULT: (
        R(
            "NOT_READY_FOR_RESULT",
            P.D1,
            lambda f: f.moments.handed_over_at is not None or not any(c.blocks for c in checks(Gate.HAND_OVER, f)),
        ),
        R(
            "RESULT_TEXT_MISSING",
            P.D1,
            lambda f: not f.result_texts.missing,
            detail=_count(languages=lambda f: f.result_texts.missing),
        ),
        R(
            "RESULT_TEXT_STALE",
            P.D1,
            lambda f: not f.result_texts.stale,
            detail=_count(languages=lambda f: f.result_texts.stale),
        ),
    ),
    Gate.ANSWER: (
        R("NOT_HANDED_OVER", P.C1, _stage(Stage.HANDED_OVER)),
        R("NO_FINAL_DECISION", P.C1, lambda f: f.stop_recorded or f.final_decision),
        R("DECISION_NOT_WEIGHED", P.C1, lambda f: f.stop_recorded or f.decision_weighed),
        R(
            "THEME_WITHOUT_OUTCOME",
            P.D1,
            lambda f: not _names(f.themes, _no_outcome),
            detail=_count(themes=lambda f: _names(f.themes, _no_outcome)),
        ),
        R(
            "POINT_WITHOUT_OUTCOME",
            P.B2,
            lambda f: not _names(_changeable(f), _no_outcome),
            detail=_count(points=lambda f: _names(_changeable(f), _no_outcome)),
        ),
        R(
            "NO_FOLLOW_UP",
            P.D1,
            lambda f: not _names((*f.themes, *f.points), _not_followed_up),
            detail=_count(names=lambda f: _names((*f.themes, *f.points), _not_followed_up)),
        ),
        R("NOT_SAID_HOW_IT_INFLUENCED", P.D1, lambda f: f.influence),
        R("NO_NEXT_STEP", P.D1, lambda f: f.next_step),
        R("ANSWER_NOT_APPROVED", P.C1, lambda f: f.answer_approved),
        R(
            "ANSWER_TEXT_MISSING",
            P.D1,
            lambda f: not f.answer_texts.missing,
            detail=_count(languages=lambda f: f.answer_texts.missing),
        ),
        R(
            "ANSWER_TEXT_STALE",
            P.D1,
            lambda f: not f.answer_texts.stale,
            detail=_count(languages=lambda f: f.answer_texts.stale),
        ),
        R(
            "LANGUAGE_WITHOUT_ANSWER",
            P.D1,
            lambda f: not f.submission_languages_unanswered,
            _SHOULD,
            _count(languages=lambda f: f.submission_languages_unanswered),
        ),
    ),
    Gate.CONCLUDE: (
        R("NOT_ANSWERED", P.D1, _stage(Stage.ANSWERED)),
        R("ANSWER_NOT_DELIVERED", P.D1, lambda f: not _undelivered(f), detail=_count(channels=_undelivered)),
        R("NOT_EVALUATED", P.D3, lambda f: f.group_evaluated),
        R("NO_LESSON", P.D3, lambda f: f.lessons > 0),
        R("NOT_REPORTED_TO_BODY", P.C3, lambda f: not f.extensive or f.reported_to_body),
        R("NOT_LISTED_FOR_ANNUAL_REPORT", P.D2, lambda f: not f.extensive or f.answer_published),
    ),
    Gate.ABANDON: (R("NOT_PREPARING", P.V, _stage(Stage.PREPARING)),),
    Gate.CANCEL: (
        R("NOT_ANNOUNCED", P.V, _stage(Stage.ANNOUNCED, Stage.OPEN, Stage.ANALYSING)),
        R("ALREADY_RECEIVED", P.D1, lambda f: f.received == 0, detail=_count(received=lambda f: f.received)),
    ),
    Gate.STOP: (
        R("NOT_ANNOUNCED", P.V, _stage(Stage.ANNOUNCED, Stage.OPEN, Stage.ANALYSING, Stage.HANDED_OVER)),
        R("NOTHING_RECEIVED", P.D1, lambda f: f.received > 0),
        R("ALREADY_STOPPED", P.V, lambda f: not f.stop_recorded),
    ),
}


def checks(gate: Gate, facts: DialogueFacts) -> tuple[Check, ...]:
    """Every requirement of the gate, asked of these facts, in the order of the table."""
    return tuple(
        Check(r.code, r.principle, r.weight, r.met(facts), r.detail(facts), facts.passed.get(f"{gate.value}:{r.code}"))
        for r in GATES[gate]
    )


def require_open(gate: Gate, facts: DialogueFacts) -> None:
    """Raises GateClosed with every requirement that keeps the gate closed."""
    closed = [Refusal(check.code, params=check.params) for check in checks(gate, facts) if check.blocks]
    if closed:
        raise GateClosed(*closed)


NEXT_GATE: Mapping[Stage, Gate | None] = {
    Stage.PREPARING: Gate.ANNOUNCE,
    Stage.ANNOUNCED: Gate.HAND_OVER,
    Stage.OPEN: Gate.HAND_OVER,
    Stage.ANALYSING: Gate.HAND_OVER,
    Stage.HANDED_OVER: Gate.ANSWER,
    Stage.ANSWERED: Gate.CONCLUDE,
    Stage.CONCLUDED: None,
    Stage.ABANDONED: None,
    Stage.CANCELLED: None,
}
