"""The municipality's own versions of the suitability test; the shipped ones stand in `domain.suitability`."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.suitability import AnswerKind
from portal.models.base import Base, Instant, enum_type
from portal.models.texts import TextSet


class SuitabilityQuestionSet(Base):
    """A version of the questions. Until `in_force_at` it is the draft of the next one; after it nothing changes."""

    __tablename__ = "suitability_question_sets"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    made_at: Mapped[datetime] = mapped_column(Instant)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    in_force_at: Mapped[datetime | None] = mapped_column(Instant)
    version: Mapped[int] = mapped_column(default=1)
    questions: Mapped[list["SuitabilitySetQuestion"]] = relationship(
        order_by="SuitabilitySetQuestion.position", cascade="all, delete-orphan", lazy="selectin"
    )


class SuitabilitySetQuestion(Base):
    """A question of one version. A retired one is asked no more, and can be brought back by a later version."""

    __tablename__ = "suitability_set_questions"
    __table_args__ = (UniqueConstraint("set_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    set_id: Mapped[int] = mapped_column(ForeignKey("suitability_question_sets.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(String(40))
    kind: Mapped[AnswerKind] = mapped_column(enum_type(AnswerKind))
    decisive: Mapped[bool] = mapped_column(default=False)
    retired: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int]
    texts_id: Mapped[int] = mapped_column(ForeignKey("text_sets.id"))
    texts: Mapped[TextSet] = relationship()
