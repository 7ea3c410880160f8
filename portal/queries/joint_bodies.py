"""The bodies that hold a dialogue together with the responsible one, and what their staff may do in it (C2)."""

from collections.abc import Collection

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from portal.domain.permissions import Actor, lent
from portal.domain.refusals import NotFound
from portal.models.bodies import Body
from portal.models.commitments import Approval
from portal.models.dialogues import Dialogue
from portal.models.joint_bodies import JointBody


def of_dialogue(session: Session, dialogue_id: int) -> list[Body]:
    """The bodies beside the responsible one, in the order in which they are named."""
    return list(
        session.scalars(
            select(Body)
            .join(JointBody, JointBody.body_id == Body.id)
            .where(JointBody.dialogue_id == dialogue_id)
            .options(selectinload(Body.texts))
            .order_by(JointBody.position, JointBody.body_id)
        )
    )


def one_of(session: Session, dialogue_id: int, slug: str) -> Body:
    """The body with that address, if it holds the dialogue beside the responsible one; raises NotFound."""
    found = next((body for body in of_dialogue(session, dialogue_id) if body.slug == slug), None)
    if found is None:
        raise NotFound("NOT_JOINT")
    return found


def ids_of(session: Session, dialogue_id: int) -> tuple[int, ...]:
    """Ids of the bodies beside the responsible one."""
    return tuple(
        session.scalars(
            select(JointBody.body_id)
            .where(JointBody.dialogue_id == dialogue_id)
            .order_by(JointBody.position, JointBody.body_id)
        )
    )


def by_dialogue(session: Session, dialogue_ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    """Ids of the bodies beside the responsible one, by dialogue; dialogues of one body only are left out."""
    found: dict[int, tuple[int, ...]] = {}
    for dialogue_id, body_id in session.execute(
        select(JointBody.dialogue_id, JointBody.body_id)
        .where(JointBody.dialogue_id.in_(dialogue_ids))
        .order_by(JointBody.position, JointBody.body_id)
    ):
        found[dialogue_id] = (*found.get(dialogue_id, ()), body_id)
    return found


def held_by(*body_ids: int) -> Select[int]:
    """A select of the ids of the dialogues that one of these bodies holds together with another."""
    return select(JointBody.dialogue_id).where(JointBody.body_id.in_(body_ids))


def dialogue_ids(session: Session, body_id: int) -> set[int]:
    """Ids of the dialogues that the body holds beside another one that is responsible."""
    return set(session.scalars(held_by(body_id)))


def actor_in(session: Session, actor: Actor, dialogue: Dialogue) -> Actor:
    """The actor towards this dialogue: roles for a body that holds it too count for the responsible one as well."""
    if all(grant.body_id is None for grant in actor.grants):
        return actor
    return lent(actor, dialogue.body_id, ids_of(session, dialogue.id))


def actor_in_named(session: Session, actor: Actor, slug: str) -> Actor:
    """`actor_in` for the dialogue with that address, in one statement; the actor alone when nothing is held jointly."""
    if all(grant.body_id is None for grant in actor.grants):
        return actor
    rows = session.execute(
        select(Dialogue.body_id, JointBody.body_id)
        .join(JointBody, JointBody.dialogue_id == Dialogue.id)
        .where(Dialogue.slug == slug)
    ).all()
    return lent(actor, rows[0][0], {row[1] for row in rows}) if rows else actor


def without_approval(session: Session, dialogue: Dialogue, subject: str, content_hash: str) -> tuple[str, ...]:
    """Swedish names of the other bodies that have not approved exactly this content (`commitment` or `answer`)."""
    others = of_dialogue(session, dialogue.id)
    if not others:
        return ()
    approved = set(
        session.scalars(
            select(Approval.body_id).where(
                Approval.dialogue_id == dialogue.id, Approval.subject == subject, Approval.content_hash == content_hash
            )
        )
    )
    return tuple(body.texts.plain("name") for body in others if body.id not in approved)
