"""What taking in one submission leaves behind, whatever way it came: rows, address, record, public version."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from portal.domain.dialogues import ShowMode
from portal.domain.mailing import AddressKind, MailKind
from portal.domain.moderation import STOPS_SHOWING, FlagKind, ReviewState
from portal.domain.permissions import Actor
from portal.domain.questions import Asked, Given
from portal.domain.refusals import Conflict, Refusal
from portal.domain.rules import Rules
from portal.domain.submissions import Channel, Receipt, Wish
from portal.domain.themes import CodingState
from portal.effects import audit, notify, outbox, submissions
from portal.effects.publication import dialogue_scope, raise_version
from portal.effects.submissions import Seen
from portal.models.dialogues import Dialogue
from portal.models.submissions import SubmissionContact
from portal.queries.submissions import Door

_TOLD = (
    "channel",
    "received_at",
    "wording",
    "language",
    "present",
    "timing",
    "outside_reason",
    "after_handover",
    "state",
)


def take_in(
    session: Session,
    dialogue: Dialogue | Door,
    asked: Collection[Asked],
    given: Collection[Given],
    seen: Seen,
    values: Mapping[str, Any],
    *whole: FlagKind,
) -> tuple[int, int] | None:
    """Write the rows of a new submission; its id and number, or None when the same key was faster.

    `values` are its columns but for number, state, coding and flags; `whole` are flags for the submission as such.
    With `indexed` false among them the worker puts its words into the search afterwards.
    Answers without text need no reader: they are accepted and counted. A text is shown at once where that is promised,
    nothing in it is pointed out, and it came from the web; the public version is raised for such a one only, so that
    thousands of others in the last minutes do not empty the page cache.
    """
    has_text = any(answer.text.strip() for answer in given)
    state = _state(dialogue, seen, values["channel"]) if has_text else ReviewState.SHOWN
    coding = CodingState.WAITING if has_text else CodingState.NONE
    flags = sum(len(parts) for parts in seen.found.values())
    row = {**values, "state": state, "coding": coding, "flags_standing": flags}
    row |= {"language": seen.language, "language_source": seen.source}
    row["indexed"] = values.get("indexed", True) or not has_text
    made = submissions.insert(session, row)
    if made is None:
        return None
    answer_ids = submissions.add_answers(session, made[0], asked, given)
    submissions.point_out(session, made[0], answer_ids, seen, *whole)
    if has_text:
        if row["indexed"]:
            submissions.index_new(session, made[0], dialogue.id, seen.language, given)
        if state is ReviewState.SHOWN:
            raise_version(session, dialogue_scope(dialogue.id))
    return made


def _state(dialogue: Dialogue | Door, seen: Seen, channel: Channel) -> ReviewState:
    found = {submissions.FLAGS[part.kind] for parts in seen.found.values() for part in parts}
    at_once = dialogue.show_mode is ShowMode.AT_ONCE and channel is Channel.WEB and not found & STOPS_SHOWING
    return ReviewState.SHOWN if at_once else ReviewState.WAITING


def again(session: Session, earlier: tuple[int, int] | None, code: str, given: Collection[Given]) -> Receipt:
    """The receipt of what was sent before with the same key; Conflict (SENT_ALREADY) when the answers are others."""
    assert earlier is not None
    submission_id, number = earlier
    if not submissions.same_answers(session, submission_id, given):
        raise Conflict(Refusal("SENT_ALREADY", params={"code": code}))
    return Receipt(code, number, again=True)


def remember_address(
    session: Session, rules: Rules, dialogue: Dialogue | Door, submission_id: int, wish: Wish, code: str, now: datetime
) -> None:
    """The list and the contact, each only if asked for; the code goes by e-mail to whoever joined the list so."""
    if not wish.address:
        return
    if wish.on_list:
        notify.join_list(session, dialogue, wish.kind, wish.address, wish.language, now)
        if wish.kind is AddressKind.EMAIL:
            payload = {"code": code, "address": wish.address}
            outbox.enqueue(session, rules, MailKind.CODE, wish.language, payload, now, dialogue_id=dialogue.id)
    if wish.about_text:
        session.add(
            SubmissionContact(submission_id=submission_id, kind=wish.kind, address=wish.address, language=wish.language)
        )


def record(
    session: Session, actor: Actor, verb: str, made: tuple[int, int], values: Mapping[str, Any], now: datetime
) -> None:
    """The audit entry: how and when it came, no word of what was written, no code and no address."""
    after = {"number": made[1]} | {name: values[name] for name in _TOLD if name in values}
    audit.insert(session, actor, verb, "submission", made[0], None, after, now, values["dialogue_id"])
