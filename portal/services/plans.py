"""The yearly plan of a body's dialogues: drafted, adopted with day and §, followed up in the open (A2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from portal.domain.calendar import local_day
from portal.domain.dialogues import Level
from portal.domain.languages import SOURCE
from portal.domain.permissions import Act, Actor, require
from portal.domain.plans import plan_year_fault
from portal.domain.refusals import GateClosed, Invalid, Refusal
from portal.domain.rules import Rules
from portal.effects import audit
from portal.effects.locking import lock
from portal.effects.publication import SITE, raise_version
from portal.effects.texts import new_set, write_all
from portal.models.bodies import Body
from portal.models.dialogues import Dialogue
from portal.models.matters import Matter
from portal.models.plans import PlannedDialogue, YearlyPlan
from portal.queries import dialogues, plans


@dataclass(frozen=True)
class LineFacts:
    """What is planned: title by language (Swedish required), quarter (1–4), degree of influence, lead by name."""

    title: Mapping[str, str]
    quarter: int
    level: int
    lead: str = ""
    matter: Matter | None = None


def begin(session: Session, actor: Actor, rules: Rules, body: Body, year: int | None, now: datetime) -> YearlyPlan:
    """Begin a body's plan of a year, as a draft that the office sees.

    Raises Invalid with YEAR_OUT_OF_RANGE or PLAN_EXISTS, GateClosed with BODY_ABOLISHED.
    """
    require(actor, Act.STEER, body.id)
    if fault := plan_year_fault(year, local_day(now, rules.zone).year):
        raise Invalid(Refusal(fault, "year"))
    assert year is not None
    lock(session, body)
    if body.abolished_on is not None:
        raise GateClosed(Refusal("BODY_ABOLISHED"))
    if plans.of_year(session, body.id, year) is not None:
        raise Invalid(Refusal("PLAN_EXISTS", "year", {"year": year}))
    plan = YearlyPlan(body_id=body.id, year=year, lines=[])
    session.add(plan)
    session.flush()
    audit.record(session, actor, "plans.begin", "plan", plan.id, None, {"body": body.id, "year": year}, now)
    return plan


def add_line(
    session: Session, actor: Actor, rules: Rules, plan: YearlyPlan, facts: LineFacts, version: int, now: datetime
) -> PlannedDialogue:
    """Plan a dialogue. In a plan that is adopted the line is shown as added later.

    Raises Conflict, and Invalid with NO_TITLE, QUARTER_UNKNOWN, LEVEL_UNKNOWN or MATTER_OF_OTHER_BODY.
    """
    require(actor, Act.STEER, plan.body_id)
    _refuse_faults(plan, facts)
    lock(session, plan, version)
    line = PlannedDialogue(
        texts=new_set(session, "planned_dialogue"),
        added_on=local_day(now, rules.zone),
        added_later=plan.adopted_on is not None,
    )
    _fill(session, line, facts, actor, now)
    plan.lines.append(line)
    _changed(session, plan)
    audit.record(session, actor, "plans.add_line", "planned_dialogue", line.id, None, _said(line), now)
    return line


def change_line(
    session: Session, actor: Actor, line: PlannedDialogue, facts: LineFacts, version: int, now: datetime
) -> None:
    """Change a line of a draft. What is adopted is not rewritten: raises GateClosed with PLAN_ADOPTED."""
    plan = line.plan
    require(actor, Act.STEER, plan.body_id)
    _refuse_faults(plan, facts)
    lock(session, plan, version)
    if plan.adopted_on is not None:
        raise GateClosed(Refusal("PLAN_ADOPTED"))
    before = _said(line)
    _fill(session, line, facts, actor, now)
    _changed(session, plan)
    audit.record(session, actor, "plans.change_line", "planned_dialogue", line.id, before, _said(line), now)


def drop_line(
    session: Session, actor: Actor, rules: Rules, line: PlannedDialogue, because: str, version: int, now: datetime
) -> None:
    """Take a line out of a draft; in an adopted plan it stays and says that it was dropped, and why.

    Raises Invalid with DROPPED_WITHOUT_REASON, GateClosed with LINE_DROPPED.
    """
    plan = line.plan
    require(actor, Act.STEER, plan.body_id)
    if plan.adopted_on is not None and not because.strip():
        raise Invalid(Refusal("DROPPED_WITHOUT_REASON", "because"))
    lock(session, plan, version)
    if line.dropped_on is not None:
        raise GateClosed(Refusal("LINE_DROPPED"))
    before = _said(line)
    if plan.adopted_on is None:
        plan.lines.remove(line)
    else:
        line.dropped_on, line.because = local_day(now, rules.zone), because.strip()
    _changed(session, plan)
    after = {"because": because.strip()}
    audit.record(session, actor, "plans.drop_line", "planned_dialogue", line.id, before, after, now)


def tie_line(
    session: Session, actor: Actor, line: PlannedDialogue, dialogue: Dialogue | None, version: int, now: datetime
) -> None:
    """Say which dialogue the line became (None: none yet). Raises Invalid with DIALOGUE_OF_OTHER_BODY."""
    plan = line.plan
    require(actor, Act.STEER, plan.body_id)
    if dialogue is not None and dialogue not in dialogues.run_by(session, plan.body_id):
        raise Invalid(Refusal("DIALOGUE_OF_OTHER_BODY", "dialogue"))
    lock(session, plan, version)
    before, line.dialogue_id = line.dialogue_id, dialogue.id if dialogue else None
    _changed(session, plan)
    audit.record(session, actor, "plans.tie_line", "planned_dialogue", line.id, before, line.dialogue_id, now)


def adopt(
    session: Session, actor: Actor, rules: Rules, plan: YearlyPlan, on: date, section: str, version: int, now: datetime
) -> None:
    """Record that the body adopted its plan on a day, under a §; from then on it is public and only added to.

    Raises Invalid with PLAN_WITHOUT_SECTION or ADOPTED_IN_THE_FUTURE, GateClosed with PLAN_ADOPTED, Conflict when a
    colleague changed it meanwhile: what is adopted is what the page showed.
    """
    require(actor, Act.STEER, plan.body_id)
    found = []
    if not section.strip():
        found.append(Refusal("PLAN_WITHOUT_SECTION", "section"))
    if on > local_day(now, rules.zone):
        found.append(Refusal("ADOPTED_IN_THE_FUTURE", "adopted_on"))
    if found:
        raise Invalid(*found)
    lock(session, plan, version)
    if plan.adopted_on is not None:
        raise GateClosed(Refusal("PLAN_ADOPTED"))
    plan.adopted_on, plan.section = on, section.strip()
    _changed(session, plan)
    after = {"on": on, "section": plan.section, "lines": len(plan.lines)}
    audit.record(session, actor, "plans.adopt", "plan", plan.id, None, after, now)


def _refuse_faults(plan: YearlyPlan, facts: LineFacts) -> None:
    found = []
    if not facts.title.get(SOURCE, "").strip():
        found.append(Refusal("NO_TITLE", f"title-{SOURCE}"))
    if facts.quarter not in range(1, 5):
        found.append(Refusal("QUARTER_UNKNOWN", "quarter"))
    if facts.level not in range(Level.CONSULTATION, Level.SHARED_DECISION + 1):
        found.append(Refusal("LEVEL_UNKNOWN", "level"))
    if facts.matter is not None and facts.matter.body_id != plan.body_id:
        found.append(Refusal("MATTER_OF_OTHER_BODY", "matter"))
    if found:
        raise Invalid(*found)


def _fill(session: Session, line: PlannedDialogue, facts: LineFacts, actor: Actor, now: datetime) -> None:
    write_all(session, line.texts, "title", facts.title, read_by_id=actor.user_id, now=now)
    line.quarter, line.level, line.lead = facts.quarter, facts.level, facts.lead.strip()
    line.matter_id = facts.matter.id if facts.matter else None


def _changed(session: Session, plan: YearlyPlan) -> None:
    plan.version += 1
    session.flush()
    if plan.adopted_on is not None:
        raise_version(session, SITE)


def _said(line: PlannedDialogue) -> dict[str, object]:
    titles = {language: text.source for (_field, language), text in sorted(line.texts.texts.items())}
    return {"title": titles, "quarter": line.quarter, "level": line.level, "lead": line.lead, "matter": line.matter_id}
