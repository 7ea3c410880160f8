"""What was done to bring an edition to people who are on no list: meetings, posters, letters (D1)."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from portal.domain.calendar import local_day
from portal.domain.feedback import DeliveryActKind
from portal.domain.permissions import Act, Actor, require
from portal.domain.refusals import Invalid, Refusal
from portal.domain.rules import Rules
from portal.effects import audit
from portal.effects.publication import dialogue_scope, raise_version
from portal.models.dialogues import Dialogue
from portal.models.feedback import DeliveryAct, Edition

NOTE_LIMIT = 500
MOST = 1_000_000


def record_act(
    session: Session,
    actor: Actor,
    rules: Rules,
    edition: Edition,
    kind: DeliveryActKind,
    done_on: date,
    number: int | None,
    note: str,
    now: datetime,
) -> DeliveryAct:
    """Record a meeting, posters, a letter to all: how many there were, and in words what was done. Public at once.

    Raises Invalid with ACT_WITHOUT_NOTE, TOO_LONG, ACT_IN_THE_FUTURE or NUMBER_OUT_OF_RANGE.
    """
    dialogue = session.get_one(Dialogue, edition.dialogue_id)
    require(actor, Act.REACH_BY_HAND, dialogue.body_id)
    words, found = note.strip(), []
    if not words:
        found.append(Refusal("ACT_WITHOUT_NOTE", "note"))
    if len(words) > NOTE_LIMIT:
        found.append(Refusal("TOO_LONG", "note", {"limit": NOTE_LIMIT}))
    if done_on > local_day(now, rules.zone):
        found.append(Refusal("ACT_IN_THE_FUTURE", "done_on"))
    if number is not None and not 0 <= number <= MOST:
        found.append(Refusal("NUMBER_OUT_OF_RANGE", "number", {"most": MOST}))
    if found:
        raise Invalid(*found)
    row = DeliveryAct(
        edition_id=edition.id, kind=kind, done_on=done_on, number=number, note=words,
        recorded_by_id=actor.user_id, recorded_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    after = {"kind": kind, "number": number, "done_on": done_on}
    audit.record(session, actor, "deliveries.record_act", "delivery_act", row.id, None, after, now, dialogue.id)
    raise_version(session, dialogue_scope(dialogue.id))
    return row
