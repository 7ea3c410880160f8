"""Reports of what on the portal could not be used. Nothing about who reported is kept."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base


class AccessibilityReport(Base):
    """One report: where it did not work (as the reporter wrote it), what happened, the day, and when it was handled."""

    __tablename__ = "accessibility_reports"

    id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[str] = mapped_column(String(300), default="")
    text: Mapped[str]
    reported_on: Mapped[date]
    handled_on: Mapped[date | None]
