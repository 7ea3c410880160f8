"""The lines of a dialogue's public process log, and what was passed with a reason in a year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.calendar import local_day
from portal.domain.public_log import LogKind
from portal.domain.rules import Rules
from portal.models.audit import PublicLogEntry
from portal.models.dialogues import Dialogue


def entries(session: Session, dialogue_id: int) -> Sequence[PublicLogEntry]:
    """Every line, the oldest first."""
    return session.scalars(
        select(PublicLogEntry)
        .where(PublicLogEntry.dialogue_id == dialogue_id)
        .order_by(PublicLogEntry.at, PublicLogEntry.id)
    ).all()


@dataclass(frozen=True)
class Passed:
    """A *should* that was passed with a reason: in which dialogue, which line of which gate, why, on which day."""

    dialogue_id: int
    slug: str
    title_texts_id: int
    code: str
    reason: str
    on: date


def shoulds_passed_in_year(session: Session, rules: Rules, year: int, body_id: int | None = None) -> list[Passed]:
    """Every *should* that the dialogues of a body, or all, passed with a reason that year, in order of time."""
    around = datetime(year - 1, 12, 31, tzinfo=UTC), datetime(year + 1, 1, 2, tzinfo=UTC)
    chosen = (
        select(PublicLogEntry.at, PublicLogEntry.data, Dialogue.id, Dialogue.slug, Dialogue.texts_id)
        .join(Dialogue, Dialogue.id == PublicLogEntry.dialogue_id)
        .where(PublicLogEntry.kind == LogKind.SHOULD_PASSED, PublicLogEntry.at.between(*around))
        .order_by(PublicLogEntry.at, PublicLogEntry.id)
    )
    if body_id is not None:
        chosen = chosen.where(Dialogue.body_id == body_id)
    found = [
        Passed(row.id, row.slug, row.texts_id, row.data["code"], row.data["reason"], local_day(row.at, rules.zone))
        for row in session.execute(chosen)
    ]
    return [one for one in found if one.on.year == year]
