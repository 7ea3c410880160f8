"""Views that came in after the handover: for the body, as others may read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.domain.moderation import VISIBLE, Reason, ReviewState, Span, masked
from portal.domain.submissions import Channel
from portal.models.handovers import LateSending
from portal.models.submissions import Answer, Submission
from portal.queries import results

MOST = 2_000
"""So many stand on the page and in the file; life goes on, but a body reads no more than that."""


@dataclass(frozen=True)
class LateView:
    """One view: its texts with what is hidden masked; none when it is not shown, or not reviewed yet."""

    number: int
    received_at: datetime
    channel: Channel
    language: str
    state: ReviewState
    reason: Reason | None
    texts: tuple[str, ...]


def of_dialogue(session: Session, dialogue_id: int) -> list[LateView]:
    """The views that came in after the handover, in the order of their numbers."""
    rows = session.execute(
        select(
            Submission.id,
            Submission.number,
            Submission.received_at,
            Submission.channel,
            Submission.language,
            Submission.state,
            Submission.reason,
        )
        .where(Submission.dialogue_id == dialogue_id, Submission.after_handover)
        .order_by(Submission.number)
        .limit(MOST)
    ).all()
    said = _texts(session, [row.id for row in rows if row.state in VISIBLE])
    return [LateView(*row[1:], texts=tuple(said.get(row.id, ()))) for row in rows]


def _texts(session: Session, ids: Sequence[int]) -> dict[int, list[str]]:
    if not ids:
        return {}
    rows = session.execute(
        select(Answer.submission_id, Answer.id, Answer.text, Submission.state)
        .join(Submission, Submission.id == Answer.submission_id)
        .where(Answer.submission_id.in_(ids), Answer.text.is_not(None))
        .order_by(Answer.addition, Answer.position, Answer.id)
    ).all()
    hidden: dict[int, list[Span]] = {}
    for submission_id in {row.submission_id for row in rows if row.state is ReviewState.MASKED}:
        for mask in results.standing_masks(session, submission_id):
            hidden.setdefault(mask.answer_id, []).append(Span(mask.start, mask.end))
    found: dict[int, list[str]] = {}
    for row in rows:
        found.setdefault(row.submission_id, []).append(masked(row.text or "", hidden.get(row.id, ())))
    return found


def count(session: Session, dialogue_id: int, after: int = 0, up_to: int | None = None) -> int:
    """How many came in after the handover, with numbers above `after`, up to and including `up_to`."""
    chosen = select(func.count(Submission.id)).where(
        Submission.dialogue_id == dialogue_id, Submission.after_handover, Submission.number > after
    )
    return session.scalar(chosen.where(Submission.number <= up_to) if up_to is not None else chosen) or 0


def sendings(session: Session, dialogue_id: int) -> Sequence[LateSending]:
    """What the body was sent so far, the newest first."""
    chosen = select(LateSending).where(LateSending.dialogue_id == dialogue_id).order_by(LateSending.id.desc())
    return session.scalars(chosen).all()


def sent_up_to(session: Session, dialogue_id: int) -> int:
    """The highest number that the body was sent; 0 when nothing was."""
    return session.scalar(select(func.max(LateSending.last_number)).where(LateSending.dialogue_id == dialogue_id)) or 0
