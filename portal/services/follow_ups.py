"""How it went with what was promised in the answer: done, or changed, because (D1).

What is recorded here is told to the public by the next follow-up edition.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.feedback import FollowUpStatus
from portal.domain.permissions import Act, Actor, require
from portal.domain.refusals import GateClosed, Invalid, NotFound, Refusal
from portal.effects import audit
from portal.effects.locking import lock
from portal.effects.texts import write_all
from portal.models.dialogues import Dialogue
from portal.models.feedback import FollowUp
from portal.queries.dialogues import shown_languages


def settle(
    session: Session,
    actor: Actor,
    dialogue: Dialogue,
    row: FollowUp,
    status: FollowUpStatus,
    because: Mapping[str, str],
    now: datetime,
) -> None:
    """Say that a follow-up is *done*, or *changed, because*; or take that back (*planned*). It is owed until then.

    `because` by language: a change needs it in every language the dialogue is shown in, what is done may have it.
    Raises GateClosed with NOT_ANSWERED, NotFound with NO_SUCH_FOLLOW_UP, Invalid with CHANGED_WITHOUT_REASON or
    TEXT_MISSING_IN.
    """
    require(actor, Act.EDIT_TEXTS, dialogue.body_id)
    if row.dialogue_id != dialogue.id:
        raise NotFound("NO_SUCH_FOLLOW_UP")
    if dialogue.answered_at is None:
        raise GateClosed("NOT_ANSWERED")
    lacking = tuple(code for code in shown_languages(dialogue) if not because.get(code, "").strip())
    if status is FollowUpStatus.CHANGED and "sv" in lacking:
        raise Invalid(Refusal("CHANGED_WITHOUT_REASON", "because-sv"))
    if status is FollowUpStatus.CHANGED and lacking:
        raise Invalid(Refusal("TEXT_MISSING_IN", f"because-{lacking[0]}", {"languages": lacking}))
    lock(session, row)
    before = row.status.value
    row.status = status
    settled = status is not FollowUpStatus.PLANNED
    row.settled_at, row.settled_by_id = (now, actor.user_id) if settled else (None, None)
    write_all(session, row.texts, "because", because, read_by_id=actor.user_id, now=now)
    session.flush()
    audit.record(session, actor, "follow_ups.settle", "follow_up", row.id, before, status.value, now, dialogue.id)
