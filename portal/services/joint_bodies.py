"""Dialogues that two bodies hold together: exactly one stays responsible (C2)."""

from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.permissions import Act, Actor, require
from portal.domain.refusals import GateClosed, Invalid, Refusal
from portal.effects import audit
from portal.effects.locking import lock
from portal.models.bodies import Body
from portal.models.dialogues import Dialogue
from portal.models.joint_bodies import JointBody
from portal.queries import joint_bodies


def join(session: Session, actor: Actor, dialogue: Dialogue, body: Body, now: datetime) -> JointBody:
    """Let another body hold the dialogue together with the responsible one, while it is being prepared.

    Its staff may work with the dialogue from now on, and its approval is asked for too. Raises Invalid with
    JOINT_BODY_IS_RESPONSIBLE, JOINT_ALREADY or BODY_ABOLISHED, GateClosed with ALREADY_ANNOUNCED or ALREADY_ABANDONED.
    """
    _require_preparing(session, actor, dialogue)
    if body.id == dialogue.body_id:
        raise Invalid(Refusal("JOINT_BODY_IS_RESPONSIBLE", "body"))
    if body.abolished_on is not None:
        raise Invalid(Refusal("BODY_ABOLISHED", "body"))
    held = joint_bodies.ids_of(session, dialogue.id)
    if body.id in held:
        raise Invalid(Refusal("JOINT_ALREADY", "body"))
    row = JointBody(dialogue_id=dialogue.id, body_id=body.id, position=len(held) + 1)
    session.add(row)
    session.flush()
    audit.record(
        session, actor, "joint_bodies.join", "dialogue", dialogue.id, None, {"body": body.id}, now, dialogue.id
    )
    return row


def part(session: Session, actor: Actor, dialogue: Dialogue, body: Body, now: datetime) -> None:
    """Let a body hold the dialogue no longer, before the announcement. Raises Invalid with NOT_JOINT, and as `join`."""
    _require_preparing(session, actor, dialogue)
    row = session.get(JointBody, (dialogue.id, body.id))
    if row is None:
        raise Invalid(Refusal("NOT_JOINT", "body"))
    session.delete(row)
    session.flush()
    audit.record(
        session, actor, "joint_bodies.part", "dialogue", dialogue.id, {"body": body.id}, None, now, dialogue.id
    )


def _require_preparing(session: Session, actor: Actor, dialogue: Dialogue) -> None:
    require(actor, Act.PLAN, dialogue.body_id)
    lock(session, dialogue)
    if dialogue.announced_at is not None:
        raise GateClosed(Refusal("ALREADY_ANNOUNCED"))
    if dialogue.abandoned_at is not None:
        raise GateClosed(Refusal("ALREADY_ABANDONED"))
