"""Drafts as the elected follow them: who read which version, and what they said about it. Working material."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.drafts import DraftSubject
from portal.models.base import Base, Instant, enum_type


class DraftReading(Base):
    """That somebody read a draft exactly as it was: its hash, and its parts to compare with later ones."""

    __tablename__ = "draft_readings"
    __table_args__ = (UniqueConstraint("dialogue_id", "subject", "user_id", "content_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues.id"))
    subject: Mapped[DraftSubject] = mapped_column(enum_type(DraftSubject))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    content_hash: Mapped[str] = mapped_column(String(64))
    parts: Mapped[dict[str, Any]] = mapped_column(JSON)
    read_at: Mapped[datetime] = mapped_column(Instant)


class DraftComment(Base):
    """What somebody said about a draft, and what was done about it: resolved with a reply, by whom and when."""

    __tablename__ = "draft_comments"
    __table_args__ = (Index("ix_draft_comments_dialogue_id_resolved_at", "dialogue_id", "resolved_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues.id"))
    subject: Mapped[DraftSubject] = mapped_column(enum_type(DraftSubject))
    part: Mapped[str] = mapped_column(String(60), default="")
    content_hash: Mapped[str] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(String(2000))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    reply: Mapped[str] = mapped_column(String(2000), default="")
    resolved_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    resolved_at: Mapped[datetime | None] = mapped_column(Instant)
