"""Review decisions with their masks, flags, reports, appeals, passing on, personal replies, and who is reading what."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.moderation import AppealOutcome, FlagKind, Reason, ReportOutcome, Verdict
from portal.models.base import Base, Instant, enum_type


class ReviewDecision(Base):
    """A decision about one submission. The newest one not undone stands; older ones stay in the record."""

    __tablename__ = "review_decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"), index=True)
    verdict: Mapped[Verdict] = mapped_column(enum_type(Verdict))
    reason: Mapped[Reason | None] = mapped_column(enum_type(Reason))
    note: Mapped[str] = mapped_column(default="")
    additions_seen: Mapped[int] = mapped_column(default=0)
    in_bulk: Mapped[bool] = mapped_column(default=False)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime] = mapped_column(Instant)
    undone_at: Mapped[datetime | None] = mapped_column(Instant)
    masks: Mapped[list["Mask"]] = relationship(cascade="all, delete-orphan", lazy="selectin")


class Mask(Base):
    """A hidden part [start, end) of an answer's text, in characters, with its reason."""

    __tablename__ = "masks"

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("review_decisions.id", ondelete="CASCADE"), index=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answers.id"))
    start: Mapped[int]
    end: Mapped[int]
    reason: Mapped[Reason] = mapped_column(enum_type(Reason))


class Flag(Base):
    """Something the portal points out to the reviewer; dismissed when it is not what it looked like."""

    __tablename__ = "flags"

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"), index=True)
    answer_id: Mapped[int | None] = mapped_column(ForeignKey("answers.id"))
    kind: Mapped[FlagKind] = mapped_column(enum_type(FlagKind))
    start: Mapped[int | None]
    end: Mapped[int | None]
    dismissed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class Report(Base):
    """Somebody's report (Anmäl text) of a shown text. Nothing about who reported is kept."""

    __tablename__ = "reports"

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"), index=True)
    reason: Mapped[Reason] = mapped_column(enum_type(Reason))
    text: Mapped[str] = mapped_column(default="")
    reported_on: Mapped[date]
    outcome: Mapped[ReportOutcome | None] = mapped_column(enum_type(ReportOutcome))
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    settled_at: Mapped[datetime | None] = mapped_column(Instant)


class Appeal(Base):
    """The writer's appeal of a review decision; settled by somebody other than the first decider."""

    __tablename__ = "appeals"

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"), index=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("review_decisions.id"))
    text: Mapped[str]
    lodged_at: Mapped[datetime] = mapped_column(Instant)
    after_handover: Mapped[bool] = mapped_column(default=False)
    outcome: Mapped[AppealOutcome | None] = mapped_column(enum_type(AppealOutcome))
    explanation: Mapped[str] = mapped_column(default="")
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    settled_at: Mapped[datetime | None] = mapped_column(Instant)


class PassingOn(Base):
    """What belongs elsewhere was passed on: to whom, when. The receipt says it."""

    __tablename__ = "passings_on"

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"), index=True)
    to: Mapped[str] = mapped_column(String(200))
    passed_on: Mapped[date]
    passed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class PersonalReply(Base):
    """A short personal reply by an official, read on one receipt only."""

    __tablename__ = "personal_replies"

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"), index=True)
    text: Mapped[str]
    language: Mapped[str] = mapped_column(String(12))
    replied_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    replied_at: Mapped[datetime] = mapped_column(Instant)


class Presence(Base):
    """Which colleague has which submission on the screen right now."""

    __tablename__ = "presences"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"), index=True)
    seen_at: Mapped[datetime] = mapped_column(Instant)
