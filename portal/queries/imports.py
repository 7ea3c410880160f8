"""What has been brought in from files before."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.questions import QuestionKind
from portal.models.matters import Matter
from portal.models.questions import Question
from portal.models.submissions import Answer, ImportBatch, Submission

_AT_ONCE = 500


def text_question(session: Session, dialogue_id: int) -> Question | None:
    """The question that imported texts answer: the first of the form that takes free text."""
    chosen = select(Question).where(Question.dialogue_id == dialogue_id, Question.kind == QuestionKind.FREE_TEXT)
    return session.scalars(chosen.order_by(Question.page, Question.position, Question.id).limit(1)).first()


def texts_by_external_id(session: Session, dialogue_id: int, ids: Collection[str]) -> dict[str, str]:
    """Of these row ids, those that the dialogue has already, each with the text it came with ("" without any)."""
    wanted = list(ids)
    found: dict[str, str] = {}
    for at in range(0, len(wanted), _AT_ONCE):
        rows = session.execute(
            select(Submission.external_id, Answer.text)
            .outerjoin(Answer, (Answer.submission_id == Submission.id) & (Answer.addition == 0))
            .where(Submission.dialogue_id == dialogue_id, Submission.external_id.in_(wanted[at : at + _AT_ONCE]))
        )
        for external_id, text in rows:
            assert external_id is not None
            found[external_id] = text or found.get(external_id) or ""
    return found


def unfinished(session: Session, dialogue_id: int, file_hash: str) -> ImportBatch | None:
    """An import of that very file that was begun and not finished."""
    return session.scalars(
        select(ImportBatch)
        .where(
            ImportBatch.dialogue_id == dialogue_id,
            ImportBatch.file_hash == file_hash,
            ImportBatch.finished_at.is_(None),
        )
        .order_by(ImportBatch.id.desc())
        .limit(1)
    ).first()


def of_dialogue(session: Session, dialogue_id: int) -> list[ImportBatch]:
    """The imports of a dialogue, the latest first."""
    chosen = select(ImportBatch).where(ImportBatch.dialogue_id == dialogue_id)
    return list(session.scalars(chosen.order_by(ImportBatch.id.desc())))


def matter_by_registry_number(session: Session, registry_number: str) -> Matter | None:
    """The newest matter with that registry number, gaps and case apart."""
    wanted = "".join(registry_number.split()).casefold()
    known = session.execute(select(Matter.id, Matter.registry_number).order_by(Matter.id.desc()))
    found = next((key for key, one in known if wanted and "".join(one.split()).casefold() == wanted), None)
    return None if found is None else session.get(Matter, found)
