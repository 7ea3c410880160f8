"""Decisions in the matter, in order; one of them is final."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.decisions import DecisionKind
from portal.models.base import Base, Instant, enum_type
from portal.models.bodies import Body


class Decision(Base):
    """A decision by a body, or by a delegate in its name (`delegation`: by which). Dates are local days.

    A proposal goes on to `next_body`. One that was recorded wrongly stays, with `corrected_at` and why; `corrected_by`
    is the one that holds in its place, None when it was struck out. Only those not corrected stand.
    """

    __tablename__ = "decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues.id"), index=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    delegate: Mapped[str] = mapped_column(String(120), default="")
    delegation: Mapped[str] = mapped_column(String(200), default="", server_default="")
    decided_on: Mapped[date]
    section: Mapped[str] = mapped_column(String(40))
    kind: Mapped[DecisionKind] = mapped_column(enum_type(DecisionKind))
    final: Mapped[bool] = mapped_column(default=False)
    next_body_id: Mapped[int | None] = mapped_column(ForeignKey("bodies.id"))
    link: Mapped[str] = mapped_column(String(500), default="")
    how_weighed: Mapped[str] = mapped_column(default="")
    minutes_approved_on: Mapped[date | None]
    appeal_until: Mapped[date | None]
    new_planned_on: Mapped[date | None]
    corrected_at: Mapped[datetime | None] = mapped_column(Instant)
    corrected_by_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"))
    corrected_because: Mapped[str] = mapped_column(default="", server_default="")
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    body: Mapped[Body] = relationship(foreign_keys=[body_id])
    next_body: Mapped[Body | None] = relationship(foreign_keys=[next_body_id])
