"""That somebody took the submissions out of the portal is a change like any other: it stands in the record."""

from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.permissions import Act, Actor, require
from portal.effects import audit
from portal.models.dialogues import Dialogue


def note_export(session: Session, actor: Actor, dialogue_id: int, profile: str, kind: str, now: datetime) -> None:
    """Record an export before it is written. Raises NotAllowed for whoever may not export."""
    require(actor, Act.EXPORT, session.get_one(Dialogue, dialogue_id).body_id)
    after = {"profile": profile, "format": kind}
    audit.record(session, actor, "submissions.export", "dialogue", dialogue_id, None, after, now, dialogue_id)
