"""Submissions of a dialogue as rows to be written to a file, a thousand at a time. Never an address or a code.

`public`: texts that are shown, as they are shown, by day. `analyst`: every text as it was written, with what review and
coding made of it. `full`: also where it came from and the history of review.
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.calendar import local_day
from portal.domain.languages import SOURCE
from portal.domain.moderation import VISIBLE, ReviewState, Span, masked
from portal.domain.questions import QuestionKind
from portal.models.moderation import Mask, ReviewDecision
from portal.models.questions import Question
from portal.models.submissions import Answer, AnswerOption, Submission
from portal.models.themes import Coding
from portal.queries import themes

PUBLIC, ANALYST, FULL = PROFILES = ("public", "analyst", "full")
_AT_ONCE = 500
Said = tuple[int, int, str | None, int | None, list[int]]
"""One answer: its id, its question's, text, scale value, option ids."""
_COLUMNS = (
    Submission.id, Submission.number, Submission.external_id, Submission.received_at, Submission.registered_at,
    Submission.channel, Submission.wording, Submission.present, Submission.language, Submission.language_source,
    Submission.timing, Submission.outside_reason, Submission.after_handover, Submission.state, Submission.reason,
    Submission.counted, Submission.coding,
)  # fmt: skip
_FIRST: Mapping[str, tuple[str, ...]] = {
    PUBLIC: ("number", "received_on", "channel", "language", "state"),
    ANALYST: ("number", "received_at", "channel", "wording", "present", "language", "timing", "state", "reason",
              "counted", "coding", "themes"),
    FULL: ("number", "external_id", "received_at", "registered_at", "channel", "wording", "present", "language",
           "language_source", "timing", "outside_reason", "after_handover", "state", "reason", "counted", "coding",
           "themes", "reviews"),
}  # fmt: skip


def columns(session: Session, dialogue_id: int, profile: str) -> list[str]:
    """The headings: what is told of each submission, then one a question, named by its Swedish label."""
    return [*_FIRST[profile], *_headings(session, dialogue_id, profile).values()]


def rows(session: Session, dialogue_id: int, profile: str, zone: ZoneInfo) -> Iterator[dict[str, Any]]:
    """The rows in order of their numbers; times are ISO 8601 in the municipality's zone."""
    headings = _headings(session, dialogue_id, profile)
    labels = _options(session, dialogue_id)
    names = {theme.id: theme.name for theme in themes.options(session, dialogue_id)[0]}
    last = 0
    while True:
        chosen = select(*_COLUMNS).where(Submission.dialogue_id == dialogue_id, Submission.number > last)
        if profile == PUBLIC:
            chosen = chosen.where(Submission.state.in_(VISIBLE))
        found = session.execute(chosen.order_by(Submission.number).limit(_AT_ONCE)).all()
        if not found:
            return
        said = _said(session, found)
        hidden = _masks(session, [one for one in found if one.state is ReviewState.MASKED]) if profile == PUBLIC else {}
        coded = _codings(session, found, names) if profile != PUBLIC else {}
        history = _history(session, found) if profile == FULL else {}
        for one in found:
            told = _told(one, zone) | {"themes": coded.get(one.id, ""), "reviews": history.get(one.id, "")}
            row = {name: told[name] for name in _FIRST[profile]}
            yield row | _answers(said.get(one.id, ()), headings, labels, hidden, as_shown=profile == PUBLIC)
        last = found[-1].number


def _headings(session: Session, dialogue_id: int, profile: str) -> dict[int, str]:
    chosen = select(Question).where(Question.dialogue_id == dialogue_id)
    if profile == PUBLIC:
        chosen = chosen.where(Question.kind == QuestionKind.FREE_TEXT)
    asked = session.scalars(chosen.order_by(Question.page, Question.position, Question.id)).unique()
    return {one.id: f"{place}. {one.texts.plain('label')}" for place, one in enumerate(asked, start=1)}


def _options(session: Session, dialogue_id: int) -> dict[int, str]:
    asked = session.scalars(select(Question).where(Question.dialogue_id == dialogue_id)).unique()
    return {option.id: option.texts.plain("label", SOURCE) for question in asked for option in question.options}


def _told(one: Any, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "number": one.number,
        "external_id": one.external_id,
        "received_on": local_day(one.received_at, zone).isoformat(),
        "received_at": one.received_at.astimezone(zone).isoformat(timespec="minutes"),
        "registered_at": one.registered_at.astimezone(zone).isoformat(timespec="minutes"),
        "channel": one.channel.value,
        "wording": one.wording.value,
        "present": one.present,
        "language": one.language,
        "language_source": one.language_source.value,
        "timing": one.timing.value,
        "outside_reason": one.outside_reason,
        "after_handover": "yes" if one.after_handover else "no",
        "state": one.state.value,
        "reason": one.reason.value if one.reason else "",
        "counted": "yes" if one.counted and not one.after_handover else "no",
        "coding": one.coding.value,
    }


def _said(session: Session, found: Collection[Any]) -> dict[int, list[Said]]:
    """By submission its answers in order."""
    asked = (
        select(Answer.submission_id, Answer.id, Answer.question_id, Answer.text, Answer.scale)
        .where(Answer.submission_id.in_([one.id for one in found]))
        .order_by(Answer.submission_id, Answer.addition, Answer.position)
    )
    rows = session.execute(asked).all()
    chosen: dict[int, list[int]] = {row.id: [] for row in rows if row.text is None and row.scale is None}
    picked = select(AnswerOption.answer_id, AnswerOption.option_id).order_by(AnswerOption.option_id)
    for answer_id, option_id in session.execute(picked.where(AnswerOption.answer_id.in_(chosen))) if chosen else ():
        chosen[answer_id].append(option_id)
    said: dict[int, list[Said]] = {}
    for submission_id, key, question_id, text, scale in rows:
        said.setdefault(submission_id, []).append((key, question_id, text, scale, chosen.get(key, [])))
    return said


def _answers(
    answers: Collection[Said],
    headings: Mapping[int, str],
    labels: Mapping[int, str],
    hidden: Mapping[int, Sequence[Span]],
    *,
    as_shown: bool,
) -> dict[str, Any]:
    """What was answered, additions below the first words; several options of a choice apart by a semicolon."""
    said: dict[str, list[str]] = {}
    for key, question_id, text, scale, options in answers:
        if question_id not in headings:
            continue
        if text is not None:
            words = masked(text, hidden.get(key, ())) if as_shown else text
        else:
            words = str(scale) if scale is not None else "; ".join(labels[option] for option in options)
        said.setdefault(headings[question_id], []).append(words)
    return {heading: "\n\n".join(said.get(heading, ())) for heading in headings.values()}


def _masks(session: Session, found: Collection[Any]) -> dict[int, list[Span]]:
    """By answer, what the standing decisions of these submissions hide."""
    spans: dict[int, list[Span]] = {}
    for decisions in _standing(session, found).values():
        for mask in decisions.masks:
            spans.setdefault(mask.answer_id, []).append(Span(mask.start, mask.end))
    return spans


def _standing(session: Session, found: Collection[Any]) -> dict[int, ReviewDecision]:
    return {
        one.submission_id: one for one in _decisions(session, found) if one.undone_at is None
    }  # the last of a submission wins


def _decisions(session: Session, found: Collection[Any]) -> Sequence[ReviewDecision]:
    chosen = select(ReviewDecision).where(ReviewDecision.submission_id.in_([one.id for one in found]))
    return session.scalars(chosen.order_by(ReviewDecision.id)).all() if found else ()


def _codings(session: Session, found: Collection[Any], names: Mapping[int, str]) -> dict[int, str]:
    chosen = (
        select(Answer.submission_id, Coding.theme_id, Coding.stance)
        .join(Coding, Coding.answer_id == Answer.id)
        .where(Answer.submission_id.in_([one.id for one in found]))
        .order_by(Coding.id)
    )
    coded: dict[int, list[str]] = {}
    for submission_id, theme_id, stance in session.execute(chosen):
        if theme_id in names:
            label = f"{names[theme_id]} ({stance.value})" if stance else names[theme_id]
            coded.setdefault(submission_id, []).append(label)
    return {key: "; ".join(dict.fromkeys(labels)) for key, labels in coded.items()}


def _history(session: Session, found: Collection[Any]) -> dict[int, str]:
    """Each decision about a submission as JSON, in order; who decided stays in the audit record."""
    told: dict[int, list[dict[str, Any]]] = {}
    for one in _decisions(session, found):
        told.setdefault(one.submission_id, []).append(
            {
                "verdict": one.verdict.value,
                "reason": one.reason.value if one.reason else None,
                "masks": _told_masks(one.masks),
                "in_bulk": one.in_bulk,
                "decided_at": one.decided_at.isoformat(timespec="minutes"),
                "undone": one.undone_at is not None,
            }
        )
    return {key: json.dumps(each, ensure_ascii=False) for key, each in told.items()}


def _told_masks(masks: Collection[Mask]) -> list[dict[str, Any]]:
    return [{"answer": m.answer_id, "start": m.start, "end": m.end, "reason": m.reason.value} for m in masks]
