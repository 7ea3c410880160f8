"""The commitment: its points, its frozen versions (one more per amendment), and approvals in a body's name."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.approvals import ApprovalKind
from portal.domain.commitments import PointKind
from portal.domain.feedback import Outcome
from portal.models.base import Base, Instant, enum_type
from portal.models.texts import TextSet


class CommitmentPoint(Base):
    """A point that can change, or one that is fixed. Its id is what the answer refers to; `became_*` is the answer."""

    __tablename__ = "commitment_points"

    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues.id"), index=True)
    kind: Mapped[PointKind] = mapped_column(enum_type(PointKind))
    position: Mapped[int]
    texts_id: Mapped[int] = mapped_column(ForeignKey("text_sets.id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    outcome: Mapped[Outcome | None] = mapped_column(enum_type(Outcome))
    answer_texts_id: Mapped[int] = mapped_column(ForeignKey("text_sets.id"))
    texts: Mapped[TextSet] = relationship(foreign_keys=[texts_id])
    answer_texts: Mapped[TextSet] = relationship(foreign_keys=[answer_texts_id])


class CommitmentVersion(Base):
    """A frozen commitment: number 1 at announcement, then one per amendment. `content` holds every language."""

    __tablename__ = "commitment_versions"
    __table_args__ = (UniqueConstraint("dialogue_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues.id"))
    number: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    content_hash: Mapped[str] = mapped_column(String(64))
    frozen_at: Mapped[datetime] = mapped_column(Instant)
    reason_texts_id: Mapped[int | None] = mapped_column(ForeignKey("text_sets.id"))
    decided_by: Mapped[str] = mapped_column(String(120), default="")
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    reason_texts: Mapped[TextSet | None] = relationship()


class Approval(Base):
    """An approval in the body's name of exactly the content with that hash; `subject` is commitment or answer."""

    __tablename__ = "approvals"

    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues.id"), index=True)
    subject: Mapped[str] = mapped_column(String(20))
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    kind: Mapped[ApprovalKind] = mapped_column(enum_type(ApprovalKind), default=ApprovalKind.CHAIR)
    approved_by: Mapped[str] = mapped_column(String(120))
    approver_role: Mapped[str] = mapped_column(String(120), default="")
    approved_on: Mapped[date]
    section: Mapped[str] = mapped_column(String(40), default="")
    delegation: Mapped[str] = mapped_column(String(300), default="")
    content_hash: Mapped[str] = mapped_column(String(64))
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    recorded_at: Mapped[datetime] = mapped_column(Instant)
