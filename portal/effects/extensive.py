"""What follows when a dialogue counts as extensive, or no longer does: what is kept of it, and the public log line."""

from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.extensive import Extensive, as_rows
from portal.domain.permissions import Actor
from portal.domain.public_log import LogKind
from portal.effects import public_log
from portal.models.dialogues import Dialogue
from portal.queries import extensive


def note_stated(dialogue: Dialogue, actor: Actor, stated: bool, reason: str, now: datetime) -> bool:
    """Keep what staff stated, with who and when; returns whether that is news."""
    said = stated and bool(reason.strip()), reason.strip()
    if said == (dialogue.extensive, dialogue.extensive_reason):
        return False
    dialogue.extensive, dialogue.extensive_reason = said
    dialogue.extensive_stated_by_id, dialogue.extensive_stated_at = actor.user_id, now
    return True


def tell_extensive(session: Session, dialogue: Dialogue, found: Extensive, now: datetime) -> None:
    """Tell the log at the announcement by which criteria the dialogue is extensive, and what was stated before."""
    if extensive.differs(dialogue, found):
        tell_criteria(session, dialogue, found, now)
    if found.stated is not None:
        tell_stated(session, dialogue, found, now)


def tell_criteria(session: Session, dialogue: Dialogue, found: Extensive, now: datetime) -> None:
    """Keep the criteria that hold now as told, and write the portal's line in the log."""
    dialogue.extensive_told = as_rows(found.criteria)
    public_log.note(session, dialogue.id, LogKind.EXTENSIVE_TOLD, now, "portal", criteria=dialogue.extensive_told)


def tell_stated(session: Session, dialogue: Dialogue, found: Extensive, now: datetime) -> None:
    """Write the line about what staff stated, or took back."""
    said = {"stated": found.stated, "reason": found.reason}
    public_log.note(session, dialogue.id, LogKind.EXTENSIVE_STATED, now, "dialogue_lead", **said)


def settle_criteria(session: Session, dialogue: Dialogue, found: Extensive, now: datetime) -> None:
    """Keep the criteria as they are when the dialogue ends: those are in force from then on, whatever limits change."""
    if extensive.differs(dialogue, found):
        tell_criteria(session, dialogue, found, now)
    dialogue.extensive_told = as_rows(found.criteria)
