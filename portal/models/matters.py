"""Matters, their considerations and suitability tests."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.matters import ConsiderationOutcome
from portal.domain.suitability import SuitabilityAnswer, SuitabilityOutcome
from portal.models.base import Base, Instant, enum_type
from portal.models.bodies import Body
from portal.models.texts import TextSet


class Matter(Base):
    """An ärende. The planned decision is a day, or a period ("våren 2027") with its last day.

    `decided_on` is recorded for a matter without dialogue; a dialogue's final decision decides its matter as well.
    """

    __tablename__ = "matters"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    registry_number: Mapped[str] = mapped_column(String(60), default="")
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    texts_id: Mapped[int] = mapped_column(ForeignKey("text_sets.id"))
    registered_on: Mapped[date]
    planned_decision_on: Mapped[date | None]
    planned_period: Mapped[str | None] = mapped_column(String(60))
    statutory_link: Mapped[str | None] = mapped_column(String(500))
    withdrawn_on: Mapped[date | None]
    decided_on: Mapped[date | None]
    decided_section: Mapped[str] = mapped_column(String(40), default="")
    version: Mapped[int] = mapped_column(default=1)
    texts: Mapped[TextSet] = relationship()
    body: Mapped[Body] = relationship()
    considerations: Mapped[list["Consideration"]] = relationship(order_by="Consideration.id", back_populates="matter")


class MatterMove(Base):
    """A matter that went over to another body. Its considerations stand."""

    __tablename__ = "matter_moves"

    id: Mapped[int] = mapped_column(primary_key=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matters.id"), index=True)
    from_body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    to_body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    moved_on: Mapped[date]
    reason: Mapped[str]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    from_body: Mapped[Body] = relationship(foreign_keys=[from_body_id])
    to_body: Mapped[Body] = relationship(foreign_keys=[to_body_id])


class Consideration(Base):
    """What was decided about holding a dialogue. A later row replaces an earlier one; both stay public."""

    __tablename__ = "considerations"

    id: Mapped[int] = mapped_column(primary_key=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matters.id"))
    outcome: Mapped[ConsiderationOutcome] = mapped_column(enum_type(ConsiderationOutcome))
    grounds: Mapped[str]
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    decided_by: Mapped[str] = mapped_column(String(120))
    decided_on: Mapped[date]
    section: Mapped[str] = mapped_column(String(40), default="")
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    matter: Mapped[Matter] = relationship(back_populates="considerations")
    body: Mapped[Body] = relationship()


class SuitabilityTest(Base):
    """Lämplighetsprövning of a matter, with the version of the questions that were answered."""

    __tablename__ = "suitability_tests"

    id: Mapped[int] = mapped_column(primary_key=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matters.id"), unique=True)
    questions_version: Mapped[int]
    purpose: Mapped[str] = mapped_column(default="")
    benefit: Mapped[str] = mapped_column(default="")
    grounds: Mapped[str] = mapped_column(default="")
    highest_level: Mapped[int | None]
    outcome: Mapped[SuitabilityOutcome | None] = mapped_column(enum_type(SuitabilityOutcome))
    body_id: Mapped[int | None] = mapped_column(ForeignKey("bodies.id"))
    decided_by: Mapped[str] = mapped_column(String(120), default="")
    decided_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
    answers: Mapped[list["SuitabilityReply"]] = relationship(cascade="all, delete-orphan", lazy="selectin")


class SuitabilityReply(Base):
    """One answered question of a suitability test: an answer with a note, or only words where words were asked."""

    __tablename__ = "suitability_replies"

    test_id: Mapped[int] = mapped_column(ForeignKey("suitability_tests.id", ondelete="CASCADE"), primary_key=True)
    question_key: Mapped[str] = mapped_column(String(40), primary_key=True)
    answer: Mapped[SuitabilityAnswer | None] = mapped_column(enum_type(SuitabilityAnswer))
    note: Mapped[str] = mapped_column(default="")

    @property
    def said(self) -> str:
        """What was answered: yes, no, unsure, or the words."""
        return self.answer.value if self.answer else self.note
