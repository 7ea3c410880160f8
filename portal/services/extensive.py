"""Whether a dialogue counts as extensive (C3): the portal says it by its criteria, staff may say otherwise."""

from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.extensive import as_rows
from portal.domain.permissions import SYSTEM, Act, Actor, require
from portal.domain.refusals import GateClosed, Invalid, Refusal
from portal.domain.rules import Rules
from portal.effects import audit
from portal.effects.extensive import note_stated, tell_criteria, tell_stated
from portal.effects.locking import lock
from portal.effects.publication import SITE, dialogue_scope, raise_version
from portal.models.dialogues import Dialogue
from portal.queries import extensive


def state(
    session: Session,
    actor: Actor,
    rules: Rules,
    dialogue: Dialogue,
    stated: bool | None,
    reason: str,
    version: int,
    now: datetime,
) -> None:
    """State with a reason that a dialogue is extensive or is not, whatever the criteria say; None: they decide again.

    Public in the log once it is announced. Raises Conflict, GateClosed with ALREADY_CONCLUDED or DIALOGUE_ENDED, and
    Invalid with EXTENSIVE_WITHOUT_REASON or NOTHING_CHANGED.
    """
    require(actor, Act.PLAN, dialogue.body_id)
    lock(session, dialogue, version)
    _refuse_ended(dialogue)
    if stated is not None and not reason.strip():
        raise Invalid(Refusal("EXTENSIVE_WITHOUT_REASON", "extensive_reason"))
    before = {"extensive": dialogue.extensive, "reason": dialogue.extensive_reason}
    if not note_stated(dialogue, actor, bool(stated), reason if stated is not None else "", now):
        raise Invalid(Refusal("NOTHING_CHANGED"))
    dialogue.version += 1
    session.flush()
    after = {"extensive": dialogue.extensive, "reason": dialogue.extensive_reason}
    audit.record(session, actor, "extensive.state", "dialogue", dialogue.id, before, after, now, dialogue.id)
    if dialogue.announced_at is not None:
        tell_stated(session, dialogue, extensive.of_dialogue(session, dialogue, rules), now)
        raise_version(session, SITE, dialogue_scope(dialogue.id))


def set_cost(
    session: Session, actor: Actor, rules: Rules, dialogue: Dialogue, kronor: int | None, version: int, now: datetime
) -> None:
    """Write what the dialogue cost in the end, in whole kronor, until it concludes; Invalid with COST_NEGATIVE."""
    require(actor, Act.PLAN, dialogue.body_id)
    if kronor is not None and kronor < 0:
        raise Invalid(Refusal("COST_NEGATIVE", "actual_cost"))
    lock(session, dialogue, version)
    _refuse_ended(dialogue)
    before, dialogue.actual_cost = dialogue.actual_cost, kronor
    dialogue.version += 1
    session.flush()
    audit.record(
        session, actor, "extensive.set_cost", "dialogue", dialogue.id, {"cost": before}, {"cost": kronor}, now,
        dialogue.id,
    )  # fmt: skip
    _tell(session, dialogue, rules, now)


def tell(session: Session, dialogue: Dialogue, rules: Rules, now: datetime) -> bool:
    """Tell the log of criteria that hold since it was last told, or hold no longer; returns whether there was news.

    The worker asks this every night, so that the log has a line when the five hundredth text has come.
    """
    lock(session, dialogue)
    return _tell(session, dialogue, rules, now)


def _tell(session: Session, dialogue: Dialogue, rules: Rules, now: datetime) -> bool:
    found = extensive.of_dialogue(session, dialogue, rules)
    if dialogue.announced_at is None or not extensive.differs(dialogue, found):
        return False
    before = dialogue.extensive_told
    tell_criteria(session, dialogue, found, now)
    after = as_rows(found.criteria)
    audit.record(session, SYSTEM, "extensive.tell", "dialogue", dialogue.id, before, after, now, dialogue.id)
    raise_version(session, SITE, dialogue_scope(dialogue.id))
    return True


def _refuse_ended(dialogue: Dialogue) -> None:
    if dialogue.concluded_at is not None:
        raise GateClosed(Refusal("ALREADY_CONCLUDED"))
    if dialogue.cancelled_at is not None or dialogue.abandoned_at is not None:
        raise GateClosed(Refusal("DIALOGUE_ENDED"))
