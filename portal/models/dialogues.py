"""Dialogues, the languages they are held in, and the ways out that were taken."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.dialogues import ShowMode, StageFacts
from portal.models.base import Base, Instant, enum_type
from portal.models.bodies import Body
from portal.models.matters import Matter
from portal.models.texts import TextSet


class Dialogue(Base):
    """A dialogue. Its stage is never stored: it follows from the moments below and the clock.

    `extensive` is what staff stated, and means something only with an `extensive_reason`. `extensive_told` are the
    criteria that the portal last told in the log; from the end of the dialogue they are the ones in force. Costs are
    whole kronor.
    """

    __tablename__ = "dialogues"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matters.id"), index=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    held_by_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    deciding_body_id: Mapped[int | None] = mapped_column(ForeignKey("bodies.id"))
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("dialogues.id"))
    texts_id: Mapped[int] = mapped_column(ForeignKey("text_sets.id"))
    result_texts_id: Mapped[int] = mapped_column(ForeignKey("text_sets.id"))
    answer_texts_id: Mapped[int] = mapped_column(ForeignKey("text_sets.id"))
    level: Mapped[int] = mapped_column(default=2)
    ladder_id: Mapped[int | None] = mapped_column(ForeignKey("ladders.id"))
    delegating_body: Mapped[str] = mapped_column(String(120), default="")
    delegating_date: Mapped[date | None]
    delegating_section: Mapped[str] = mapped_column(String(40), default="")
    show_mode: Mapped[ShowMode] = mapped_column(enum_type(ShowMode), default=ShowMode.AFTER_REVIEW)
    quotes_allowed: Mapped[bool] = mapped_column(default=True)
    asks_groups: Mapped[bool] = mapped_column(default=False)
    opens_at: Mapped[datetime | None] = mapped_column(Instant)
    closes_at: Mapped[datetime | None] = mapped_column(Instant)
    planned_decision_on: Mapped[date | None]
    planned_period: Mapped[str | None] = mapped_column(String(60))
    result_by: Mapped[date | None]
    answer_by: Mapped[date | None]
    first_result_by: Mapped[date | None]
    first_answer_by: Mapped[date | None]
    steering_goal: Mapped[str] = mapped_column(String(300), default="")
    steering_year: Mapped[int | None]
    steering_item_id: Mapped[int | None] = mapped_column(ForeignKey("steering_items.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    next_step_owner: Mapped[str] = mapped_column(String(120), default="")
    next_step_on: Mapped[date | None]
    extensive: Mapped[bool] = mapped_column(default=False)
    extensive_reason: Mapped[str] = mapped_column(default="")
    extensive_stated_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    extensive_stated_at: Mapped[datetime | None] = mapped_column(Instant)
    extensive_told: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
    planned_cost: Mapped[int | None]
    actual_cost: Mapped[int | None]
    body_report_on: Mapped[date | None]
    body_report_section: Mapped[str] = mapped_column(String(40), default="")
    created_at: Mapped[datetime] = mapped_column(Instant)
    announced_at: Mapped[datetime | None] = mapped_column(Instant)
    abandoned_at: Mapped[datetime | None] = mapped_column(Instant)
    abandon_note: Mapped[str] = mapped_column(default="")
    cancelled_at: Mapped[datetime | None] = mapped_column(Instant)
    stopped_at: Mapped[datetime | None] = mapped_column(Instant)
    end_texts_id: Mapped[int | None] = mapped_column(ForeignKey("text_sets.id"))
    stopped_by: Mapped[str] = mapped_column(String(120), default="")
    stopped_section: Mapped[str] = mapped_column(String(40), default="")
    answered_in_id: Mapped[int | None] = mapped_column(ForeignKey("dialogues.id"))
    handed_over_at: Mapped[datetime | None] = mapped_column(Instant)
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    concluded_at: Mapped[datetime | None] = mapped_column(Instant)
    version: Mapped[int] = mapped_column(default=1)

    matter: Mapped[Matter] = relationship()
    body: Mapped[Body] = relationship(foreign_keys=[body_id])
    held_by: Mapped[Body] = relationship(foreign_keys=[held_by_id])
    deciding_body: Mapped[Body | None] = relationship(foreign_keys=[deciding_body_id])
    texts: Mapped[TextSet] = relationship(foreign_keys=[texts_id])
    result_texts: Mapped[TextSet] = relationship(foreign_keys=[result_texts_id])
    answer_texts: Mapped[TextSet] = relationship(foreign_keys=[answer_texts_id])
    end_texts: Mapped[TextSet | None] = relationship(foreign_keys=[end_texts_id])
    languages: Mapped[list["DialogueLanguage"]] = relationship(
        order_by="DialogueLanguage.position", cascade="all, delete-orphan", lazy="selectin"
    )
    methods: Mapped[list["DialogueMethod"]] = relationship(cascade="all, delete-orphan", lazy="selectin")

    def stage_facts(self) -> StageFacts:
        """The stored moments as the value that `domain.dialogues.stage_of` takes."""
        return StageFacts(
            opens_at=self.opens_at,
            closes_at=self.closes_at,
            announced_at=self.announced_at,
            abandoned_at=self.abandoned_at,
            cancelled_at=self.cancelled_at,
            stopped_at=self.stopped_at,
            handed_over_at=self.handed_over_at,
            answered_at=self.answered_at,
            concluded_at=self.concluded_at,
        )


class DialogueLanguage(Base):
    """A language the dialogue is held in. One added later is shown from `shown_at`, when complete."""

    __tablename__ = "dialogue_languages"

    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    position: Mapped[int] = mapped_column(default=0)
    shown_at: Mapped[datetime | None] = mapped_column(Instant)


class DialogueMethod(Base):
    """A method the dialogue uses, and what its evaluation says of it: hours of work, and how many people it reached."""

    __tablename__ = "dialogue_methods"

    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues.id", ondelete="CASCADE"), primary_key=True)
    method_id: Mapped[int] = mapped_column(ForeignKey("methods.id"), primary_key=True)
    cost_hours: Mapped[int | None]
    reached: Mapped[int | None]


class PassedShould(Base):
    """A *should* of a gate that was passed with a reason; public in the log."""

    __tablename__ = "passed_shoulds"

    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues.id"), primary_key=True)
    gate: Mapped[str] = mapped_column(String(20), primary_key=True)
    code: Mapped[str] = mapped_column(String(60), primary_key=True)
    reason: Mapped[str]
    passed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    passed_at: Mapped[datetime] = mapped_column(Instant)
