"""Evaluations: of one dialogue, by the group, the elected and participants, and in figures over all of a year."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from portal.domain.evaluations import HIGHEST, LOWEST, QUESTIONS, EvaluationKind, PurposeMet
from portal.domain.groups import MemberRole
from portal.models.dialogues import Dialogue
from portal.models.evaluations import GroupEvaluation, Lesson, ParticipantEvaluation
from portal.models.groups import GroupMember

Counts = Mapping[str, Mapping[int, int]]
"""Per question how many gave each value 1–5."""


@dataclass(frozen=True)
class ParticipantFigures:
    """How participants answered: per question how many gave each value 1–5; `receipts` came from a receipt.

    `from_receipts` and `from_readers` are the same answers apart.
    """

    answered: int
    receipts: int
    by_question: Counts
    from_receipts: Counts
    from_readers: Counts

    @property
    def readers(self) -> int:
        """How many answered from the page of the feedback, without a receipt."""
        return self.answered - self.receipts


@dataclass(frozen=True)
class YearFigures:
    """What evaluations say of the dialogues that were answered in a year.

    `participants` answered from a receipt, `readers` without one; `by_question` holds the participants' answers.
    """

    dialogues: int
    by_group: int
    by_elected: int
    met: Mapping[PurposeMet, int]
    participants: int
    readers: int
    by_question: Counts
    lessons: int


def of_group(session: Session, dialogue_id: int) -> Sequence[GroupEvaluation]:
    """The evaluations by the group and by its elected members: the group's first, then oldest first."""
    chosen = select(GroupEvaluation).where(GroupEvaluation.dialogue_id == dialogue_id)
    order = (GroupEvaluation.kind.desc(), GroupEvaluation.id)
    return session.scalars(chosen.order_by(*order)).all()


def standing(session: Session, dialogue_id: int, kind: EvaluationKind, user_id: int | None) -> GroupEvaluation | None:
    """The evaluation that one changes when one writes: the group's, or the elected one that this user wrote."""
    chosen = select(GroupEvaluation).where(GroupEvaluation.dialogue_id == dialogue_id, GroupEvaluation.kind == kind)
    if kind is EvaluationKind.ELECTED:
        chosen = chosen.where(GroupEvaluation.recorded_by_id == user_id)
    return session.scalar(chosen.order_by(GroupEvaluation.id.desc()).limit(1))


def is_elected_member(session: Session, dialogue_id: int, user_id: int | None) -> bool:
    """Whether this user is, or was, a politician in the dialogue group."""
    if user_id is None:
        return False
    member = select(func.count(GroupMember.id)).where(
        GroupMember.dialogue_id == dialogue_id,
        GroupMember.user_id == user_id,
        GroupMember.role == MemberRole.POLITICIAN,
    )
    return bool(session.scalar(member))


def lessons(session: Session, dialogue_id: int) -> Sequence[Lesson]:
    """What was learnt in a dialogue."""
    return session.scalars(select(Lesson).where(Lesson.dialogue_id == dialogue_id).order_by(Lesson.id)).all()


def by_participants(session: Session, dialogue_id: int) -> ParticipantFigures:
    """What participants answered, in figures only."""
    rows = _answers(session, ParticipantEvaluation.dialogue_id == dialogue_id)
    told = [row for row in rows if row.from_receipt]
    return ParticipantFigures(
        len(rows), len(told), _counted(rows), _counted(told), _counted(row for row in rows if not row.from_receipt)
    )


def of_year(session: Session, year: int, body_id: int | None = None) -> YearFigures:
    """What evaluations say of the dialogues answered in a year, of one body when it is given; four statements."""
    begins, ends = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    answered = select(Dialogue.id).where(Dialogue.answered_at >= begins, Dialogue.answered_at < ends)
    if body_id is not None:
        answered = answered.where(Dialogue.body_id == body_id)
    written = session.execute(
        select(GroupEvaluation.dialogue_id, GroupEvaluation.kind, GroupEvaluation.met).where(
            GroupEvaluation.dialogue_id.in_(answered)
        )
    ).all()
    rows = _answers(session, ParticipantEvaluation.dialogue_id.in_(answered))
    told = [row for row in rows if row.from_receipt]
    met = Counter(row.met for row in written if row.kind is EvaluationKind.GROUP and row.met is not None)
    return YearFigures(
        dialogues=session.scalar(select(func.count()).select_from(answered.subquery())) or 0,
        by_group=len({row.dialogue_id for row in written if row.kind is EvaluationKind.GROUP}),
        by_elected=len({row.dialogue_id for row in written if row.kind is EvaluationKind.ELECTED}),
        met={value: met[value] for value in PurposeMet},
        participants=len(told),
        readers=len(rows) - len(told),
        by_question=_counted(told),
        lessons=session.scalar(select(func.count(Lesson.id)).where(Lesson.dialogue_id.in_(answered))) or 0,
    )


def _answers(session: Session, condition: ColumnElement[bool]) -> Sequence[Any]:
    columns = (getattr(ParticipantEvaluation, question) for question in QUESTIONS)
    return session.execute(select(ParticipantEvaluation.from_receipt, *columns).where(condition)).all()


def _counted(rows: Iterable[Any]) -> Counts:
    kept, scale = list(rows), range(LOWEST, HIGHEST + 1)
    return {
        question: {value: sum(getattr(row, question) == value for row in kept) for value in scale}
        for question in QUESTIONS
    }
