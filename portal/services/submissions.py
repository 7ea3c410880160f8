"""Taking in what residents send from the web.

Sending again is always safe: the key is unique, the code follows from the key, so the same form gives the same receipt.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.moderation import FlagKind
from portal.domain.permissions import RESIDENT
from portal.domain.questions import Asked, answer_faults
from portal.domain.receipts import code_for, hashed, key_hash
from portal.domain.refusals import GateClosed, Invalid
from portal.domain.rules import Rules
from portal.domain.submissions import (
    Channel,
    Incoming,
    Reached,
    Receipt,
    Timing,
    minute,
    sending_faults,
    web_fault,
)
from portal.effects import intake, reach, search_index
from portal.effects.submissions import Seen, look_through
from portal.models.dialogues import Dialogue
from portal.queries import submissions
from portal.queries.submissions import Door


def receive(
    session: Session,
    rules: Rules,
    dialogue: Dialogue | Door,
    incoming: Incoming,
    key: str,
    now: datetime,
    seen: Seen | None = None,
    asked: Collection[Asked] | None = None,
    reached: Reached | None = None,
) -> Receipt:
    """Take in what a resident sends from the web, and give the receipt that belongs to `key`.

    `key` is at least 16 random characters made with the form; sent again with the same answers it gives the same
    receipt (`again`), also after closing. `seen` is what `look_through` found before the transaction began, `asked`
    the dialogue's questions when the caller has read them in this transaction already. `reached` is counted apart from
    the submission, once however often it is sent.
    Raises GateClosed when the dialogue takes nothing now, Invalid with codes on fields, Conflict (SENT_ALREADY) when
    the key was used for other answers. Nothing finer than the minute is kept about when it came.
    """
    hash_of_key = key_hash(dialogue.id, key)
    code = code_for(rules.keys.receipts, f"{dialogue.id}:{key}")
    facts = dialogue.stage_facts()
    if closed := web_fault(dialogue.level, facts, now, rules.grace):
        if earlier := submissions.sent_with(session, hash_of_key):
            return intake.again(session, earlier, code, incoming.answers)
        raise GateClosed(closed)
    asked = submissions.asked(session, dialogue.id) if asked is None else asked
    faults = answer_faults(asked, incoming.answers)
    faults += sending_faults(key, incoming.language, incoming.wish, rules.mail_offered)
    if faults:
        raise Invalid(*faults)
    seen = seen or look_through(incoming.answers, incoming.language)
    is_late = facts.stopped_at is not None or (facts.closes_at is not None and now >= facts.closes_at)
    if isinstance(dialogue, Door):
        version_id = dialogue.version_id
    else:
        version_id = submissions.version_in_force(session, dialogue.id)
    values = {
        "dialogue_id": dialogue.id,
        "receipt_hash": hashed(code),
        "key_hash": hash_of_key,
        "channel": Channel.WEB,
        "received_at": minute(now),
        "registered_at": minute(now),
        "commitment_version_id": version_id,
        "timing": Timing.WITHIN_GRACE if is_late else Timing.IN_TIME,
        "indexed": False,
    }
    late = (FlagKind.LATE_WITHIN_GRACE,) if is_late else ()
    made = intake.take_in(session, dialogue, asked, incoming.answers, seen, values, *late)
    if made is None:
        return intake.again(session, submissions.sent_with(session, hash_of_key), code, incoming.answers)
    intake.remember_address(session, rules, dialogue, made[0], incoming.wish, code, now)
    intake.record(session, RESIDENT, "receive", made, values, minute(now))
    if reached:
        reach.count(session, dialogue.id, reached)
    return Receipt(code, made[1])


def index_waiting(session: Session, at_most: int) -> int:
    """Put the words of up to `at_most` submissions that came from the web into the search; how many there were.

    Taking them in does not wait for it: thousands come in the last minutes, and only the office searches.
    """
    return search_index.index_waiting(session, at_most)
