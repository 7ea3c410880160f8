"""Meetings of the bodies, what stands on their agendas, and the days they were moved from."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, Instant
from portal.models.bodies import Body
from portal.models.matters import Matter


class BodyMeeting(Base):
    """A meeting (sammanträde) of a body on a local day. One that was cancelled keeps its agenda."""

    __tablename__ = "body_meetings"

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    held_on: Mapped[date] = mapped_column(index=True)
    cancelled_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
    body: Mapped[Body] = relationship()
    items: Mapped[list["AgendaItem"]] = relationship(
        order_by="AgendaItem.position, AgendaItem.id", cascade="all, delete-orphan", back_populates="meeting"
    )
    moves: Mapped[list["MeetingMove"]] = relationship(order_by="MeetingMove.id")


class MeetingMove(Base):
    """A meeting that was moved to another day, and why."""

    __tablename__ = "meeting_moves"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("body_meetings.id"), index=True)
    from_on: Mapped[date]
    to_on: Mapped[date]
    reason: Mapped[str] = mapped_column(default="")
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    recorded_at: Mapped[datetime] = mapped_column(Instant)


class AgendaItem(Base):
    """A matter on the agenda of a meeting; `number` as it stands there, such as *7* or *7 b*, empty when not given."""

    __tablename__ = "agenda_items"
    __table_args__ = (UniqueConstraint("meeting_id", "matter_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("body_meetings.id"))
    matter_id: Mapped[int] = mapped_column(ForeignKey("matters.id"), index=True)
    number: Mapped[str] = mapped_column(String(20), default="")
    position: Mapped[int] = mapped_column(default=0)
    meeting: Mapped[BodyMeeting] = relationship(back_populates="items")
    matter: Mapped[Matter] = relationship()
