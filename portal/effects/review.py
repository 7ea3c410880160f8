"""What every review decision leaves, whoever makes it: the decision with its masks, the state, what the public sees."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from portal.domain.mailing import MailKind
from portal.domain.moderation import (
    STOPS_SHOWING,
    VISIBLE,
    MaskedPart,
    Reason,
    ReportOutcome,
    ReviewState,
    Verdict,
    faults,
    standing,
)
from portal.domain.permissions import Actor
from portal.domain.refusals import Invalid, Refusal
from portal.domain.rules import Rules
from portal.effects import audit, notify, publication
from portal.models.moderation import Mask, ReviewDecision
from portal.models.submissions import Submission
from portal.queries import review


def check(
    session: Session, submission: Submission, verdict: Verdict, reason: Reason | None, parts: Collection[MaskedPart]
) -> None:
    """Raises Invalid with everything that makes the decision impossible or incomplete."""
    if submission.state in (ReviewState.TAKEN_BACK, ReviewState.ERASED):
        raise Invalid(Refusal("NOTHING_LEFT_TO_DECIDE", params={"state": submission.state.value}))
    texts = {answer.id: answer.text or "" for answer in submission.answers}
    for part in parts:
        if not 0 <= part.start < part.end <= len(texts.get(part.answer_id, "")):
            raise Invalid(Refusal("MASK_OUTSIDE_TEXT", "masks"))
    uncovered = sum(
        not any(part.covers(flag.answer_id, flag.start, flag.end) for part in parts)
        for flag in review.flags_of(session, submission.id)
        if flag.kind in STOPS_SHOWING and flag.dismissed_by_id is None and flag.start is not None and flag.end
    )
    found = faults(verdict, reason, [part.span for part in parts], uncovered)
    if found:
        raise Invalid(*[Refusal(code, "reason" if "REASON" in code else "masks") for code in found])


def write(
    session: Session,
    actor: Actor,
    submission: Submission,
    verdict: Verdict,
    reason: Reason | None,
    parts: Collection[MaskedPart],
    note: str,
    now: datetime,
) -> ReviewDecision:
    """Add a decision that stands from now on; the older ones stay in the record. Open reports are settled by it."""
    before = summary(submission)
    decision = ReviewDecision(
        submission_id=submission.id,
        verdict=verdict,
        reason=reason if verdict is Verdict.WITHHELD else None,
        note=note,
        additions_seen=submission.additions,
        decided_by_id=actor.user_id,
        decided_at=now,
    )
    masked_parts = parts if verdict is Verdict.MASKED else ()
    decision.masks = [Mask(answer_id=p.answer_id, start=p.start, end=p.end, reason=p.reason) for p in masked_parts]
    session.add(decision)
    session.flush()
    _settle_reports(session, actor, submission, verdict, now)
    stand(session, submission, decision)
    after = {**summary(submission), "decision_id": decision.id, "masks": len(decision.masks)}
    audit.record(
        session, actor, "moderation.decide", "submission", submission.id, before, after, now, submission.dialogue_id
    )
    return decision


def stand(session: Session, submission: Submission, decision: ReviewDecision | None) -> None:
    """Let the submission be what this decision makes it, and have the public pages made anew when they must be."""
    was_visible, was_counted = submission.state in VISIBLE, submission.counted
    found = standing(
        decision.verdict if decision else None,
        decision.reason if decision else None,
        decision is not None and decision.additions_seen >= submission.additions,
    )
    submission.state, submission.reason, submission.counted = found.state, found.reason, found.counted
    submission.version += 1
    if was_visible or submission.state in VISIBLE or was_counted != submission.counted:
        publication.raise_version(session, publication.dialogue_scope(submission.dialogue_id))
    session.flush()


def tell_writer(
    session: Session,
    rules: Rules,
    submission: Submission,
    decision: ReviewDecision,
    now: datetime,
    *,
    again: bool,
    instead_of: ReviewDecision | None = None,
) -> None:
    """Write to the author who asked for it: when the text is not shown as it was written, and when that is changed.

    `instead_of` is a decision that was undone, so that an earlier one is told anew.
    """
    if decision.verdict is not Verdict.SHOWN or again:
        notify.tell_contact(
            session,
            rules,
            submission,
            MailKind.REVIEW_DECISION,
            now,
            verdict=decision.verdict.value,
            reason=decision.reason.value if decision.reason else None,
            dedupe=f"decision {decision.id}" + (f" after {instead_of.id}" if instead_of else ""),
        )


def summary(submission: Submission) -> dict[str, Any]:
    """What the audit keeps of where a submission stands."""
    return {
        "state": submission.state.value,
        "reason": submission.reason.value if submission.reason else None,
        "counted": submission.counted,
    }


def reopen_reports(session: Session, submission: Submission, undone: ReviewDecision) -> None:
    """Let the reports that a decision settled wait again when it is undone."""
    for report in review.reports_of(session, submission.id):
        if report.settled_at == undone.decided_at and report.settled_by_id == undone.decided_by_id:
            report.outcome = report.settled_by_id = report.settled_at = None
            submission.reports_open += 1


def _settle_reports(session: Session, actor: Actor, submission: Submission, verdict: Verdict, now: datetime) -> None:
    changed = ReviewState(verdict.value) is not submission.state or verdict is Verdict.MASKED
    for report in review.open_reports(session, submission.id) if submission.reports_open else []:
        report.outcome = ReportOutcome.CHANGED if changed else ReportOutcome.KEPT
        report.settled_by_id, report.settled_at = actor.user_id, now
    submission.reports_open = 0
