"""Decisions of bodies and delegates: recorded in order, one of them final, corrected in the open (C1)."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from portal.domain import decisions as rule
from portal.domain.calendar import last_day, local_day
from portal.domain.decisions import DecisionDetails, DecisionFacts, section_of
from portal.domain.dialogues import Stage, stage_of
from portal.domain.permissions import Act, Actor, require
from portal.domain.public_log import LogKind
from portal.domain.refusals import Conflict, Invalid, Refusal
from portal.domain.rules import Rules
from portal.effects import audit, public_log, publication
from portal.effects.locking import lock
from portal.models.decisions import Decision
from portal.models.dialogues import Dialogue
from portal.queries import answers


def record(
    session: Session, actor: Actor, rules: Rules, dialogue: Dialogue, details: DecisionDetails, now: datetime
) -> Decision:
    """Records a decision. Raises Invalid with what `domain.decisions.faults` finds.

    What only `doubts` speaks against is refused too, until the details are `sure`.
    """
    require(actor, Act.RECORD_DECISIONS, dialogue.body_id)
    lock(session, dialogue)
    doubted = _require_sound(session, rules, dialogue, details, now)
    decision = _add(session, actor, dialogue, details, now)
    after = {**_told(decision), "despite": doubted} if doubted else _told(decision)
    audit.record(session, actor, "decisions.record", "decision", decision.id, None, after, now, dialogue.id)
    _log(session, decision, LogKind.DECISION_RECORDED, now)
    return decision


def correct(
    session: Session,
    actor: Actor,
    rules: Rules,
    dialogue: Dialogue,
    decision: Decision,
    details: DecisionDetails | None,
    because: str,
    now: datetime,
) -> Decision | None:
    """Puts a decision as it should have been recorded in the place of one that was recorded wrongly; both stay.

    Without `details` the wrong one is struck out. Raises Conflict when a colleague corrected it meanwhile, Invalid with
    NOT_SAID_WHY_CORRECTED, FINAL_IS_ANSWERED (what an answer rests on is replaced, not struck out), or as `record`.
    """
    require(actor, Act.RECORD_DECISIONS, dialogue.body_id)
    lock(session, dialogue)
    lock(session, decision)
    if decision.corrected_at is not None:
        raise Conflict(Refusal("CHANGED_MEANWHILE"))
    if not because.strip():
        raise Invalid(Refusal("NOT_SAID_WHY_CORRECTED", "because"))
    answered = dialogue.answered_at is not None and decision.final
    if answered and (details is None or not details.final):
        raise Invalid(Refusal("FINAL_IS_ANSWERED", "because"))
    new = None
    if details is not None:
        _require_sound(session, rules, dialogue, details, now, instead_of=decision)
        new = _add(session, actor, dialogue, details, now)
    decision.corrected_at, decision.corrected_because = now, because.strip()
    decision.corrected_by_id = new.id if new else None
    after = {**(_told(new) if new else {}), "because": because.strip()}
    audit.record(session, actor, "decisions.correct", "decision", decision.id, _told(decision), after, now, dialogue.id)
    _log(
        session, decision, LogKind.DECISION_CORRECTED, now, because=because.strip(), now_is=_told(new) if new else None
    )
    return new


def approve_minutes(
    session: Session,
    actor: Actor,
    dialogue: Dialogue,
    decision: Decision,
    on: date,
    now: datetime,
    *,
    noticed_on: date | None = None,
    appeal_until: date | None = None,
) -> None:
    """Records the day the minutes were approved (justering), and the last day to appeal.

    Without `appeal_until` it follows from `noticed_on`, the day on which the notice board told of it. Refuses a day
    before the decision or in the future, a notice before the approval, and a last day before it.
    """
    require(actor, Act.RECORD_DECISIONS, dialogue.body_id)
    if noticed_on is not None and noticed_on < on:
        raise Invalid(Refusal("NOTICED_BEFORE_APPROVED", "noticed_on"))
    until = appeal_until or (rule.appeal_ends(noticed_on) if noticed_on else decision.appeal_until)
    if found := rule.minutes_faults(decision.decided_on, on, until, max(now.date(), decision.decided_on)):
        raise Invalid(*found)
    before, after = _minutes(decision), {"approved_on": on.isoformat(), "appeal_until": _iso(until)}
    decision.minutes_approved_on, decision.appeal_until = on, until
    audit.record(session, actor, "decisions.approve_minutes", "decision", decision.id, before, after, now, dialogue.id)
    publication.raise_version(session, f"dialogue:{dialogue.id}")


def _minutes(decision: Decision) -> dict[str, str | None]:
    return {"approved_on": _iso(decision.minutes_approved_on), "appeal_until": _iso(decision.appeal_until)}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _facts(
    session: Session, rules: Rules, dialogue: Dialogue, now: datetime, instead_of: Decision | None = None
) -> DecisionFacts:
    """What a new decision (or one `instead_of` another) is held against."""
    standing = [one for one in answers.decisions(session, dialogue.id) if one is not instead_of]
    handed_over = dialogue.handed_over_at
    return DecisionFacts(
        stage=stage_of(dialogue.stage_facts(), now),
        today=local_day(now, rules.zone),
        last_open_day=last_day(dialogue.closes_at, rules.zone) if dialogue.closes_at else None,
        handed_over_on=local_day(handed_over, rules.zone) if handed_over else None,
        stopped=dialogue.stopped_at is not None,
        deciding_body_id=dialogue.deciding_body_id,
        final_exists=any(one.final for one in standing),
    )


def _require_sound(
    session: Session,
    rules: Rules,
    dialogue: Dialogue,
    details: DecisionDetails,
    now: datetime,
    instead_of: Decision | None = None,
) -> list[str]:
    facts = _facts(session, rules, dialogue, now, instead_of)
    if instead_of is not None and facts.stage is Stage.CONCLUDED:
        facts = replace(facts, stage=Stage.ANSWERED)
    if found := rule.faults(details, facts):
        raise Invalid(*found)
    doubted = rule.doubts(details, facts)
    if doubted and not details.sure:
        raise Invalid(*doubted, Refusal("SAY_THAT_YOU_ARE_SURE", "sure"))
    return [one.code for one in doubted]


def _add(session: Session, actor: Actor, dialogue: Dialogue, details: DecisionDetails, now: datetime) -> Decision:
    decision = Decision(
        dialogue_id=dialogue.id,
        body_id=details.body_id,
        delegate=details.delegate.strip(),
        delegation=details.delegation.strip() if details.delegate.strip() else "",
        decided_on=details.decided_on,
        section=section_of(details.section),
        kind=details.kind,
        final=details.final,
        next_body_id=details.next_body_id if details.kind is rule.DecisionKind.PROPOSED else None,
        link=details.link.strip(),
        how_weighed=details.how_weighed.strip(),
        minutes_approved_on=details.minutes_approved_on,
        appeal_until=details.appeal_until,
        new_planned_on=details.new_planned_on,
        recorded_by_id=actor.user_id,
        recorded_at=now,
    )
    session.add(decision)
    session.flush()
    return decision


def _told(decision: Decision) -> dict[str, Any]:
    return {"kind": decision.kind.value, "section": decision.section, "decided_on": decision.decided_on.isoformat()}


def _log(session: Session, decision: Decision, kind: LogKind, now: datetime, **more: Any) -> None:
    public_log.note(
        session,
        decision.dialogue_id,
        kind,
        now,
        role="registrar",
        body_id=decision.body_id,
        final=decision.final,
        decision=decision.kind.value,
        section=decision.section,
        decided_on=decision.decided_on,
        **more,
    )
    publication.raise_version(session, "site", f"dialogue:{decision.dialogue_id}")
