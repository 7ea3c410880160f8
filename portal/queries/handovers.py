"""Handovers: what one consists of, and the sealed ones."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models.commitments import CommitmentVersion
from portal.models.dialogues import Dialogue
from portal.models.handovers import Handover
from portal.models.submissions import Submission
from portal.queries import joint_bodies, results
from portal.queries.frozen_texts import frozen


def content_of(session: Session, dialogue: Dialogue, as_of: datetime) -> dict[str, Any]:
    """The result as it stands, with the promise that was given, its amendments, and the list of submissions."""
    content = results.content_of(session, dialogue, as_of)
    languages = content["languages"]
    versions = session.scalars(
        select(CommitmentVersion).where(CommitmentVersion.dialogue_id == dialogue.id).order_by(CommitmentVersion.number)
    ).all()
    rows = session.execute(
        select(
            Submission.number,
            Submission.received_at,
            Submission.channel,
            Submission.language,
            Submission.state,
            Submission.counted,
        )
        .where(Submission.dialogue_id == dialogue.id)
        .order_by(Submission.number)
    )
    content["registry_number"] = dialogue.matter.registry_number
    content["body"] = frozen(dialogue.body.texts, "name", languages)
    if others := joint_bodies.of_dialogue(session, dialogue.id):
        content["joint_bodies"] = [frozen(body.texts, "name", languages) for body in others]
    content["commitments"] = [
        {"number": v.number, "frozen_at": v.frozen_at.isoformat(), "content": v.content, "hash": v.content_hash}
        for v in versions
    ]
    content["submissions"] = [
        [number, received.isoformat(), channel.value, language, state.value, counted]
        for number, received, channel, language, state, counted in rows
    ]
    return content


def all_of(session: Session, dialogue_id: int) -> Sequence[Handover]:
    """The sealed documents of a dialogue, oldest first."""
    return session.scalars(select(Handover).where(Handover.dialogue_id == dialogue_id).order_by(Handover.number)).all()


def newest(session: Session, dialogue_id: int) -> Handover | None:
    """The last sealed document, or None."""
    return session.scalar(
        select(Handover).where(Handover.dialogue_id == dialogue_id).order_by(Handover.number.desc()).limit(1)
    )
