"""Registering for those who wrote on paper, called, mailed or spoke; and codes printed on forms beforehand."""

import secrets
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from portal.domain.calendar import local_day
from portal.domain.moderation import FlagKind
from portal.domain.permissions import Act, Actor, require
from portal.domain.questions import Asked, answer_faults
from portal.domain.receipts import code_for, grouped, hashed, key_hash, normalised
from portal.domain.refusals import Invalid, Refusal
from portal.domain.rules import Rules
from portal.domain.submissions import (
    MAX_CODES,
    MAX_PRESENT,
    OUTSIDE,
    Channel,
    Receipt,
    Registration,
    after_handover,
    minute,
    registration_faults,
    sending_faults,
    timing,
)
from portal.effects import audit, intake
from portal.effects.submissions import Seen, look_through
from portal.models.dialogues import Dialogue
from portal.models.meetings import Meeting
from portal.models.submissions import PreparedCode
from portal.queries import submissions

_FIELDS = {"RECEIVED_IN_FUTURE": "received_at", "REASON_FOR_OUTSIDE_REQUIRED": "outside_reason"}


def register(
    session: Session,
    actor: Actor,
    rules: Rules,
    dialogue: Dialogue,
    registration: Registration,
    key: str,
    now: datetime,
    seen: Seen | None = None,
) -> Receipt:
    """Register one submission that reached the municipality by another way than the web form.

    What counts is when it came (`received_at`): outside the open time it is marked and needs a reason; after the
    handover it is marked and is in no figure. The code is the one printed on the form, else a new one for the slip.
    No question is required of somebody who did not see the form. Raises NotAllowed, and Invalid with codes on fields;
    the same key gives the same receipt, or Conflict when the answers are others.
    """
    require(actor, Act.REGISTER_SUBMISSIONS, dialogue.body_id)
    hash_of_key = key_hash(dialogue.id, key)
    printed = normalised(registration.code)
    code = grouped(printed) if printed else code_for(rules.keys.receipts, f"{dialogue.id}:{key}")
    if earlier := submissions.sent_with(session, hash_of_key):
        return intake.again(session, earlier, code, registration.answers)
    asked = submissions.asked(session, dialogue.id)
    prepared = session.get(PreparedCode, hashed(code), with_for_update=True) if printed else None
    faults = _faults(session, dialogue, registration, asked, now)
    faults += sending_faults(key, registration.language, registration.wish, rules.mail_offered)
    if registration.code:
        faults += _code_faults(prepared, dialogue)
    if faults:
        raise Invalid(*faults)
    seen = seen or look_through(registration.answers, registration.language)
    facts = dialogue.stage_facts()
    assert facts.opens_at is not None
    assert facts.closes_at is not None
    came = timing(registration.received_at, facts.opens_at, facts.closes_at, timedelta())
    values = {
        "dialogue_id": dialogue.id,
        "receipt_hash": hashed(code),
        "key_hash": hash_of_key,
        "channel": registration.channel,
        "received_at": minute(registration.received_at),
        "registered_at": minute(now),
        "recorded_by_id": actor.user_id,
        "wording": registration.wording,
        "present": registration.present,
        "commitment_version_id": submissions.version_in_force(session, dialogue.id),
        "timing": came,
        "outside_reason": registration.outside_reason.strip() if came in OUTSIDE else "",
        "meeting_id": registration.meeting_id,
        "after_handover": after_handover(facts, now),
    }
    outside = (FlagKind.OUTSIDE_OPEN_TIME,) if came in OUTSIDE else ()
    made = intake.take_in(session, dialogue, asked, registration.answers, seen, values, *outside)
    if made is None:
        return intake.again(session, submissions.sent_with(session, hash_of_key), code, registration.answers)
    if prepared is not None:
        prepared.submission_id = made[0]
    intake.remember_address(session, rules, dialogue, made[0], registration.wish, code, now)
    intake.record(session, actor, "register", made, values, now)
    return Receipt(code, made[1])


def prepare_codes(
    session: Session, actor: Actor, rules: Rules, dialogue: Dialogue, wanted: int, now: datetime
) -> list[str]:
    """New receipt codes for printed forms, 1 to MAX_CODES of them, in clear: they cannot be read again afterwards."""
    require(actor, Act.REGISTER_SUBMISSIONS, dialogue.body_id)
    if not 1 <= wanted <= MAX_CODES:
        raise Invalid(Refusal("TOO_MANY_CODES", "wanted", {"highest": MAX_CODES}))
    codes = [code_for(rules.keys.receipts, secrets.token_hex(32)) for _ in range(wanted)]
    day = local_day(now, rules.zone)
    session.add_all(PreparedCode(receipt_hash=hashed(c), dialogue_id=dialogue.id, printed_on=day) for c in codes)
    audit.record(session, actor, "prepare_codes", "dialogue", dialogue.id, None, {"codes": wanted}, now, dialogue.id)
    return codes


def _faults(
    session: Session, dialogue: Dialogue, registration: Registration, asked: Collection[Asked], now: datetime
) -> list[Refusal]:
    codes = registration_faults(
        dialogue.level, dialogue.stage_facts(), registration.received_at, registration.outside_reason, now
    )
    found = [Refusal(code, _FIELDS.get(code)) for code in codes]
    found += answer_faults([replace(question, required=False) for question in asked], registration.answers)
    if registration.channel is Channel.WEB:
        found.append(Refusal("CHANNEL_NOT_REGISTERED", "channel"))
    if not 1 <= registration.present <= MAX_PRESENT:
        found.append(Refusal("PRESENT_OUT_OF_RANGE", "present", {"highest": MAX_PRESENT}))
    if registration.meeting_id is not None:
        meeting = session.get(Meeting, registration.meeting_id)
        if meeting is None or meeting.dialogue_id != dialogue.id:
            found.append(Refusal("MEETING_UNKNOWN", "meeting_id"))
    elif registration.channel is Channel.MEETING:
        found.append(Refusal("MEETING_REQUIRED", "meeting_id"))
    return found


def _code_faults(prepared: PreparedCode | None, dialogue: Dialogue) -> list[Refusal]:
    if prepared is None:
        return [Refusal("CODE_NOT_READABLE", "code")]
    if prepared.dialogue_id != dialogue.id:
        return [Refusal("CODE_OF_OTHER_DIALOGUE", "code")]
    return [Refusal("CODE_ALREADY_USED", "code")] if prepared.submission_id is not None else []
