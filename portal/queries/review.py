"""One submission under review: locked for a change, its decisions, flags, reports and appeals."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, lazyload, selectinload

from portal.domain.refusals import Conflict, NotFound, Refusal
from portal.models.moderation import Appeal, Flag, PassingOn, PersonalReply, Report, ReviewDecision
from portal.models.submissions import Submission
from portal.models.themes import CodingChange

_AT_ONCE = 500


def locked(session: Session, submission_id: int, version: int | None) -> Submission:
    """The submission as it is now, locked until the transaction ends.

    Raises NotFound, and Conflict when it is no longer in the version that the actor saw (None: whatever it is).
    """
    submission = session.scalar(
        select(Submission)
        .where(Submission.id == submission_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if submission is None:
        raise NotFound("NO_SUCH_SUBMISSION")
    if version is not None and submission.version != version:
        raise Conflict(Refusal("READ_BY_ANOTHER_MEANWHILE", params={"number": submission.number}))
    return submission


def locked_many(
    session: Session, dialogue_id: int, numbers: Collection[int], *, with_answers: bool = False
) -> list[Submission]:
    """These submissions as they are now, in the order of their numbers, locked until the transaction ends."""
    wanted = sorted(set(numbers))
    found: list[Submission] = []
    for at in range(0, len(wanted), _AT_ONCE):
        chosen = (
            select(Submission)
            .where(Submission.dialogue_id == dialogue_id, Submission.number.in_(wanted[at : at + _AT_ONCE]))
            .order_by(Submission.number)
            .with_for_update()
            .options(selectinload(Submission.answers) if with_answers else lazyload(Submission.answers))
            .execution_options(populate_existing=True)
        )
        found += session.scalars(chosen).all()
    return found


def decided_before(session: Session, submission_ids: Sequence[int]) -> set[int]:
    """Which of these have been decided before, whether the decision still stands or was undone."""
    found: set[int] = set()
    for at in range(0, len(submission_ids), _AT_ONCE):
        chosen = select(ReviewDecision.submission_id).where(
            ReviewDecision.submission_id.in_(submission_ids[at : at + _AT_ONCE])
        )
        found |= set(session.scalars(chosen))
    return found


def by_number(session: Session, dialogue_id: int, number: int) -> Submission:
    """The submission with that public number; raises NotFound."""
    found = session.scalar(select(Submission).where(Submission.dialogue_id == dialogue_id, Submission.number == number))
    if found is None:
        raise NotFound("NO_SUCH_SUBMISSION")
    return found


def decisions_of(session: Session, submission_id: int) -> Sequence[ReviewDecision]:
    """Every decision, the newest first, those undone too."""
    return session.scalars(
        select(ReviewDecision).where(ReviewDecision.submission_id == submission_id).order_by(ReviewDecision.id.desc())
    ).all()


def standing_decision(session: Session, submission_id: int) -> ReviewDecision | None:
    """The newest decision that was not undone."""
    return next((one for one in decisions_of(session, submission_id) if one.undone_at is None), None)


def flags_of(session: Session, submission_id: int) -> Sequence[Flag]:
    """What was pointed out, dismissed or not, in the order of the text."""
    return session.scalars(
        select(Flag).where(Flag.submission_id == submission_id).order_by(Flag.answer_id, Flag.start, Flag.id)
    ).all()


def open_reports(session: Session, submission_id: int) -> Sequence[Report]:
    """Reports that nobody has settled."""
    return session.scalars(
        select(Report).where(Report.submission_id == submission_id, Report.outcome.is_(None)).order_by(Report.id)
    ).all()


def reports_of(session: Session, submission_id: int) -> Sequence[Report]:
    """Every report, the newest first."""
    return session.scalars(select(Report).where(Report.submission_id == submission_id).order_by(Report.id.desc())).all()


def appeals_of(session: Session, submission_id: int) -> Sequence[Appeal]:
    """Every appeal, the newest first."""
    return session.scalars(select(Appeal).where(Appeal.submission_id == submission_id).order_by(Appeal.id.desc())).all()


def appeal_lodged_against(session: Session, decision_id: int) -> bool:
    """Whether somebody has appealed this decision."""
    return session.scalar(select(Appeal.id).where(Appeal.decision_id == decision_id).limit(1)) is not None


def passings_of(session: Session, submission_id: int) -> Sequence[PassingOn]:
    """To whom it was passed on, the newest first."""
    return session.scalars(
        select(PassingOn).where(PassingOn.submission_id == submission_id).order_by(PassingOn.id.desc())
    ).all()


def replies_of(session: Session, submission_id: int) -> Sequence[PersonalReply]:
    """Personal replies on its receipt, the newest first."""
    return session.scalars(
        select(PersonalReply).where(PersonalReply.submission_id == submission_id).order_by(PersonalReply.id.desc())
    ).all()


@dataclass(frozen=True)
class LastAct:
    """What somebody did last in a dialogue and has not undone: a decision, a change of the coding, or both at once."""

    submission_id: int
    number: int
    decided: bool
    coded: bool


def last_act(session: Session, dialogue_id: int, user_id: int | None) -> LastAct | None:
    """The latest act on one text; bulk acts are not among them."""
    decision = session.execute(
        select(Submission.id, Submission.number, ReviewDecision.decided_at)
        .join(ReviewDecision, ReviewDecision.submission_id == Submission.id)
        .where(
            Submission.dialogue_id == dialogue_id,
            ReviewDecision.decided_by_id == user_id,
            ReviewDecision.undone_at.is_(None),
            ~ReviewDecision.in_bulk,
        )
        .order_by(ReviewDecision.id.desc())
        .limit(1)
    ).first()
    change = session.execute(
        select(Submission.id, Submission.number, CodingChange.changed_at)
        .join(CodingChange, CodingChange.submission_id == Submission.id)
        .where(
            Submission.dialogue_id == dialogue_id,
            CodingChange.changed_by_id == user_id,
            CodingChange.undone_at.is_(None),
            ~CodingChange.in_bulk,
        )
        .order_by(CodingChange.id.desc())
        .limit(1)
    ).first()
    latest = max((row for row in (decision, change) if row is not None), key=lambda row: row[2], default=None)
    if latest is None:
        return None
    decided, coded = (row is not None and (row[0], row[2]) == (latest[0], latest[2]) for row in (decision, change))
    return LastAct(latest[0], latest[1], decided, coded)
