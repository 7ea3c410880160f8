"""The questions of a dialogue, as the form asks them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.refusals import NotFound
from portal.models.dialogues import Dialogue
from portal.models.questions import Question


def of_dialogue(session: Session, dialogue_id: int) -> list[Question]:
    """All questions with their options, page by page in order."""
    chosen = select(Question).where(Question.dialogue_id == dialogue_id)
    return list(session.scalars(chosen.order_by(Question.page, Question.position, Question.id)))


def question(session: Session, dialogue: Dialogue, question_id: int) -> Question:
    """One question of that dialogue; raises NotFound."""
    found = session.get(Question, question_id)
    if found is None or found.dialogue_id != dialogue.id:
        raise NotFound("NO_SUCH_QUESTION")
    return found
