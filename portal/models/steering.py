"""The goals, plans and budgets of a body, which its dialogues are tied to."""

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.steering import SteeringKind
from portal.models.base import Base, enum_type
from portal.models.bodies import Body


class SteeringItem(Base):
    """A goal, plan or budget of a year. `decided_on`: the day on which it is to be decided, where that is ahead."""

    __tablename__ = "steering_items"

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    kind: Mapped[SteeringKind] = mapped_column(enum_type(SteeringKind))
    name: Mapped[str] = mapped_column(String(300))
    year: Mapped[int]
    decided_on: Mapped[date | None]
    retired_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
    body: Mapped[Body] = relationship()
