"""Affected groups, measures, and the dialogue group."""

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.groups import MeasureStatus, MemberRole
from portal.models.base import Base, enum_type
from portal.models.texts import TextSet


class AffectedGroup(Base):
    """A group of people that the matter affects."""

    __tablename__ = "affected_groups"

    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues.id"), index=True)
    position: Mapped[int]
    texts_id: Mapped[int] = mapped_column(ForeignKey("text_sets.id"))
    how_affected: Mapped[str] = mapped_column(default="")
    estimated_size: Mapped[int | None]
    size_source: Mapped[str] = mapped_column(String(200), default="")
    barriers: Mapped[str] = mapped_column(default="")
    texts: Mapped[TextSet] = relationship()
    measures: Mapped[list["Measure"]] = relationship(
        order_by="Measure.id", cascade="all, delete-orphan", lazy="selectin"
    )


class Measure(Base):
    """What is done so that a group can take part."""

    __tablename__ = "measures"

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("affected_groups.id", ondelete="CASCADE"), index=True)
    texts_id: Mapped[int] = mapped_column(ForeignKey("text_sets.id"))
    owner: Mapped[str] = mapped_column(String(120), default="")
    due_on: Mapped[date | None]
    status: Mapped[MeasureStatus] = mapped_column(enum_type(MeasureStatus), default=MeasureStatus.PLANNED)
    because: Mapped[str] = mapped_column(default="")
    texts: Mapped[TextSet] = relationship()


class GroupMember(Base):
    """A member of the dialogue group, from a day until (NULL: still) another."""

    __tablename__ = "group_members"

    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues.id"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[MemberRole] = mapped_column(enum_type(MemberRole))
    from_on: Mapped[date]
    until_on: Mapped[date | None]
