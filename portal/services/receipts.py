"""What a writer does from the receipt, without an account: take back, add to, appeal; and anybody's report."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from portal.domain.calendar import local_day
from portal.domain.dialogues import ShowMode
from portal.domain.moderation import (
    REVIEWER_REASONS,
    STOPS_SHOWING,
    VISIBLE,
    AppealOutcome,
    Reason,
    ReportOutcome,
    ReviewState,
    may_still_appeal,
    standing,
)
from portal.domain.permissions import RESIDENT
from portal.domain.questions import Asked, Given, QuestionKind, answer_faults
from portal.domain.refusals import Conflict, GateClosed, Invalid, NotFound, Refusal
from portal.domain.rules import Rules
from portal.domain.submissions import MAX_ADDITIONS, MAX_APPEAL, MAX_REPORT, minute, web_fault
from portal.domain.themes import CodingState
from portal.effects import audit, search_index, submissions
from portal.effects.ignoring import insert_new
from portal.effects.publication import dialogue_scope, raise_version
from portal.effects.submissions import Seen, look_through
from portal.models.dialogues import Dialogue
from portal.models.feedback import ReceiptOpened
from portal.models.moderation import Appeal, Report
from portal.models.submissions import Submission
from portal.models.themes import Quote
from portal.queries import review
from portal.queries import submissions as questions


def take_back(session: Session, submission_id: int, now: datetime) -> Submission:
    """Take the text back: no longer shown or quoted; before the handover no longer counted; the record stays.

    What waits about it is over: its reports are settled, its appeal lapses. Raises GateClosed (ALREADY_TAKEN_BACK).
    """
    submission = review.locked(session, submission_id, None)
    if submission.state in (ReviewState.TAKEN_BACK, ReviewState.ERASED):
        raise GateClosed("ALREADY_TAKEN_BACK")
    dialogue = session.get_one(Dialogue, submission.dialogue_id)
    before = _summary(submission)
    submission.counted = submission.counted and dialogue.handed_over_at is not None
    submission.state, submission.reason = ReviewState.TAKEN_BACK, Reason.TAKEN_BACK
    submission.taken_back_at = minute(now)
    for appeal in review.appeals_of(session, submission.id):
        if appeal.outcome is None:
            appeal.outcome, appeal.settled_at = AppealOutcome.LAPSED, minute(now)
    for report in review.open_reports(session, submission.id):
        report.outcome, report.settled_at = ReportOutcome.CHANGED, minute(now)
    submission.appeal_open, submission.reports_open = False, 0
    session.execute(delete(Quote).where(Quote.answer_id.in_([answer.id for answer in submission.answers])))
    submission.version += 1
    raise_version(session, dialogue_scope(dialogue.id))
    _record(session, "take_back", submission, before, now)
    return submission


def add_to(
    session: Session,
    rules: Rules,
    submission_id: int,
    answers: tuple[Given, ...],
    additions_seen: int,
    now: datetime,
    seen: Seen | None = None,
) -> Submission:
    """Add text to what was sent, while the dialogue is open; what was sent stays as it is, and all of it is read again.

    `additions_seen` is how many additions the page showed: sending the same twice adds it once. Raises GateClosed,
    Invalid with codes on fields, and Conflict (CHANGED_MEANWHILE) when something else was added in between.
    """
    submission = review.locked(session, submission_id, None)
    if submission.additions != additions_seen:
        if submission.additions == additions_seen + 1 and _is_last(submission, answers):
            return submission
        raise Conflict(Refusal("CHANGED_MEANWHILE"))
    dialogue = session.get_one(Dialogue, submission.dialogue_id)
    asked = _addable(session, rules, submission, dialogue, now)
    if faults := answer_faults(asked, answers):
        raise Invalid(*faults)
    before = _summary(submission)
    seen = seen or look_through(answers, submission.language)
    number = submission.additions + 1
    answer_ids = submissions.add_answers(session, submission.id, asked, answers, number, minute(now))
    submission.flags_standing += submissions.point_out(session, submission.id, answer_ids, seen)
    submission.additions = number
    submission.coding = CodingState.WAITING
    submission.read_by_id = None
    flags = {submissions.FLAGS[part.kind] for parts in seen.found.values() for part in parts}
    last = review.standing_decision(session, submission.id)
    was_visible = submission.state in VISIBLE
    unread = submission.state is ReviewState.SHOWN and last is None
    if not (unread and dialogue.show_mode is ShowMode.AT_ONCE and not flags & STOPS_SHOWING):
        result = standing(last.verdict if last else None, last.reason if last else None, all_seen=False)
        submission.state, submission.reason, submission.counted = result.state, result.reason, result.counted
    submission.version += 1
    session.flush()
    session.refresh(submission, ["answers"])
    search_index.index(session, submission)
    if was_visible:
        raise_version(session, dialogue_scope(dialogue.id))
    _record(session, "add_to", submission, before, now)
    return submission


def appeal(session: Session, rules: Rules, submission_id: int, text: str, now: datetime) -> Appeal:
    """Ask for another look at a decision that hides the text or a part of it; one at a time, once a decision.

    Somebody other than the first decider settles it. Raises GateClosed (NOTHING_TO_APPEAL, APPEAL_TOO_LATE,
    APPEAL_OPEN, APPEAL_SETTLED) and Invalid. One lodged after the handover is settled too, but holds nothing up.
    """
    submission = review.locked(session, submission_id, None)
    decision = review.standing_decision(session, submission.id)
    if decision is None or submission.state not in (ReviewState.MASKED, ReviewState.WITHHELD):
        raise GateClosed("NOTHING_TO_APPEAL")
    if submission.appeal_open:
        raise GateClosed("APPEAL_OPEN")
    if review.appeal_lodged_against(session, decision.id):
        raise GateClosed("APPEAL_SETTLED")
    if not may_still_appeal(decision.decided_at, rules.appeal_days, now):
        raise GateClosed("APPEAL_TOO_LATE")
    written = text.strip()
    if not written:
        raise Invalid(Refusal("APPEAL_REQUIRED", "text"))
    if len(written) > MAX_APPEAL:
        raise Invalid(Refusal("ANSWER_TOO_LONG", "text", {"limit": MAX_APPEAL, "written": len(written)}))
    dialogue = session.get_one(Dialogue, submission.dialogue_id)
    lodged = Appeal(
        submission_id=submission.id,
        decision_id=decision.id,
        text=written,
        lodged_at=minute(now),
        after_handover=dialogue.handed_over_at is not None,
    )
    session.add(lodged)
    before = _summary(submission)
    submission.appeal_open = True
    submission.version += 1
    session.flush()
    _record(session, "appeal", submission, before, now)
    return lodged


def report(
    session: Session, rules: Rules, submission_id: int, reason: Reason | None, text: str, now: datetime
) -> Report:
    """Anybody's report of a shown text (*Anmäl text*). Nothing is kept about who reported; it lands first in the queue.

    Raises NotFound (NOT_SHOWN) when the text is not shown any longer, Invalid with codes on fields.
    """
    submission = review.locked(session, submission_id, None)
    if submission.state not in VISIBLE:
        raise NotFound("NOT_SHOWN")
    written = text.strip()
    if reason not in REVIEWER_REASONS:
        raise Invalid(Refusal("REPORT_REASON_REQUIRED", "reason"))
    if len(written) > MAX_REPORT:
        raise Invalid(Refusal("ANSWER_TOO_LONG", "text", {"limit": MAX_REPORT, "written": len(written)}))
    made = Report(submission_id=submission.id, reason=reason, text=written, reported_on=local_day(now, rules.zone))
    session.add(made)
    before = _summary(submission)
    submission.reports_open += 1
    session.flush()
    _record(session, "report", submission, before, now)
    return made


def note_opened(session: Session, submission_id: int, edition_id: int) -> None:
    """That the receipt was opened after an edition came out: once, and without a time."""
    insert_new(session, ReceiptOpened, [{"submission_id": submission_id, "edition_id": edition_id}])


def _addable(session: Session, rules: Rules, submission: Submission, dialogue: Dialogue, now: datetime) -> list[Asked]:
    """The free-text questions, none of them required; raises GateClosed when nothing can be added any longer."""
    if submission.state in (ReviewState.TAKEN_BACK, ReviewState.ERASED):
        raise GateClosed("TAKEN_BACK")
    if web_fault(dialogue.level, dialogue.stage_facts(), now, rules.grace):
        raise GateClosed("NOT_OPEN_FOR_ADDITIONS")
    if submission.additions >= MAX_ADDITIONS:
        raise GateClosed(Refusal("TOO_MANY_ADDITIONS", params={"highest": MAX_ADDITIONS}))
    every = questions.asked(session, dialogue.id)
    return [replace(one, required=False) for one in every if one.kind is QuestionKind.FREE_TEXT]


def _is_last(submission: Submission, answers: tuple[Given, ...]) -> bool:
    last = {a.question_id: a.text for a in submission.answers if a.addition == submission.additions}
    return last == {answer.question_id: answer.text for answer in answers if not answer.is_empty}


def _summary(submission: Submission) -> dict[str, object]:
    names = ("state", "reason", "counted", "additions", "appeal_open", "reports_open")
    return {name: getattr(submission, name) for name in names}


def _record(session: Session, verb: str, submission: Submission, before: dict[str, object], now: datetime) -> None:
    after = _summary(submission)
    audit.record(
        session, RESIDENT, verb, "submission", submission.id, before, after, minute(now), submission.dialogue_id
    )
