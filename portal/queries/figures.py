"""All counts of a dialogue, in one place: page, office, documents, exports and `gensvar check` show the same figures.

Figures count submissions (*synpunkter*); people only where heads were counted. A submission counts unless it was
advertising or a test, was taken back before the handover, or came after the handover (submissions.md).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import Session

from portal.domain.calendar import local_day
from portal.domain.moderation import AppealOutcome, ReviewState
from portal.domain.themes import CodingState, Stance
from portal.models.meetings import Meeting
from portal.models.moderation import Appeal
from portal.models.questions import Question
from portal.models.submissions import Answer, AnswerOption, Submission
from portal.models.themes import Coding


@dataclass(frozen=True)
class Intake:
    """What came in: `received` is always the sum of `by_state`; `counted` is what the result speaks of.

    `without_text` of the counted answered closed questions only: they are in no language and need no theme, so
    `by_language` and `by_coding` leave them out.
    """

    received: int = 0
    counted: int = 0
    people_present: int = 0
    read_by_a_person: int = 0
    after_handover: int = 0
    by_state: Mapping[ReviewState, int] = field(default_factory=dict)
    by_reason: Mapping[str, int] = field(default_factory=dict)
    by_channel: Mapping[str, int] = field(default_factory=dict)
    by_language: Mapping[str, int] = field(default_factory=dict)
    by_coding: Mapping[CodingState, int] = field(default_factory=dict)
    without_text: int = 0

    @property
    def adds_up(self) -> bool:
        """Promise 7 of quality.md: received = shown + masked + withheld + taken back + waiting + erased."""
        return self.received == sum(self.by_state.values())


@dataclass(frozen=True)
class ThemeCount:
    """Submissions in one theme, the languages they came in, and how many of them took each stance."""

    submissions: int = 0
    languages: int = 0
    by_stance: Mapping[Stance, int] = field(default_factory=dict)


@dataclass(frozen=True)
class ClosedCount:
    """A closed question: how many answered it, and how many chose each option id or scale value."""

    question_id: int
    answered: int
    chosen: Mapping[int, int]


def in_figures(dialogue_id: int) -> ColumnElement[bool]:
    """The condition that a submission belongs to the dialogue's figures."""
    return and_(Submission.dialogue_id == dialogue_id, Submission.counted, ~Submission.after_handover)


def intake(session: Session, dialogue_id: int) -> Intake:
    """Everything that came in, in two statements."""
    rows = session.execute(
        select(
            Submission.state,
            Submission.reason,
            Submission.channel,
            Submission.language,
            Submission.coding,
            Submission.counted,
            Submission.after_handover,
            func.count(),
            func.sum(Submission.present),
            func.count(Submission.read_by_id),
        )
        .where(Submission.dialogue_id == dialogue_id)
        .group_by(
            Submission.state,
            Submission.reason,
            Submission.channel,
            Submission.language,
            Submission.coding,
            Submission.counted,
            Submission.after_handover,
        )
    ).all()
    total = counted = people = read = late = 0
    states: dict[ReviewState, int] = {}
    reasons: dict[str, int] = {}
    channels: dict[str, int] = {}
    languages: dict[str, int] = {}
    codings: dict[CodingState, int] = {}
    for state, reason, channel, language, coding, counts, after, n, present, read_n in rows:
        total += n
        read += read_n
        states[state] = states.get(state, 0) + n
        if reason is not None:
            reasons[reason.value] = reasons.get(reason.value, 0) + n
        late += n if after else 0
        if counts and not after:
            counted += n
            people += present
            channels[channel.value] = channels.get(channel.value, 0) + n
            languages[language] = languages.get(language, 0) + n
            codings[coding] = codings.get(coding, 0) + n
    silent = _without_text(session, dialogue_id)
    for language, n in silent.items():
        languages[language] -= n
    languages = {language: n for language, n in languages.items() if n}
    without = sum(silent.values())
    if without:
        codings[CodingState.NONE] -= without
    return Intake(total, counted, people, read, late, states, reasons, channels, languages, codings, without)


def _without_text(session: Session, dialogue_id: int) -> Mapping[str, int]:
    """Per language how many of the figures have no free text; such a submission has a theme only as "none"."""
    has_text = exists().where(Answer.submission_id == Submission.id, Answer.coding.is_not(None))
    rows = session.execute(
        select(Submission.language, func.count())
        .where(in_figures(dialogue_id), Submission.coding == CodingState.NONE, ~has_text)
        .group_by(Submission.language)
    )
    return {row[0]: row[1] for row in rows}


def received(session: Session, dialogue_id: int) -> int:
    """How many submissions have come in, whatever became of them."""
    return session.scalar(select(func.count()).where(Submission.dialogue_id == dialogue_id)) or 0


def received_in(session: Session, dialogue_ids: Collection[int]) -> Mapping[int, int]:
    """The same for many dialogues by id, in one statement; one to which nothing has come is left out."""
    if not dialogue_ids:
        return {}
    counted = select(Submission.dialogue_id, func.count()).where(Submission.dialogue_id.in_(dialogue_ids))
    return {row[0]: row[1] for row in session.execute(counted.group_by(Submission.dialogue_id))}


def received_until(session: Session, dialogue_id: int, moment: datetime) -> int:
    """How many had been registered at a moment: what an edition of that moment must have said."""
    condition = and_(Submission.dialogue_id == dialogue_id, Submission.registered_at <= moment)
    return session.scalar(select(func.count()).where(condition)) or 0


def by_day(session: Session, dialogue_id: int, zone: ZoneInfo) -> Mapping[date, int]:
    """Submissions per local day of receipt, days without any left out."""
    days: dict[date, int] = {}
    for (moment,) in session.execute(select(Submission.received_at).where(Submission.dialogue_id == dialogue_id)):
        day = local_day(moment, zone)
        days[day] = days.get(day, 0) + 1
    return dict(sorted(days.items()))


def themes(session: Session, dialogue_id: int) -> Mapping[int, ThemeCount]:
    """Counts per theme id. A submission with several answers in one theme counts once in it."""
    per_theme = session.execute(
        select(
            Coding.theme_id,
            func.count(Submission.id.distinct()),
            func.count(Submission.language.distinct()),
        )
        .join(Answer, Answer.id == Coding.answer_id)
        .join(Submission, Submission.id == Answer.submission_id)
        .where(in_figures(dialogue_id))
        .group_by(Coding.theme_id)
    ).all()
    stances = session.execute(
        select(Coding.theme_id, Coding.stance, func.count(Submission.id.distinct()))
        .join(Answer, Answer.id == Coding.answer_id)
        .join(Submission, Submission.id == Answer.submission_id)
        .where(in_figures(dialogue_id), Coding.stance.is_not(None))
        .group_by(Coding.theme_id, Coding.stance)
    ).all()
    by_theme: dict[int, dict[Stance, int]] = {}
    for theme_id, stance, n in stances:
        assert stance is not None
        by_theme.setdefault(theme_id, {})[stance] = n
    return {
        theme_id: ThemeCount(submissions, languages, by_theme.get(theme_id, {}))
        for theme_id, submissions, languages in per_theme
    }


def closed_questions(session: Session, dialogue_id: int) -> tuple[ClosedCount, ...]:
    """Counts of every closed question, in the order of the form. A count, never a share of the residents."""
    options = session.execute(
        select(Answer.question_id, AnswerOption.option_id, func.count())
        .join(AnswerOption, AnswerOption.answer_id == Answer.id)
        .join(Submission, Submission.id == Answer.submission_id)
        .where(in_figures(dialogue_id))
        .group_by(Answer.question_id, AnswerOption.option_id)
    ).all()
    scales = session.execute(
        select(Answer.question_id, Answer.scale, func.count())
        .join(Submission, Submission.id == Answer.submission_id)
        .where(in_figures(dialogue_id), Answer.scale.is_not(None))
        .group_by(Answer.question_id, Answer.scale)
    ).all()
    answers = session.execute(
        select(Answer.question_id, func.count())
        .join(Submission, Submission.id == Answer.submission_id)
        .where(in_figures(dialogue_id), Answer.text.is_(None))
        .group_by(Answer.question_id)
    )
    answered = {row[0]: row[1] for row in answers}
    chosen: dict[int, dict[int, int]] = {}
    for question_id, value, n in [*options, *scales]:
        assert value is not None
        chosen.setdefault(question_id, {})[value] = n
    order = session.scalars(
        select(Question.id)
        .where(Question.dialogue_id == dialogue_id, Question.kind != "free_text")
        .order_by(Question.page, Question.position)
    )
    return tuple(ClosedCount(q, answered.get(q, 0), chosen.get(q, {})) for q in order)


def heads(session: Session, dialogue_id: int) -> tuple[int, int]:
    """Number of meetings held and of heads counted at them."""
    held, people = session.execute(
        select(func.count(), func.coalesce(func.sum(Meeting.head_count), 0)).where(
            Meeting.dialogue_id == dialogue_id, Meeting.cancelled_at.is_(None), Meeting.head_count.is_not(None)
        )
    ).one()
    return held, people or 0


def appeals(session: Session, dialogue_id: int) -> tuple[int, int]:
    """How many review decisions of the dialogue were appealed, and how many of them were changed."""
    row = session.execute(
        select(func.count(Appeal.id), func.count(Appeal.id).filter(Appeal.outcome == AppealOutcome.CHANGED))
        .join(Submission, Submission.id == Appeal.submission_id)
        .where(Submission.dialogue_id == dialogue_id)
    ).one()
    return row[0], row[1]
