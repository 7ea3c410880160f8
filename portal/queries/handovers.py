"""Handovers: what one consists of, and the sealed ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.handovers import DocumentFormat
from portal.domain.refusals import NotFound
from portal.models.commitments import CommitmentVersion
from portal.models.dialogues import Dialogue, DialogueMethod, PassedShould
from portal.models.evaluations import Method
from portal.models.groups import AffectedGroup
from portal.models.handovers import Handover, HandoverFile
from portal.models.meetings import Meeting
from portal.models.submissions import Submission
from portal.queries import answers, joint_bodies, results
from portal.queries.frozen_texts import frozen


def content_of(session: Session, dialogue: Dialogue, as_of: datetime) -> dict[str, Any]:
    """The result as it stands, with the promise that was given, its amendments, and the list of submissions."""
    content = results.content_of(session, dialogue, as_of)
    languages = content["languages"]
    content["registry_number"] = dialogue.matter.registry_number
    content["body"] = frozen(dialogue.body.texts, "name", languages)
    if others := joint_bodies.of_dialogue(session, dialogue.id):
        content["joint_bodies"] = [frozen(body.texts, "name", languages) for body in others]
    content["asked_of_body"] = frozen(dialogue.result_texts, "asked_of_body", languages)
    content["commitments"] = _commitments(session, dialogue.id, languages)
    content["methods"] = _methods(session, dialogue.id, languages)
    content["meetings"] = _meetings(session, dialogue.id, languages)
    content["affected"] = _affected(session, dialogue.id)
    content["passed_shoulds"] = _passed(session, dialogue.id)
    content["decisions"] = [answers.decision_content(one, languages) for one in answers.decisions(session, dialogue.id)]
    content["submissions"] = _submissions(session, dialogue.id)
    return content


def _commitments(session: Session, dialogue_id: int, languages: Sequence[str]) -> list[dict[str, Any]]:
    versions = session.scalars(
        select(CommitmentVersion).where(CommitmentVersion.dialogue_id == dialogue_id).order_by(CommitmentVersion.number)
    ).all()
    return [
        {
            "number": version.number,
            "frozen_at": version.frozen_at.isoformat(),
            "content": version.content,
            "hash": version.content_hash,
            "by": version.decided_by,
            "reason": frozen(version.reason_texts, "reason", languages) if version.reason_texts else {},
        }
        for version in versions
    ]


def _methods(session: Session, dialogue_id: int, languages: Sequence[str]) -> list[dict[str, Any]]:
    used = select(Method).join(DialogueMethod, DialogueMethod.method_id == Method.id)
    found = session.scalars(used.where(DialogueMethod.dialogue_id == dialogue_id).order_by(Method.id))
    return [frozen(method.texts, "name", languages) for method in found]


def _meetings(session: Session, dialogue_id: int, languages: Sequence[str]) -> list[dict[str, Any]]:
    held = select(Meeting).where(Meeting.dialogue_id == dialogue_id, Meeting.cancelled_at.is_(None))
    return [
        {
            "title": frozen(meeting.texts, "title", languages),
            "starts_at": meeting.starts_at.isoformat(),
            "heads": meeting.head_count,
            "no_notes_because": meeting.no_notes_because,
        }
        for meeting in session.scalars(held.order_by(Meeting.starts_at, Meeting.id))
    ]


def _affected(session: Session, dialogue_id: int) -> list[dict[str, Any]]:
    """How each group is affected, in the order of `groups`."""
    columns = (AffectedGroup.how_affected, AffectedGroup.estimated_size, AffectedGroup.size_source)
    rows = session.execute(
        select(*columns).where(AffectedGroup.dialogue_id == dialogue_id).order_by(AffectedGroup.position)
    )
    return [{"how": how, "size": size, "source": source} for how, size, source in rows]


def _passed(session: Session, dialogue_id: int) -> list[dict[str, Any]]:
    rows = session.execute(
        select(PassedShould.gate, PassedShould.code, PassedShould.reason)
        .where(PassedShould.dialogue_id == dialogue_id)
        .order_by(PassedShould.passed_at, PassedShould.code)
    )
    return [{"gate": gate, "code": code, "reason": reason} for gate, code, reason in rows]


def _submissions(session: Session, dialogue_id: int) -> list[list[Any]]:
    rows = session.execute(
        select(
            Submission.number,
            Submission.received_at,
            Submission.channel,
            Submission.language,
            Submission.state,
            Submission.counted,
        )
        .where(Submission.dialogue_id == dialogue_id)
        .order_by(Submission.number)
    )
    return [
        [number, received.isoformat(), channel.value, language, state.value, counted]
        for number, received, channel, language, state, counted in rows
    ]


def all_of(session: Session, dialogue_id: int) -> Sequence[Handover]:
    """The sealed documents of a dialogue, oldest first."""
    return session.scalars(select(Handover).where(Handover.dialogue_id == dialogue_id).order_by(Handover.number)).all()


def newest(session: Session, dialogue_id: int) -> Handover | None:
    """The last sealed document, or None."""
    return session.scalar(
        select(Handover).where(Handover.dialogue_id == dialogue_id).order_by(Handover.number.desc()).limit(1)
    )


def numbered(session: Session, dialogue_id: int, number: int) -> Handover:
    """The sealed document with that number; raises NotFound."""
    found = session.scalar(select(Handover).where(Handover.dialogue_id == dialogue_id, Handover.number == number))
    if found is None:
        raise NotFound("NOT_FOUND")
    return found


@dataclass(frozen=True)
class SealedFile:
    """What is known of a sealed file without reading it."""

    format: DocumentFormat
    language: str
    size: int
    sha256: str


def files_of(session: Session, handover_id: int) -> list[SealedFile]:
    """The files sealed beside the Swedish HTML, in the order of format and language."""
    rows = session.execute(
        select(HandoverFile.format, HandoverFile.language, HandoverFile.size, HandoverFile.sha256).where(
            HandoverFile.handover_id == handover_id
        )
    )
    kinds = list(DocumentFormat)
    return sorted(
        (SealedFile(*row) for row in rows),
        key=lambda one: (one.language != "sv", one.language, kinds.index(one.format)),
    )


def data_of(session: Session, handover_id: int, kind: DocumentFormat, language: str) -> tuple[bytes, str]:
    """The bytes of a sealed file, and the hash it was sealed with; raises NotFound."""
    row = session.execute(
        select(HandoverFile.data, HandoverFile.sha256).where(
            HandoverFile.handover_id == handover_id, HandoverFile.format == kind, HandoverFile.language == language
        )
    ).first()
    if row is None:
        raise NotFound("NOT_FOUND")
    return row.data, row.sha256


@dataclass(frozen=True)
class Brief:
    """Number, moment and hash of a sealed document."""

    number: int
    made_at: datetime
    html_hash: str


def brief(session: Session, dialogue_id: int) -> list[Brief]:
    """The sealed documents of a dialogue without their contents, oldest first."""
    columns = (Handover.number, Handover.made_at, Handover.html_hash)
    rows = session.execute(select(*columns).where(Handover.dialogue_id == dialogue_id).order_by(Handover.number))
    return [Brief(*row) for row in rows]
