"""The method library: ways to hold a dialogue, and on which steps of the ladder each fits."""

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from portal.domain.refusals import NotFound
from portal.models.dialogues import DialogueMethod
from portal.models.evaluations import Lesson, Method


def everyone(session: Session) -> list[Method]:
    """All methods, the retired ones too, the lowest step first."""
    found = session.scalars(select(Method).options(selectinload(Method.texts)))
    return sorted(found, key=lambda method: (method.lowest_level, method.id))


def offered(session: Session, also: Collection[int] = ()) -> list[Method]:
    """The methods that a dialogue can choose; those with an id among `also` in any case."""
    return [method for method in everyone(session) if not method.retired or method.id in also]


def of_dialogue(session: Session, dialogue_id: int) -> list[Method]:
    """The methods that a dialogue uses, the lowest step first."""
    chosen = (
        select(Method)
        .join(DialogueMethod, DialogueMethod.method_id == Method.id)
        .where(DialogueMethod.dialogue_id == dialogue_id)
        .options(selectinload(Method.texts))
    )
    return sorted(session.scalars(chosen), key=lambda method: (method.lowest_level, method.id))


def by_key(session: Session, key: str) -> Method:
    """The method; raises NotFound."""
    method = session.scalar(select(Method).where(Method.key == key).options(selectinload(Method.texts)))
    if method is None:
        raise NotFound("NO_SUCH_METHOD")
    return method


def keys(session: Session) -> set[str]:
    """Every key in use."""
    return set(session.scalars(select(Method.key)))


def uses(session: Session, method_id: int) -> int:
    """In how many dialogues the method is chosen, and how many lessons speak of it."""
    chosen = select(func.count()).select_from(DialogueMethod).where(DialogueMethod.method_id == method_id)
    learnt = select(func.count()).select_from(Lesson).where(Lesson.method_id == method_id)
    return (session.scalar(chosen) or 0) + (session.scalar(learnt) or 0)


def lessons_of(session: Session, method_id: int) -> list[Lesson]:
    """What was learnt about a method, the newest first."""
    chosen = select(Lesson).where(Lesson.method_id == method_id).order_by(Lesson.added_on.desc(), Lesson.id.desc())
    return list(session.scalars(chosen))
