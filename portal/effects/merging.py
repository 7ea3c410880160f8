"""A dialogue that was stopped and merged into another is answered with the other's answer (life.md, *Ways out*)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.mailing import MailKind
from portal.domain.permissions import Actor
from portal.domain.public_log import LogKind
from portal.domain.rules import Rules
from portal.effects import audit, public_log
from portal.effects.notify import tell_list
from portal.effects.publication import SITE, dialogue_scope, raise_version
from portal.models.dialogues import Dialogue


def answer_merged(session: Session, actor: Actor, rules: Rules, other: Dialogue, now: datetime) -> list[Dialogue]:
    """Every dialogue that is answered in `other` and handed over is answered once `other` is; return them."""
    if other.answered_at is None:
        return []
    merged = session.scalars(
        select(Dialogue).where(
            Dialogue.answered_in_id == other.id,
            Dialogue.stopped_at.is_not(None),
            Dialogue.handed_over_at.is_not(None),
            Dialogue.answered_at.is_(None),
        )
    ).all()
    for dialogue in merged:
        dialogue.answered_at = now
        dialogue.version += 1
        after = {"answered_in": other.id}
        audit.record(session, actor, "feedback.answer_merged", "dialogue", dialogue.id, None, after, now, dialogue.id)
        public_log.note(session, dialogue.id, LogKind.ANSWER_PUBLISHED, now, "dialogue_lead", elsewhere=other.slug)
        raise_version(session, SITE, dialogue_scope(dialogue.id))
        tell_list(session, rules, dialogue, MailKind.ANSWER, now, about=f"answered in dialogue {other.id}")
    return list(merged)
