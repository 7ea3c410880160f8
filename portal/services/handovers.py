"""Handover: the frozen document with which the result becomes the body's decision material (C1)."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.domain.commitments import content_hash
from portal.domain.lifecycle import Gate, require_open
from portal.domain.permissions import Act, Actor, require
from portal.domain.public_log import LogKind
from portal.domain.refusals import Conflict, Refusal
from portal.domain.rules import Rules
from portal.effects import audit, merging, public_log, publication
from portal.models.dialogues import Dialogue
from portal.models.handovers import Handover
from portal.queries import handovers, lifecycle


def hand_over(
    session: Session,
    actor: Actor,
    rules: Rules,
    dialogue: Dialogue,
    content: Mapping[str, Any],
    html: str,
    now: datetime,
) -> Handover:
    """Seals `html`, made from `content`, and hands it over.

    Refuses while the gate *hand over* is closed, and with Conflict when the dialogue changed after `content` was read.
    """
    require(actor, Act.HAND_OVER, dialogue.body_id)
    require_open(Gate.HAND_OVER, lifecycle.facts_of(session, dialogue, rules, now))
    current = handovers.content_of(session, dialogue, datetime.fromisoformat(content["as_of"]))
    if content_hash(current) != content_hash(content):
        raise Conflict(Refusal("CHANGED_MEANWHILE"))
    number = (session.scalar(select(func.max(Handover.number)).where(Handover.dialogue_id == dialogue.id)) or 0) + 1
    handover = Handover(
        dialogue_id=dialogue.id,
        number=number,
        content=dict(content),
        html=html,
        html_hash=hashlib.sha256(html.encode()).hexdigest(),
        made_at=now,
        made_by_id=actor.user_id,
    )
    session.add(handover)
    dialogue.handed_over_at = now
    session.flush()
    audit.record(
        session,
        actor,
        "handovers.hand_over",
        "handover",
        handover.id,
        None,
        {"number": number, "html_hash": handover.html_hash},
        now,
        dialogue.id,
    )
    public_log.note(
        session,
        dialogue.id,
        LogKind.HANDED_OVER,
        now,
        role="dialogue_lead",
        number=number,
        html_hash=handover.html_hash,
    )
    publication.raise_version(session, "site", f"dialogue:{dialogue.id}")
    if dialogue.answered_in_id is not None:
        merging.answer_merged(session, actor, rules, session.get_one(Dialogue, dialogue.answered_in_id), now)
    return handover
