"""Who has what: texts shared out to colleagues, and who has which text on the screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session

from portal.models.moderation import Presence
from portal.models.submissions import LEFT_TO_DO, SHARED_OUT, Submission
from portal.models.users import User
from portal.queries import moderation

ON_SCREEN = timedelta(minutes=5)
"""How long a text counts as being on a colleague's screen after the last sign of it."""


@dataclass(frozen=True)
class Share:
    """What one colleague has been given: all of it, and what is left to do."""

    user_id: int
    name: str
    given: int
    left: int


def shares(session: Session, dialogue_id: int) -> list[Share]:
    """Everybody who has something, by name."""
    left = func.sum(case((LEFT_TO_DO, 1), else_=0))
    rows = session.execute(
        select(User.id, User.name, func.count(), left)
        .select_from(Submission)
        .join(User, User.id == Submission.assigned_to_id)
        .where(SHARED_OUT, Submission.dialogue_id == dialogue_id)
        .group_by(User.id, User.name)
        .order_by(User.name, User.id)
    )
    return [Share(*row) for row in rows]


def unassigned(session: Session, dialogue_id: int, chosen: moderation.Filter, most: int) -> Sequence[int]:
    """Ids of the first texts in the list that are left to do and that nobody has been given."""
    wanted = and_(moderation.conditions(session, dialogue_id, chosen), LEFT_TO_DO, Submission.assigned_to_id.is_(None))
    return session.scalars(select(Submission.id).where(wanted).order_by(Submission.number).limit(most)).all()


def left_with(session: Session, dialogue_id: int, user_id: int) -> Sequence[int]:
    """Ids of what was given to a colleague and is left to do."""
    return session.scalars(
        select(Submission.id)
        .where(SHARED_OUT, LEFT_TO_DO, Submission.dialogue_id == dialogue_id, Submission.assigned_to_id == user_id)
        .order_by(Submission.number)
    ).all()


def on_screens(session: Session, dialogue_id: int, but_not: int | None, now: datetime) -> list[tuple[int, str]]:
    """(number, colleague's name) of the texts that others have on the screen now, by number."""
    rows = session.execute(
        select(Submission.number, User.name)
        .join(Presence, Presence.submission_id == Submission.id)
        .join(User, User.id == Presence.user_id)
        .where(Submission.dialogue_id == dialogue_id, Presence.seen_at > now - ON_SCREEN, User.id != (but_not or 0))
        .order_by(Submission.number, User.name)
    )
    return [(number, name) for number, name in rows]
