"""What is asked in a dialogue, and one submission: by its number, by its receipt code, by its idempotency key.

The statements that every sending asks are made once, without entities, and go past the session's own machinery: they
count in the last minutes.
"""

from dataclasses import dataclass, fields, replace

from sqlalchemy import Table, bindparam, select
from sqlalchemy.orm import Session

from portal.domain.dialogues import ShowMode, StageFacts
from portal.domain.moderation import VISIBLE
from portal.domain.questions import Asked, QuestionKind
from portal.domain.receipts import hashed, normalised
from portal.domain.refusals import NotFound
from portal.models.base import Base
from portal.models.commitments import CommitmentVersion
from portal.models.dialogues import Dialogue
from portal.models.questions import Question, QuestionOption
from portal.models.submissions import PreparedCode, Submission


def _columns(model: type[Base]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)
    return table


_QUESTIONS, _OPTIONS = _columns(Question), _columns(QuestionOption)
_ASKED = (
    select(
        *(
            _QUESTIONS.c[name]
            for name in ("id", "kind", "position", "page", "required", "max_length", "lowest", "highest")
        ),
        _OPTIONS.c.id.label("option_id"),
    )
    .select_from(_QUESTIONS.outerjoin(_OPTIONS, _OPTIONS.c.question_id == _QUESTIONS.c.id))
    .where(_QUESTIONS.c.dialogue_id == bindparam("dialogue_id"))
    .order_by(_QUESTIONS.c.page, _QUESTIONS.c.position, _QUESTIONS.c.id)
)
_DIALOGUES, _VERSIONS = _columns(Dialogue), _columns(CommitmentVersion)
_MOMENTS = tuple(field.name for field in fields(StageFacts))
_VERSION = select(_VERSIONS.c.id).order_by(_VERSIONS.c.number.desc()).limit(1)
_IN_FORCE = _VERSION.where(_VERSIONS.c.dialogue_id == bindparam("dialogue_id"))
_DOOR = select(
    _DIALOGUES.c.id,
    _DIALOGUES.c.level,
    _DIALOGUES.c.show_mode,
    *(_DIALOGUES.c[name] for name in _MOMENTS),
    _VERSION.where(_VERSIONS.c.dialogue_id == _DIALOGUES.c.id).scalar_subquery().label("version_id"),
).where(_DIALOGUES.c.slug == bindparam("slug"), _DIALOGUES.c.announced_at.is_not(None))
_SUBMISSIONS = _columns(Submission)
_SENT = select(_SUBMISSIONS.c.id, _SUBMISSIONS.c.number).where(_SUBMISSIONS.c.key_hash == bindparam("key_hash"))
_NO_CODE = "2222-2222-2222-2222"


def asked(session: Session, dialogue_id: int) -> tuple[Asked, ...]:
    """The questions without their words, in the order of the form; one statement."""
    found: dict[int, Asked] = {}
    for row in session.connection().execute(_ASKED, {"dialogue_id": dialogue_id}):
        question = found.get(row.id) or Asked(
            row.id,
            QuestionKind(row.kind),
            row.position,
            row.page,
            row.required,
            row.max_length,
            row.lowest,
            row.highest,
        )
        if row.option_id is not None:
            question = replace(question, options=question.options | {row.option_id})
        found[row.id] = question
    return tuple(found.values())


def questions_with_words(session: Session, dialogue_id: int) -> list[Question]:
    """The questions with their options and texts, in the order of the form."""
    chosen = select(Question).where(Question.dialogue_id == dialogue_id)
    return list(session.scalars(chosen.order_by(Question.page, Question.position, Question.id)).unique())


@dataclass(frozen=True, slots=True)
class Door:
    """What taking in must know of a dialogue, and nothing more; `version_id` is the commitment version in force."""

    id: int
    level: int
    show_mode: ShowMode
    version_id: int | None
    moments: StageFacts

    def stage_facts(self) -> StageFacts:
        """The stored moments that the stage follows from."""
        return self.moments


def door(session: Session, slug: str) -> Door:
    """The door of the announced dialogue with that address, in one statement; raises NotFound."""
    row = session.connection().execute(_DOOR, {"slug": slug}).first()
    if row is None:
        raise NotFound("NO_SUCH_DIALOGUE")
    moments = StageFacts(*(getattr(row, name) for name in _MOMENTS))
    return Door(row.id, row.level, row.show_mode, row.version_id, moments)


def version_in_force(session: Session, dialogue_id: int) -> int | None:
    """Id of the commitment version that a submission sent now is written under."""
    return session.connection().execute(_IN_FORCE, {"dialogue_id": dialogue_id}).scalar()


def sent_with(session: Session, key_hash: str) -> tuple[int, int] | None:
    """Id and number of the submission that was sent with this key, or None."""
    row = session.connection().execute(_SENT, {"key_hash": key_hash}).first()
    return None if row is None else (row.id, row.number)


@dataclass(frozen=True)
class Opened:
    """What a code opens: a submission, or a printed form that nobody has registered yet; nothing when it is unknown."""

    submission: Submission | None = None
    prepared: PreparedCode | None = None


def by_code(session: Session, typed: str) -> Opened:
    """What the typed code opens. The same two look-ups whether it is right, unknown or mistyped."""
    code = normalised(typed)
    receipt_hash = hashed(code or _NO_CODE)
    submission = session.scalar(select(Submission).where(Submission.receipt_hash == receipt_hash))
    prepared = session.scalar(
        select(PreparedCode).where(PreparedCode.receipt_hash == receipt_hash, PreparedCode.submission_id.is_(None))
    )
    return Opened() if code is None else Opened(submission, prepared)


def shown_by_number(session: Session, dialogue_id: int, number: int) -> Submission:
    """A submission that the public sees; raises NotFound for every other, without telling whether it exists."""
    chosen = select(Submission).where(Submission.dialogue_id == dialogue_id, Submission.number == number)
    submission = session.scalar(chosen.where(Submission.state.in_(VISIBLE)))
    if submission is None:
        raise NotFound("NOT_FOUND")
    return submission
