"""Pointing out to the reviewer what an analysis found; it decides nothing."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from portal.domain.moderation import FlagKind
from portal.domain.permissions import Act, Actor, require
from portal.effects import audit
from portal.models.dialogues import Dialogue
from portal.models.moderation import Flag
from portal.models.submissions import Submission
from portal.queries import analyses

_AT_ONCE = 500


def point_out_copies(
    session: Session, actor: Actor, dialogue: Dialogue, numbers: Collection[int], now: datetime
) -> int:
    """Flag these submissions as near copies of others, each once; return how many were new. They count like any."""
    require(actor, Act.REVIEW, dialogue.body_id)
    new = sorted(set(numbers) - analyses.flagged_as_copies(session, dialogue.id))
    for at in range(0, len(new), _AT_ONCE):
        chosen = select(Submission.id).where(
            Submission.dialogue_id == dialogue.id, Submission.number.in_(new[at : at + _AT_ONCE])
        )
        rows = [{"submission_id": key, "kind": FlagKind.NEAR_COPY} for key in session.scalars(chosen)]
        session.execute(insert(Flag), rows)
    if new:
        after = {"near_copies": len(new), "numbers": new[:_AT_ONCE]}
        audit.record(session, actor, "analyses.point_out", "dialogue", dialogue.id, None, after, now, dialogue.id)
    return len(new)
