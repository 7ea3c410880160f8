"""Evaluations by the dialogue group and by participants, and the method library they feed."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.evaluations import EvaluationKind, PurposeMet
from portal.domain.methods import NOWHERE, steps
from portal.models.base import Base, Instant, enum_type
from portal.models.texts import TextSet


class Method(Base):
    """A method of the library, and how it fits the steps; in some people `hear_each_other`. A retired one is kept for
    the dialogues that used it, and no longer offered."""

    __tablename__ = "methods"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    texts_id: Mapped[int] = mapped_column(ForeignKey("text_sets.id"))
    fit: Mapped[str] = mapped_column(String(5), default=NOWHERE, server_default=NOWHERE)
    hear_each_other: Mapped[bool] = mapped_column(default=False)
    retired: Mapped[bool] = mapped_column(default=False, server_default=false())
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    texts: Mapped[TextSet] = relationship()

    @property
    def lowest_level(self) -> int:
        """The lowest level that it fits; 0 when nobody has said."""
        return (steps(self.fit) or (0,))[0]

    @property
    def highest_level(self) -> int:
        """The highest level that it fits; 0 when nobody has said."""
        return (steps(self.fit) or (0,))[-1]


class GroupEvaluation(Base):
    """An evaluation by the dialogue group, or by one of its elected members: purpose, form and method each.

    With a lesson the group's opens the conclude gate. `met` is empty in those from before it was asked.
    """

    __tablename__ = "group_evaluations"

    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues.id"), index=True)
    kind: Mapped[EvaluationKind] = mapped_column(
        enum_type(EvaluationKind), default=EvaluationKind.GROUP, server_default=EvaluationKind.GROUP.value
    )
    met: Mapped[PurposeMet | None] = mapped_column(enum_type(PurposeMet))
    purpose_met: Mapped[str]
    form: Mapped[str]
    method: Mapped[str]
    evaluated_by: Mapped[str] = mapped_column(String(200))
    evaluated_on: Mapped[date]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    version: Mapped[int] = mapped_column(default=1, server_default="1")


class Lesson(Base):
    """What was learnt about a method in a dialogue."""

    __tablename__ = "lessons"

    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues.id"), index=True)
    method_id: Mapped[int | None] = mapped_column(ForeignKey("methods.id"))
    text: Mapped[str]
    added_on: Mapped[date]


class ParticipantEvaluation(Base):
    """A participant's evaluation, each answer 1–5. Its key is random; it knows the week, never the submission."""

    __tablename__ = "participant_evaluations"
    __table_args__ = ({"sqlite_with_rowid": False},)

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues.id"), index=True)
    week: Mapped[str] = mapped_column(String(8))
    from_receipt: Mapped[bool]
    understood: Mapped[int | None]
    could_say: Mapped[int | None]
    saw_what_happened: Mapped[int | None]
