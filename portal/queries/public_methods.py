"""The method library as the public reads it: each method with its uses, and what was learnt. Few statements."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, and_, func, select
from sqlalchemy.orm import Session

from portal.domain.calendar import local_day
from portal.domain.evaluations import QUESTIONS
from portal.domain.method_statistics import UseFacts, in_time
from portal.domain.methods import steps
from portal.domain.refusals import NotFound
from portal.models.dialogues import Dialogue, DialogueMethod
from portal.models.evaluations import Lesson, Method, ParticipantEvaluation

_COLUMNS = (Method.id, Method.key, Method.fit, Method.hear_each_other, Method.retired, Method.texts_id)
_TOLD: ColumnElement[bool] = and_(Dialogue.announced_at.is_not(None), Dialogue.cancelled_at.is_(None))


@dataclass(frozen=True)
class Entry:
    """A method of the library with the number of dialogues that used it and of lessons about it."""

    method: Row[*tuple[Any, ...]]
    uses: int
    lessons: int


def everyone(session: Session) -> list[Entry]:
    """The methods that are offered or were used, the lowest step first; three statements."""
    rows = session.execute(select(*_COLUMNS)).all()
    used = _counted(session, select(DialogueMethod.method_id, func.count()).join(Dialogue).where(_TOLD))
    learnt = _counted(session, _of_answered(select(Lesson.method_id, func.count())))
    found = [Entry(row, used.get(row.id, 0), learnt.get(row.id, 0)) for row in rows]
    kept = [entry for entry in found if not entry.method.retired or entry.uses]
    return sorted(kept, key=lambda entry: ((steps(entry.method.fit) or (0,))[0], entry.method.id))


def by_key(session: Session, key: str) -> Row[*tuple[Any, ...]]:
    """One method; raises NotFound."""
    row = session.execute(select(*_COLUMNS).where(Method.key == key)).first()
    if row is None:
        raise NotFound("NO_SUCH_METHOD")
    return row


def uses(session: Session, method_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """The dialogues that use a method and are told of in public, the latest first."""
    chosen = (
        select(
            Dialogue.id,
            Dialogue.slug,
            Dialogue.texts_id,
            Dialogue.level,
            Dialogue.opens_at,
            Dialogue.announced_at,
            Dialogue.answered_at,
            Dialogue.first_answer_by,
            DialogueMethod.cost_hours,
            DialogueMethod.reached,
        )
        .join(DialogueMethod, DialogueMethod.dialogue_id == Dialogue.id)
        .where(DialogueMethod.method_id == method_id, _TOLD)
    )
    return session.execute(chosen.order_by(Dialogue.opens_at.desc(), Dialogue.id.desc())).all()


def facts_of(session: Session, rows: Sequence[Row[*tuple[Any, ...]]], zone: ZoneInfo, today: date) -> list[UseFacts]:
    """What the statistics count of these uses; one statement for what participants answered."""
    answers = _answers(session, [row.id for row in rows])
    return [
        UseFacts(
            local_day(row.opens_at or row.announced_at, zone).year,
            row.reached,
            row.cost_hours,
            in_time(local_day(row.answered_at, zone) if row.answered_at else None, row.first_answer_by, today),
            answers.get(row.id, {}),
        )
        for row in rows
    ]


def lessons(session: Session, method_id: int | None) -> Sequence[Row[*tuple[Any, ...]]]:
    """What was learnt about a method (None: about no method in particular), the newest first, with its dialogue."""
    about = Lesson.method_id.is_(None) if method_id is None else Lesson.method_id == method_id
    chosen = _of_answered(select(Lesson.text, Lesson.added_on, Dialogue.slug, Dialogue.texts_id).where(about))
    return session.execute(chosen.order_by(Lesson.added_on.desc(), Lesson.id.desc())).all()


def of_dialogue(session: Session, dialogue_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """The methods that a dialogue uses."""
    chosen = select(Method.key, Method.texts_id, DialogueMethod.reached, DialogueMethod.cost_hours).join(
        DialogueMethod, DialogueMethod.method_id == Method.id
    )
    return session.execute(chosen.where(DialogueMethod.dialogue_id == dialogue_id).order_by(Method.id)).all()


def _of_answered(chosen: Any) -> Any:
    return chosen.join(Dialogue, Dialogue.id == Lesson.dialogue_id).where(Dialogue.answered_at.is_not(None))


def _counted(session: Session, chosen: Any) -> dict[Any, int]:
    return {row[0]: row[1] for row in session.execute(chosen.group_by(chosen.selected_columns[0]))}


def _answers(session: Session, ids: Sequence[int]) -> Mapping[int, Mapping[str, Mapping[int, int]]]:
    columns = [getattr(ParticipantEvaluation, question) for question in QUESTIONS]
    rows = session.execute(
        select(ParticipantEvaluation.dialogue_id, *columns).where(
            ParticipantEvaluation.dialogue_id.in_(ids), ParticipantEvaluation.from_receipt
        )
    )
    found: dict[int, dict[str, Counter[int]]] = {}
    for row in rows:
        counts = found.setdefault(row.dialogue_id, {question: Counter() for question in QUESTIONS})
        for question in QUESTIONS:
            value = getattr(row, question)
            if value is not None:
                counts[question][value] += 1
    return found
