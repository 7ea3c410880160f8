"""Published editions: the newest, all of them, and what each says."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.feedback import EditionKind
from portal.models.feedback import Delivery, Edition

_WITH_CONTENT = (
    EditionKind.RESULT,
    EditionKind.PROPOSAL,
    EditionKind.ANSWER,
    EditionKind.CORRECTION,
    EditionKind.FOLLOW_UP,
)


def editions(session: Session, dialogue_id: int) -> Sequence[Edition]:
    """All editions of a dialogue, oldest first."""
    return session.scalars(select(Edition).where(Edition.dialogue_id == dialogue_id).order_by(Edition.number)).all()


def edition(session: Session, dialogue_id: int, number: int) -> Edition | None:
    """The edition with that number, or None."""
    return session.scalar(select(Edition).where(Edition.dialogue_id == dialogue_id, Edition.number == number))


def newest_of_kind(session: Session, dialogue_id: int, kind: EditionKind) -> Edition | None:
    """The last edition of one kind, or None."""
    return session.scalar(
        select(Edition)
        .where(Edition.dialogue_id == dialogue_id, Edition.kind == kind)
        .order_by(Edition.number.desc())
        .limit(1)
    )


def newest_with_content(session: Session, dialogue_id: int) -> Edition | None:
    """The last edition with a result or an answer: what the feedback page shows. Interim notices stand beside it."""
    return session.scalar(
        select(Edition)
        .where(Edition.dialogue_id == dialogue_id, Edition.kind.in_(_WITH_CONTENT))
        .order_by(Edition.number.desc())
        .limit(1)
    )


def outcomes(content: Mapping[str, Any]) -> dict[str, str | None]:
    """Outcome per theme and point of an edition: when two editions differ here, the later one is mailed."""
    found = {f"theme {theme['id']}": theme.get("outcome") for theme in content.get("themes", ())}
    return found | {f"point {point['id']}": point["outcome"] for point in content.get("points", ())}


def deliveries(session: Session, edition_id: int) -> Sequence[Delivery]:
    """How an edition was delivered, per channel."""
    return session.scalars(select(Delivery).where(Delivery.edition_id == edition_id).order_by(Delivery.channel)).all()
