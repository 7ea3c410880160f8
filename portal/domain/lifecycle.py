"""The gates of a dialogue's life, as one table that reads like the one in life.md, and one function that asks it.

The checklist in the office, the services, the command line and the API all ask `checks`. What each line asks of the
facts is in `conditions.py`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.domain import conditions as c
from portal.domain.dialogues import Level, Stage
from portal.domain.facts import DialogueFacts
from portal.domain.principles import Principle as P
from portal.domain.refusals import GateClosed, Refusal


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
        return not self.met and not (self.weight is Weight.SHOULD and (self.passed_because or "").strip())


def _none(
    code: str, principle: P, name: str, lack: Callable[[DialogueFacts], object], weight: Weight = Weight.MUST
) -> Requirement:
    """A line that is met when nothing is lacking; what is lacking goes by `name` into the sentence."""
    return Requirement(code, principle, lambda f: not lack(f), weight, lambda f: {name: lack(f)})


R = Requirement
_SHOULD = Weight.SHOULD

GATES: Mapping[Gate, tuple[Requirement, ...]] = {
    Gate.HOLD: (
        R("NO_CONSIDERATION_FOR_DIALOGUE", P.A1, c.considered_for_dialogue),
        R("MATTER_WITHDRAWN", P.A1, lambda f: not f.matter_withdrawn),
        R("SUITABILITY_TEST_INCOMPLETE", P.A3, lambda f: f.suitability_complete),
        R("NOT_FOUND_SUITABLE", P.A3, lambda f: f.suitable),
        R("NO_PURPOSE", P.A3, lambda f: f.suitability_purpose),
        R("NO_GROUNDS", P.A3, lambda f: f.suitability_grounds),
        R("NO_BODY_FOR_SUITABILITY", P.A1, lambda f: f.suitability_body),
        R("NO_PERSON_FOR_SUITABILITY", P.A1, lambda f: f.suitability_person),
        R("NO_LONGER_OPEN_TO_INFLUENCE", P.A2, lambda f: f.open_to_influence),
        R("ALREADY_DECIDED", P.A2, lambda f: not f.matter_decided),
        R("AFTER_PLANNED_DECISION", P.A2, c.before_planned_decision),
        R("NO_STEERING_GOAL", P.A2, lambda f: f.steering_goal),
        R("NO_STEERING_YEAR", P.A2, lambda f: f.steering_year),
    ),
    Gate.ANNOUNCE: (
        R("NOT_PREPARING", P.B2, c.stage_is(Stage.PREPARING)),
        R("NOT_FOUND_SUITABLE", P.A3, c.found_suitable),
        R("ALREADY_DECIDED", P.A2, lambda f: not (f.final_decision or f.matter_decided)),
        R("NO_REGISTRY_NUMBER", P.B2, lambda f: bool(f.registry_number.strip())),
        _none("COMMITMENT_TEXT_MISSING", P.B2, "languages", lambda f: f.commitment_texts.missing),
        _none("COMMITMENT_TEXT_STALE", P.B2, "languages", lambda f: f.commitment_texts.stale),
        _none("COMMITMENT_TEXT_UNREAD", P.B2, "languages", lambda f: f.commitment_texts.unread),
        R("NO_POINT_THAT_CAN_CHANGE", P.B2, lambda f: f.changeable_points > 0),
        R("COMMITMENT_NOT_APPROVED", P.C1, lambda f: f.commitment_approved),
        _none("JOINT_BODY_NOT_APPROVED", P.C2, "bodies", lambda f: f.joint_without_commitment),
        R("LEVEL_ONE_IS_NO_DIALOGUE", P.B2, lambda f: f.level >= Level.CONSULTATION),
        R("LEVEL_NOT_ON_THE_LADDER", P.B2, lambda f: f.level_on_ladder),
        R("LEVEL_ABOVE_HONEST", P.A3, c.honest, detail=lambda f: {"level": f.level, "honest": f.honest_level}),
        R("NO_DELEGATING_DECISION", P.C1, c.delegated_if_shared),
        R("NO_RESPONSIBLE_BODY", P.C2, lambda f: f.body),
        R("NO_OPEN_TIME", P.A2, c.opens_ahead),
        R("DECISION_NOT_AFTER_CLOSING", P.A2, c.decision_after_closing),
        R("NO_PROMISED_DATES", P.D1, c.promised_dates_in_order),
        R("NO_AFFECTED_GROUP", P.B1, lambda f: bool(f.groups)),
        _none("GROUP_WITHOUT_MEASURE", P.B1, "groups", c.groups_without_measure),
        _none("DIALOGUE_GROUP_INCOMPLETE", P.C4, "roles", c.lacking_roles),
        R("NO_QUESTION_OR_MEETING", P.A3, lambda f: f.questions > 0 or bool(f.meetings)),
        R("NO_CONTACT_PERSON", P.V, lambda f: f.contact),
        R("CLOSES_TOO_NEAR_DECISION", P.A2, c.closes_well_before_decision, _SHOULD, c.days_to_decision),
        R("ANSWER_LATER_THAN_TWELVE_WEEKS", P.D1, c.answer_soon_after_decision, _SHOULD),
        R(
            "CLOSES_AFTER_STEERING",
            P.A2,
            c.closes_before_steering,
            _SHOULD,
            lambda f: {"name": f.steering_name, "day": f.steering_decided_on},
        ),
        R(
            "METHOD_DOES_NOT_FIT_LEVEL",
            P.A3,
            c.method_fits_level,
            _SHOULD,
            lambda f: {"heard": c.hear_each_other_if_dialogue(f), "methods": c.methods_not_for_level(f)},
        ),
        R("ANNOUNCED_TOO_LATE", P.B2, c.announced_early, _SHOULD),
        R("OPEN_TOO_SHORT", P.B2, lambda f: f.days_open >= c.OPEN_DAYS, _SHOULD, lambda f: {"days": f.days_open}),
        R("MAINLY_IN_HOLIDAYS", P.B2, lambda f: f.holiday_share <= c.HOLIDAY_SHARE, _SHOULD),
        R(
            "TOO_FEW_REVIEWERS",
            P.V,
            lambda f: f.reviewers >= c.REVIEWERS,
            _SHOULD,
            lambda f: {"reviewers": f.reviewers},
        ),
    ),
    Gate.HAND_OVER: (
        R("NOT_CLOSED", P.C1, c.stage_is(Stage.ANALYSING)),
        _none("REVIEW_WAITING", P.V, "waiting", lambda f: f.waiting_review),
        _none("APPEAL_UNSETTLED", P.V, "appeals", lambda f: f.open_appeals),
        _none("ANSWER_WITHOUT_THEME", P.D1, "uncoded", lambda f: f.uncoded),
        _none("CLOSED_QUESTION_NOT_COUNTED", P.C1, "questions", lambda f: f.uncounted_questions),
        _none("THEME_NOT_SUMMARISED", P.C1, "themes", c.unsummarised_themes),
        _none("MINORITY_VIEW_LEFT_OUT", P.C1, "themes", c.themes_without_minority),
        _none("MEETING_WITHOUT_NOTES", P.C1, "meetings", c.incomplete_meetings),
        _none("MEASURE_UNSETTLED", P.B1, "measures", c.unsettled_measures),
        R("NOT_SAID_WHO_TOOK_PART", P.C1, lambda f: f.who_took_part),
        R("NOT_SAID_WHO_IS_MISSING", P.B1, lambda f: f.who_is_missing),
        R("NOT_SAID_WHAT_WAS_DONE", P.B1, lambda f: f.done_about_it),
    ),
    Gate.RESULT: (
        R("NOT_READY_FOR_RESULT", P.D1, lambda f: f.moments.handed_over_at is not None or is_open(Gate.HAND_OVER, f)),
        _none("RESULT_TEXT_MISSING", P.D1, "languages", lambda f: f.result_texts.missing),
        _none("RESULT_TEXT_STALE", P.D1, "languages", lambda f: f.result_texts.stale),
    ),
    Gate.ANSWER: (
        R("NOT_HANDED_OVER", P.C1, c.stage_is(Stage.HANDED_OVER)),
        R("NO_FINAL_DECISION", P.C1, lambda f: f.stop_recorded or f.final_decision),
        R("DECISION_NOT_WEIGHED", P.C1, lambda f: f.stop_recorded or f.decision_weighed),
        _none("THEME_WITHOUT_OUTCOME", P.D1, "themes", c.themes_without_outcome),
        _none("POINT_WITHOUT_OUTCOME", P.B2, "points", c.points_without_outcome),
        _none("NO_FOLLOW_UP", P.D1, "names", c.not_followed_up),
        R("NOT_SAID_HOW_IT_INFLUENCED", P.D1, lambda f: f.influence),
        R("NO_NEXT_STEP", P.D1, lambda f: f.next_step),
        R("ANSWER_NOT_APPROVED", P.C1, lambda f: f.answer_approved),
        _none("JOINT_BODY_NOT_APPROVED", P.C2, "bodies", lambda f: f.joint_without_answer),
        _none("ANSWER_TEXT_MISSING", P.D1, "languages", lambda f: f.answer_texts.missing),
        _none("ANSWER_TEXT_STALE", P.D1, "languages", lambda f: f.answer_texts.stale),
        _none("LANGUAGE_WITHOUT_ANSWER", P.D1, "languages", lambda f: f.submission_languages_unanswered, _SHOULD),
    ),
    Gate.CONCLUDE: (
        R("NOT_ANSWERED", P.D1, c.stage_is(Stage.ANSWERED)),
        _none("ANSWER_NOT_DELIVERED", P.D1, "channels", c.undelivered_channels),
        R("NOT_EVALUATED", P.D3, lambda f: f.group_evaluated),
        R("NO_LESSON", P.D3, lambda f: f.lessons > 0),
        R("NOT_EVALUATED_BY_ELECTED", P.D3, c.evaluated_by_elected, _SHOULD),
        R("NOT_REPORTED_TO_BODY", P.C3, lambda f: not f.extensive or f.reported_to_body),
        R("NOT_LISTED_FOR_ANNUAL_REPORT", P.D2, lambda f: not f.extensive or f.answer_published),
    ),
    Gate.ABANDON: (R("NOT_PREPARING", P.V, c.stage_is(Stage.PREPARING)),),
    Gate.CANCEL: (
        R("NOT_ANNOUNCED", P.V, c.stage_is(Stage.ANNOUNCED, Stage.OPEN)),
        _none("ALREADY_RECEIVED", P.D1, "received", lambda f: f.received),
    ),
    Gate.STOP: (
        R("NOT_ANNOUNCED", P.V, c.stage_is(Stage.ANNOUNCED, Stage.OPEN, Stage.ANALYSING, Stage.HANDED_OVER)),
        R("NOTHING_RECEIVED", P.D1, c.received_or_closed),
        R("ALREADY_STOPPED", P.V, lambda f: not f.stop_recorded),
        R("ALREADY_DECIDED", P.C1, lambda f: not f.final_decision),
    ),
}


def checks(gate: Gate, facts: DialogueFacts) -> tuple[Check, ...]:
    """Every requirement of the gate, asked of these facts, in the order of the table."""
    return tuple(
        Check(r.code, r.principle, r.weight, r.met(facts), r.detail(facts), facts.passed.get(f"{gate.value}:{r.code}"))
        for r in GATES[gate]
    )


def is_open(gate: Gate, facts: DialogueFacts) -> bool:
    """Whether nothing keeps the gate closed."""
    return not any(check.blocks for check in checks(gate, facts))


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
