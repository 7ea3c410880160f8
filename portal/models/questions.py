"""Questions of a dialogue and the options of closed ones."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.questions import DEFAULT_TEXT_LIMIT, QuestionKind
from portal.models.base import Base, enum_type
from portal.models.texts import TextSet


class Question(Base):
    """A question. `page` groups questions on the form; scales run from `lowest` to `highest`."""

    __tablename__ = "questions"

    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues.id"), index=True)
    position: Mapped[int]
    page: Mapped[int] = mapped_column(default=1)
    kind: Mapped[QuestionKind] = mapped_column(enum_type(QuestionKind))
    required: Mapped[bool] = mapped_column(default=False)
    max_length: Mapped[int] = mapped_column(default=DEFAULT_TEXT_LIMIT)
    lowest: Mapped[int] = mapped_column(default=1)
    highest: Mapped[int] = mapped_column(default=5)
    texts_id: Mapped[int] = mapped_column(ForeignKey("text_sets.id"))
    texts: Mapped[TextSet] = relationship(lazy="joined")
    options: Mapped[list["QuestionOption"]] = relationship(
        order_by="QuestionOption.position", cascade="all, delete-orphan", lazy="selectin"
    )


class QuestionOption(Base):
    """An option of a closed question."""

    __tablename__ = "question_options"

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    texts_id: Mapped[int] = mapped_column(ForeignKey("text_sets.id"))
    texts: Mapped[TextSet] = relationship(lazy="joined")
