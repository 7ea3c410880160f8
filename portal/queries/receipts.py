"""Everything that a receipt says, at every stage: the exact words, the decision, themes, answer, promise beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.dialogues import Stage, stage_of
from portal.domain.feedback import EditionKind
from portal.domain.moderation import ReviewState
from portal.domain.questions import QuestionKind
from portal.domain.rules import Rules
from portal.domain.submissions import MAX_ADDITIONS, web_fault
from portal.domain.themes import CodingState, Stance
from portal.models.commitments import CommitmentVersion
from portal.models.decisions import Decision
from portal.models.dialogues import Dialogue
from portal.models.feedback import Edition, ReceiptOpened
from portal.models.moderation import Appeal, Mask, PassingOn, PersonalReply, ReviewDecision
from portal.models.questions import Question, QuestionOption
from portal.models.submissions import Answer, Submission
from portal.models.themes import Coding
from portal.models.users import User
from portal.queries import answers, commitments, feedback, review, submissions

_GONE = (ReviewState.TAKEN_BACK, ReviewState.ERASED)


@dataclass(frozen=True)
class Written:
    """One answer with its question; `masks` are the parts that others do not see."""

    question: Question
    answer: Answer
    options: tuple[QuestionOption, ...] = ()
    masks: tuple[Mask, ...] = ()


@dataclass(frozen=True)
class CountedIn:
    """A theme of the published edition that it was counted in, as frozen there, with the stance it was coded with."""

    theme: Mapping[str, Any]
    stance: Stance | None


@dataclass(frozen=True)
class Reply:
    """A personal reply: its words, their language, who wrote it and when."""

    text: str
    language: str
    by: str
    title: str
    at: datetime


@dataclass(frozen=True)
class ReceiptState:
    """What the receipt page is made of. Coding is working material: `themes` come from the published edition only.

    `counted_later`: it is coded now but was not when the newest edition came out; the next one has it.
    `appeal_until` is None when there is nothing to appeal (any longer).
    """

    submission: Submission
    dialogue: Dialogue
    stage: Stage
    written: tuple[Written, ...]
    promise: CommitmentVersion | None
    amendments: tuple[commitments.Amendment, ...]
    decision: ReviewDecision | None
    appeals: Sequence[Appeal]
    appeal_until: datetime | None
    passings: Sequence[PassingOn]
    replies: tuple[Reply, ...]
    edition: Edition | None = None
    interim: Edition | None = None
    themes: tuple[CountedIn, ...] = ()
    counted_later: bool = False
    decisions: Sequence[Decision] = ()
    opened: bool = False
    may_add: bool = False
    may_take_back: bool = False
    answered_in: Dialogue | None = None
    follow_ups: bool = False
    addable: list[Question] = field(default_factory=list)


def state_of(session: Session, rules: Rules, submission: Submission, now: datetime) -> ReceiptState:
    """What the receipt of this submission says at `now`."""
    dialogue = session.get_one(Dialogue, submission.dialogue_id)
    facts = dialogue.stage_facts()
    questions = submissions.questions_with_words(session, dialogue.id)
    decision = review.standing_decision(session, submission.id)
    version = session.get(CommitmentVersion, submission.commitment_version_id or 0)
    edition = feedback.newest_with_content(session, dialogue.id)
    themes = _themes(session, submission, edition)
    is_open = web_fault(dialogue.level, facts, now, rules.grace) is None
    may_add = is_open and submission.state not in _GONE and submission.additions < MAX_ADDITIONS
    free = [question for question in questions if question.kind is QuestionKind.FREE_TEXT]
    return ReceiptState(
        submission=submission,
        dialogue=dialogue,
        stage=stage_of(facts, now),
        written=_written(submission, questions, decision),
        promise=version,
        amendments=tuple(
            one for one in commitments.amendments_of(session, dialogue.id) if version and one.number > version.number
        ),
        decision=decision,
        appeals=review.appeals_of(session, submission.id),
        appeal_until=_appeal_until(session, rules, submission, decision, now),
        passings=review.passings_of(session, submission.id),
        replies=_replies(session, submission.id),
        edition=edition,
        interim=feedback.newest_of_kind(session, dialogue.id, EditionKind.INTERIM),
        themes=themes,
        counted_later=_counted_later(session, submission, edition, themes),
        decisions=answers.decisions(session, dialogue.id),
        opened=edition is None or session.get(ReceiptOpened, (submission.id, edition.id)) is not None,
        may_add=may_add and bool(free),
        may_take_back=submission.state not in _GONE,
        answered_in=session.get(Dialogue, dialogue.answered_in_id) if dialogue.answered_in_id else None,
        addable=free if may_add else [],
        follow_ups=dialogue.answered_at is not None and bool(edition and edition.content.get("follow_ups")),
    )


def _written(
    submission: Submission, questions: Sequence[Question], decision: ReviewDecision | None
) -> tuple[Written, ...]:
    by_id = {question.id: question for question in questions}
    hidden = decision.masks if decision and submission.state is ReviewState.MASKED else []
    found = []
    for answer in submission.answers:
        question = by_id[answer.question_id]
        chosen = {option.option_id for option in answer.options}
        options = tuple(option for option in question.options if option.id in chosen)
        masks = tuple(mask for mask in hidden if mask.answer_id == answer.id)
        found.append(Written(question, answer, options, masks))
    return tuple(found)


def _appeal_until(
    session: Session, rules: Rules, submission: Submission, decision: ReviewDecision | None, now: datetime
) -> datetime | None:
    if decision is None or submission.state not in (ReviewState.MASKED, ReviewState.WITHHELD):
        return None
    if submission.appeal_open or review.appeal_lodged_against(session, decision.id):
        return None
    last = decision.decided_at + timedelta(days=rules.appeal_days)
    return last if now <= last else None


def _replies(session: Session, submission_id: int) -> tuple[Reply, ...]:
    chosen = (
        select(PersonalReply, User.name, User.title)
        .join(User, User.id == PersonalReply.replied_by_id)
        .where(PersonalReply.submission_id == submission_id)
        .order_by(PersonalReply.id)
    )
    return tuple(
        Reply(reply.text, reply.language, name, title, reply.replied_at)
        for reply, name, title in session.execute(chosen)
    )


def _themes(session: Session, submission: Submission, edition: Edition | None) -> tuple[CountedIn, ...]:
    if edition is None or not submission.counted or submission.after_handover:
        return ()
    codings = session.scalars(
        select(Coding)
        .join(Answer, Answer.id == Coding.answer_id)
        .where(Answer.submission_id == submission.id, Coding.coded_at <= edition.as_of)
        .order_by(Coding.id)
    ).all()
    stances: dict[int, Stance | None] = {}
    for coding in codings:
        for theme_id in (coding.theme_id, coding.first_theme_id):
            stances[theme_id] = stances.get(theme_id) or coding.stance
    return tuple(
        CountedIn(theme, stances[theme["id"]]) for theme in edition.content.get("themes", ()) if theme["id"] in stances
    )


def _counted_later(
    session: Session, submission: Submission, edition: Edition | None, themes: tuple[CountedIn, ...]
) -> bool:
    if edition is None or themes or not submission.counted or submission.after_handover:
        return False
    if submission.coding is CodingState.THEMED:
        return True
    return submission.registered_at > edition.as_of
