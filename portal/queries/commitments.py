"""The commitment: its points, its content in one place, its frozen versions and its approvals.

After announcement the rows change through amendments and logged corrections only, so `content_of` is always the
promise in force; a frozen version is what was promised at a moment, and what a submission was written under.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from portal.domain.calendar import last_day, local_day
from portal.domain.commitments import Change, PointKind, content_hash
from portal.domain.rules import Rules
from portal.models.commitments import Approval, CommitmentPoint, CommitmentVersion
from portal.models.dialogues import Dialogue
from portal.models.texts import TextSet
from portal.queries import joint_bodies, ladders
from portal.queries.dialogues import shown_languages

COMMITMENT = "commitment"
ANSWER = "answer"


@dataclass(frozen=True)
class Amendment:
    """A changed promise for the pages: its number among the versions, when, why (texts in languages), what, by whom."""

    number: int
    amended_at: datetime
    reason: TextSet | None
    changes: tuple[Change, ...]
    decided_by: str


def points_of(
    session: Session, dialogue_id: int, kind: PointKind | None = None, with_withdrawn: bool = False
) -> list[CommitmentPoint]:
    """The points of a dialogue in their order; those an amendment withdrew only on request."""
    chosen = (
        select(CommitmentPoint)
        .where(CommitmentPoint.dialogue_id == dialogue_id)
        .options(selectinload(CommitmentPoint.texts), selectinload(CommitmentPoint.answer_texts))
        .order_by(CommitmentPoint.kind, CommitmentPoint.position, CommitmentPoint.id)
    )
    if kind is not None:
        chosen = chosen.where(CommitmentPoint.kind == kind)
    if not with_withdrawn:
        chosen = chosen.where(CommitmentPoint.withdrawn_at.is_(None))
    return list(session.scalars(chosen))


def content_of(session: Session, dialogue: Dialogue, rules: Rules) -> dict[str, Any]:
    """The promise as plain JSON in every language that is shown: what is approved, frozen, shown and compared.

    Texts are {language: {"text", "machine"}} (`machine` is always false: no promise is made unread); days are local,
    ISO 8601; `points` and `fixed` are [{"id", "text"}]; the keys of `domain.commitments.PARTS` are the promise itself.
    `level_words` are the municipality's own words for the step, where it has any.
    """
    languages = shown_languages(dialogue)
    points = points_of(session, dialogue.id)
    deciding, zone = dialogue.deciding_body, rules.zone

    def words(text_set: TextSet, field: str) -> dict[str, dict[str, Any]]:
        found = {language: text_set.get(field, language) for language in languages}
        return {code: {"text": text.source, "machine": False} for code, text in found.items() if text}

    def listed(kind: PointKind) -> list[dict[str, Any]]:
        return [{"id": point.id, "text": words(point.texts, "text")} for point in points if point.kind is kind]

    own = ladders.frozen_words(session, dialogue)
    return {
        **({"level_words": own} if own else {}),
        "languages": list(languages),
        "registry_number": dialogue.matter.registry_number,
        "body": {"id": dialogue.body_id, "name": words(dialogue.body.texts, "name")},
        "title": words(dialogue.texts, "title"),
        "lede": words(dialogue.texts, "lede"),
        "purpose": words(dialogue.texts, "purpose"),
        "level": dialogue.level,
        "delegation": _delegation(dialogue),
        "points": listed(PointKind.CHANGEABLE),
        "fixed": listed(PointKind.FIXED),
        "use": words(dialogue.texts, "use"),
        "deciding_body": {"id": deciding.id, "name": words(deciding.texts, "name")} if deciding else None,
        "planned_decision": {"on": _iso(dialogue.planned_decision_on), "period": dialogue.planned_period},
        "opens_on": _iso(local_day(dialogue.opens_at, zone) if dialogue.opens_at else None),
        "closes_on": _iso(last_day(dialogue.closes_at, zone) if dialogue.closes_at else None),
        "show_mode": dialogue.show_mode.value,
        "quotes_allowed": dialogue.quotes_allowed,
        "result_by": _iso(dialogue.result_by),
        "answer_by": _iso(dialogue.answer_by),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _delegation(dialogue: Dialogue) -> dict[str, Any] | None:
    if not dialogue.delegating_body:
        return None
    return {
        "body": dialogue.delegating_body,
        "on": _iso(dialogue.delegating_date),
        "section": dialogue.delegating_section,
    }


def hash_of(session: Session, dialogue: Dialogue, rules: Rules) -> str:
    """The hash of the promise as it stands: an approval of another hash is stale."""
    return content_hash(content_of(session, dialogue, rules))


def versions_of(session: Session, dialogue_id: int) -> list[CommitmentVersion]:
    """The frozen versions, the first promise first."""
    return list(
        session.scalars(
            select(CommitmentVersion)
            .where(CommitmentVersion.dialogue_id == dialogue_id)
            .options(selectinload(CommitmentVersion.reason_texts))
            .order_by(CommitmentVersion.number)
        )
    )


def latest_version(session: Session, dialogue_id: int) -> CommitmentVersion | None:
    """The version in force: what a submission that comes now is written under."""
    return session.scalar(
        select(CommitmentVersion)
        .where(CommitmentVersion.dialogue_id == dialogue_id)
        .order_by(CommitmentVersion.number.desc())
        .limit(1)
    )


def amendments_of(session: Session, dialogue_id: int, since: datetime | None = None) -> list[Amendment]:
    """The changed promises in order, each with old and new values; with `since`, those made after that moment."""
    return [
        Amendment(
            version.number,
            version.frozen_at,
            version.reason_texts,
            tuple(Change(**change) for change in version.content.get("changes", ())),
            version.decided_by,
        )
        for version in versions_of(session, dialogue_id)
        if version.number > 1 and (since is None or version.frozen_at > since)
    ]


def approvals_of(session: Session, dialogue_id: int, subject: str = COMMITMENT) -> list[Approval]:
    """Every approval of the commitment (or answer), also those of a content that has changed since; newest first."""
    return list(
        session.scalars(
            select(Approval)
            .where(Approval.dialogue_id == dialogue_id, Approval.subject == subject)
            .order_by(Approval.id.desc())
        )
    )


def standing_approval(session: Session, dialogue: Dialogue, rules: Rules) -> Approval | None:
    """The newest approval of exactly the commitment as it stands now in the responsible body's name, or None."""
    current = hash_of(session, dialogue, rules)
    others = joint_bodies.ids_of(session, dialogue.id)
    own = (a for a in approvals_of(session, dialogue.id) if a.body_id not in others)
    return next((a for a in own if a.content_hash == current), None)
