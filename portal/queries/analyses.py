"""What an analysis of a dialogue's texts reads."""

from collections.abc import Iterator, Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.domain.moderation import FlagKind
from portal.models.moderation import Flag
from portal.models.submissions import Answer, Submission

_AT_ONCE = 1000


def texts(session: Session, dialogue_id: int) -> Iterator[tuple[int, str]]:
    """Number and words of each submission that has any, in order of the numbers."""
    chosen = (
        select(Submission.number, Answer.text)
        .join(Answer, Answer.submission_id == Submission.id)
        .where(Submission.dialogue_id == dialogue_id, Answer.text.is_not(None))
        .order_by(Submission.number, Answer.addition, Answer.position)
    )
    number, said = 0, ""
    for each, words in session.execute(chosen.execution_options(yield_per=_AT_ONCE)):
        if each != number and said:
            yield number, said
        said = f"{said}\n{words}" if each == number else words or ""
        number = each
    if said:
        yield number, said


def languages(session: Session, dialogue_id: int) -> Mapping[str, Mapping[str, int]]:
    """Submissions per language, and how it is known: stated, recognised or unknown; the commonest first."""
    chosen = (
        select(Submission.language, Submission.language_source, func.count())
        .where(Submission.dialogue_id == dialogue_id)
        .group_by(Submission.language, Submission.language_source)
    )
    found: dict[str, dict[str, int]] = {}
    for language, source, count in session.execute(chosen):
        found.setdefault(language, {})[source.value] = count
    return dict(sorted(found.items(), key=lambda each: (-sum(each[1].values()), each[0])))


def flagged_as_copies(session: Session, dialogue_id: int) -> set[int]:
    """Numbers of the submissions that are pointed out as near copies already, dismissed or not."""
    chosen = (
        select(Submission.number)
        .join(Flag, Flag.submission_id == Submission.id)
        .where(Submission.dialogue_id == dialogue_id, Flag.kind == FlagKind.NEAR_COPY)
    )
    return set(session.scalars(chosen))
