"""A dialogue from the decision to hold it to its announcement."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from portal.domain.bodies import refuse_abolished
from portal.domain.calendar import end_of, start_of
from portal.domain.commitments import content_hash
from portal.domain.dialogues import Level, ShowMode
from portal.domain.languages import SOURCE
from portal.domain.lifecycle import GATES, Gate, Weight, checks, require_open
from portal.domain.mailing import MailKind
from portal.domain.permissions import Act, Actor, require
from portal.domain.public_log import LogKind
from portal.domain.refusals import GateClosed, Invalid, Refusal
from portal.domain.rules import Rules
from portal.domain.slugs import slug_of
from portal.domain.texts import field_of
from portal.effects import audit, public_log
from portal.effects.extensive import note_stated, tell_extensive
from portal.effects.locking import lock
from portal.effects.notify import tell_list
from portal.effects.publication import SITE, dialogue_scope, raise_version
from portal.effects.texts import made_set, new_set, write
from portal.models.bodies import Body
from portal.models.commitments import CommitmentVersion
from portal.models.dialogues import Dialogue, DialogueLanguage, DialogueMethod, PassedShould
from portal.models.matters import Matter
from portal.models.steering import SteeringItem
from portal.models.users import User
from portal.queries import commitments, dialogues, extensive, ladders, lifecycle, matters


@dataclass(frozen=True)
class Delegation:
    """The decision that hands a choice over (level 5): by whom, when, under which §."""

    body: str
    on: date | None
    section: str


@dataclass(frozen=True)
class Plan:
    """Everything of a dialogue that is no text and can be set before the announcement. Days are local days."""

    level: Level
    show_mode: ShowMode
    languages: tuple[str, ...]
    quotes_allowed: bool = True
    deciding_body: Body | None = None
    planned_decision_on: date | None = None
    planned_period: str | None = None
    opens_on: date | None = None
    closes_on: date | None = None
    result_by: date | None = None
    answer_by: date | None = None
    steering_goal: str = ""
    steering_year: int | None = None
    steering_item: SteeringItem | None = None
    delegation: Delegation | None = None
    contact: User | None = None
    planned_cost: int | None = None
    extensive: bool = False
    extensive_reason: str = ""
    method_ids: tuple[int, ...] = ()


def hold(
    session: Session,
    actor: Actor,
    rules: Rules,
    matter: Matter,
    body: Body,
    title: Mapping[str, str],
    now: datetime,
    *,
    steering_goal: str,
    steering_year: int | None,
    steering_item: SteeringItem | None = None,
    planned_decision_on: date | None = None,
    planned_period: str | None = None,
    languages: tuple[str, ...] = (),
    follows: Dialogue | None = None,
) -> Dialogue:
    """Begin a dialogue under a matter, run by `body`; held by the body whose consideration stands.

    Refuses while the gate *hold* is closed; Invalid with NO_TITLE, LANGUAGE_UNKNOWN or NOT_SAME_MATTER (`follows`).
    Its purpose starts as the one of the suitability test.
    """
    require(actor, Act.PLAN, body.id)
    refuse_abolished(body.abolished_on)
    chosen = languages or rules.languages
    _refuse_languages(chosen, rules)
    if not title.get(SOURCE, "").strip():
        raise Invalid(Refusal("NO_TITLE", f"title-{SOURCE}"))
    if follows is not None and follows.matter_id != matter.id:
        raise Invalid(Refusal("NOT_SAME_MATTER", "follows"))
    lock(session, matter)
    steering_goal, steering_year = _tie(steering_goal, steering_year, steering_item)
    tie = {"steering_goal": steering_goal, "steering_year": steering_year}
    facts = lifecycle.facts_for_hold(
        session,
        matter,
        rules,
        now,
        planned_decision_on=planned_decision_on,
        steering_goal=steering_goal,
        steering_year=steering_year,
    )
    require_open(Gate.HOLD, facts)
    standing, test = matters.standing_consideration(session, matter.id), matters.suitability_of(session, matter.id)
    assert standing is not None
    assert test is not None
    dialogue = Dialogue(
        slug=slug_of(title[SOURCE], dialogues.slugs(session), otherwise="dialog"),
        matter=matter,
        body=body,
        held_by=standing.body,
        deciding_body=matter.body,
        follows_id=follows.id if follows else None,
        texts=made_set(session, "dialogue", now, actor.user_id, title=title),
        result_texts=new_set(session, "result"),
        answer_texts=new_set(session, "answer"),
        planned_decision_on=planned_decision_on or matter.planned_decision_on,
        planned_period=planned_period or matter.planned_period,
        steering_goal=steering_goal.strip(),
        steering_year=steering_year,
        steering_item_id=steering_item.id if steering_item else None,
        created_at=now,
        methods=[],
        languages=[DialogueLanguage(language=code, position=place) for place, code in enumerate(chosen)],
    )
    session.add(dialogue)
    session.flush()
    purpose = test.purpose[: field_of("dialogue", "purpose").limit]
    write(session, dialogue.texts, "purpose", SOURCE, purpose, read_by_id=actor.user_id, now=now)
    after = {"matter": matter.id, "body": body.id, "held_by": dialogue.held_by_id, "title": dict(title), **tie}
    audit.record(session, actor, "dialogues.hold", "dialogue", dialogue.id, None, after, now, dialogue.id)
    return dialogue


def plan(
    session: Session, actor: Actor, rules: Rules, dialogue: Dialogue, plan: Plan, version: int, now: datetime
) -> None:
    """Set everything that is planned, before the announcement; after it the promise changes by amendment only.

    Raises GateClosed with ALREADY_ANNOUNCED, Conflict, or Invalid with LANGUAGE_UNKNOWN, CLOSES_BEFORE_OPENING,
    PERIOD_WITHOUT_LAST_DAY, CONTACT_NOT_ACTIVE, COST_NEGATIVE, EXTENSIVE_WITHOUT_REASON or LEVEL_NOT_ON_THE_LADDER.
    """
    require(actor, Act.PLAN, dialogue.body_id)
    _refuse_plan(plan, rules)
    lock(session, dialogue, version)
    require_preparing(dialogue)
    if plan.level == ladders.hidden_level(session, rules.hidden_level):
        raise Invalid(Refusal("LEVEL_NOT_ON_THE_LADDER", "level"))
    before = _said(dialogue)
    given = plan.delegation or Delegation("", None, "")
    dialogue.level, dialogue.show_mode, dialogue.quotes_allowed = plan.level, plan.show_mode, plan.quotes_allowed
    dialogue.deciding_body = plan.deciding_body
    dialogue.planned_decision_on = plan.planned_decision_on
    dialogue.planned_period = (plan.planned_period or "").strip() or None
    dialogue.opens_at = start_of(plan.opens_on, rules.zone) if plan.opens_on else None
    dialogue.closes_at = end_of(plan.closes_on, rules.zone) if plan.closes_on else None
    dialogue.result_by, dialogue.answer_by = plan.result_by, plan.answer_by
    tied = plan.steering_item
    dialogue.steering_goal, dialogue.steering_year = _tie(plan.steering_goal, plan.steering_year, tied)
    dialogue.steering_item_id = tied.id if tied else None
    dialogue.delegating_body, dialogue.delegating_date = given.body.strip(), given.on
    dialogue.delegating_section = given.section.strip()
    dialogue.contact_id = plan.contact.id if plan.contact else None
    dialogue.planned_cost = plan.planned_cost
    note_stated(dialogue, actor, plan.extensive, plan.extensive_reason, now)
    _set_languages(dialogue, plan.languages)
    _set_methods(dialogue, plan.method_ids)
    dialogue.version += 1
    session.flush()
    audit.record(session, actor, "dialogues.plan", "dialogue", dialogue.id, before, _said(dialogue), now, dialogue.id)


def announce(session: Session, actor: Actor, rules: Rules, dialogue: Dialogue, now: datetime) -> CommitmentVersion:
    """Announce the dialogue: its promise is frozen as version 1 in every language and its address is fixed.

    Refuses while the gate *announce* is closed. Each *should* that was passed stands in the public log with its reason.
    """
    require(actor, Act.ANNOUNCE, dialogue.body_id)
    lock(session, dialogue)
    facts = lifecycle.facts_of(session, dialogue, rules, now)
    require_open(Gate.ANNOUNCE, facts)
    for entry in dialogue.languages:
        entry.shown_at = now
    dialogue.ladder_id = ladders.newest_id(session)
    content = commitments.content_of(session, dialogue, rules)
    version = CommitmentVersion(
        dialogue_id=dialogue.id,
        number=1,
        content=content,
        content_hash=content_hash(content),
        frozen_at=now,
        recorded_by_id=actor.user_id,
    )
    session.add(version)
    dialogue.announced_at = now
    dialogue.first_result_by, dialogue.first_answer_by = dialogue.result_by, dialogue.answer_by
    dialogue.version += 1
    session.flush()
    public_log.note(session, dialogue.id, LogKind.ANNOUNCED, now, "dialogue_lead")
    for check in checks(Gate.ANNOUNCE, facts):
        if not check.met:
            passed = {"gate": Gate.ANNOUNCE, "code": check.code, "reason": check.passed_because}
            public_log.note(session, dialogue.id, LogKind.SHOULD_PASSED, now, "dialogue_lead", **passed)
    tell_extensive(session, dialogue, extensive.of_dialogue(session, dialogue, rules), now)
    after = {"content_hash": version.content_hash, "slug": dialogue.slug}
    audit.record(session, actor, "dialogues.announce", "dialogue", dialogue.id, None, after, now, dialogue.id)
    raise_version(session, SITE, dialogue_scope(dialogue.id))
    if dialogue.follows_id is not None:
        before = session.get_one(Dialogue, dialogue.follows_id)
        tell_list(session, rules, before, MailKind.NEXT_DIALOGUE, now, about=f"dialogue {dialogue.id}")
    return version


def pass_should(
    session: Session,
    actor: Actor,
    rules: Rules,
    dialogue: Dialogue,
    gate: Gate,
    code: str,
    reason: str,
    now: datetime,
) -> None:
    """Pass a *should* of a gate with a reason that the public log shows (for *announce*: from the announcement).

    Raises Invalid with NOT_A_SHOULD, SHOULD_IS_MET or SHOULD_WITHOUT_REASON.
    """
    require(actor, Act.ANNOUNCE, dialogue.body_id)
    if code not in {line.code for line in GATES[gate] if line.weight is Weight.SHOULD}:
        raise Invalid(Refusal("NOT_A_SHOULD", "code", {"code": code}))
    if not reason.strip():
        raise Invalid(Refusal("SHOULD_WITHOUT_REASON", "reason"))
    lock(session, dialogue)
    asked = {check.code: check for check in checks(gate, lifecycle.facts_of(session, dialogue, rules, now))}
    if asked[code].met:
        raise Invalid(Refusal("SHOULD_IS_MET", "code", {"code": code}))
    passed = session.get(PassedShould, (dialogue.id, gate.value, code))
    before = passed.reason if passed else None
    if passed is None:
        passed = PassedShould(dialogue_id=dialogue.id, gate=gate.value, code=code)
        session.add(passed)
    passed.reason, passed.passed_by_id, passed.passed_at = reason.strip(), actor.user_id, now
    session.flush()
    after = {"gate": gate, "code": code, "reason": passed.reason}
    audit.record(session, actor, "dialogues.pass_should", "dialogue", dialogue.id, before, after, now, dialogue.id)
    if dialogue.announced_at is not None:
        public_log.note(session, dialogue.id, LogKind.SHOULD_PASSED, now, "dialogue_lead", **after)
        raise_version(session, dialogue_scope(dialogue.id))


def require_preparing(dialogue: Dialogue) -> None:
    """Raises GateClosed unless the dialogue can still be planned freely."""
    if dialogue.announced_at is not None:
        raise GateClosed(Refusal("ALREADY_ANNOUNCED"))
    if dialogue.abandoned_at is not None:
        raise GateClosed(Refusal("ALREADY_ABANDONED"))


def _tie(goal: str, year: int | None, item: SteeringItem | None) -> tuple[str, int | None]:
    """The words of the tie to steering; those of the item of the list where nobody wrote others."""
    return goal.strip() or (item.name if item else ""), year or (item.year if item else None)


def _refuse_languages(languages: tuple[str, ...], rules: Rules) -> None:
    unknown = [code for code in languages if code not in rules.languages]
    if SOURCE not in languages or unknown:
        raise Invalid(Refusal("DIALOGUE_LANGUAGE_UNKNOWN", "languages", {"languages": tuple(unknown) or (SOURCE,)}))


def _refuse_plan(plan: Plan, rules: Rules) -> None:
    _refuse_languages(plan.languages, rules)
    found = []
    if plan.opens_on and plan.closes_on and plan.closes_on < plan.opens_on:
        found.append(Refusal("CLOSES_BEFORE_OPENING", "closes_on"))
    if (plan.planned_period or "").strip() and plan.planned_decision_on is None:
        found.append(Refusal("PERIOD_WITHOUT_LAST_DAY", "planned_decision_on"))
    if plan.contact is not None and not plan.contact.active:
        found.append(Refusal("CONTACT_NOT_ACTIVE", "contact"))
    if plan.planned_cost is not None and plan.planned_cost < 0:
        found.append(Refusal("COST_NEGATIVE", "planned_cost"))
    if plan.extensive and not plan.extensive_reason.strip():
        found.append(Refusal("EXTENSIVE_WITHOUT_REASON", "extensive_reason"))
    if found:
        raise Invalid(*found)


def _set_languages(dialogue: Dialogue, languages: tuple[str, ...]) -> None:
    known = {entry.language: entry for entry in dialogue.languages}
    for code in known.keys() - set(languages):
        dialogue.languages.remove(known[code])
    for place, code in enumerate(languages):
        if code not in known:
            known[code] = DialogueLanguage(language=code)
            dialogue.languages.append(known[code])
        known[code].position = place


def _set_methods(dialogue: Dialogue, method_ids: tuple[int, ...]) -> None:
    known = {entry.method_id: entry for entry in dialogue.methods}
    for method_id in known.keys() - set(method_ids):
        dialogue.methods.remove(known[method_id])
    dialogue.methods.extend(DialogueMethod(method_id=new) for new in dict.fromkeys(method_ids) if new not in known)


def _said(dialogue: Dialogue) -> dict[str, object]:
    names = (
        "level show_mode quotes_allowed deciding_body_id planned_decision_on planned_period opens_at closes_at "
        "result_by answer_by steering_goal steering_year steering_item_id delegating_body delegating_date "
        "delegating_section contact_id planned_cost extensive extensive_reason"
    )
    said: dict[str, object] = {name: getattr(dialogue, name) for name in names.split()}
    return said | {"languages": [entry.language for entry in dialogue.languages]}
