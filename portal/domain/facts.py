"""What the gates of a dialogue's life look at: plain values, gathered by `queries/lifecycle.py`.

Dates are local days of the municipality; instants are aware UTC. A list requirement holds of an empty list.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from portal.domain.commitments import PointKind
from portal.domain.dialogues import StageFacts
from portal.domain.feedback import Outcome
from portal.domain.groups import MeasureStatus, MemberRole
from portal.domain.matters import ConsiderationOutcome

_NO_MOMENTS = StageFacts(None, None)


@dataclass(frozen=True)
class MeasureFacts:
    """A measure: its state, and whether a *not done* says why."""

    status: MeasureStatus
    because: bool = False


@dataclass(frozen=True)
class GroupFacts:
    """An affected group by its Swedish name, with its measures."""

    name: str
    measures: tuple[MeasureFacts, ...] = ()


@dataclass(frozen=True)
class MeetingFacts:
    """A meeting: when it ended, head-count, number of notes registered, or whether it says why there are none."""

    ends_at: datetime
    head_count: int | None
    notes: int
    no_notes_because: bool = False


@dataclass(frozen=True)
class MethodFacts:
    """A chosen method by its Swedish name, and how it fits the steps (`domain.methods`)."""

    name: str
    fit: str


@dataclass(frozen=True)
class TextFacts:
    """State of the texts one gate requires: languages with something missing, stale, or unread by a person."""

    missing: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


@dataclass(frozen=True)
class TaskFacts:
    """A theme or point that the answer must speak of; `followed_up` matters for *to be investigated* only.

    `minority_left_out`: fewer answers in the theme took another stance than most, and its *minority* text is empty.
    """

    name: str
    outcome: Outcome | None = None
    reasoned: bool = False
    followed_up: bool = False
    kind: PointKind | None = None
    summarised: bool = False
    minority_left_out: bool = False


@dataclass(frozen=True)
class DeliveryFacts:
    """Delivery of the answer through one channel; `instead` tells whether failures say what was done instead."""

    channel: str
    waiting: int
    failed: int
    instead: bool = False


@dataclass(frozen=True)
class DialogueFacts:
    """Everything the gates look at. Defaults are those of a dialogue about which nothing is known yet."""

    now: datetime
    today: date
    moments: StageFacts = _NO_MOMENTS
    # matter, consideration, suitability
    consideration: ConsiderationOutcome | None = None
    considered_with_grounds: bool = False
    matter_withdrawn: bool = False
    matter_decided: bool = False
    registry_number: str = ""
    suitability_complete: bool = False
    suitable: bool = False
    suitability_purpose: bool = False
    suitability_grounds: bool = False
    suitability_body: bool = False
    suitability_person: bool = False
    open_to_influence: bool = False
    honest_level: int | None = None
    steering_goal: bool = False
    steering_year: bool = False
    steering_name: str = ""
    steering_decided_on: date | None = None
    # commitment
    level: int = 2
    level_on_ladder: bool = True
    delegating_decision: bool = False
    body: bool = False
    deciding_body: bool = False
    planned_decision_on: date | None = None
    opens_on: date | None = None
    closes_on: date | None = None
    days_before_decision: int = 14  # days that are to lie between the closing and the decision
    days_open: int = 0
    holiday_share: float = 0.0
    result_by: date | None = None
    answer_by: date | None = None
    changeable_points: int = 0
    commitment_texts: TextFacts = TextFacts()
    commitment_approved: bool = False
    joint_without_commitment: tuple[str, ...] = ()
    contact: bool = False
    reviewers: int = 0
    # groups
    groups: tuple[GroupFacts, ...] = ()
    held_by_board: bool = False
    member_roles: frozenset[MemberRole] = frozenset()
    # form and meetings
    questions: int = 0
    meetings: tuple[MeetingFacts, ...] = ()
    people_hear_each_other: bool = False
    methods: tuple[MethodFacts, ...] = ()
    # what came in
    received: int = 0
    waiting_review: int = 0
    open_appeals: int = 0
    uncoded: int = 0
    uncounted_questions: int = 0  # closed questions whose options do not add up to the answers in the figures
    # result, handover, decision, answer
    themes: tuple[TaskFacts, ...] = ()
    points: tuple[TaskFacts, ...] = ()
    result_texts: TextFacts = TextFacts()
    result_swedish_complete: bool = False
    who_took_part: bool = False
    who_is_missing: bool = False
    done_about_it: bool = False
    final_decision: bool = False
    decision_weighed: bool = False
    stop_recorded: bool = False
    influence: bool = False
    next_step: bool = False
    answer_texts: TextFacts = TextFacts()
    answer_approved: bool = False
    joint_without_answer: tuple[str, ...] = ()
    submission_languages_unanswered: tuple[str, ...] = ()
    # conclusion
    deliveries: tuple[DeliveryFacts, ...] = ()
    answer_published: bool = False
    group_evaluated: bool = False
    elected_in_group: bool = False
    elected_evaluated: bool = False
    lessons: int = 0
    extensive: bool = False
    reported_to_body: bool = False
    passed: Mapping[str, str] = field(default_factory=dict)
