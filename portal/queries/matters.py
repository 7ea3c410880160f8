"""Matters with what was considered, and their suitability tests."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from portal.domain.refusals import NotFound
from portal.domain.rules import Rules
from portal.models.bodies import Body
from portal.models.dialogues import Dialogue
from portal.models.matters import Consideration, Matter, MatterMove, SuitabilityTest
from portal.queries import considered

_FOR_LISTS = (
    selectinload(Matter.texts),
    selectinload(Matter.body).selectinload(Body.texts),
    selectinload(Matter.considerations),
)


def everyone(session: Session, body_id: int | None = None) -> list[Matter]:
    """All matters, newest first; of one body when it is given."""
    chosen = select(Matter).options(*_FOR_LISTS).order_by(Matter.registered_on.desc(), Matter.id.desc())
    return list(session.scalars(chosen if body_id is None else chosen.where(Matter.body_id == body_id)))


def by_slug(session: Session, slug: str) -> Matter:
    """The matter; raises NotFound."""
    matter = session.scalar(select(Matter).where(Matter.slug == slug).options(*_FOR_LISTS))
    if matter is None:
        raise NotFound("NO_SUCH_MATTER")
    return matter


def by_id(session: Session, matter_id: int) -> Matter:
    """The matter; raises NotFound."""
    matter = session.get(Matter, matter_id)
    if matter is None:
        raise NotFound("NO_SUCH_MATTER")
    return matter


def unconsidered(session: Session, body_id: int | None = None) -> list[Matter]:
    """Matters that still wait for their consideration (A1), oldest first."""
    chosen = (
        select(Matter).where(considered.is_waiting()).options(*_FOR_LISTS).order_by(Matter.registered_on, Matter.id)
    )
    return list(session.scalars(chosen if body_id is None else chosen.where(Matter.body_id == body_id)))


def overdue(session: Session, body_id: int | None, today: date, rules: Rules) -> list[Matter]:
    """Matters (of one body, or of all) whose consideration is overdue today, oldest first."""
    chosen = select(Matter).where(considered.is_overdue(today, rules)).options(*_FOR_LISTS)
    if body_id is not None:
        chosen = chosen.where(Matter.body_id == body_id)
    return list(session.scalars(chosen.order_by(Matter.registered_on, Matter.id)))


def decided_without(session: Session, body_id: int | None) -> list[Matter]:
    """Matters (of one body, or of all) that were decided before anybody considered dialogue, the latest first."""
    chosen = select(Matter).where(considered.is_decided_without()).options(*_FOR_LISTS)
    if body_id is not None:
        chosen = chosen.where(Matter.body_id == body_id)
    return list(session.scalars(chosen.order_by(Matter.registered_on.desc(), Matter.id.desc())))


def moves_of(session: Session, matter_id: int) -> list[MatterMove]:
    """The bodies a matter came from, the latest first."""
    chosen = select(MatterMove).where(MatterMove.matter_id == matter_id).order_by(MatterMove.id.desc())
    bodies = (MatterMove.from_body, MatterMove.to_body)
    return list(session.scalars(chosen.options(*(selectinload(one).selectinload(Body.texts) for one in bodies))))


def left_behind(session: Session, dialogues: Collection[Dialogue]) -> set[int]:
    """Ids of the announced, unfinished dialogues that stayed with a body when their matter went over to another."""
    chosen = (
        select(Dialogue.id)
        .join(Matter, Matter.id == Dialogue.matter_id)
        .join(MatterMove, MatterMove.matter_id == Matter.id)
        .where(
            Dialogue.id.in_([one.id for one in dialogues]),
            Dialogue.body_id != Matter.body_id,
            Dialogue.body_id == MatterMove.from_body_id,
            Dialogue.announced_at.is_not(None),
            Dialogue.cancelled_at.is_(None),
            Dialogue.concluded_at.is_(None),
        )
    )
    return set(session.scalars(chosen))


def standing_consideration(session: Session, matter_id: int) -> Consideration | None:
    """The newest consideration: the one that stands."""
    return session.scalar(
        select(Consideration).where(Consideration.matter_id == matter_id).order_by(Consideration.id.desc()).limit(1)
    )


def suitability_of(session: Session, matter_id: int) -> SuitabilityTest | None:
    """The suitability test of a matter, if one was begun."""
    return session.scalar(select(SuitabilityTest).where(SuitabilityTest.matter_id == matter_id))


def slugs(session: Session) -> set[str]:
    """Every address in use."""
    return set(session.scalars(select(Matter.slug)))
