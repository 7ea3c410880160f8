"""Who sits in a body, and who sat when."""

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.seats import SeatRole, Sitting
from portal.models.base import Base, enum_type


class Seat(Base):
    """A seat of a body from a day until (NULL: still) another. Names of elected persons in office are public."""

    __tablename__ = "seats"

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[SeatRole] = mapped_column(enum_type(SeatRole))
    from_on: Mapped[date]
    until_on: Mapped[date | None]

    def sitting(self) -> Sitting:
        """The seat as the value that `domain.seats` takes."""
        return Sitting(self.name, self.role, self.from_on, self.until_on)
