"""What an official adds to one submission: passing it on, a short personal reply, a working translation."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from portal.domain.moderation import ReviewState
from portal.domain.permissions import Act, Actor, require
from portal.domain.refusals import Invalid, NotFound, Refusal
from portal.effects import audit
from portal.models.dialogues import Dialogue
from portal.models.moderation import PassingOn, PersonalReply
from portal.models.submissions import Submission, WorkingTranslation

PASSED_TO_LIMIT = 200
REPLY_LIMIT = 2000
TRANSLATION_LIMIT = 20000


def pass_on(
    session: Session, actor: Actor, submission: Submission, *, to: str, passed_on: date, now: datetime
) -> PassingOn:
    """Note that what belongs elsewhere was passed on. The receipt says it; the submission stays counted."""
    _require(session, actor, Act.REVIEW, submission)
    _check(to, "to", PASSED_TO_LIMIT)
    passing = PassingOn(submission_id=submission.id, to=to.strip(), passed_on=passed_on, passed_by_id=actor.user_id)
    session.add(passing)
    session.flush()
    after = {"passing_id": passing.id, "passed_on": passed_on}
    audit.record(
        session, actor, "moderation.pass_on", "submission", submission.id, None, after, now, submission.dialogue_id
    )
    return passing


def reply(
    session: Session, actor: Actor, submission: Submission, *, text: str, language: str, now: datetime
) -> PersonalReply:
    """Leave a short personal reply that is read on this one receipt only."""
    _require(session, actor, Act.REPLY, submission)
    _check(text, "text", REPLY_LIMIT)
    if actor.user_id is None:
        raise Invalid("REPLY_NEEDS_A_PERSON")
    reply = PersonalReply(
        submission_id=submission.id,
        text=text.strip(),
        language=language,
        replied_by_id=actor.user_id,
        replied_at=now,
    )
    session.add(reply)
    session.flush()
    after = {"reply_id": reply.id, "language": language}
    audit.record(
        session, actor, "moderation.reply", "submission", submission.id, None, after, now, submission.dialogue_id
    )
    return reply


def translate(
    session: Session,
    actor: Actor,
    submission: Submission,
    answer_id: int,
    *,
    language: str,
    text: str,
    now: datetime,
    machine: bool = False,
) -> WorkingTranslation:
    """Write (again) a working translation of one answer for the office; never shown as the writer's words."""
    _require(session, actor, Act.READ_SUBMISSIONS, submission)
    _check(text, "text", TRANSLATION_LIMIT)
    if answer_id not in {answer.id for answer in submission.answers if answer.text}:
        raise NotFound("NO_SUCH_ANSWER")
    row = session.get(WorkingTranslation, (answer_id, language))
    before = None if row is None else {"machine": row.machine, "made_by": row.made_by}
    if row is None:
        row = WorkingTranslation(answer_id=answer_id, language=language)
        session.add(row)
    row.text, row.machine, row.made_by, row.made_at = text.strip(), machine, actor.name, now
    session.flush()
    after = {"language": language, "machine": machine, "made_by": actor.name}
    audit.record(
        session, actor, "moderation.translate", "answer", answer_id, before, after, now, submission.dialogue_id
    )
    return row


def _require(session: Session, actor: Actor, act: Act, submission: Submission) -> None:
    require(actor, act, session.get_one(Dialogue, submission.dialogue_id).body_id)
    if submission.state is ReviewState.ERASED:
        raise Invalid(Refusal("NOTHING_LEFT_TO_DECIDE", params={"state": submission.state.value}))


def _check(text: str, field: str, limit: int) -> None:
    if not text.strip():
        raise Invalid(Refusal("REQUIRED", field))
    if len(text) > limit:
        raise Invalid(Refusal("TOO_LONG", field, {"limit": limit}))
