"""Dialogues: one by its address, lists by stage, the series of each. The stage is `domain.dialogues.stage_of`."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, selectinload

from portal.domain.dialogues import Stage, stage_of
from portal.domain.refusals import NotFound
from portal.models.bodies import Body
from portal.models.dialogues import Dialogue, PassedShould
from portal.models.matters import Matter
from portal.queries import joint_bodies

_FOR_LISTS = (
    selectinload(Dialogue.texts),
    selectinload(Dialogue.body).selectinload(Body.texts),
    selectinload(Dialogue.deciding_body).selectinload(Body.texts),
    selectinload(Dialogue.matter).selectinload(Matter.texts),
)


def by_slug(session: Session, slug: str) -> Dialogue:
    """The dialogue, in whatever stage; raises NotFound."""
    dialogue = session.scalar(select(Dialogue).where(Dialogue.slug == slug).options(*_FOR_LISTS))
    if dialogue is None:
        raise NotFound("NO_SUCH_DIALOGUE")
    return dialogue


def public_by_slug(session: Session, slug: str) -> Dialogue:
    """The dialogue if it was ever announced; raises NotFound, also for one that is being prepared or was abandoned."""
    dialogue = by_slug(session, slug)
    if dialogue.announced_at is None:
        raise NotFound("NO_SUCH_DIALOGUE")
    return dialogue


def by_id(session: Session, dialogue_id: int) -> Dialogue:
    """The dialogue; raises NotFound."""
    dialogue = session.get(Dialogue, dialogue_id)
    if dialogue is None:
        raise NotFound("NO_SUCH_DIALOGUE")
    return dialogue


def shown_languages(dialogue: Dialogue) -> tuple[str, ...]:
    """The languages the public can read it in; before the announcement those that are planned."""
    return tuple(
        entry.language for entry in dialogue.languages if dialogue.announced_at is None or entry.shown_at is not None
    )


def public(session: Session) -> list[Dialogue]:
    """Every dialogue that was announced, the latest to open first."""
    return list(
        session.scalars(
            select(Dialogue)
            .where(Dialogue.announced_at.is_not(None))
            .options(*_FOR_LISTS)
            .order_by(Dialogue.opens_at.desc(), Dialogue.id.desc())
        )
    )


def in_stages(
    session: Session, stages: Collection[Stage], now: datetime, body_ids: Collection[int] | None = None
) -> list[Dialogue]:
    """Dialogues in any of the stages at `now`, newest first; of those bodies (also as holder, alone or jointly) when
    they are given."""
    chosen = select(Dialogue).options(*_FOR_LISTS).order_by(Dialogue.id.desc())
    if not set(stages) & {Stage.CONCLUDED, Stage.ABANDONED, Stage.CANCELLED}:
        chosen = chosen.where(
            Dialogue.concluded_at.is_(None), Dialogue.abandoned_at.is_(None), Dialogue.cancelled_at.is_(None)
        )
    if body_ids is not None:
        own = or_(Dialogue.body_id.in_(body_ids), Dialogue.held_by_id.in_(body_ids))
        chosen = chosen.where(or_(own, Dialogue.id.in_(joint_bodies.held_by(*body_ids))))
    return [dialogue for dialogue in session.scalars(chosen) if stage_of(dialogue.stage_facts(), now) in stages]


def of_matter(session: Session, matter_id: int) -> list[Dialogue]:
    """All dialogues under a matter in the order they were begun, abandoned ones too."""
    chosen = select(Dialogue).where(Dialogue.matter_id == matter_id).options(*_FOR_LISTS).order_by(Dialogue.id)
    return list(session.scalars(chosen))


def naming_body(session: Session, body_id: int) -> list[Dialogue]:
    """Announced dialogues whose pages speak of the body: its own, those it holds (also jointly), or decides on."""
    named = or_(
        Dialogue.body_id == body_id,
        Dialogue.held_by_id == body_id,
        Dialogue.deciding_body_id == body_id,
        Dialogue.id.in_(joint_bodies.held_by(body_id)),
    )
    return list(session.scalars(select(Dialogue).where(Dialogue.announced_at.is_not(None), named)))


def run_by(session: Session, body_id: int) -> list[Dialogue]:
    """Every dialogue that the body is responsible for or holds, newest first, abandoned ones left out."""
    own = or_(
        Dialogue.body_id == body_id, Dialogue.held_by_id == body_id, Dialogue.id.in_(joint_bodies.held_by(body_id))
    )
    chosen = select(Dialogue).where(own, Dialogue.abandoned_at.is_(None)).options(*_FOR_LISTS)
    return list(session.scalars(chosen.order_by(Dialogue.id.desc())))


def tied_to(session: Session, item_id: int) -> list[int]:
    """Ids of the announced dialogues that are tied to this goal, plan or budget."""
    chosen = select(Dialogue.id).where(Dialogue.steering_item_id == item_id, Dialogue.announced_at.is_not(None))
    return list(session.scalars(chosen))


def series_of(session: Session, dialogue: Dialogue) -> list[Dialogue]:
    """The series the dialogue is one of: what it follows and what follows it, first to last; itself alone if none."""
    family = {other.id: other for other in of_matter(session, dialogue.matter_id)}
    first = dialogue
    while first.follows_id in family:
        first = family[first.follows_id]
    line, known = [first], {first.id}
    for other in family.values():
        if other.follows_id in known and other.abandoned_at is None:
            line.append(other)
            known.add(other.id)
    return line


def passed_shoulds(session: Session, dialogue_id: int) -> list[PassedShould]:
    """The *shoulds* that were passed with a reason, in the order of gate and code."""
    return list(
        session.scalars(
            select(PassedShould)
            .where(PassedShould.dialogue_id == dialogue_id)
            .order_by(PassedShould.gate, PassedShould.code)
        )
    )


def slugs(session: Session) -> set[str]:
    """Every address in use."""
    return set(session.scalars(select(Dialogue.slug)))
