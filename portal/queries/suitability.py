"""The versions of the suitability test's questions: those shipped with the portal and the municipality's own."""

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from portal.domain.refusals import NotFound
from portal.domain.suitability import CURRENT_VERSION, FIRST_OWN, QUESTION_SETS, QuestionSet, SuitabilityQuestion
from portal.models.suitability import SuitabilityQuestionSet, SuitabilitySetQuestion

_WITH_TEXTS = selectinload(SuitabilityQuestionSet.questions).selectinload(SuitabilitySetQuestion.texts)


def newest(session: Session) -> QuestionSet:
    """The version that a test begun now answers: the municipality's newest, else the newest shipped one."""
    row = newest_own(session)
    return as_set(row) if row else shipped(CURRENT_VERSION)


def of_version(session: Session, version: int) -> QuestionSet:
    """The questions of a version; raises NotFound for one that was never in force."""
    if version in QUESTION_SETS:
        return shipped(version)
    row = own(session, version)
    if row is None or row.in_force_at is None:
        raise NotFound("NO_SUCH_QUESTION_SET")
    return as_set(row)


def shipped(version: int) -> QuestionSet:
    """A version that came with the portal."""
    return QuestionSet(version, QUESTION_SETS[version])


def as_set(row: SuitabilityQuestionSet) -> QuestionSet:
    """The questions of one of the municipality's versions that are asked, in their order."""
    asked = (question for question in row.questions if not question.retired)
    return QuestionSet(row.number, tuple(SuitabilityQuestion(q.key, q.decisive, q.kind) for q in asked))


def own(session: Session, number: int) -> SuitabilityQuestionSet | None:
    """One of the municipality's versions, in force or not."""
    chosen = select(SuitabilityQuestionSet).where(SuitabilityQuestionSet.number == number).options(_WITH_TEXTS)
    return session.scalar(chosen)


def newest_own(session: Session) -> SuitabilityQuestionSet | None:
    """The municipality's newest version in force; None when it uses a shipped one."""
    in_force = select(SuitabilityQuestionSet).where(SuitabilityQuestionSet.in_force_at.is_not(None))
    return session.scalar(in_force.options(_WITH_TEXTS).order_by(SuitabilityQuestionSet.number.desc()).limit(1))


def draft(session: Session) -> SuitabilityQuestionSet | None:
    """The version that is being made, if one is."""
    chosen = select(SuitabilityQuestionSet).where(SuitabilityQuestionSet.in_force_at.is_(None)).options(_WITH_TEXTS)
    return session.scalar(chosen)


def history(session: Session) -> list[SuitabilityQuestionSet]:
    """The municipality's versions that are or were in force, newest first."""
    in_force = select(SuitabilityQuestionSet).where(SuitabilityQuestionSet.in_force_at.is_not(None))
    return list(session.scalars(in_force.order_by(SuitabilityQuestionSet.number.desc())))


def next_number(session: Session) -> int:
    """The number of the municipality's next version."""
    numbers = session.scalars(select(SuitabilityQuestionSet.number)).all()
    return max(numbers, default=FIRST_OWN - 1) + 1
