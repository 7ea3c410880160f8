"""Many texts at once: bulk decisions about showing, sharing the reading out, and who has what on the screen."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from portal.domain.moderation import Reason, ReviewState, Verdict, is_counted
from portal.domain.permissions import Act, Actor, may, require
from portal.domain.refusals import Invalid, Refusal
from portal.domain.rules import Rules
from portal.effects import audit, publication
from portal.effects import review as effects
from portal.models.dialogues import Dialogue
from portal.models.moderation import Presence, ReviewDecision
from portal.models.submissions import Submission
from portal.queries import appeals, moderation, review, sharing

MOST_AT_ONCE = 100_000


@dataclass(frozen=True)
class BulkDecision:
    """What a bulk decision did: every selected number is in exactly one of the two."""

    decided: tuple[int, ...]
    left_out: tuple[tuple[int, str], ...]


def decide_in_bulk(
    session: Session,
    actor: Actor,
    rules: Rules,
    dialogue: Dialogue,
    *,
    numbers: Collection[int],
    verdict: Verdict,
    now: datetime,
    reason: Reason | None = None,
) -> BulkDecision:
    """Show (or, with a reason, withhold) all of these submissions that wait for review, in one transaction.

    It decides showing, never reading: nothing is marked as read. Left out, each with its reason: those with something
    pointed out that no person has looked at, those with an open report or appeal, those that somebody has decided
    meanwhile, and numbers that do not exist. Every number is either decided or listed.
    """
    require(actor, Act.REVIEW, dialogue.body_id)
    if verdict is Verdict.MASKED:
        raise Invalid(Refusal("NO_MASKS_IN_BULK", "verdict"))
    if verdict is Verdict.WITHHELD and reason is None:
        raise Invalid(Refusal("REASON_REQUIRED", "reason"))
    if reason is Reason.TAKEN_BACK:
        raise Invalid(Refusal("REASON_IS_THE_WRITERS", "reason"))
    left = dict.fromkeys(numbers, "NO_SUCH_SUBMISSION")
    if len(left) > MOST_AT_ONCE:
        raise Invalid(Refusal("TOO_MANY_AT_ONCE", params={"limit": MOST_AT_ONCE}))
    taken = []
    for submission in review.locked_many(session, dialogue.id, left):
        why = _kept_from_bulk(submission, verdict)
        if why is None:
            taken.append(submission)
            del left[submission.number]
        else:
            left[submission.number] = why
    _write(session, actor, rules, dialogue, taken, verdict, reason, now)
    decided = tuple(submission.number for submission in taken)
    after = {"verdict": verdict.value, "reason": reason.value if reason else None, "numbers": decided}
    audit.record(session, actor, "moderation.decide_in_bulk", "dialogue", dialogue.id, None, after, now, dialogue.id)
    return BulkDecision(decided, tuple(sorted(left.items())))


def share_out(
    session: Session,
    actor: Actor,
    dialogue: Dialogue,
    *,
    user_ids: Sequence[int],
    each: int,
    chosen: moderation.Filter,
    now: datetime,
) -> dict[int, int]:
    """Give each colleague up to `each` of the texts that nobody has yet, in the order of the list; returns how many.

    `chosen` narrows what is shared out (a language, a question). Refuses people who may not read for this body.
    """
    require(actor, Act.REVIEW, dialogue.body_id)
    staff = {person.user_id: person for person in appeals.staff(session)}
    for user_id in user_ids:
        if user_id not in staff or not may(staff[user_id], Act.CODE, dialogue.body_id):
            raise Invalid(Refusal("READER_NOT_ALLOWED", "users"))
    if not user_ids:
        raise Invalid(Refusal("READER_REQUIRED", "users"))
    if not 1 <= each <= MOST_AT_ONCE:
        raise Invalid(Refusal("SHARE_OUT_OF_RANGE", "each", {"highest": MOST_AT_ONCE}))
    free = sharing.unassigned(session, dialogue.id, chosen, each * len(user_ids))
    given = {}
    for place, user_id in enumerate(user_ids):
        portion = free[place * each : (place + 1) * each]
        _assign(session, portion, user_id)
        given[user_id] = len(portion)
    after = {str(user_id): count for user_id, count in given.items()}
    audit.record(session, actor, "moderation.share_out", "dialogue", dialogue.id, None, after, now, dialogue.id)
    return given


def take_from(session: Session, actor: Actor, dialogue: Dialogue, user_id: int, now: datetime) -> int:
    """Take from a colleague what is left of what was shared out to them; others can have it. Returns how many."""
    require(actor, Act.REVIEW, dialogue.body_id)
    left = sharing.left_with(session, dialogue.id, user_id)
    _assign(session, left, None)
    after = {"taken_from": user_id, "submissions": len(left)}
    audit.record(session, actor, "moderation.take_from", "dialogue", dialogue.id, None, after, now, dialogue.id)
    return len(left)


def look_at(session: Session, actor: Actor, submission: Submission, now: datetime) -> None:
    """Note that the actor has this text on the screen now, for colleagues to see. It is no act: no audit entry."""
    require(actor, Act.READ_SUBMISSIONS, session.get_one(Dialogue, submission.dialogue_id).body_id)
    if actor.user_id is not None:
        session.merge(Presence(user_id=actor.user_id, submission_id=submission.id, seen_at=now))
        session.flush()


def _kept_from_bulk(submission: Submission, verdict: Verdict) -> str | None:
    if submission.state in (ReviewState.TAKEN_BACK, ReviewState.ERASED):
        return "TAKEN_BACK_OR_ERASED"
    if submission.state is not ReviewState.WAITING:
        return "DECIDED_MEANWHILE"
    if submission.reports_open or submission.appeal_open:
        return "REPORTED_OR_APPEALED"
    if submission.flags_standing and verdict is Verdict.SHOWN:
        return "SOMETHING_POINTED_OUT"
    return None


def _write(
    session: Session,
    actor: Actor,
    rules: Rules,
    dialogue: Dialogue,
    taken: Sequence[Submission],
    verdict: Verdict,
    reason: Reason | None,
    now: datetime,
) -> None:
    earlier = review.decided_before(session, [submission.id for submission in taken])
    rows: list[dict[str, object]] = []
    for submission in taken:
        submission.state = ReviewState(verdict.value)
        submission.reason = reason if verdict is Verdict.WITHHELD else None
        submission.counted = is_counted(submission.reason)
        submission.version += 1
        rows.append(
            {
                "submission_id": submission.id,
                "verdict": verdict,
                "reason": submission.reason,
                "note": "",
                "additions_seen": submission.additions,
                "in_bulk": True,
                "decided_by_id": actor.user_id,
                "decided_at": now,
            }
        )
    session.flush()
    for at in range(0, len(rows), 500):
        session.execute(insert(ReviewDecision), rows[at : at + 500])
    for submission in taken:
        again = submission.id in earlier
        decision = review.standing_decision(session, submission.id) if again or verdict is Verdict.WITHHELD else None
        if decision is not None:
            effects.tell_writer(session, rules, submission, decision, now, again=again)
    if taken:
        publication.raise_version(session, publication.dialogue_scope(dialogue.id))


def _assign(session: Session, submission_ids: Sequence[int], user_id: int | None) -> None:
    for at in range(0, len(submission_ids), 500):
        session.execute(
            update(Submission)
            .where(Submission.id.in_(submission_ids[at : at + 500]))
            .values(assigned_to_id=user_id)
            .execution_options(synchronize_session=False)
        )
