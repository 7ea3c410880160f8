"""Bodies: council, executive board, committees, sub-committees."""

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.bodies import BodyKind
from portal.models.base import Base, enum_type
from portal.models.texts import TextSet


class Body(Base):
    """An elected body. `email` and `postal_address` are where late views and questions go.

    One that was abolished keeps its row and its page, which says what it became (`successor_id`).
    """

    __tablename__ = "bodies"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    kind: Mapped[BodyKind] = mapped_column(enum_type(BodyKind))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("bodies.id"))
    texts_id: Mapped[int] = mapped_column(ForeignKey("text_sets.id"))
    email: Mapped[str | None] = mapped_column(String(254))
    postal_address: Mapped[str | None] = mapped_column(String(300))
    abolished_on: Mapped[date | None]
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("bodies.id"))
    texts: Mapped[TextSet] = relationship()
