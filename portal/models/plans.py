"""The yearly plan of dialogues of a body, and its lines."""

from datetime import date

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base
from portal.models.bodies import Body
from portal.models.matters import Matter
from portal.models.texts import TextSet


class YearlyPlan(Base):
    """Årets dialoger of a body: a draft until it is adopted on a day, with §; public from then on."""

    __tablename__ = "yearly_plans"
    __table_args__ = (UniqueConstraint("body_id", "year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    year: Mapped[int]
    adopted_on: Mapped[date | None]
    section: Mapped[str] = mapped_column(String(40), default="")
    version: Mapped[int] = mapped_column(default=1)
    body: Mapped[Body] = relationship()
    lines: Mapped[list["PlannedDialogue"]] = relationship(
        order_by="PlannedDialogue.quarter, PlannedDialogue.id", cascade="all, delete-orphan", back_populates="plan"
    )


class PlannedDialogue(Base):
    """A line of the plan. Of an adopted plan nothing is taken away: it is dropped with its because, or added later."""

    __tablename__ = "planned_dialogues"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("yearly_plans.id", ondelete="CASCADE"), index=True)
    texts_id: Mapped[int] = mapped_column(ForeignKey("text_sets.id"))
    matter_id: Mapped[int | None] = mapped_column(ForeignKey("matters.id"), index=True)
    dialogue_id: Mapped[int | None] = mapped_column(ForeignKey("dialogues.id"), index=True)
    quarter: Mapped[int]
    level: Mapped[int]
    lead: Mapped[str] = mapped_column(String(120), default="")
    added_on: Mapped[date]
    added_later: Mapped[bool] = mapped_column(default=False)
    dropped_on: Mapped[date | None]
    because: Mapped[str] = mapped_column(default="")
    texts: Mapped[TextSet] = relationship()
    matter: Mapped[Matter | None] = relationship()
    plan: Mapped[YearlyPlan] = relationship(back_populates="lines")
