"""Review of one submission (granskning): decide, undo, dismiss what was pointed out, mark as read.

Review decides what is shown, never what is counted (submissions.md). Every verb takes the `version` that the reviewer
saw; when somebody else has acted since, nothing is done and Conflict is raised.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.moderation import STOPS_SHOWING, MaskedPart, Reason, Verdict
from portal.domain.permissions import Act, Actor, require
from portal.domain.refusals import Invalid, NotFound
from portal.domain.rules import Rules
from portal.effects import audit
from portal.effects import review as effects
from portal.models.dialogues import Dialogue
from portal.models.moderation import Flag, ReviewDecision
from portal.models.submissions import Submission
from portal.queries import review


def decide(
    session: Session,
    actor: Actor,
    rules: Rules,
    submission: Submission,
    *,
    version: int,
    verdict: Verdict,
    now: datetime,
    reason: Reason | None = None,
    parts: Collection[MaskedPart] = (),
    note: str = "",
) -> ReviewDecision:
    """Show the text, show it with parts masked, or withhold it with a reason. The newest decision stands.

    A writer who asked for it is told when the text is not shown as written, and when an earlier decision is replaced.
    Open reports are settled by the decision. Refuses personal data that nothing masks, a mask outside the text, a
    withholding without reason, and texts that were taken back or erased.
    """
    require(actor, Act.REVIEW, _body_of(session, submission))
    submission = review.locked(session, submission.id, version)
    effects.check(session, submission, verdict, reason, parts)
    again = bool(review.decisions_of(session, submission.id))
    decision = effects.write(session, actor, submission, verdict, reason, parts, note.strip(), now)
    effects.tell_writer(session, rules, submission, decision, now, again=again)
    return decision


def undo(session: Session, actor: Actor, rules: Rules, submission: Submission, *, now: datetime) -> ReviewDecision:
    """Take back one's own decision while it stands and nobody has appealed it; the one before it stands again.

    Returns the decision that was undone. Refuses when the newest decision is somebody else's.
    """
    require(actor, Act.REVIEW, _body_of(session, submission))
    submission = review.locked(session, submission.id, None)
    decision = review.standing_decision(session, submission.id)
    if decision is None or decision.decided_by_id != actor.user_id:
        raise Invalid("NOT_YOURS_TO_UNDO")
    if review.appeal_lodged_against(session, decision.id):
        raise Invalid("APPEALED_MEANWHILE")
    before = effects.summary(submission)
    decision.undone_at = now
    effects.reopen_reports(session, submission, decision)
    session.flush()
    earlier = review.standing_decision(session, submission.id)
    effects.stand(session, submission, earlier)
    if earlier is not None:
        told = decision.verdict is not Verdict.SHOWN
        effects.tell_writer(session, rules, submission, earlier, now, again=told, instead_of=decision)
    after = {**effects.summary(submission), "undone": decision.id}
    audit.record(
        session, actor, "moderation.undo", "submission", submission.id, before, after, now, submission.dialogue_id
    )
    return decision


def dismiss_flag(
    session: Session, actor: Actor, submission: Submission, flag_id: int, *, version: int, now: datetime
) -> Flag:
    """Say that what was pointed out is not what it looked like (*Det här är inget telefonnummer*)."""
    require(actor, Act.REVIEW, _body_of(session, submission))
    submission = review.locked(session, submission.id, version)
    flags = review.flags_of(session, submission.id)
    flag = next((one for one in flags if one.id == flag_id), None)
    if flag is None:
        raise NotFound("NO_SUCH_FLAG")
    if flag.dismissed_by_id is None:
        flag.dismissed_by_id = actor.user_id
        submission.flags_standing = sum(
            one.dismissed_by_id is None and one.kind in STOPS_SHOWING for one in flags if one is not flag
        )
        submission.version += 1
        session.flush()
        audit.record(
            session,
            actor,
            "moderation.dismiss_flag",
            "flag",
            flag.id,
            {"kind": flag.kind.value, "standing": True},
            {"kind": flag.kind.value, "standing": False, "submission_id": submission.id},
            now,
            submission.dialogue_id,
        )
    return flag


def mark_read(session: Session, actor: Actor, submission: Submission, now: datetime) -> bool:
    """Note that a person had the whole text on the screen and moved on. Only the first time counts; True for that.

    Bulk decisions never come here: they decide showing, not reading (look.md).
    """
    require(actor, Act.READ_SUBMISSIONS, _body_of(session, submission))
    submission = review.locked(session, submission.id, None)
    if submission.read_by_id is not None or actor.user_id is None:
        return False
    submission.read_by_id = actor.user_id
    session.flush()
    audit.record(
        session,
        actor,
        "moderation.read",
        "submission",
        submission.id,
        None,
        {"read_by_id": actor.user_id},
        now,
        submission.dialogue_id,
    )
    return True


def _body_of(session: Session, submission: Submission) -> int:
    return session.get_one(Dialogue, submission.dialogue_id).body_id
