"""The list of those who asked to hear, and the outbox. Nothing here has a key to a submission.

List rows have random keys, no time finer than the day, and (on SQLite) no row ids, so that their order tells nothing;
they are rewritten in random order every night and at closing. `joined_on` is the first day of the month of joining.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.mailing import AddressKind, ListWish, MailKind, OutboxStatus
from portal.models.base import Base, Instant, enum_type


class ListEntry(Base):
    """One address that asked to hear from one dialogue. `token_hash` opens the leaving page."""

    __tablename__ = "list_entries"
    __table_args__ = (UniqueConstraint("dialogue_id", "kind", "address"), {"sqlite_with_rowid": False})

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues.id"))
    kind: Mapped[AddressKind] = mapped_column(enum_type(AddressKind))
    address: Mapped[str] = mapped_column(String(320))
    language: Mapped[str] = mapped_column(String(12))
    wish: Mapped[ListWish] = mapped_column(enum_type(ListWish), default=ListWish.ALL)
    joined_on: Mapped[date]


class ListDayCount(Base):
    """The audit of the list: how many joined and left a dialogue's list on a day, never who."""

    __tablename__ = "list_day_counts"

    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    joined: Mapped[int] = mapped_column(default=0)
    left: Mapped[int] = mapped_column(default=0)


class OutboxMail(Base):
    """A mail to send. `sealed` is the encrypted payload (address, code, token), blanked when a server has taken it, at
    the latest after 72 hours, and with it language, ids and times. What stays is kind, edition, status, attempts, day.

    `due_at` is empty until a first try has failed, so a waiting row tells no moment; a row id would tell the order.
    """

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_status_due_at", "status", "due_at"), {"sqlite_with_rowid": False})

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    dedupe_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    kind: Mapped[MailKind] = mapped_column(enum_type(MailKind))
    dialogue_id: Mapped[int | None] = mapped_column(ForeignKey("dialogues.id"))
    edition_id: Mapped[int | None] = mapped_column(ForeignKey("editions.id"), index=True)
    language: Mapped[str] = mapped_column(String(12))
    sealed: Mapped[bytes | None]
    message_id: Mapped[str | None] = mapped_column(String(120))
    status: Mapped[OutboxStatus] = mapped_column(enum_type(OutboxStatus), default=OutboxStatus.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(String(200), default="")
    queued_on: Mapped[date]
    due_at: Mapped[datetime | None] = mapped_column(Instant)
    leased_until: Mapped[datetime | None] = mapped_column(Instant)
    give_up_at: Mapped[datetime | None] = mapped_column(Instant)
