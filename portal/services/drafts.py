"""What the elected do with a draft: mark it as read, comment on it; and how the dialogue's people reply (B2, C1).

Readings and comments are working material: nothing of them is public.
"""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from portal.domain.calendar import local_day
from portal.domain.drafts import DraftSubject
from portal.domain.permissions import Act, Actor, require
from portal.domain.refusals import Conflict, GateClosed, Invalid, NotAllowed, Refusal
from portal.domain.rules import Rules
from portal.effects import audit
from portal.effects.ignoring import insert_new
from portal.effects.locking import lock
from portal.models.dialogues import Dialogue
from portal.models.drafts import DraftComment, DraftReading
from portal.queries import drafts

COMMENT_LIMIT = 2000


def mark_read(
    session: Session,
    actor: Actor,
    rules: Rules,
    dialogue: Dialogue,
    subject: DraftSubject,
    content_hash: str,
    now: datetime,
) -> None:
    """Record that the actor has read the draft with that hash; doing it twice is doing it once.

    Raises NotAllowed, GateClosed with NO_SUCH_DRAFT, Conflict with DRAFT_CHANGED_MEANWHILE when another version stands.
    """
    draft = _open(session, actor, rules, dialogue, subject, now)
    if draft.content_hash != content_hash:
        raise Conflict("DRAFT_CHANGED_MEANWHILE")
    row = {
        "dialogue_id": dialogue.id,
        "subject": subject,
        "user_id": actor.user_id,
        "content_hash": content_hash,
        "parts": draft.parts,
        "read_at": now,
    }
    if not insert_new(session, DraftReading, [row]):
        again = (DraftReading.dialogue_id == dialogue.id, DraftReading.subject == subject)
        same = (DraftReading.user_id == actor.user_id, DraftReading.content_hash == content_hash)
        session.execute(update(DraftReading).where(*again, *same).values(read_at=now))
    else:
        after = {"subject": subject, "content_hash": content_hash}
        audit.record(session, actor, "drafts.mark_read", "dialogue", dialogue.id, None, after, now, dialogue.id)


def comment(
    session: Session,
    actor: Actor,
    rules: Rules,
    dialogue: Dialogue,
    subject: DraftSubject,
    part: str,
    text: str,
    now: datetime,
) -> DraftComment:
    """Say something about a draft, or about one part of it (`part` a key of the draft, else empty).

    Raises NotAllowed, GateClosed with NO_SUCH_DRAFT, Invalid with COMMENT_WITHOUT_TEXT, TOO_LONG or NO_SUCH_PART.
    """
    draft = _open(session, actor, rules, dialogue, subject, now)
    words = text.strip()
    if not words:
        raise Invalid(Refusal("COMMENT_WITHOUT_TEXT", "text"))
    if len(words) > COMMENT_LIMIT:
        raise Invalid(Refusal("TOO_LONG", "text", {"limit": COMMENT_LIMIT}))
    if part and part not in draft.parts:
        raise Invalid(Refusal("NO_SUCH_PART", "part"))
    assert actor.user_id is not None
    row = DraftComment(
        dialogue_id=dialogue.id,
        subject=subject,
        part=part,
        content_hash=draft.content_hash,
        text=words,
        user_id=actor.user_id,
        at=now,
    )
    session.add(row)
    session.flush()
    after = {"subject": subject, "part": part}
    audit.record(session, actor, "drafts.comment", "draft_comment", row.id, None, after, now, dialogue.id)
    return row


def resolve(session: Session, actor: Actor, dialogue: Dialogue, row: DraftComment, reply: str, now: datetime) -> None:
    """Answer a comment: what was done with it, or why nothing was. The one who wrote it reads the reply.

    Raises NotAllowed, Invalid with COMMENT_WITHOUT_REPLY or TOO_LONG, Conflict with ALREADY_RESOLVED.
    """
    require(actor, Act.EDIT_TEXTS, dialogue.body_id)
    words = reply.strip()
    if not words:
        raise Invalid(Refusal("COMMENT_WITHOUT_REPLY", "reply"))
    if len(words) > COMMENT_LIMIT:
        raise Invalid(Refusal("TOO_LONG", "reply", {"limit": COMMENT_LIMIT}))
    lock(session, row)
    if row.resolved_at is not None:
        raise Conflict("ALREADY_RESOLVED")
    row.reply, row.resolved_by_id, row.resolved_at = words, actor.user_id, now
    audit.record(session, actor, "drafts.resolve", "draft_comment", row.id, None, {"resolved": True}, now, dialogue.id)


def _open(
    session: Session, actor: Actor, rules: Rules, dialogue: Dialogue, subject: DraftSubject, now: datetime
) -> drafts.Draft:
    if actor.user_id is None or not drafts.may_follow(session, actor, dialogue, local_day(now, rules.zone)):
        raise NotAllowed(Refusal("NOT_ALLOWED", params={"act": Act.COMMENT_DRAFTS.value}))
    draft = drafts.standing(session, dialogue, rules, now)
    if draft is None or draft.subject is not subject:
        raise GateClosed("NO_SUCH_DRAFT")
    return draft
