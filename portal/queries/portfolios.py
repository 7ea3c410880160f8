"""A body's dialogues in figures: how many it held in which year, and what it planned with which it comes too late."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.calendar import last_day, local_day
from portal.domain.steering import closes_in_time
from portal.models.dialogues import Dialogue
from portal.models.joint_bodies import JointBody
from portal.models.submissions import SubmissionCounter
from portal.queries import steering


@dataclass(frozen=True)
class Missed:
    """A dialogue that closes after what it should feed is to be decided."""

    dialogue_id: int
    name: str
    decided_on: date


def held_in(session: Session, zone: ZoneInfo, now: datetime) -> Mapping[int, dict[int, int]]:
    """How many dialogues each body opened in each year, alone or with another; {body id: {year: number}}."""
    opened = (Dialogue.announced_at.is_not(None), Dialogue.cancelled_at.is_(None), Dialogue.opens_at <= now)
    own = session.execute(select(Dialogue.body_id, Dialogue.opens_at).where(*opened)).all()
    joint = session.execute(
        select(JointBody.body_id, Dialogue.opens_at).join(Dialogue, Dialogue.id == JointBody.dialogue_id).where(*opened)
    ).all()
    found: dict[int, dict[int, int]] = {}
    for body_id, opens_at in (*own, *joint):
        assert opens_at is not None
        year = local_day(opens_at, zone).year
        years = found.setdefault(body_id, {})
        years[year] = years.get(year, 0) + 1
    return found


def received(session: Session, dialogue_ids: Sequence[int]) -> int:
    """How many submissions have come in to these dialogues together."""
    chosen = select(SubmissionCounter.last_number).where(SubmissionCounter.dialogue_id.in_(dialogue_ids))
    return sum(session.scalars(chosen))


def missed(session: Session, dialogues: Sequence[Dialogue], zone: ZoneInfo) -> list[Missed]:
    """Which of these dialogues close too late for the goal, plan or budget that they are tied to."""
    by_id = {one.id: one for one in dialogues}
    found = []
    for dialogue_id, decided_on, name in steering.tied(session, list(by_id)):
        closes = by_id[dialogue_id].closes_at
        if closes is not None and not closes_in_time(last_day(closes, zone), decided_on):
            found.append(Missed(dialogue_id, name, decided_on))
    return found
