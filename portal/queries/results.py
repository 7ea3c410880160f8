"""What a result says: *Det här sa ni*. The same content is previewed, handed over, and frozen in editions.

The content is plain JSON in every language of the dialogue; texts have the shape of `frozen_texts.frozen`.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.moderation import VISIBLE, Reason, ReviewState
from portal.domain.refusals import NotFound
from portal.domain.themes import CodingState
from portal.models.dialogues import Dialogue
from portal.models.groups import AffectedGroup
from portal.models.moderation import Mask, ReviewDecision
from portal.models.questions import Question
from portal.models.submissions import Answer, Submission
from portal.models.themes import Quote, Theme, ThemePoint
from portal.queries import figures, reach
from portal.queries.frozen_texts import frozen


def languages_of(dialogue: Dialogue) -> tuple[str, ...]:
    """The languages of the dialogue, Swedish first."""
    return tuple(row.language for row in dialogue.languages)


def living_themes(session: Session, dialogue_id: int) -> Sequence[Theme]:
    """Themes that were not merged into another, in their order."""
    return session.scalars(
        select(Theme)
        .where(Theme.dialogue_id == dialogue_id, Theme.merged_into_id.is_(None))
        .order_by(Theme.position, Theme.id)
    ).all()


def points_of_themes(session: Session, dialogue_id: int) -> Mapping[int, tuple[int, ...]]:
    """Ids of the commitment points that each theme bears on."""
    rows = session.execute(
        select(ThemePoint.theme_id, ThemePoint.point_id)
        .join(Theme, Theme.id == ThemePoint.theme_id)
        .where(Theme.dialogue_id == dialogue_id)
        .order_by(ThemePoint.point_id)
    )
    found: dict[int, tuple[int, ...]] = {}
    for theme_id, point_id in rows:
        found[theme_id] = (*found.get(theme_id, ()), point_id)
    return found


def quotes(session: Session, dialogue_id: int) -> Mapping[int, list[dict[str, Any]]]:
    """Quotes per theme id with the words quoted, their language, and the number of the submission they stand in."""
    rows = session.execute(
        select(Quote, Answer, Submission.id, Submission.number, Submission.language)
        .join(Theme, Theme.id == Quote.theme_id)
        .join(Answer, Answer.id == Quote.answer_id)
        .join(Submission, Submission.id == Answer.submission_id)
        .where(Theme.dialogue_id == dialogue_id)
        .order_by(Quote.position, Quote.id)
    ).all()
    found: dict[int, list[dict[str, Any]]] = {}
    for quote, answer, submission_id, number, language in rows:
        found.setdefault(quote.theme_id, []).append(
            {
                "quote_id": quote.id,
                "submission_id": submission_id,
                "answer_id": answer.id,
                "start": quote.start,
                "end": quote.end,
                "number": number,
                "language": language,
                "text": (answer.text or "")[quote.start : quote.end],
            }
        )
    return found


def _closed(session: Session, dialogue_id: int, languages: Sequence[str]) -> list[dict[str, Any]]:
    questions = {
        question.id: question
        for question in session.scalars(select(Question).where(Question.dialogue_id == dialogue_id))
    }
    out = []
    for count in figures.closed_questions(session, dialogue_id):
        question = questions[count.question_id]
        if question.options:
            rows = [
                {"label": frozen(option.texts, "label", languages), "count": count.chosen.get(option.id, 0)}
                for option in question.options
            ]
        else:
            rows = [
                {"label": {lang: {"text": str(value), "machine": False} for lang in languages}, "count": n}
                for value, n in (
                    (value, count.chosen.get(value, 0)) for value in range(question.lowest, question.highest + 1)
                )
            ]
        out.append(
            {
                "question_id": question.id,
                "kind": question.kind.value,
                "label": frozen(question.texts, "label", languages),
                "scale_low": frozen(question.texts, "scale_low", languages),
                "scale_high": frozen(question.texts, "scale_high", languages),
                "answered": count.answered,
                "rows": rows,
            }
        )
    return out


def _groups(session: Session, dialogue_id: int, languages: Sequence[str]) -> list[dict[str, Any]]:
    groups = session.scalars(
        select(AffectedGroup).where(AffectedGroup.dialogue_id == dialogue_id).order_by(AffectedGroup.position)
    )
    reached = reach.of_dialogue(session, dialogue_id)
    return [
        {
            "name": frozen(group.texts, "name", languages),
            "reach": reached[group.id].state.value,
            "measures": [
                {"what": frozen(m.texts, "what", languages), "status": m.status.value, "because": m.because}
                for m in group.measures
            ],
        }
        for group in groups
    ]


def _theme(
    theme: Theme, count: figures.ThemeCount, points: Sequence[int], said: list[dict[str, Any]], languages: Sequence[str]
) -> dict[str, Any]:
    return {
        "id": theme.id,
        "name": frozen(theme.texts, "name", languages),
        "count": count.submissions,
        "languages": count.languages,
        "stance": {stance.value: n for stance, n in count.by_stance.items()} if theme.with_stance else None,
        "summary": frozen(theme.result_texts, "summary", languages),
        "minority": frozen(theme.result_texts, "minority", languages),
        "points": list(points),
        "quotes": said,
    }


def content_of(session: Session, dialogue: Dialogue, as_of: datetime) -> dict[str, Any]:
    """The result as it stands at `as_of` (now), ready to be shown or frozen."""
    languages = languages_of(dialogue)
    intake = figures.intake(session, dialogue.id)
    counts = figures.themes(session, dialogue.id)
    bearing = points_of_themes(session, dialogue.id)
    said = quotes(session, dialogue.id)
    held, people = figures.heads(session, dialogue.id)
    return {
        "as_of": as_of.isoformat(),
        "languages": list(languages),
        "title": frozen(dialogue.texts, "title", languages),
        **{
            field: frozen(dialogue.result_texts, field, languages)
            for field in ("overview", "who_took_part", "who_is_missing", "done_about_it", "open_questions")
        },
        "figures": {
            "received": intake.received,
            "counted": intake.counted,
            "read_by_a_person": intake.read_by_a_person,
            "people_present": intake.people_present,
            "by_state": {state.value: n for state, n in sorted(intake.by_state.items())},
            "by_reason": dict(sorted(intake.by_reason.items())),
            "by_channel": dict(sorted(intake.by_channel.items())),
            "by_language": dict(sorted(intake.by_language.items())),
            "no_theme": intake.by_coding.get(CodingState.NONE, 0),
            "meetings": held,
            "heads": people,
        },
        "themes": [
            _theme(
                theme,
                counts.get(theme.id, figures.ThemeCount()),
                bearing.get(theme.id, ()),
                said.get(theme.id, []),
                languages,
            )
            for theme in living_themes(session, dialogue.id)
        ],
        "closed": _closed(session, dialogue.id, languages),
        "groups": _groups(session, dialogue.id, languages),
    }


def quote_of(session: Session, dialogue_id: int, quote_id: int) -> Quote:
    """That quote of the dialogue; raises NotFound."""
    chosen = select(Quote).join(Theme, Theme.id == Quote.theme_id)
    quote = session.scalar(chosen.where(Quote.id == quote_id, Theme.dialogue_id == dialogue_id))
    if quote is None:
        raise NotFound("NOT_FOUND")
    return quote


def standing_masks(session: Session, submission_id: int) -> Sequence[Mask]:
    """The masks of the review decision that stands for a submission."""
    decision_id = session.scalar(
        select(ReviewDecision.id)
        .where(ReviewDecision.submission_id == submission_id, ReviewDecision.undone_at.is_(None))
        .order_by(ReviewDecision.id.desc())
        .limit(1)
    )
    return session.scalars(select(Mask).where(Mask.decision_id == decision_id)).all()


def readable_quotes(session: Session, quoted: Sequence[Mapping[str, Any]]) -> frozenset[int]:
    """The `quote_id`s of frozen quotes that may still be read: the text is shown, and no standing mask covers them.

    What is not among them is shown as *[borttaget]* in every public rendering, old editions included.
    """
    ids = {quote["submission_id"] for quote in quoted}
    found = session.execute(
        select(Submission.id, Submission.state).where(Submission.id.in_(ids), Submission.state.in_(VISIBLE))
    )
    visible = {row.id: row.state for row in found}
    hidden = {key: standing_masks(session, key) for key, state in visible.items() if state is ReviewState.MASKED}
    return frozenset(
        quote["quote_id"]
        for quote in quoted
        if quote["submission_id"] in visible
        and not any(
            mask.answer_id == quote["answer_id"] and mask.start < quote["end"] and quote["start"] < mask.end
            for mask in hidden.get(quote["submission_id"], ())
        )
    )


def why_gone(session: Session, quoted: Sequence[Mapping[str, Any]], readable: Collection[int]) -> dict[int, Reason]:
    """By `quote_id` why a quote that may no longer be read is gone; one whose text was erased has no reason here."""
    gone = [quote for quote in quoted if quote["quote_id"] not in readable]
    reasons: dict[int, Reason] = {}
    for quote in gone:
        submission = session.get_one(Submission, quote["submission_id"])
        reason = submission.reason
        if submission.state is ReviewState.TAKEN_BACK:
            reason = Reason.TAKEN_BACK
        elif submission.state is ReviewState.MASKED:
            covering = standing_masks(session, submission.id)
            reason = next((mask.reason for mask in covering if mask.answer_id == quote["answer_id"]), None)
        if reason is not None:
            reasons[quote["quote_id"]] = reason
    return reasons
