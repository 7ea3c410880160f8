"""What is asked in a dialogue, and one submission: by its number, by its receipt code, by its idempotency key."""

from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session, lazyload

from portal.domain.moderation import VISIBLE
from portal.domain.questions import Asked, QuestionKind
from portal.domain.receipts import hashed, normalised
from portal.domain.refusals import NotFound
from portal.models.commitments import CommitmentVersion
from portal.models.dialogues import Dialogue
from portal.models.questions import Question, QuestionOption
from portal.models.submissions import PreparedCode, Submission

_ASKED = (
    select(
        Question.id,
        Question.kind,
        Question.position,
        Question.page,
        Question.required,
        Question.max_length,
        Question.lowest,
        Question.highest,
        QuestionOption.id.label("option_id"),
    )
    .outerjoin(QuestionOption, QuestionOption.question_id == Question.id)
    .order_by(Question.page, Question.position, Question.id)
)
_NO_CODE = "2222-2222-2222-2222"


def asked(session: Session, dialogue_id: int) -> tuple[Asked, ...]:
    """The questions without their words, in the order of the form; one statement."""
    found: dict[int, Asked] = {}
    for row in session.execute(_ASKED.where(Question.dialogue_id == dialogue_id)):
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


def dialogue_for_intake(session: Session, slug: str) -> Dialogue:
    """The announced dialogue without its texts and languages, for taking in fast; raises NotFound."""
    chosen = select(Dialogue).where(Dialogue.slug == slug, Dialogue.announced_at.is_not(None)).options(lazyload("*"))
    dialogue = session.scalar(chosen)
    if dialogue is None:
        raise NotFound("NO_SUCH_DIALOGUE")
    return dialogue


def version_in_force(session: Session, dialogue_id: int) -> int | None:
    """Id of the commitment version that a submission sent now is written under."""
    chosen = select(CommitmentVersion.id).where(CommitmentVersion.dialogue_id == dialogue_id)
    return session.scalar(chosen.order_by(CommitmentVersion.number.desc()).limit(1))


def sent_with(session: Session, key_hash: str) -> tuple[int, int] | None:
    """Id and number of the submission that was sent with this key, or None."""
    row = session.execute(select(Submission.id, Submission.number).where(Submission.key_hash == key_hash)).first()
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
