"""Handovers: the frozen document the body gets, numbered and hashed, in every format and language it was sealed in."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.handovers import DocumentFormat
from portal.models.base import Base, Instant, enum_type


class Handover(Base):
    """A sealed document: `html` as it was handed over, with its SHA-256, and the `content` it was made from.

    `content` holds the ids of quoted submissions, so that the public copy can leave out what has been hidden since.
    `reason` says why there is a further one; the first has none.
    """

    __tablename__ = "handovers"
    __table_args__ = (UniqueConstraint("dialogue_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues.id"))
    number: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    html: Mapped[str]
    html_hash: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(default="", server_default="")
    made_at: Mapped[datetime] = mapped_column(Instant)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class HandoverFile(Base):
    """One file of a handover beside its Swedish HTML: other formats, other languages; sealed in the same moment."""

    __tablename__ = "handover_files"

    handover_id: Mapped[int] = mapped_column(ForeignKey("handovers.id"), primary_key=True)
    format: Mapped[DocumentFormat] = mapped_column(enum_type(DocumentFormat), primary_key=True)
    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))


class LateSending(Base):
    """That the body was sent the views that came in after the handover, up to and including `last_number`."""

    __tablename__ = "late_sendings"

    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues.id"), index=True)
    last_number: Mapped[int]
    views: Mapped[int]
    sent_at: Mapped[datetime] = mapped_column(Instant)
    sent_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
