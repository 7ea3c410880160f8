"""Submissions with their answers, receipt hash and public number. The original text is never changed.

Nothing here tells who wrote: a contact, when the writer asked for one, is a row of its own (`SubmissionContact`), read
by the mail worker only.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, String, UniqueConstraint, literal_column
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.mailing import AddressKind
from portal.domain.moderation import Reason, ReviewState
from portal.domain.submissions import Channel, LanguageSource, Timing, Wording
from portal.domain.themes import CodingState
from portal.models.base import Base, Instant, enum_type


def _partial(name: str, *columns: str, where: ColumnElement[Any]) -> Index:
    """An index over the few rows that a list of the office filters on, so that 100,000 others cost nothing."""
    return Index(f"ix_submissions_{name}", *columns, sqlite_where=where, postgresql_where=where)


LEFT_TO_DO: ColumnElement[Any] = literal_column(
    "(submissions.state = 'waiting' OR (submissions.coding = 'waiting' AND submissions.counted)"
    " OR submissions.reports_open > 0 OR submissions.appeal_open)"
)
URGENT: ColumnElement[Any] = literal_column("(submissions.reports_open > 0 OR submissions.appeal_open)")
POINTED_OUT: ColumnElement[Any] = literal_column("submissions.flags_standing > 0")
NOT_INDEXED: ColumnElement[Any] = literal_column("NOT submissions.indexed")
UNREAD: ColumnElement[Any] = literal_column("submissions.read_by_id IS NULL")
SHARED_OUT: ColumnElement[Any] = literal_column("submissions.assigned_to_id IS NOT NULL")
"""Conditions of the partial indexes below; a query that says exactly the same words uses them.

They have no type on purpose: SQLite would be asked `(…) = 1` of a boolean, and would not know its own index again.
"""


class SubmissionCounter(Base):
    """The last public number given in a dialogue."""

    __tablename__ = "submission_counters"

    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues.id"), primary_key=True)
    last_number: Mapped[int] = mapped_column(default=0)


class Submission(Base):
    """One sending by one person or one group of `present` people.

    `flags_standing` counts the flags not dismissed of the kinds that stop showing (`domain.moderation.STOPS_SHOWING`).
    `state`, `reason`, `counted` and `coding` are kept beside the decisions and codings they follow from, so that lists
    of 100,000 stay fast; `gensvar check` compares them. `state` is WAITING again when something was added after review.
    `indexed` is false until the words of one that came from the web are in the search; the worker puts them there.
    `outside_reason` says why one that was registered by hand from outside the open time is taken in.
    """

    __tablename__ = "submissions"
    __table_args__ = (
        UniqueConstraint("dialogue_id", "number"),
        UniqueConstraint("dialogue_id", "external_id"),
        Index("ix_submissions_dialogue_id_state_number", "dialogue_id", "state", "number"),
        Index("ix_submissions_dialogue_id_coding_counted_number", "dialogue_id", "coding", "counted", "number"),
        Index("ix_submissions_dialogue_id_language_number", "dialogue_id", "language", "number"),
        Index("ix_submissions_dialogue_id_channel_number", "dialogue_id", "channel", "number"),
        Index("ix_submissions_received_at_id", "received_at", "id"),
        Index("ix_submissions_registered_at_id", "registered_at", "id"),
        _partial("left_to_do", "dialogue_id", "number", where=LEFT_TO_DO),
        _partial("urgent", "dialogue_id", "number", where=URGENT),
        _partial("pointed_out", "dialogue_id", "number", where=POINTED_OUT),
        _partial("not_indexed", "dialogue_id", where=NOT_INDEXED),
        _partial("unread", "dialogue_id", "number", where=UNREAD),
        _partial("shared_out", "assigned_to_id", "dialogue_id", "number", where=SHARED_OUT),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues.id"))
    number: Mapped[int]
    receipt_hash: Mapped[str] = mapped_column(String(64), unique=True)
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    channel: Mapped[Channel] = mapped_column(enum_type(Channel))
    received_at: Mapped[datetime] = mapped_column(Instant)
    registered_at: Mapped[datetime] = mapped_column(Instant)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    wording: Mapped[Wording] = mapped_column(enum_type(Wording), default=Wording.VERBATIM)
    language: Mapped[str] = mapped_column(String(12), default="und")
    language_source: Mapped[LanguageSource] = mapped_column(enum_type(LanguageSource), default=LanguageSource.UNKNOWN)
    present: Mapped[int] = mapped_column(default=1)
    commitment_version_id: Mapped[int | None] = mapped_column(ForeignKey("commitment_versions.id"))
    timing: Mapped[Timing] = mapped_column(enum_type(Timing), default=Timing.IN_TIME)
    outside_reason: Mapped[str] = mapped_column(default="")
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"))
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batches.id"))
    external_id: Mapped[str | None] = mapped_column(String(120))
    after_handover: Mapped[bool] = mapped_column(default=False)
    state: Mapped[ReviewState] = mapped_column(enum_type(ReviewState), default=ReviewState.WAITING)
    reason: Mapped[Reason | None] = mapped_column(enum_type(Reason))
    counted: Mapped[bool] = mapped_column(default=True)
    coding: Mapped[CodingState] = mapped_column(enum_type(CodingState), default=CodingState.WAITING)
    flags_standing: Mapped[int] = mapped_column(default=0)
    reports_open: Mapped[int] = mapped_column(default=0)
    appeal_open: Mapped[bool] = mapped_column(default=False)
    additions: Mapped[int] = mapped_column(default=0)
    read_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    assigned_to_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    taken_back_at: Mapped[datetime | None] = mapped_column(Instant)
    indexed: Mapped[bool] = mapped_column(default=True)
    evaluation_used: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    answers: Mapped[list["Answer"]] = relationship(order_by="(Answer.addition, Answer.position)", lazy="selectin")


class Answer(Base):
    """An answer to one question. `addition` 0 is the original sending, 1.. what was added later from the receipt."""

    __tablename__ = "answers"
    __table_args__ = (UniqueConstraint("submission_id", "question_id", "addition"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"))
    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id"), index=True)
    addition: Mapped[int] = mapped_column(default=0)
    position: Mapped[int] = mapped_column(default=0)
    text: Mapped[str | None]
    scale: Mapped[int | None]
    coding: Mapped[CodingState | None] = mapped_column(enum_type(CodingState))
    added_at: Mapped[datetime | None] = mapped_column(Instant)
    options: Mapped[list["AnswerOption"]] = relationship(lazy="selectin")


class AnswerOption(Base):
    """A chosen option."""

    __tablename__ = "answer_options"

    answer_id: Mapped[int] = mapped_column(ForeignKey("answers.id"), primary_key=True)
    option_id: Mapped[int] = mapped_column(ForeignKey("question_options.id"), primary_key=True)


class SubmissionContact(Base):
    """Where to write about this very text, when its writer asked for that. Read by the mail worker only."""

    __tablename__ = "submission_contacts"

    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"), primary_key=True)
    kind: Mapped[AddressKind] = mapped_column(enum_type(AddressKind))
    address: Mapped[str] = mapped_column(String(320))
    language: Mapped[str] = mapped_column(String(12))


class PreparedCode(Base):
    """A receipt code printed on a paper form beforehand; `submission_id` is set when the form is registered."""

    __tablename__ = "prepared_codes"

    receipt_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues.id"))
    printed_on: Mapped[date]
    submission_id: Mapped[int | None] = mapped_column(ForeignKey("submissions.id"))


class WorkingTranslation(Base):
    """A translation for the office, by a person or a machine. Never shown as the writer's words."""

    __tablename__ = "working_translations"

    answer_id: Mapped[int] = mapped_column(ForeignKey("answers.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    text: Mapped[str]
    machine: Mapped[bool] = mapped_column(default=False)
    made_by: Mapped[str] = mapped_column(String(120), default="")
    made_at: Mapped[datetime] = mapped_column(Instant)


class ImportBatch(Base):
    """One import of a file: what it was, how far it got, and the reason for rows outside the open time."""

    __tablename__ = "import_batches"

    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues.id"))
    file_name: Mapped[str] = mapped_column(String(200))
    file_hash: Mapped[str] = mapped_column(String(64))
    channel: Mapped[Channel] = mapped_column(enum_type(Channel))
    outside_reason: Mapped[str] = mapped_column(default="")
    taken_in: Mapped[int] = mapped_column(default=0)
    rejected: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[datetime] = mapped_column(Instant)
    finished_at: Mapped[datetime | None] = mapped_column(Instant)
    started_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
