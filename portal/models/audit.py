"""The audit chain, the public process log, the public versions that the page cache leans on, and jobs."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.public_log import LogKind
from portal.models.base import Base, Instant, enum_type


class AuditEntry(Base):
    """One change: who, what, before, after, when. `digest` covers it all; `seal_id` is set when it is sealed."""

    __tablename__ = "audit_entries"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    actor: Mapped[str] = mapped_column(String(120))
    verb: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[str] = mapped_column(String(40))
    dialogue_id: Mapped[int | None] = mapped_column(ForeignKey("dialogues.id"), index=True)
    before: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    after: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    digest: Mapped[str] = mapped_column(String(64))
    seal_id: Mapped[int | None] = mapped_column(ForeignKey("audit_seals.id"), index=True)


class AuditSeal(Base):
    """A sealed batch of entries: `digest` covers the batch's digests in order of id and the seal before it."""

    __tablename__ = "audit_seals"

    id: Mapped[int] = mapped_column(primary_key=True)
    previous: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))
    entries: Mapped[int]
    sealed_at: Mapped[datetime] = mapped_column(Instant)


class PublicLogEntry(Base):
    """A line of a dialogue's public process log. `data` fills the sentence; persons only where they act in office."""

    __tablename__ = "public_log"

    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues.id"), index=True)
    kind: Mapped[LogKind] = mapped_column(enum_type(LogKind))
    at: Mapped[datetime] = mapped_column(Instant)
    role: Mapped[str] = mapped_column(String(60), default="")
    data: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class PublicVersion(Base):
    """A counter per scope ("site", "dialogue:7"), raised in the transaction of each public change."""

    __tablename__ = "public_versions"

    scope: Mapped[str] = mapped_column(String(60), primary_key=True)
    version: Mapped[int] = mapped_column(default=1)


class JobRun(Base):
    """The last day a nightly job ran, so that *due and not done* is found whatever the clock does."""

    __tablename__ = "job_runs"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    last_on: Mapped[date]
