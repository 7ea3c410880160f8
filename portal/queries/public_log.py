"""The lines of a dialogue's public process log."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models.audit import PublicLogEntry


def entries(session: Session, dialogue_id: int) -> Sequence[PublicLogEntry]:
    """Every line, the oldest first."""
    return session.scalars(
        select(PublicLogEntry)
        .where(PublicLogEntry.dialogue_id == dialogue_id)
        .order_by(PublicLogEntry.at, PublicLogEntry.id)
    ).all()
