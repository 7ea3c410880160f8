"""What the reading pages show: the dialogue in one statement, and one submission with all that is known about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, contains_eager, lazyload

from portal.domain.languages import SOURCE
from portal.domain.refusals import NotFound
from portal.models.dialogues import Dialogue
from portal.models.moderation import Appeal, Flag, Mask, PassingOn, PersonalReply, Report, ReviewDecision
from portal.models.questions import Question, QuestionOption
from portal.models.submissions import Answer, Submission, WorkingTranslation
from portal.models.texts import Text
from portal.models.themes import Coding, CodingChange
from portal.models.users import User
from portal.queries import review, themes


@dataclass(frozen=True)
class Read:
    """One answer as it is read: its question, what was pointed out and masked in it, its themes, its translations."""

    answer: Answer
    label: str
    chosen: tuple[str, ...]
    flags: tuple[Flag, ...]
    masks: tuple[Mask, ...]
    codings: tuple[Coding, ...]
    translations: tuple[WorkingTranslation, ...]


@dataclass(frozen=True)
class Item:
    """One submission with its history. `names` are the colleagues who appear in it, by user id."""

    submission: Submission
    answers: tuple[Read, ...]
    decisions: Sequence[ReviewDecision]
    whole_flags: tuple[Flag, ...]
    reports: Sequence[Report]
    appeals: Sequence[Appeal]
    passings: Sequence[PassingOn]
    replies: Sequence[PersonalReply]
    changes: Sequence[CodingChange]
    names: Mapping[int, str]

    @property
    def standing(self) -> ReviewDecision | None:
        """The decision that stands."""
        return next((one for one in self.decisions if one.undone_at is None), None)


def dialogue_for_reading(session: Session, slug: str) -> tuple[Dialogue, str]:
    """The dialogue with its matter and Swedish title, and nothing else, in one statement; raises NotFound."""
    row = session.execute(
        select(Dialogue, Text.source)
        .join(Dialogue.matter)
        .outerjoin(Text, and_(Text.set_id == Dialogue.texts_id, Text.field == "title", Text.language == SOURCE))
        .where(Dialogue.slug == slug)
        .options(contains_eager(Dialogue.matter).options(lazyload("*")), lazyload("*"))
    ).first()
    if row is None:
        raise NotFound("NO_SUCH_DIALOGUE")
    return row[0], row[1] or slug


def item(session: Session, dialogue_id: int, number: int) -> Item:
    """Everything about one submission; raises NotFound. Contact is never among it."""
    submission = review.by_number(session, dialogue_id, number)
    decisions = review.decisions_of(session, submission.id)
    standing = next((one for one in decisions if one.undone_at is None), None)
    flags = review.flags_of(session, submission.id)
    reports = review.reports_of(session, submission.id)
    appeals = review.appeals_of(session, submission.id)
    passings = review.passings_of(session, submission.id)
    replies = review.replies_of(session, submission.id)
    changes = themes.changes_of(session, submission.id)
    people = {
        submission.recorded_by_id,
        submission.read_by_id,
        submission.assigned_to_id,
        *(one.decided_by_id for one in decisions),
        *(one.settled_by_id for one in reports),
        *(one.settled_by_id for one in appeals),
        *(one.passed_by_id for one in passings),
        *(one.replied_by_id for one in replies),
        *(one.changed_by_id for one in changes),
    }
    return Item(
        submission,
        _answers(session, submission, flags, standing.masks if standing else ()),
        decisions,
        tuple(flag for flag in flags if flag.answer_id is None),
        reports,
        appeals,
        passings,
        replies,
        changes,
        _names(session, people - {None}),
    )


def _answers(
    session: Session, submission: Submission, flags: Sequence[Flag], masks: Sequence[Mask]
) -> tuple[Read, ...]:
    keys = [answer.id for answer in submission.answers]
    codings = themes.codings_of(session, keys)
    translations = session.scalars(select(WorkingTranslation).where(WorkingTranslation.answer_id.in_(keys))).all()
    labels = _words(session, Question, "label", [answer.question_id for answer in submission.answers])
    options = [choice.option_id for answer in submission.answers for choice in answer.options]
    named = _words(session, QuestionOption, "label", options)
    return tuple(
        Read(
            answer,
            labels.get(answer.question_id, ""),
            tuple(named.get(choice.option_id, "") for choice in answer.options),
            tuple(flag for flag in flags if flag.answer_id == answer.id),
            tuple(mask for mask in masks if mask.answer_id == answer.id),
            tuple(coding for coding in codings if coding.answer_id == answer.id),
            tuple(one for one in translations if one.answer_id == answer.id),
        )
        for answer in submission.answers
    )


def _words(
    session: Session, owner: type[Question] | type[QuestionOption], field: str, keys: Sequence[int]
) -> dict[int, str]:
    if not keys:
        return {}
    rows = session.execute(
        select(owner.id, Text.source)
        .join(Text, and_(Text.set_id == owner.texts_id, Text.field == field, Text.language == SOURCE))
        .where(owner.id.in_(keys))
    )
    return {row[0]: row[1] for row in rows}


def _names(session: Session, keys: set[int | None]) -> dict[int, str]:
    if not keys:
        return {}
    rows = session.execute(select(User.id, User.name).where(User.id.in_(keys)))
    return {row[0]: row[1] for row in rows}
