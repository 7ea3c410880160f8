"""That somebody took the chronological register out as a file stands in the record (C1)."""

from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.diary import DiaryTime, Period
from portal.domain.permissions import Act, Actor, require
from portal.effects import audit


def export(
    session: Session, actor: Actor, body_id: int, period: Period, by: DiaryTime, kind: str, now: datetime
) -> None:
    """Record the export before it is written. Raises NotAllowed for whoever may not see the register of that body."""
    require(actor, Act.SEE_DIARY, body_id)
    after = {"first": period.first.isoformat(), "last": period.last.isoformat(), "by": by.value, "format": kind}
    audit.record(session, actor, "diary.export", "body", body_id, None, after, now)
