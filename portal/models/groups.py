"""Affected groups, measures, and the dialogue group."""

from datetime import date

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.groups import MeasureStatus, MemberRole
from portal.models.base import Base, enum_type
from portal.models.texts import TextSet


class AffectedGroup(Base):
    """A group of people that the matter affects. One wants to hear `target` of them, or `target_share` per cent."""

    __tablename__ = "affected_groups"

    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues.id"), index=True)
    position: Mapped[int]
    texts_id: Mapped[int] = mapped_column(ForeignKey("text_sets.id"))
    how_affected: Mapped[str] = mapped_column(default="")
    estimated_size: Mapped[int | None]
    size_source: Mapped[str] = mapped_column(String(200), default="")
    target: Mapped[int | None]
    target_share: Mapped[int | None]
    barriers: Mapped[str] = mapped_column(default="")
    texts: Mapped[TextSet] = relationship()
    measures: Mapped[list["Measure"]] = relationship(
        order_by="Measure.id", cascade="all, delete-orphan", lazy="selectin"
    )


class Measure(Base):
    """What is done so that a group can take part. Its owner is a name, and an account if they have one."""

    __tablename__ = "measures"

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("affected_groups.id", ondelete="CASCADE"), index=True)
    texts_id: Mapped[int] = mapped_column(ForeignKey("text_sets.id"))
    owner: Mapped[str] = mapped_column(String(120), default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    due_on: Mapped[date | None]
    status: Mapped[MeasureStatus] = mapped_column(enum_type(MeasureStatus), default=MeasureStatus.PLANNED)
    because: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    texts: Mapped[TextSet] = relationship()
    address: Mapped["MeasureAddress | None"] = relationship(cascade="all, delete-orphan")


class MeasureAddress(Base):
    """The short address of a measure (`/d/{slug}/{code}`), and how many synpunkter came by it: a counter, no more.

    It has no time and no key to a submission, so that nobody can tell which one it was.
    """

    __tablename__ = "measure_addresses"
    __table_args__ = (UniqueConstraint("dialogue_id", "code"),)

    measure_id: Mapped[int] = mapped_column(ForeignKey("measures.id", ondelete="CASCADE"), primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues.id"))
    code: Mapped[str] = mapped_column(String(40))
    sent: Mapped[int] = mapped_column(default=0)


class GroupCount(Base):
    """How many writers said that they belong to a group: a counter apart from the submissions, without time."""

    __tablename__ = "group_counts"

    group_id: Mapped[int] = mapped_column(ForeignKey("affected_groups.id", ondelete="CASCADE"), primary_key=True)
    declared: Mapped[int] = mapped_column(default=0)


class GroupMember(Base):
    """A member of the dialogue group, from a day until (NULL: still) another; `competence`: trained in what."""

    __tablename__ = "group_members"

    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues.id"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[MemberRole] = mapped_column(enum_type(MemberRole))
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    competence: Mapped[str] = mapped_column(String(300), default="")
