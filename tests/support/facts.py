"""Facts of a dialogue to which nothing is lacking, at each gate; tests take one thing away at a time."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from portal.domain.commitments import PointKind
from portal.domain.dialogues import Stage, StageFacts
from portal.domain.facts import DeliveryFacts, DialogueFacts, GroupFacts, MeasureFacts, MeetingFacts, TaskFacts
from portal.domain.feedback import Outcome
from portal.domain.groups import MeasureStatus, MemberRole
from portal.domain.lifecycle import Gate, checks
from portal.domain.matters import ConsiderationOutcome

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
TODAY = date(2026, 3, 2)
DAY = timedelta(days=1)

_BEGUN = StageFacts(opens_at=NOW + 14 * DAY, closes_at=NOW + 44 * DAY)
_ANNOUNCED = replace(_BEGUN, announced_at=NOW - DAY)
_OPEN = replace(_ANNOUNCED, opens_at=NOW - DAY)
_CLOSED = replace(_OPEN, opens_at=NOW - 40 * DAY, closes_at=NOW - 10 * DAY)
_HANDED_OVER = replace(_CLOSED, handed_over_at=NOW - 5 * DAY)
_ANSWERED = replace(_HANDED_OVER, answered_at=NOW - DAY)

MOMENTS: dict[Stage, StageFacts] = {
    Stage.PREPARING: _BEGUN,
    Stage.ANNOUNCED: _ANNOUNCED,
    Stage.OPEN: _OPEN,
    Stage.ANALYSING: _CLOSED,
    Stage.HANDED_OVER: _HANDED_OVER,
    Stage.ANSWERED: _ANSWERED,
    Stage.CONCLUDED: replace(_ANSWERED, concluded_at=NOW),
    Stage.ABANDONED: replace(_BEGUN, abandoned_at=NOW),
    Stage.CANCELLED: replace(_ANNOUNCED, cancelled_at=NOW),
}

COMPLETE = DialogueFacts(
    now=NOW,
    today=TODAY,
    consideration=ConsiderationOutcome.DIALOGUE,
    considered_with_grounds=True,
    registry_number="KS 2026/17",
    suitability_complete=True,
    suitable=True,
    suitability_purpose=True,
    suitability_grounds=True,
    suitability_body=True,
    suitability_person=True,
    open_to_influence=True,
    steering_goal=True,
    steering_year=True,
    level=5,
    delegating_decision=True,
    body=True,
    deciding_body=True,
    planned_decision_on=date(2026, 6, 1),
    opens_on=date(2026, 3, 16),
    closes_on=date(2026, 4, 14),
    days_open=30,
    holiday_share=0.1,
    result_by=date(2026, 5, 4),
    answer_by=date(2026, 6, 30),
    changeable_points=2,
    commitment_approved=True,
    contact=True,
    reviewers=2,
    groups=(GroupFacts("Unga i Åsby", (MeasureFacts(MeasureStatus.DONE),)),),
    held_by_board=True,
    member_roles=frozenset(MemberRole),
    questions=3,
    meetings=(MeetingFacts(NOW - 20 * DAY, 31, 4),),
    people_hear_each_other=True,
    received=12,
    themes=(TaskFacts("Bussar", Outcome.CHANGED, reasoned=True, summarised=True),),
    points=(
        TaskFacts("Linjen", Outcome.NOT_CHANGED, reasoned=True, kind=PointKind.CHANGEABLE),
        TaskFacts("Budgeten", kind=PointKind.FIXED),
    ),
    who_took_part=True,
    who_is_missing=True,
    done_about_it=True,
    final_decision=True,
    decision_weighed=True,
    influence=True,
    next_step=True,
    answer_approved=True,
    deliveries=(DeliveryFacts("email", waiting=0, failed=2, instead=True), DeliveryFacts("post", 0, 0)),
    answer_published=True,
    group_evaluated=True,
    lessons=1,
    extensive=True,
    reported_to_body=True,
)

_AT: dict[Gate, tuple[Stage, dict[str, object]]] = {
    Gate.HOLD: (Stage.PREPARING, {}),
    Gate.ANNOUNCE: (Stage.PREPARING, {"final_decision": False, "received": 0}),
    Gate.HAND_OVER: (Stage.ANALYSING, {}),
    Gate.RESULT: (Stage.ANALYSING, {}),
    Gate.ANSWER: (Stage.HANDED_OVER, {}),
    Gate.CONCLUDE: (Stage.ANSWERED, {}),
    Gate.ABANDON: (Stage.PREPARING, {}),
    Gate.CANCEL: (Stage.ANNOUNCED, {"received": 0}),
    Gate.STOP: (Stage.OPEN, {"final_decision": False}),
}


def complete_at(gate: Gate, **changes: object) -> DialogueFacts:
    """Facts with which the gate is open, with some of them changed."""
    stage, own = _AT[gate]
    return replace(COMPLETE, **{"moments": MOMENTS[stage], **own, **changes})  # type: ignore[arg-type]


def unmet(gate: Gate, **changes: object) -> set[str]:
    """Codes of the requirements that these facts do not meet."""
    return {check.code for check in checks(gate, complete_at(gate, **changes)) if not check.met}
