"""Themes, the codings of answers to them, and the quotes chosen for the result."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.feedback import Outcome
from portal.domain.themes import Stance
from portal.models.base import Base, Instant, enum_type
from portal.models.texts import TextSet


class Theme(Base):
    """A theme of a dialogue. A merged theme stays, and points at the one it went into."""

    __tablename__ = "themes"

    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues.id"), index=True)
    position: Mapped[int]
    texts_id: Mapped[int] = mapped_column(ForeignKey("text_sets.id"))
    result_texts_id: Mapped[int] = mapped_column(ForeignKey("text_sets.id"))
    answer_texts_id: Mapped[int] = mapped_column(ForeignKey("text_sets.id"))
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("themes.id"))
    merged_at: Mapped[datetime | None] = mapped_column(Instant)
    with_stance: Mapped[bool] = mapped_column(default=False)
    outcome: Mapped[Outcome | None] = mapped_column(enum_type(Outcome))
    version: Mapped[int] = mapped_column(default=1)
    texts: Mapped[TextSet] = relationship(foreign_keys=[texts_id], lazy="joined")
    result_texts: Mapped[TextSet] = relationship(foreign_keys=[result_texts_id])
    answer_texts: Mapped[TextSet] = relationship(foreign_keys=[answer_texts_id])


class ThemePoint(Base):
    """A theme bears on a point of the commitment."""

    __tablename__ = "theme_points"

    theme_id: Mapped[int] = mapped_column(ForeignKey("themes.id", ondelete="CASCADE"), primary_key=True)
    point_id: Mapped[int] = mapped_column(ForeignKey("commitment_points.id"), primary_key=True)


class Coding(Base):
    """An answer belongs to a theme, perhaps with a stance. `first_theme_id` is the theme the coder chose.

    Merging moves `theme_id` and keeps `first_theme_id`. When two themes of one answer are
    merged, the coding of the theme that went in stays on it and counts nowhere.
    """

    __tablename__ = "codings"
    __table_args__ = (
        UniqueConstraint("answer_id", "theme_id"),
        Index("ix_codings_coded_by_id_id", "coded_by_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answers.id"))
    theme_id: Mapped[int] = mapped_column(ForeignKey("themes.id"), index=True)
    first_theme_id: Mapped[int] = mapped_column(ForeignKey("themes.id"))
    stance: Mapped[Stance | None] = mapped_column(enum_type(Stance))
    coded_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    coded_at: Mapped[datetime] = mapped_column(Instant)


class CodingChange(Base):
    """One change of a submission's coding by one person: {answer id: [state, [[theme, first theme, stance], …]]}."""

    __tablename__ = "coding_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"), index=True)
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    after: Mapped[dict[str, Any]] = mapped_column(JSON)
    in_bulk: Mapped[bool] = mapped_column(default=False)
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    changed_at: Mapped[datetime] = mapped_column(Instant)
    undone_at: Mapped[datetime | None] = mapped_column(Instant)


class Quote(Base):
    """A quote picked from a shown text for a theme's summary; [start, end) of the answer's text."""

    __tablename__ = "quotes"

    id: Mapped[int] = mapped_column(primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("themes.id"), index=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answers.id"))
    start: Mapped[int]
    end: Mapped[int]
    position: Mapped[int] = mapped_column(default=0)
