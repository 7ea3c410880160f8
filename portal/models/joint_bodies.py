"""Bodies that hold a dialogue together with the one that is responsible for it."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base
from portal.models.bodies import Body


class JointBody(Base):
    """A body beside the responsible one (`dialogues.body_id`), in the order in which they are named."""

    __tablename__ = "dialogue_bodies"

    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues.id", ondelete="CASCADE"), primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), primary_key=True, index=True)
    position: Mapped[int]
    body: Mapped[Body] = relationship()
