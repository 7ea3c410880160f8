"""The participation ladder as the municipality words it. A ladder is never changed; the newest is the one in force."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, Instant
from portal.models.texts import TextSet


class Ladder(Base):
    """One wording of the ladder, from a moment on; `hidden_level` is the ordinal that a four-step ladder leaves out."""

    __tablename__ = "ladders"

    id: Mapped[int] = mapped_column(primary_key=True)
    hidden_level: Mapped[int | None]
    made_at: Mapped[datetime] = mapped_column(Instant)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    steps: Mapped[list["LadderStep"]] = relationship(order_by="LadderStep.level", lazy="selectin")


class LadderStep(Base):
    """The label and the promise of one step in every language; empty means the standard words."""

    __tablename__ = "ladder_steps"

    ladder_id: Mapped[int] = mapped_column(ForeignKey("ladders.id"), primary_key=True)
    level: Mapped[int] = mapped_column(primary_key=True)
    texts_id: Mapped[int] = mapped_column(ForeignKey("text_sets.id"))
    texts: Mapped[TextSet] = relationship(lazy="selectin")
