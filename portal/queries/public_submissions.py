"""What others wrote, as everybody may read it: visible texts only, with masks, never in a dialogue that shows none.

A text is read here when it is visible by its state, when the promise it was written under (and every later one) lets it
be shown, and only as far as its standing decision has seen it. What is not among these never leaves this module.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select
from sqlalchemy.orm import Session

from portal.domain.commitments import shown_under
from portal.domain.dialogues import ShowMode
from portal.domain.moderation import VISIBLE, Reason, ReviewState, Span, masked
from portal.domain.refusals import NotFound
from portal.domain.submissions import Channel, Wording
from portal.models.commitments import CommitmentVersion
from portal.models.dialogues import Dialogue
from portal.models.moderation import Mask, ReviewDecision
from portal.models.questions import Question
from portal.models.submissions import Answer, Submission
from portal.models.themes import Coding

PAGE_SIZE = 20


@dataclass(frozen=True)
class ShownAnswer:
    """An answer's words as they are shown; `question_texts_id` is where the question's words are."""

    text: str
    question_texts_id: int
    added: bool


@dataclass(frozen=True)
class ShownText:
    """One submission as others read it: number, language, how it came, its texts."""

    number: int
    language: str
    channel: Channel
    wording: Wording
    present: int
    is_masked: bool
    answers: tuple[ShownAnswer, ...]


@dataclass(frozen=True)
class Shelf:
    """A page of shown texts, the latest number first. `older` and `newer` are numbers to go on from, None at an end."""

    texts: tuple[ShownText, ...]
    older: int | None
    newer: int | None


@dataclass(frozen=True)
class Hidden:
    """A submission that is not shown: its number, where it stands, and the reason if it was decided."""

    number: int
    state: ReviewState
    reason: Reason | None
    never_shown: bool


def _modes(session: Session, dialogue: Dialogue) -> Mapping[int, ShowMode]:
    """How texts are shown that came under each version of the promise, given every later version."""
    rows = session.execute(
        select(CommitmentVersion.id, CommitmentVersion.content["show_mode"].as_string())
        .where(CommitmentVersion.dialogue_id == dialogue.id)
        .order_by(CommitmentVersion.number)
    ).all()
    modes = [ShowMode(mode) for _id, mode in rows]
    return {row[0]: shown_under(modes[at], *modes[at + 1 :], dialogue.show_mode) for at, row in enumerate(rows)}


def may_be_read(session: Session, dialogue: Dialogue) -> ColumnElement[bool]:
    """The condition on `Submission` that everybody may read it, whatever page it stands on."""
    modes = _modes(session, dialogue)
    narrowest = shown_under(dialogue.show_mode, *modes.values())
    at_once = [one for one, mode in modes.items() if mode is ShowMode.AT_ONCE]
    reviewed_only = [one for one, mode in modes.items() if mode is ShowMode.AFTER_REVIEW]
    version = Submission.commitment_version_id
    reviewed = exists().where(ReviewDecision.submission_id == Submission.id, ReviewDecision.undone_at.is_(None))
    allowed: list[ColumnElement[bool]] = [version.in_(at_once)] if at_once else []
    allowed += [and_(version.in_(reviewed_only), reviewed)] if reviewed_only else []
    allowed += [and_(version.is_(None), reviewed)] if narrowest is not ShowMode.NEVER else []
    has_text = exists().where(Answer.submission_id == Submission.id, Answer.text.is_not(None))
    return and_(
        Submission.dialogue_id == dialogue.id,
        Submission.state.in_(VISIBLE),
        has_text,
        or_(*allowed) if allowed else false(),
    )


def shelf(
    session: Session,
    dialogue: Dialogue,
    *,
    language: str | None = None,
    theme_id: int | None = None,
    before: int | None = None,
    after: int | None = None,
    size: int = PAGE_SIZE,
) -> Shelf:
    """Shown texts below number `before` (or above `after`), of one language or theme when it is given."""
    conditions = [may_be_read(session, dialogue)]
    if language:
        conditions.append(Submission.language == language)
    if theme_id is not None:
        in_theme = (Coding.theme_id == theme_id) | (Coding.first_theme_id == theme_id)
        coded = select(Answer.submission_id).join(Coding, Coding.answer_id == Answer.id).where(in_theme)
        conditions += [and_(Submission.id.in_(coded), Submission.counted, ~Submission.after_handover)]
    if before is not None:
        conditions.append(Submission.number < before)
    if after is not None:
        conditions.append(Submission.number > after)
    order = Submission.number.asc() if after is not None else Submission.number.desc()
    rows = session.execute(
        select(Submission.id, Submission.number).where(*conditions).order_by(order).limit(size + 1)
    ).all()
    more, rows = len(rows) > size, rows[:size]
    if after is not None:
        rows = rows[::-1]
    texts = _texts(session, [row.id for row in rows])
    if not texts:
        return Shelf((), None, None)
    older = texts[-1].number if (more if after is None else True) else None
    newer = texts[0].number if (before is not None if after is None else more) else None
    return Shelf(texts, older, newer)


def languages(session: Session, dialogue: Dialogue) -> list[tuple[str, int]]:
    """The languages of the shown texts with how many there are, most first."""
    rows = session.execute(
        select(Submission.language, func.count()).where(may_be_read(session, dialogue)).group_by(Submission.language)
    )
    return sorted(((row[0], row[1]) for row in rows), key=lambda row: (-row[1], row[0]))


def one(session: Session, dialogue: Dialogue, number: int) -> ShownText | Hidden:
    """The submission with that number, or that it is hidden and why; raises NotFound when there is none."""
    here = and_(Submission.dialogue_id == dialogue.id, Submission.number == number)
    row = session.execute(select(Submission.id, Submission.state, Submission.reason).where(here)).first()
    if row is None:
        raise NotFound("NO_SUCH_SUBMISSION")
    readable = session.scalar(select(Submission.id).where(here, may_be_read(session, dialogue)))
    if readable is not None:
        return _texts(session, [row.id])[0]
    never = dialogue.show_mode is ShowMode.NEVER
    told = row.state in (ReviewState.WITHHELD, ReviewState.TAKEN_BACK, ReviewState.ERASED)
    return Hidden(number, row.state, row.reason if told else None, never or row.state in VISIBLE)


def _texts(session: Session, ids: Sequence[int]) -> tuple[ShownText, ...]:
    if not ids:
        return ()
    submissions = session.execute(
        select(
            Submission.id,
            Submission.number,
            Submission.language,
            Submission.channel,
            Submission.wording,
            Submission.present,
            Submission.state,
        )
        .where(Submission.id.in_(ids))
        .order_by(Submission.number.desc())
    ).all()
    answers = session.execute(
        select(Answer.submission_id, Answer.id, Answer.text, Answer.addition, Question.texts_id)
        .join(Question, Question.id == Answer.question_id)
        .where(Answer.submission_id.in_(ids), Answer.text.is_not(None))
        .order_by(Answer.addition, Answer.position, Answer.id)
    ).all()
    seen, spans = _standing(session, ids, {row.id for row in submissions if row.state is ReviewState.MASKED})
    found: dict[int, list[ShownAnswer]] = {}
    for row in answers:
        if row.addition <= seen.get(row.submission_id, row.addition):
            text = masked(row.text, spans.get(row.id, ()))
            found.setdefault(row.submission_id, []).append(ShownAnswer(text, row.texts_id, row.addition > 0))
    return tuple(
        ShownText(
            row.number,
            row.language,
            row.channel,
            row.wording,
            row.present,
            row.state is ReviewState.MASKED,
            tuple(found.get(row.id, ())),
        )
        for row in submissions
    )


def _standing(
    session: Session, ids: Collection[int], masked_ids: Collection[int]
) -> tuple[dict[int, int], dict[int, list[Span]]]:
    """Additions seen by the standing decision per submission, and the masked parts per answer."""
    decisions = session.execute(
        select(ReviewDecision.submission_id, ReviewDecision.id, ReviewDecision.additions_seen)
        .where(ReviewDecision.submission_id.in_(ids), ReviewDecision.undone_at.is_(None))
        .order_by(ReviewDecision.id)
    ).all()
    standing = {row.submission_id: row for row in decisions}
    hiding = [row.id for one_id, row in standing.items() if one_id in masked_ids]
    spans: dict[int, list[Span]] = {}
    if hiding:
        for row in session.execute(select(Mask.answer_id, Mask.start, Mask.end).where(Mask.decision_id.in_(hiding))):
            spans.setdefault(row.answer_id, []).append(Span(row.start, row.end))
    return {one_id: row.additions_seen for one_id, row in standing.items()}, spans
