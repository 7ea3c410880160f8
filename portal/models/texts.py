"""Texts in several languages: an owner points at a text set; a set has one row per field and language."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, attribute_keyed_dict, mapped_column, relationship

from portal.domain.languages import SOURCE
from portal.domain.texts import Origin
from portal.models.base import Base, Instant, enum_type


class TextSet(Base):
    """All texts of one owner. `kind` is a key of `domain.texts.FIELDS`."""

    __tablename__ = "text_sets"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    texts: Mapped[dict[tuple[str, str], "Text"]] = relationship(
        collection_class=attribute_keyed_dict("key"),
        cascade="all, delete-orphan",
        back_populates="text_set",
        lazy="selectin",
    )

    def get(self, field: str, language: str) -> "Text | None":
        """The text of a field in exactly that language."""
        return self.texts.get((field, language))

    def best(self, field: str, language: str) -> "Text | None":
        """The text in that language, else the Swedish one (the reader is told by its `language`)."""
        return self.texts.get((field, language)) or self.texts.get((field, SOURCE))

    def plain(self, field: str, language: str = SOURCE) -> str:
        """The source of `best`, or an empty string."""
        text = self.best(field, language)
        return text.source if text else ""


class Text(Base):
    """One field in one language. `html` is the cleaned rendering of a Markdown field, else None."""

    __tablename__ = "texts"
    __table_args__ = (UniqueConstraint("set_id", "field", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    set_id: Mapped[int] = mapped_column(ForeignKey("text_sets.id", ondelete="CASCADE"))
    field: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(12))
    source: Mapped[str]
    html: Mapped[str | None]
    origin: Mapped[Origin] = mapped_column(enum_type(Origin), default=Origin.HUMAN)
    made_from: Mapped[str | None] = mapped_column(String(64))
    read_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    read_at: Mapped[datetime | None] = mapped_column(Instant)
    version: Mapped[int] = mapped_column(default=1)
    text_set: Mapped[TextSet] = relationship(back_populates="texts")

    @property
    def key(self) -> tuple[str, str]:
        """Key within its set."""
        return (self.field, self.language)
