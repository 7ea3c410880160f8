"""A body that is abolished: what lives moves to its successor as one act, or nothing does (C2)."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.bodies import NEVER_ABOLISHED, RolesThen
from portal.domain.calendar import local_day
from portal.domain.permissions import Act, Actor, require_everywhere
from portal.domain.public_log import LogKind
from portal.domain.refusals import GateClosed, Invalid, Refusal
from portal.domain.rules import Rules
from portal.effects import audit, public_log
from portal.effects.locking import lock
from portal.effects.publication import SITE, dialogue_scope, raise_version
from portal.models.bodies import Body
from portal.models.dialogues import Dialogue
from portal.models.joint_bodies import JointBody
from portal.models.users import RoleGrant
from portal.queries import dialogues, living, seats, users
from portal.queries.frozen_texts import frozen
from portal.queries.living import Living


@dataclass(frozen=True)
class Abolition:
    """How a body ends: the day, the body that comes after it (None: nobody), whether what lives moves there, and what
    becomes of the roles that people hold for it."""

    on: date
    successor: Body | None = None
    move: bool = False
    roles: RolesThen = RolesThen.END


def abolish(session: Session, actor: Actor, rules: Rules, body: Body, how: Abolition, now: datetime) -> Living:
    """Abolish a body. Its page stays, says what it became and leads on; promises stay, the successor answers.

    Returns what moved. Raises Invalid with COUNCIL_AND_BOARD_STAY, ABOLISHED_IN_THE_FUTURE, SUCCESSOR_IS_ITSELF,
    SUCCESSOR_ABOLISHED or NO_SUCCESSOR, GateClosed with BODY_ABOLISHED, or while something lives that is not moved,
    with BODY_HAS_MATTERS, BODY_HAS_DIALOGUES, BODY_HAS_PROMISES, BODY_IS_TO_DECIDE or BODY_HAS_SUB_COMMITTEES.
    """
    require_everywhere(actor, Act.MANAGE_BODIES)
    today = local_day(now, rules.zone)
    _refuse_faults(body, how, today)
    lock(session, body)
    if body.abolished_on is not None:
        raise GateClosed(Refusal("BODY_ABOLISHED"))
    alive = living.of_body(session, body.id, today)
    if not how.move and (reasons := _reasons(alive)):
        raise GateClosed(*reasons)
    scopes = {dialogue_scope(one.id) for one in dialogues.naming_body(session, body.id)}
    if how.move and how.successor is not None:
        _move(session, actor, alive, body, how.successor, now)
    _end_seats(session, body, how.on)
    _end_roles(session, actor, body, how, now)
    body.abolished_on, body.successor_id = how.on, how.successor.id if how.successor else None
    session.flush()
    after = {
        "on": how.on,
        "successor": body.successor_id,
        "roles": how.roles,
        "moved": alive.mark if how.move else None,
    }
    audit.record(session, actor, "abolitions.abolish", "body", body.id, None, after, now)
    raise_version(session, SITE, *scopes)
    return alive


def _refuse_faults(body: Body, how: Abolition, today: date) -> None:
    found = []
    if body.kind in NEVER_ABOLISHED:
        found.append(Refusal("COUNCIL_AND_BOARD_STAY"))
    if how.on > today:
        found.append(Refusal("ABOLISHED_IN_THE_FUTURE", "abolished_on"))
    if how.successor is not None and how.successor.id == body.id:
        found.append(Refusal("SUCCESSOR_IS_ITSELF", "successor"))
    elif how.successor is not None and how.successor.abolished_on is not None:
        found.append(Refusal("SUCCESSOR_ABOLISHED", "successor"))
    if how.successor is None and (how.move or how.roles is RolesThen.CARRY):
        found.append(Refusal("NO_SUCCESSOR", "successor"))
    if found:
        raise Invalid(*found)


def _reasons(alive: Living) -> list[Refusal]:
    parts = (
        ("BODY_HAS_MATTERS", alive.matters),
        ("BODY_HAS_DIALOGUES", alive.held),
        ("BODY_HAS_PROMISES", alive.promises),
        ("BODY_IS_TO_DECIDE", [*alive.decided, *alive.joined]),
        ("BODY_HAS_SUB_COMMITTEES", alive.sub_committees),
    )
    return [Refusal(code, params={"number": len(found)}) for code, found in parts if found]


def _move(session: Session, actor: Actor, alive: Living, body: Body, successor: Body, now: datetime) -> None:
    for matter in alive.matters:
        lock(session, matter)
        matter.body, matter.version = successor, matter.version + 1
        audit.record(
            session,
            actor,
            "abolitions.move_matter",
            "matter",
            matter.id,
            {"body": body.id},
            {"body": successor.id},
            now,
        )
    for dialogue in {one.id: one for one in (*alive.held, *alive.decided, *alive.joined)}.values():
        lock(session, dialogue)
        _move_dialogue(session, actor, dialogue, body, successor, now)
    for committee in alive.sub_committees:
        if committee.id != successor.id:
            committee.parent_id = successor.id
    for item in alive.steering:
        item.body_id, item.version = successor.id, item.version + 1
    session.flush()


def _move_dialogue(
    session: Session, actor: Actor, dialogue: Dialogue, body: Body, successor: Body, now: datetime
) -> None:
    was_responsible = dialogue.body_id == body.id
    if was_responsible:
        dialogue.body = successor
    if dialogue.deciding_body_id == body.id:
        dialogue.deciding_body = successor
    _move_joint(session, dialogue, body, successor)
    dialogue.version += 1
    session.flush()
    before, after = {"body": body.id}, {"body": successor.id}
    audit.record(session, actor, "abolitions.move_dialogue", "dialogue", dialogue.id, before, after, now, dialogue.id)
    if dialogue.announced_at is None:
        return
    languages = [entry.language for entry in dialogue.languages]
    to, since = frozen(successor.texts, "name", languages), frozen(body.texts, "name", languages)
    public_log.note(
        session, dialogue.id, LogKind.CORRECTED, now, "administrator", what="responsibility", to=to, **{"from": since}
    )
    raise_version(session, dialogue_scope(dialogue.id))


def _move_joint(session: Session, dialogue: Dialogue, body: Body, successor: Body) -> None:
    """The successor takes the body's place among those that hold it together, and stands there once."""
    old = session.get(JointBody, (dialogue.id, body.id))
    own = session.get(JointBody, (dialogue.id, successor.id))
    if old is not None:
        position = old.position
        session.delete(old)
        session.flush()
        if own is None and dialogue.body_id != successor.id:
            session.add(JointBody(dialogue_id=dialogue.id, body_id=successor.id, position=position))
    if own is not None and dialogue.body_id == successor.id:
        session.delete(own)


def _end_seats(session: Session, body: Body, on: date) -> None:
    for seat in seats.of_body(session, body.id):
        if seat.until_on is None or seat.until_on > on:
            seat.until_on = max(on, seat.from_on)


def _end_roles(session: Session, actor: Actor, body: Body, how: Abolition, now: datetime) -> None:
    held = session.scalars(select(RoleGrant).where(RoleGrant.body_id == body.id).order_by(RoleGrant.id)).all()
    for grant in held:
        user = users.by_id(session, grant.user_id)
        lock(session, user)
        user.roles.remove(grant)
        session.flush()
        carried = how.successor.id if how.successor and how.roles is RolesThen.CARRY else None
        if carried and not any(one.role is grant.role and one.body_id in (carried, None) for one in user.roles):
            user.roles.append(RoleGrant(role=grant.role, body_id=carried))
        if user.id != actor.user_id:
            user.session_token = secrets.token_urlsafe(32)
        before, after = {"role": grant.role, "body": body.id}, {"body": carried}
        audit.record(session, actor, "abolitions.end_role", "user", user.id, before, after, now)
    session.flush()
