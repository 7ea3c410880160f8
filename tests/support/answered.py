"""A dialogue that has gone all the way: quoted, compiled, handed over, decided and answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from portal.domain.commitments import content_hash
from portal.domain.decisions import DecisionKind
from portal.domain.feedback import EditionKind, Outcome
from portal.domain.moderation import ReviewState
from portal.effects.texts import new_set, write
from portal.models.decisions import Decision
from portal.models.dialogues import Dialogue
from portal.models.feedback import Edition
from portal.models.handovers import Handover
from portal.models.submissions import Submission
from portal.models.texts import TextSet
from portal.models.themes import Quote, Theme
from portal.queries import answers, commitments, handovers, results
from support.factories import (
    LANGUAGES,
    NOW,
    in_languages,
    make_coding,
    make_handed_over_dialogue,
    make_submission,
    make_theme,
)


@dataclass(frozen=True)
class Answered:
    """The dialogue, its theme, and the submission that is quoted whole."""

    dialogue: Dialogue
    theme: Theme
    quoted: Submission


def fill(session: Session, texts: TextSet, languages: Iterable[str] = LANGUAGES, **fields: str) -> None:
    """Write these fields in every language of the dialogue."""
    for field, words in fields.items():
        for language, source in in_languages(words, languages).items():
            write(session, texts, field, language, source, now=NOW)


def make_compiled_dialogue(session: Session, *, text: str = "Fler träd i skugga.", now: datetime = NOW) -> Answered:
    """Handed over, with one theme, one shown and quoted submission, its result published as edition 1."""
    dialogue = make_handed_over_dialogue(session, now=now)
    theme = make_theme(session, dialogue, "Mer skugga")
    quoted = make_submission(session, dialogue, text, state=ReviewState.SHOWN, now=now - timedelta(days=15))
    make_coding(session, quoted, theme, now=now - timedelta(days=5))
    answer = next(one for one in quoted.answers if one.text)
    session.add(Quote(theme_id=theme.id, answer_id=answer.id, start=0, end=len(text)))
    fill(session, theme.result_texts, summary="Många vill ha skugga.", minority="Några vill ha sol.")
    fill(
        session,
        dialogue.result_texts,
        overview="Ni skrev om **skugga**.",
        who_took_part="De som bor nära.",
        who_is_missing="Unga.",
        done_about_it="Vi gick till skolan.",
    )
    session.flush()
    add_edition(session, dialogue, EditionKind.RESULT, now)
    content = handovers.content_of(session, dialogue, now)
    session.add(
        Handover(
            dialogue_id=dialogue.id,
            number=1,
            content=content,
            html="<p>Förseglat</p>",
            html_hash=content_hash(content),
            made_at=now,
        )
    )
    session.flush()
    return Answered(dialogue, theme, quoted)


def make_answered_dialogue(
    session: Session, *, text: str = "Fler träd i skugga.", late_days: int = 0, now: datetime = NOW
) -> Answered:
    """Compiled and answered at `now`, `late_days` after the promised day (negative: before it), as edition 2."""
    made = make_compiled_dialogue(session, text=text, now=now)
    dialogue = made.dialogue
    dialogue.answer_by = dialogue.first_answer_by = (now - timedelta(days=late_days)).date()
    made.theme.outcome = Outcome.CHANGED
    fill(session, made.theme.answer_texts, became="Vi planterar tolv träd.", reason="Ni var många.")
    points = commitments.points_of(session, dialogue.id)
    for point, outcome in zip(points, (Outcome.PARTLY_CHANGED, None), strict=False):
        point.outcome = outcome
        fill(session, point.answer_texts, became="Växterna byts.", reason="De tål torka.")
    fill(session, dialogue.answer_texts, influence="Ni fick oss att ändra ritningen.", next_step="Vi gräver i maj.")
    dialogue.next_step_owner, dialogue.next_step_on = "Parkenheten", (now + timedelta(days=60)).date()
    session.add(
        Decision(
            dialogue_id=dialogue.id,
            body_id=dialogue.body_id,
            decided_on=now.date(),
            section="§ 31",
            kind=DecisionKind.DECIDED,
            final=True,
            recorded_at=now,
        )
    )
    dialogue.answered_at = now
    session.flush()
    add_edition(session, dialogue, EditionKind.ANSWER, now)
    return made


def postpone(session: Session, dialogue: Dialogue, until: date, now: datetime = NOW) -> Decision:
    """A decision that postpones the matter to a new day."""
    decision = Decision(
        dialogue_id=dialogue.id,
        body_id=dialogue.body_id,
        decided_on=now.date(),
        section="12",
        kind=DecisionKind.POSTPONED,
        new_planned_on=until,
        recorded_at=now,
    )
    session.add(decision)
    session.flush()
    return decision


def add_edition(
    session: Session, dialogue: Dialogue, kind: EditionKind, now: datetime = NOW, note: str | None = None
) -> Edition:
    """The next edition of that kind with the content as it stands; an interim notice has none."""
    number = len(feedback_numbers(session, dialogue)) + 1
    content = {}
    if kind is not EditionKind.INTERIM:
        whole = answers.content_of if dialogue.answered_at else results.content_of
        content = whole(session, dialogue, now)
    edition = Edition(
        dialogue_id=dialogue.id,
        number=number,
        kind=kind,
        content=content,
        content_hash=content_hash(content),
        as_of=now,
        published_at=now,
    )
    if note:
        edition.note_texts = new_set(session, "edition")
        fill(session, edition.note_texts, note=note)
    session.add(edition)
    session.flush()
    return edition


def feedback_numbers(session: Session, dialogue: Dialogue) -> list[int]:
    """The numbers of the editions so far."""
    return [row.number for row in session.query(Edition).filter_by(dialogue_id=dialogue.id)]
