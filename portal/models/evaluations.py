"""Evaluations by the dialogue group and by participants, and the method library they feed."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, Instant
from portal.models.texts import TextSet


class Method(Base):
    """A method of the library. It fits `lowest_level`..`highest_level`; in some people `hear_each_other`."""

    __tablename__ = "methods"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    texts_id: Mapped[int] = mapped_column(ForeignKey("text_sets.id"))
    lowest_level: Mapped[int]
    highest_level: Mapped[int]
    hear_each_other: Mapped[bool] = mapped_column(default=False)
    texts: Mapped[TextSet] = relationship()


class GroupEvaluation(Base):
    """The dialogue group's evaluation: purpose, form and method each; with a lesson it opens the conclude gate."""

    __tablename__ = "group_evaluations"

    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues.id"), index=True)
    purpose_met: Mapped[str]
    form: Mapped[str]
    method: Mapped[str]
    evaluated_by: Mapped[str] = mapped_column(String(200))
    evaluated_on: Mapped[date]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    recorded_at: Mapped[datetime] = mapped_column(Instant)


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
