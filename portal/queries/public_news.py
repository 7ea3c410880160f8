"""The latest public events of all dialogues, for the feed."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from portal.domain.public_log import LogKind
from portal.models.audit import PublicLogEntry
from portal.models.dialogues import Dialogue, DialogueLanguage

NEWS = (
    LogKind.ANNOUNCED,
    LogKind.AMENDED,
    LogKind.RESULT_PUBLISHED,
    LogKind.PROPOSAL_PUBLISHED,
    LogKind.INTERIM_PUBLISHED,
    LogKind.ANSWER_PUBLISHED,
    LogKind.CORRECTION_PUBLISHED,
    LogKind.FOLLOW_UP_PUBLISHED,
    LogKind.STOPPED,
    LogKind.CANCELLED,
)
MOST = 40


def latest(session: Session, language: str) -> Sequence[Row[*tuple[Any, ...]]]:
    """The latest events, newest first; `in_language` is None when the dialogue is not shown in that language."""
    return session.execute(
        select(
            PublicLogEntry.id,
            PublicLogEntry.kind,
            PublicLogEntry.at,
            PublicLogEntry.role,
            PublicLogEntry.data,
            Dialogue.slug,
            Dialogue.texts_id,
            DialogueLanguage.language.label("in_language"),
        )
        .join(Dialogue, Dialogue.id == PublicLogEntry.dialogue_id)
        .outerjoin(
            DialogueLanguage,
            (DialogueLanguage.dialogue_id == Dialogue.id)
            & (DialogueLanguage.language == language)
            & DialogueLanguage.shown_at.is_not(None),
        )
        .where(PublicLogEntry.kind.in_(NEWS), Dialogue.announced_at.is_not(None))
        .order_by(PublicLogEntry.at.desc(), PublicLogEntry.id.desc())
        .limit(MOST)
    ).all()
