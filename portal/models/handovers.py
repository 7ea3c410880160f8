"""Handovers: the frozen document the body gets, numbered and hashed."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, Instant


class Handover(Base):
    """A sealed document: `html` as it was handed over, with its SHA-256, and the `content` it was made from.

    `content` holds the ids of quoted submissions, so that the public copy can leave out what has been hidden since.
    """

    __tablename__ = "handovers"
    __table_args__ = (UniqueConstraint("dialogue_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues.id"))
    number: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    html: Mapped[str]
    html_hash: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(Instant)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
