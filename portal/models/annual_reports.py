"""Adopted annual reports: the frozen document of a body and a year, one version more for each correction."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, Instant


class AnnualReport(Base):
    """A report as it was adopted. Never edited: `content` and `html` are frozen, each with its SHA-256.

    `number` counts the versions of a body's year; a later one says in `change` what it corrects.
    `accounts_for` are the ids of the extensive dialogues answered in the year that the report tells as such.
    """

    __tablename__ = "annual_reports"
    __table_args__ = (UniqueConstraint("body_id", "year", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    year: Mapped[int]
    number: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    content_hash: Mapped[str] = mapped_column(String(64))
    html: Mapped[str]
    html_hash: Mapped[str] = mapped_column(String(64))
    accounts_for: Mapped[list[int]] = mapped_column(JSON)
    change: Mapped[str] = mapped_column(default="")
    adopted_on: Mapped[date]
    section: Mapped[str] = mapped_column(String(40))
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
