"""The method library: ways to hold a dialogue, and on which steps of the ladder each fits."""

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from portal.models.evaluations import Lesson, Method


def everyone(session: Session) -> list[Method]:
    """All methods, the lowest step first."""
    chosen = select(Method).options(selectinload(Method.texts))
    return list(session.scalars(chosen.order_by(Method.lowest_level, Method.id)))


def lessons_of(session: Session, method_id: int) -> list[Lesson]:
    """What was learnt about a method, the newest first."""
    chosen = select(Lesson).where(Lesson.method_id == method_id).order_by(Lesson.added_on.desc(), Lesson.id.desc())
    return list(session.scalars(chosen))
