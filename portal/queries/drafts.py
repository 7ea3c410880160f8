"""Drafts and their readers: what is drafted in a dialogue now, who has read which version, and what they said."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.domain import drafts
from portal.domain.dialogues import stage_of
from portal.domain.drafts import DraftSubject
from portal.domain.feedback import EditionKind
from portal.domain.groups import MemberRole
from portal.domain.permissions import Act, Actor, may
from portal.domain.refusals import NotFound
from portal.domain.rules import Rules
from portal.models.dialogues import Dialogue
from portal.models.drafts import DraftComment, DraftReading
from portal.models.groups import GroupMember
from portal.models.users import User
from portal.queries import answers, commitments, feedback, results


@dataclass(frozen=True)
class Draft:
    """A draft as it stands: nobody's contact details and no submission are among its parts."""

    dialogue: Dialogue
    subject: DraftSubject
    parts: dict[str, Any]

    @property
    def content_hash(self) -> str:
        """The hash of exactly this version."""
        return drafts.hash_of(self.parts)


@dataclass(frozen=True)
class Reader:
    """Somebody who has read a draft, when last, and whether it was the version that stands."""

    user_id: int
    name: str
    read_at: datetime
    newest: bool


@dataclass(frozen=True)
class Comment:
    """A comment with the names of who wrote and who resolved it."""

    row: DraftComment
    by: str
    resolved_by: str


def may_follow(session: Session, actor: Actor, dialogue: Dialogue, today: date) -> bool:
    """Whether the actor may read and comment the drafts: by a role for its body, or as elected in its dialogue group.

    A member of the group needs a role that may comment for some body; being listed alone is no account.
    """
    if may(actor, Act.COMMENT_DRAFTS, dialogue.body_id):
        return True
    return may(actor, Act.COMMENT_DRAFTS) and dialogue.id in member_of(session, actor, today)


def member_of(session: Session, actor: Actor, today: date) -> set[int]:
    """Ids of the dialogues in whose dialogue group the actor sits as an elected member that day."""
    if actor.user_id is None:
        return set()
    chosen = select(GroupMember.dialogue_id).where(
        GroupMember.user_id == actor.user_id,
        GroupMember.role == MemberRole.POLITICIAN,
        GroupMember.from_on <= today,
        GroupMember.until_on.is_(None) | (GroupMember.until_on >= today),
    )
    return set(session.scalars(chosen))


def standing(session: Session, dialogue: Dialogue, rules: Rules, now: datetime) -> Draft | None:
    """What is drafted in the dialogue at `now`, as it stands; None when nothing is."""
    published = feedback.newest_of_kind(session, dialogue.id, EditionKind.RESULT) is not None
    subject = drafts.subject_at(stage_of(dialogue.stage_facts(), now), published)
    if subject is None:
        return None
    if subject is DraftSubject.COMMITMENT:
        content = commitments.content_of(session, dialogue, rules)
    elif subject is DraftSubject.RESULT:
        content = results.content_of(session, dialogue, now)
    else:
        content = answers.content_of(session, dialogue, now)
    return Draft(dialogue, subject, drafts.parts_of(subject, content))


def last_reading(session: Session, dialogue_id: int, subject: DraftSubject, user_id: int | None) -> DraftReading | None:
    """The version of the draft that the user read last, or None."""
    return session.scalar(
        select(DraftReading)
        .where(
            DraftReading.dialogue_id == dialogue_id, DraftReading.subject == subject, DraftReading.user_id == user_id
        )
        .order_by(DraftReading.read_at.desc(), DraftReading.id.desc())
        .limit(1)
    )


def readers(session: Session, draft: Draft) -> list[Reader]:
    """Everybody who has read any version of the draft, by name, with the moment of the last reading."""
    rows = session.execute(
        select(DraftReading.user_id, User.name, DraftReading.read_at, DraftReading.content_hash)
        .join(User, User.id == DraftReading.user_id)
        .where(DraftReading.dialogue_id == draft.dialogue.id, DraftReading.subject == draft.subject)
        .order_by(User.name, DraftReading.read_at)
    ).all()
    latest = {user_id: (name, read_at, read_hash) for user_id, name, read_at, read_hash in rows}
    standing_hash = draft.content_hash
    return [
        Reader(user_id, name, read_at, read_hash == standing_hash)
        for user_id, (name, read_at, read_hash) in latest.items()
    ]


def comments(session: Session, dialogue_id: int, subject: DraftSubject) -> list[Comment]:
    """Every comment on the draft, those that wait for a reply first, each kind oldest first."""
    rows = session.scalars(
        select(DraftComment)
        .where(DraftComment.dialogue_id == dialogue_id, DraftComment.subject == subject)
        .order_by(DraftComment.resolved_at.is_not(None), DraftComment.id)
    ).all()
    wanted = {user_id for row in rows for user_id in (row.user_id, row.resolved_by_id) if user_id}
    people = session.execute(select(User.id, User.name).where(User.id.in_(wanted))).all() if wanted else []
    names = {row[0]: row[1] for row in people}
    return [Comment(row, names.get(row.user_id, ""), names.get(row.resolved_by_id or 0, "")) for row in rows]


def comment_of(session: Session, dialogue_id: int, comment_id: int) -> DraftComment:
    """That comment of the dialogue; raises NotFound."""
    row = session.get(DraftComment, comment_id)
    if row is None or row.dialogue_id != dialogue_id:
        raise NotFound("NOT_FOUND")
    return row


def waiting(session: Session, dialogue_ids: Collection[int]) -> dict[tuple[int, DraftSubject], int]:
    """How many comments wait for a reply, by dialogue and subject."""
    rows = session.execute(
        select(DraftComment.dialogue_id, DraftComment.subject, func.count())
        .where(DraftComment.dialogue_id.in_(dialogue_ids), DraftComment.resolved_at.is_(None))
        .group_by(DraftComment.dialogue_id, DraftComment.subject)
    ).all()
    return {(row[0], row[1]): row[2] for row in rows}
