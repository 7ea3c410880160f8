"""Meetings of a dialogue: when, who came, and which elected members were there."""

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


class MeetingGroup(Base):
    """How many of the heads counted at a meeting belong to an affected group."""

    __tablename__ = "meeting_groups"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("affected_groups.id", ondelete="CASCADE"), primary_key=True)
    heads: Mapped[int]


class ElectedPresence(Base):
    """An elected member of the dialogue group who was at a meeting."""

    __tablename__ = "elected_presences"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("group_members.id"), primary_key=True)
