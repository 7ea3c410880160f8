"""Decisions of bodies and delegates: recorded in order, one of them final (C1)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.calendar import last_day
from portal.domain.decisions import ASKS_FOR_NEW_DATE, DecisionKind, section_of
from portal.domain.dialogues import Stage, stage_of
from portal.domain.permissions import Act, Actor, require
from portal.domain.public_log import LogKind
from portal.domain.refusals import Invalid, Refusal
from portal.domain.rules import Rules
from portal.effects import audit, public_log, publication
from portal.models.decisions import Decision
from portal.models.dialogues import Dialogue


@dataclass(frozen=True)
class DecisionDetails:
    """What the minutes say. Dates are local days; `section` is the § or the number of a delegate's decision."""

    body_id: int
    decided_on: date
    section: str
    kind: DecisionKind
    final: bool = False
    delegate: str = ""
    link: str = ""
    how_weighed: str = ""
    minutes_approved_on: date | None = None
    appeal_until: date | None = None
    new_planned_on: date | None = None


def _faults(
    session: Session, rules: Rules, dialogue: Dialogue, details: DecisionDetails, now: datetime
) -> list[Refusal]:
    found = []
    if stage_of(dialogue.stage_facts(), now) not in (Stage.HANDED_OVER, Stage.ANSWERED):
        found.append(Refusal("DECISION_BEFORE_HANDOVER"))
    if (
        dialogue.closes_at
        and details.decided_on <= last_day(dialogue.closes_at, rules.zone)
        and not dialogue.stopped_at
    ):
        found.append(Refusal("DECIDED_BEFORE_CLOSING", "decided_on"))
    if details.decided_on > now.astimezone(rules.zone).date():
        found.append(Refusal("DECIDED_IN_THE_FUTURE", "decided_on"))
    if not section_of(details.section):
        found.append(Refusal("NO_SECTION", "section"))
    if details.final and details.kind in ASKS_FOR_NEW_DATE:
        found.append(Refusal("NOT_A_FINAL_KIND", "final"))
    if details.kind in ASKS_FOR_NEW_DATE and details.new_planned_on is None:
        found.append(Refusal("NO_NEW_PLANNED_DECISION", "new_planned_on"))
    other_final = select(Decision.id).where(Decision.dialogue_id == dialogue.id, Decision.final)
    if details.final and session.scalar(other_final) is not None:
        found.append(Refusal("ALREADY_A_FINAL_DECISION", "final"))
    if details.link and not details.link.startswith(("https://", "http://")):
        found.append(Refusal("LINK_NOT_WEB", "link"))
    return found


def record(
    session: Session, actor: Actor, rules: Rules, dialogue: Dialogue, details: DecisionDetails, now: datetime
) -> Decision:
    """Records a decision. Refuses one before the handover, before closing, in the future, or a second final one."""
    require(actor, Act.RECORD_DECISIONS, dialogue.body_id)
    found = _faults(session, rules, dialogue, details, now)
    if found:
        raise Invalid(*found)
    decision = Decision(
        dialogue_id=dialogue.id,
        body_id=details.body_id,
        delegate=details.delegate.strip(),
        decided_on=details.decided_on,
        section=section_of(details.section),
        kind=details.kind,
        final=details.final,
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
    after = {"kind": decision.kind.value, "section": decision.section, "decided_on": decision.decided_on.isoformat()}
    audit.record(session, actor, "decisions.record", "decision", decision.id, None, after, now, dialogue.id)
    shown = {"decision": decision.kind.value, "section": decision.section, "decided_on": decision.decided_on}
    public_log.note(
        session,
        dialogue.id,
        LogKind.DECISION_RECORDED,
        now,
        role="registrar",
        body_id=decision.body_id,
        final=decision.final,
        **shown,
    )
    publication.raise_version(session, "site", f"dialogue:{dialogue.id}")
    return decision


def approve_minutes(
    session: Session, actor: Actor, dialogue: Dialogue, decision: Decision, on: date, now: datetime
) -> None:
    """Records the day the minutes were approved (justering). Refuses a day before the decision."""
    require(actor, Act.RECORD_DECISIONS, dialogue.body_id)
    if on < decision.decided_on:
        raise Invalid(Refusal("APPROVED_BEFORE_DECIDED", "minutes_approved_on"))
    before = decision.minutes_approved_on.isoformat() if decision.minutes_approved_on else None
    decision.minutes_approved_on = on
    audit.record(
        session, actor, "decisions.approve_minutes", "decision", decision.id, before, on.isoformat(), now, dialogue.id
    )
    publication.raise_version(session, f"dialogue:{dialogue.id}")
