"""What is asked in a dialogue, and one submission: by its number, by its receipt code, by its idempotency key.

The statements that every sending asks are made once, without entities, and go past the session's own machinery: they
count in the last minutes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

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
from portal.models.prepared import Prepared
from portal.models.questions import Question, QuestionOption
from portal.models.submissions import PreparedCode, Submission


def _columns(model: type[Base]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)
    return table


_QUESTIONS, _OPTIONS = _columns(Question), _columns(QuestionOption)
_QUESTION = (
    *(_QUESTIONS.c[name] for name in ("id", "kind", "position", "page", "required", "max_length", "lowest", "highest")),
    _OPTIONS.c.id.label("option_id"),
)
_IN_ORDER = (_QUESTIONS.c.page, _QUESTIONS.c.position, _QUESTIONS.c.id)
_WITH_OPTIONS = _QUESTIONS.outerjoin(_OPTIONS, _OPTIONS.c.question_id == _QUESTIONS.c.id)
_ASKED = (
    select(*_QUESTION)
    .select_from(_WITH_OPTIONS)
    .where(_QUESTIONS.c.dialogue_id == bindparam("dialogue_id"))
    .order_by(*_IN_ORDER)
)
_DIALOGUES, _VERSIONS = _columns(Dialogue), _columns(CommitmentVersion)
_MOMENTS = tuple(field.name for field in fields(StageFacts))
_VERSION = select(_VERSIONS.c.id).order_by(_VERSIONS.c.number.desc()).limit(1)
_IN_FORCE = _VERSION.where(_VERSIONS.c.dialogue_id == bindparam("dialogue_id"))
_DOOR = Prepared(
    select(
        *_QUESTION,
        _DIALOGUES.c.id.label("dialogue_id"),
        _DIALOGUES.c.level,
        _DIALOGUES.c.show_mode,
        _VERSION.where(_VERSIONS.c.dialogue_id == _DIALOGUES.c.id).scalar_subquery().label("version_id"),
        *(_DIALOGUES.c[name] for name in _MOMENTS),
    )
    .select_from(_DIALOGUES.outerjoin(_WITH_OPTIONS, _QUESTIONS.c.dialogue_id == _DIALOGUES.c.id))
    .where(_DIALOGUES.c.slug == bindparam("slug", type_=_DIALOGUES.c.slug.type), _DIALOGUES.c.announced_at.is_not(None))
    .order_by(*_IN_ORDER),
    ["slug"],
)
_SUBMISSIONS = _columns(Submission)
_SENT = select(_SUBMISSIONS.c.id, _SUBMISSIONS.c.number).where(_SUBMISSIONS.c.key_hash == bindparam("key_hash"))
_NO_CODE = "2222-2222-2222-2222"


def asked(session: Session, dialogue_id: int) -> tuple[Asked, ...]:
    """The questions without their words, in the order of the form; one statement."""
    return _questions(session.connection().execute(_ASKED, {"dialogue_id": dialogue_id}))


def _questions(rows: Iterable[Sequence[Any]]) -> tuple[Asked, ...]:
    """From rows that begin with the columns of `_QUESTION`, one a question or one an option of it."""
    found: dict[int, Asked] = {}
    for key, kind, position, page, required, max_length, lowest, highest, option_id, *_ in rows:
        options = found[key].options if key in found else frozenset()
        if option_id is not None:
            options |= {option_id}
        found[key] = Asked(
            key, QuestionKind(kind), position, page, bool(required), max_length, lowest, highest, options
        )
    return tuple(found.values())


def questions_with_words(session: Session, dialogue_id: int) -> list[Question]:
    """The questions with their options and texts, in the order of the form."""
    chosen = select(Question).where(Question.dialogue_id == dialogue_id)
    return list(session.scalars(chosen.order_by(Question.page, Question.position, Question.id)).unique())


@dataclass(frozen=True, slots=True)
class Door:
    """What taking in must know of a dialogue and its questions; `version_id` is the commitment version in force."""

    id: int
    level: int
    show_mode: ShowMode
    version_id: int | None
    moments: StageFacts
    asked: tuple[Asked, ...]

    def stage_facts(self) -> StageFacts:
        """The stored moments that the stage follows from."""
        return self.moments


def door(session: Session, slug: str) -> Door:
    """The door of the announced dialogue with that address, in one statement; raises NotFound."""
    rows = _DOOR.run(session.connection(), {"slug": slug})
    if not rows:
        raise NotFound("NO_SUCH_DIALOGUE")
    key, level, show_mode, version_id, *moments = rows[0][len(_QUESTION) :]
    questions = _questions(row for row in rows if row[0] is not None)
    return Door(key, level, show_mode, version_id, StageFacts(*moments), questions)


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
