"""What a mail tells about a dialogue: its names and dates, in the reader's language. Never a resident's text."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.decisions import section_of
from portal.models.commitments import CommitmentVersion
from portal.models.dialogues import Dialogue
from portal.models.feedback import Edition
from portal.queries import answers


@dataclass(frozen=True)
class DialogueFacts:
    """A dialogue as a mail names it. `language` is the one that the title is written in."""

    slug: str
    title: str
    language: str
    body: str
    closes_at: datetime | None
    result_by: date | None
    answer_by: date | None
    stop_reason: str
    is_answered: bool = True
    decided: "Decided | None" = None


@dataclass(frozen=True)
class Decided:
    """The final decision: whose, when, its § (or a delegate's number)."""

    by: str
    on: date
    section: str
    delegated: bool


def dialogue_facts(session: Session, dialogue_id: int, language: str) -> DialogueFacts | None:
    """The dialogue in that language, else in Swedish; None when it is gone."""
    dialogue = session.get(Dialogue, dialogue_id)
    if dialogue is None:
        return None
    title = dialogue.texts.best("title", language)
    return DialogueFacts(
        slug=dialogue.slug,
        title=title.source if title else dialogue.slug,
        language=title.language if title else "sv",
        body=dialogue.body.texts.plain("name", language),
        closes_at=dialogue.closes_at,
        result_by=dialogue.result_by,
        answer_by=dialogue.answer_by,
        stop_reason=dialogue.end_texts.plain("reason", language) if dialogue.end_texts else "",
        is_answered=dialogue.answered_at is not None,
        decided=_decided(session, dialogue_id, language),
    )


def _decided(session: Session, dialogue_id: int, language: str) -> Decided | None:
    final = next((one for one in answers.decisions(session, dialogue_id) if one.final), None)
    if final is None:
        return None
    by = final.delegate or final.body.texts.plain("name", language)
    return Decided(by, final.decided_on, section_of(final.section), bool(final.delegate))


def amendment_reason(session: Session, dialogue_id: int, number: int | None, language: str) -> str:
    """Why the promise was changed: by the version with that number, else by the newest."""
    asked = select(CommitmentVersion).where(
        CommitmentVersion.dialogue_id == dialogue_id, CommitmentVersion.reason_texts_id.is_not(None)
    )
    if number is not None:
        asked = asked.where(CommitmentVersion.number == number)
    version = session.scalars(asked.order_by(CommitmentVersion.number.desc()).limit(1)).first()
    return version.reason_texts.plain("reason", language) if version and version.reason_texts else ""


def edition_facts(session: Session, edition_id: int, language: str) -> tuple[str, date | None]:
    """(what the edition says about itself, the new date of the answer if it gives one)."""
    edition = session.get(Edition, edition_id)
    if edition is None:
        return "", None
    return edition.note_texts.plain("note", language) if edition.note_texts else "", edition.new_answer_by
