"""Settling what residents ask about a decision: the writer's appeal, and anybody's report (Anmäl text)."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.mailing import MailKind
from portal.domain.moderation import AppealOutcome, MaskedPart, Reason, ReportOutcome, Verdict, who_settles
from portal.domain.permissions import Act, Actor, require
from portal.domain.refusals import Conflict, Invalid, NotAllowed, NotFound, Refusal
from portal.domain.rules import Rules
from portal.effects import audit, notify
from portal.effects import review as effects
from portal.models.dialogues import Dialogue
from portal.models.moderation import Appeal, ReviewDecision
from portal.models.submissions import Submission
from portal.queries import appeals, review

EXPLANATION_LIMIT = 2000


def settle(
    session: Session,
    actor: Actor,
    rules: Rules,
    appeal_id: int,
    *,
    version: int,
    outcome: AppealOutcome,
    explanation: str,
    now: datetime,
    verdict: Verdict | None = None,
    reason: Reason | None = None,
    parts: Collection[MaskedPart] = (),
) -> Appeal:
    """Uphold the appealed decision, or change it by a new one (`verdict` with its reason and masks).

    Refuses an appeal that goes to somebody else (`domain.moderation.who_settles`: never the first decider), one that is
    settled already, and a settlement without an explanation. The writer who asked for it is told.
    """
    appeal = session.get(Appeal, appeal_id)
    if appeal is None:
        raise NotFound("NO_SUCH_APPEAL")
    submission = review.locked(session, appeal.submission_id, None)
    dialogue = session.get_one(Dialogue, submission.dialogue_id)
    require(actor, Act.SETTLE_APPEALS)  # for which body is said by `who_settles`: it can end at KS
    session.refresh(appeal)
    if appeal.outcome is not None:
        raise Conflict(Refusal("APPEAL_SETTLED_MEANWHILE", params={"number": submission.number}))
    if submission.version != version:
        raise Conflict(Refusal("READ_BY_ANOTHER_MEANWHILE", params={"number": submission.number}))
    decider_id = session.get_one(ReviewDecision, appeal.decision_id).decided_by_id
    entitled = who_settles(decider_id, appeals.staff(session), dialogue.body_id, appeals.board_id(session))
    if actor.user_id not in {person.user_id for person in entitled}:
        raise NotAllowed(Refusal("APPEAL_GOES_TO_ANOTHER", params={"names": [person.name for person in entitled]}))
    if not explanation.strip():
        raise Invalid(Refusal("EXPLANATION_REQUIRED", "explanation"))
    if len(explanation) > EXPLANATION_LIMIT:
        raise Invalid(Refusal("TOO_LONG", "explanation", {"limit": EXPLANATION_LIMIT}))
    if outcome is AppealOutcome.CHANGED:
        if verdict is None:
            raise Invalid(Refusal("VERDICT_REQUIRED", "verdict"))
        effects.check(session, submission, verdict, reason, parts)
        effects.write(session, actor, submission, verdict, reason, parts, explanation.strip(), now)
    appeal.outcome, appeal.explanation = outcome, explanation.strip()
    appeal.settled_by_id, appeal.settled_at = actor.user_id, now
    session.flush()
    submission.appeal_open = any(one.outcome is None for one in review.appeals_of(session, submission.id))
    if outcome is AppealOutcome.UPHELD:
        submission.version += 1
    session.flush()
    _leave_traces(session, actor, rules, submission, appeal, now)
    return appeal


def keep_reported(session: Session, actor: Actor, submission: Submission, *, version: int, now: datetime) -> int:
    """Let a reported text stand as it is: all its open reports are settled; returns how many. Decisions do it too."""
    require(actor, Act.REVIEW, session.get_one(Dialogue, submission.dialogue_id).body_id)
    submission = review.locked(session, submission.id, version)
    waiting = review.open_reports(session, submission.id)
    for report in waiting:
        report.outcome, report.settled_by_id, report.settled_at = ReportOutcome.KEPT, actor.user_id, now
        after = {"outcome": ReportOutcome.KEPT.value, "submission_id": submission.id}
        audit.record(
            session, actor, "moderation.keep_reported", "report", report.id, None, after, now, submission.dialogue_id
        )
    submission.reports_open = 0
    submission.version += 1
    session.flush()
    return len(waiting)


def _leave_traces(
    session: Session, actor: Actor, rules: Rules, submission: Submission, appeal: Appeal, now: datetime
) -> None:
    assert appeal.outcome is not None
    after = {**effects.summary(submission), "outcome": appeal.outcome.value}
    audit.record(
        session, actor, "moderation.settle_appeal", "appeal", appeal.id, None, after, now, submission.dialogue_id
    )
    notify.tell_contact(
        session,
        rules,
        submission,
        MailKind.APPEAL_DECISION,
        now,
        outcome=appeal.outcome.value,
        note=appeal.explanation,
        verdict=submission.state.value,
        reason=submission.reason.value if submission.reason else None,
        dedupe=f"appeal {appeal.id}",
    )
