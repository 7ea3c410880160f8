"""Evaluations of a dialogue, by the group and by participants, and the method library."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.evaluations import HIGHEST, LOWEST, QUESTIONS
from portal.models.evaluations import GroupEvaluation, Lesson, Method, ParticipantEvaluation


@dataclass(frozen=True)
class ParticipantFigures:
    """How participants answered: per question how many gave each value 1–5; `receipts` came from a receipt."""

    answered: int
    receipts: int
    by_question: Mapping[str, Mapping[int, int]]


def of_group(session: Session, dialogue_id: int) -> Sequence[GroupEvaluation]:
    """The group's evaluations, oldest first."""
    chosen = select(GroupEvaluation).where(GroupEvaluation.dialogue_id == dialogue_id).order_by(GroupEvaluation.id)
    return session.scalars(chosen).all()


def lessons(session: Session, dialogue_id: int) -> Sequence[Lesson]:
    """What was learnt in a dialogue."""
    return session.scalars(select(Lesson).where(Lesson.dialogue_id == dialogue_id).order_by(Lesson.id)).all()


def methods(session: Session) -> Sequence[Method]:
    """The method library."""
    return session.scalars(select(Method).order_by(Method.lowest_level, Method.key)).all()


def by_participants(session: Session, dialogue_id: int) -> ParticipantFigures:
    """What participants answered, in figures only."""
    rows = session.scalars(select(ParticipantEvaluation).where(ParticipantEvaluation.dialogue_id == dialogue_id)).all()
    scale = range(LOWEST, HIGHEST + 1)
    counted = {
        question: {value: sum(getattr(row, question) == value for row in rows) for value in scale}
        for question in QUESTIONS
    }
    return ParticipantFigures(len(rows), sum(row.from_receipt for row in rows), counted)
