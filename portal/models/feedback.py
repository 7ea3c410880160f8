"""Feedback: follow-ups, numbered editions, and how each edition was delivered."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.feedback import DeliveryActKind, EditionKind, FollowUpStatus
from portal.models.base import Base, Instant, enum_type
from portal.models.texts import TextSet


class FollowUp(Base):
    """Something promised in the answer, with an owner and a date."""

    __tablename__ = "follow_ups"

    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues.id"), index=True)
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("themes.id"))
    point_id: Mapped[int | None] = mapped_column(ForeignKey("commitment_points.id"))
    texts_id: Mapped[int] = mapped_column(ForeignKey("text_sets.id"))
    owner: Mapped[str] = mapped_column(String(120))
    due_on: Mapped[date]
    status: Mapped[FollowUpStatus] = mapped_column(enum_type(FollowUpStatus), default=FollowUpStatus.PLANNED)
    promised_at: Mapped[datetime | None] = mapped_column(Instant)
    settled_at: Mapped[datetime | None] = mapped_column(Instant)
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    texts: Mapped[TextSet] = relationship()


class Edition(Base):
    """A published edition. Never edited: `content` (all languages) is frozen, with its hash; figures are of `as_of`."""

    __tablename__ = "editions"
    __table_args__ = (UniqueConstraint("dialogue_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues.id"))
    number: Mapped[int]
    kind: Mapped[EditionKind] = mapped_column(enum_type(EditionKind))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    content_hash: Mapped[str] = mapped_column(String(64))
    note_texts_id: Mapped[int | None] = mapped_column(ForeignKey("text_sets.id"))
    changes_outcome: Mapped[bool] = mapped_column(default=False)
    new_answer_by: Mapped[date | None]
    as_of: Mapped[datetime] = mapped_column(Instant)
    published_at: Mapped[datetime] = mapped_column(Instant)
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    note_texts: Mapped[TextSet | None] = relationship()


class Delivery(Base):
    """How an edition reached people through one channel: counts only."""

    __tablename__ = "deliveries"

    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"), primary_key=True)
    channel: Mapped[str] = mapped_column(String(20), primary_key=True)
    on_list: Mapped[int] = mapped_column(default=0)
    accepted: Mapped[int] = mapped_column(default=0)
    failed: Mapped[int] = mapped_column(default=0)
    instead: Mapped[str] = mapped_column(default="")


class DeliveryAct(Base):
    """What was done to bring an edition to people who are on no list: a meeting, posters, a letter to all."""

    __tablename__ = "delivery_acts"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"), index=True)
    kind: Mapped[DeliveryActKind] = mapped_column(enum_type(DeliveryActKind))
    done_on: Mapped[date]
    number: Mapped[int | None]
    note: Mapped[str] = mapped_column(String(500))
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    recorded_at: Mapped[datetime] = mapped_column(Instant)


class ReceiptOpened(Base):
    """That a receipt was opened after an edition came out: yes or no, no time."""

    __tablename__ = "receipts_opened"

    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"), primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"), primary_key=True)
