"""Handover: the frozen document with which the result becomes the body's decision material (C1)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from portal.domain.commitments import content_hash
from portal.domain.dialogues import Stage, stage_of
from portal.domain.handovers import Document, DocumentFormat, is_new, new_since
from portal.domain.languages import SOURCE
from portal.domain.lifecycle import Gate, checks, require_open
from portal.domain.permissions import Act, Actor, require
from portal.domain.public_log import LogKind
from portal.domain.refusals import Conflict, GateClosed, Invalid, Refusal
from portal.domain.rules import Rules
from portal.effects import audit, merging, public_log, publication
from portal.effects.locking import lock
from portal.models.dialogues import Dialogue
from portal.models.handovers import Handover, HandoverFile, LateSending
from portal.queries import answers, handovers, late_views, lifecycle

_ASKED_ONCE = frozenset({"NOT_CLOSED"})
"""What the gate asks of the first handover only: a further one is made while the body has the first."""


def hand_over(
    session: Session,
    actor: Actor,
    rules: Rules,
    dialogue: Dialogue,
    content: Mapping[str, Any],
    documents: Sequence[Document],
    now: datetime,
    reason: str = "",
) -> Handover:
    """Seals the `documents`, made from `content`, and hands them over; the Swedish HTML is among them.

    Refuses while the gate *hand over* is closed, and with Conflict when the dialogue changed after `content` was read.
    Once handed over, a further handover needs a `reason`, something that is new, and that no final decision is made.
    """
    require(actor, Act.HAND_OVER, dialogue.body_id)
    lock(session, dialogue)
    before = handovers.newest(session, dialogue.id)
    facts = lifecycle.facts_of(session, dialogue, rules, now)
    if before is None:
        require_open(Gate.HAND_OVER, facts)
    else:
        _require_further(session, dialogue, before, content, reason, now)
        closed = [one for one in checks(Gate.HAND_OVER, facts) if one.blocks and one.code not in _ASKED_ONCE]
        if closed:
            raise GateClosed(*(Refusal(one.code, params=one.params) for one in closed))
    current = handovers.content_of(session, dialogue, datetime.fromisoformat(content["as_of"]))
    if content_hash(current) != content_hash(content):
        raise Conflict(Refusal("CHANGED_MEANWHILE"))
    handover = _seal(session, actor, dialogue, content, documents, (before.number if before else 0) + 1, reason, now)
    dialogue.handed_over_at = dialogue.handed_over_at or now
    hashes = {"number": handover.number, "html_hash": handover.html_hash}
    files = {f"{one.format.value} {one.language}": one.sha256 for one in documents}
    entry = {**hashes, "files": files, "reason": handover.reason}
    audit.record(session, actor, "handovers.hand_over", "handover", handover.id, None, entry, now, dialogue.id)
    said = {**hashes, "reason": handover.reason} if handover.reason else hashes
    public_log.note(session, dialogue.id, LogKind.HANDED_OVER, now, role="dialogue_lead", **said)
    publication.raise_version(session, "site", f"dialogue:{dialogue.id}")
    if dialogue.answered_in_id is not None:
        merging.answer_merged(session, actor, rules, session.get_one(Dialogue, dialogue.answered_in_id), now)
    return handover


def _require_further(
    session: Session, dialogue: Dialogue, before: Handover, content: Mapping[str, Any], reason: str, now: datetime
) -> None:
    final = any(one.final for one in answers.decisions(session, dialogue.id))
    if stage_of(dialogue.stage_facts(), now) is not Stage.HANDED_OVER or final:
        raise GateClosed(Refusal("HANDOVER_AFTER_DECISION"))
    if not reason.strip():
        raise Invalid(Refusal("NOT_SAID_WHY_AGAIN", "reason"))
    if not is_new(new_since(before.content, content)):
        raise Invalid(Refusal("NOTHING_NEW_TO_HAND_OVER"))


def _seal(
    session: Session,
    actor: Actor,
    dialogue: Dialogue,
    content: Mapping[str, Any],
    documents: Sequence[Document],
    number: int,
    reason: str,
    now: datetime,
) -> Handover:
    swedish = next(one for one in documents if (one.format, one.language) == (DocumentFormat.HTML, SOURCE))
    handover = Handover(
        dialogue_id=dialogue.id,
        number=number,
        content=dict(content),
        html=swedish.data.decode(),
        html_hash=swedish.sha256,
        reason=reason.strip(),
        made_at=now,
        made_by_id=actor.user_id,
    )
    session.add(handover)
    session.flush()
    session.add_all(
        HandoverFile(
            handover_id=handover.id,
            format=one.format,
            language=one.language,
            data=one.data,
            size=len(one.data),
            sha256=one.sha256,
        )
        for one in documents
        if one is not swedish
    )
    session.flush()
    return handover


def send_late_views(session: Session, actor: Actor, dialogue: Dialogue, last_number: int, now: datetime) -> LateSending:
    """Records that the body was sent the views that came in after the handover, up to the one with `last_number`.

    Refuses with GateClosed when nothing has come in since what was sent last.
    """
    require(actor, Act.RECORD_DECISIONS, dialogue.body_id)
    lock(session, dialogue)
    sent = late_views.sent_up_to(session, dialogue.id)
    views = late_views.count(session, dialogue.id, after=sent, up_to=last_number)
    if dialogue.handed_over_at is None or not views:
        raise GateClosed(Refusal("NO_LATE_VIEWS_TO_SEND"))
    sending = LateSending(
        dialogue_id=dialogue.id, last_number=last_number, views=views, sent_at=now, sent_by_id=actor.user_id
    )
    session.add(sending)
    session.flush()
    entry = {"last_number": last_number, "views": views}
    audit.record(session, actor, "handovers.send_late_views", "late_sending", sending.id, None, entry, now, dialogue.id)
    public_log.note(session, dialogue.id, LogKind.LATE_VIEWS_SENT, now, role="registrar", views=views)
    publication.raise_version(session, f"dialogue:{dialogue.id}")
    return sending
