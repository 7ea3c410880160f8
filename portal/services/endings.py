"""Ways out of a dialogue: abandon, cancel, stop early. Once something has been received there is only the last."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.lifecycle import Gate, require_open
from portal.domain.mailing import MailKind
from portal.domain.permissions import Act, Actor, require
from portal.domain.public_log import LogKind
from portal.domain.refusals import GateClosed, Invalid, Refusal
from portal.domain.rules import Rules
from portal.effects import audit, merging, public_log
from portal.effects.locking import lock
from portal.effects.notify import tell_list
from portal.effects.publication import SITE, dialogue_scope, raise_version
from portal.effects.texts import made_set
from portal.models.dialogues import Dialogue
from portal.queries import lifecycle
from portal.queries.dialogues import shown_languages


def abandon(session: Session, actor: Actor, rules: Rules, dialogue: Dialogue, note: str, now: datetime) -> None:
    """Give up a dialogue that was never announced; the note stays in the office. Invalid with NO_NOTE."""
    require(actor, Act.PLAN, dialogue.body_id)
    if not note.strip():
        raise Invalid(Refusal("NO_NOTE", "note"))
    lock(session, dialogue)
    require_open(Gate.ABANDON, lifecycle.facts_of(session, dialogue, rules, now))
    dialogue.abandoned_at, dialogue.abandon_note = now, note.strip()
    dialogue.version += 1
    audit.record(session, actor, "endings.abandon", "dialogue", dialogue.id, None, {"note": note}, now, dialogue.id)


def cancel(
    session: Session, actor: Actor, rules: Rules, dialogue: Dialogue, reason: Mapping[str, str], now: datetime
) -> None:
    """Cancel an announced dialogue to which nothing has come, with a public reason in every language it is shown in.

    Raises GateClosed with NOT_ANNOUNCED or ALREADY_RECEIVED, Invalid with TEXT_MISSING_IN.
    """
    require(actor, Act.END_EARLY, dialogue.body_id)
    _refuse_missing(dialogue, reason)
    lock(session, dialogue)
    require_open(Gate.CANCEL, lifecycle.facts_of(session, dialogue, rules, now))
    dialogue.cancelled_at = now
    dialogue.end_texts = made_set(session, "stop", now, actor.user_id, reason=reason)
    dialogue.version += 1
    session.flush()
    public_log.note(session, dialogue.id, LogKind.CANCELLED, now, "dialogue_lead")
    after = {"reason": dict(reason)}
    audit.record(session, actor, "endings.cancel", "dialogue", dialogue.id, None, after, now, dialogue.id)
    raise_version(session, SITE, dialogue_scope(dialogue.id))
    tell_list(session, rules, dialogue, MailKind.STOP, now, about="cancelled")


def stop_early(
    session: Session,
    actor: Actor,
    rules: Rules,
    dialogue: Dialogue,
    reason: Mapping[str, str],
    stopped_by: str,
    now: datetime,
    section: str = "",
) -> None:
    """Stop a dialogue that has received something: closed now, and what came in is still compiled and answered.

    The recorded stop (reason in every shown language, who, day, § if any) stands in the place of the decision.
    Raises GateClosed with the blockers of *stop*, Invalid with TEXT_MISSING_IN or NO_DECIDER.
    """
    require(actor, Act.END_EARLY, dialogue.body_id)
    _refuse_missing(dialogue, reason)
    if not stopped_by.strip():
        raise Invalid(Refusal("NO_DECIDER", "stopped_by"))
    lock(session, dialogue)
    require_open(Gate.STOP, lifecycle.facts_of(session, dialogue, rules, now))
    dialogue.stopped_at, dialogue.stopped_by, dialogue.stopped_section = now, stopped_by.strip(), section.strip()
    dialogue.end_texts = made_set(session, "stop", now, actor.user_id, reason=reason)
    dialogue.version += 1
    session.flush()
    who = {"by": dialogue.stopped_by, "section": dialogue.stopped_section}
    public_log.note(session, dialogue.id, LogKind.STOPPED, now, "dialogue_lead", **who)
    after = {**who, "reason": dict(reason)}
    audit.record(session, actor, "endings.stop_early", "dialogue", dialogue.id, None, after, now, dialogue.id)
    raise_version(session, SITE, dialogue_scope(dialogue.id))
    tell_list(session, rules, dialogue, MailKind.STOP, now, about="stopped")


def answer_elsewhere(
    session: Session, actor: Actor, rules: Rules, dialogue: Dialogue, other: Dialogue | None, now: datetime
) -> None:
    """Merge a stopped dialogue into another: it is answered in the other's answer and its receipts lead there.

    Where it is handed over and the other answered already, it is answered now. None takes the merging back.
    Raises GateClosed with NOT_STOPPED, Invalid with NOT_ANOTHER_DIALOGUE.
    """
    require(actor, Act.END_EARLY, dialogue.body_id)
    if other is not None and (other.id == dialogue.id or other.announced_at is None or other.cancelled_at is not None):
        raise Invalid(Refusal("NOT_ANOTHER_DIALOGUE", "other"))
    lock(session, dialogue)
    if dialogue.stopped_at is None:
        raise GateClosed(Refusal("NOT_STOPPED"))
    before = dialogue.answered_in_id
    dialogue.answered_in_id = other.id if other else None
    dialogue.version += 1
    after = {"answered_in": dialogue.answered_in_id}
    entry = {"answered_in": before}
    audit.record(session, actor, "endings.answer_elsewhere", "dialogue", dialogue.id, entry, after, now, dialogue.id)
    raise_version(session, dialogue_scope(dialogue.id))
    session.flush()
    if other is not None:
        merging.answer_merged(session, actor, rules, other, now)


def _refuse_missing(dialogue: Dialogue, reason: Mapping[str, str]) -> None:
    lacking = tuple(code for code in shown_languages(dialogue) if not reason.get(code, "").strip())
    if lacking:
        raise Invalid(Refusal("TEXT_MISSING_IN", "reason", {"languages": lacking}))
