"""Meetings of a dialogue, in short form."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, Instant
from portal.models.texts import TextSet


class Meeting(Base):
    """When and where people meet. Its notes are submissions with `meeting_id`; without notes it says why not."""

    __tablename__ = "meetings"

    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues.id"), index=True)
    texts_id: Mapped[int] = mapped_column(ForeignKey("text_sets.id"))
    starts_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    people_hear_each_other: Mapped[bool] = mapped_column(default=True)
    head_count: Mapped[int | None]
    no_notes_because: Mapped[str] = mapped_column(default="")
    cancelled_at: Mapped[datetime | None] = mapped_column(Instant)
    texts: Mapped[TextSet] = relationship()
