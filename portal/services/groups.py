"""Affected groups and the measures that let them take part (B1), and the dialogue group (C4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from portal.domain.bodies import BodyKind
from portal.domain.groups import MeasureStatus, MemberRole, Term, breaks_composition, target_fault
from portal.domain.languages import SOURCE
from portal.domain.measures import address_for
from portal.domain.permissions import Act, Actor, require
from portal.domain.refusals import GateClosed, Invalid, Refusal
from portal.effects import audit
from portal.effects.locking import lock
from portal.effects.publication import dialogue_scope, raise_version
from portal.effects.texts import made_set
from portal.models.dialogues import Dialogue
from portal.models.groups import AffectedGroup, GroupMember, Measure, MeasureAddress
from portal.models.users import User
from portal.queries import groups


@dataclass(frozen=True)
class GroupFacts:
    """What is known of an affected group: how it is affected, its size and where that figure is from, its barriers.

    One wants to hear `target` of them, or `target_share` per cent; neither, and the portal takes its own measure.
    """

    how_affected: str = ""
    estimated_size: int | None = None
    size_source: str = ""
    barriers: str = ""
    target: int | None = None
    target_share: int | None = None


def add_group(
    session: Session, actor: Actor, dialogue: Dialogue, name: Mapping[str, str], facts: GroupFacts, now: datetime
) -> AffectedGroup:
    """Add an affected group, named by language, as the last. Invalid with NO_NAME, SIZE_NEGATIVE,
    TARGET_WITHOUT_SIZE, TARGET_ABOVE_SIZE or TARGET_ZERO."""
    _require_alive(actor, dialogue)
    _refuse_missing(name, "NO_NAME", "name")
    _refuse_size(facts)
    position = max((other.position for other in groups.of_dialogue(session, dialogue.id)), default=0) + 1
    group = AffectedGroup(
        dialogue_id=dialogue.id,
        position=position,
        texts=made_set(session, "group", now, actor.user_id, name=name),
        measures=[],
    )
    _take(group, facts)
    session.add(group)
    session.flush()
    after = {"name": dict(name), **_said(group)}
    _leave(session, actor, dialogue, "groups.add_group", "group", group.id, None, after, now)
    return group


def change_group(
    session: Session, actor: Actor, dialogue: Dialogue, group: AffectedGroup, facts: GroupFacts, now: datetime
) -> None:
    """Change what is known of a group; its name is a text (`group.{id}.name`). Invalid as when it is added."""
    _require_alive(actor, dialogue)
    _refuse_size(facts)
    before = _said(group)
    _take(group, facts)
    _leave(session, actor, dialogue, "groups.change_group", "group", group.id, before, _said(group), now)


def remove_group(session: Session, actor: Actor, dialogue: Dialogue, group: AffectedGroup, now: datetime) -> None:
    """Take a group away with its measures, before the announcement (else ALREADY_ANNOUNCED)."""
    _require_preparing(actor, dialogue)
    before = {"name": group.texts.plain("name"), "measures": [each.texts.plain("what") for each in group.measures]}
    sets = [group.texts, *(each.texts for each in group.measures)]
    session.delete(group)
    session.flush()
    for text_set in sets:
        session.delete(text_set)
    _leave(session, actor, dialogue, "groups.remove_group", "group", group.id, before, None, now)


def add_measure(
    session: Session,
    actor: Actor,
    dialogue: Dialogue,
    group: AffectedGroup,
    what: Mapping[str, str],
    owner: str,
    due_on: date | None,
    now: datetime,
    *,
    place: Mapping[str, str] | None = None,
    user: User | None = None,
) -> Measure:
    """Add a measure for a group: what and where by language, its owner (`user`: that account) and day.

    It gets a short address of its own. Invalid with NO_MEASURE or NO_OWNER.
    """
    _require_alive(actor, dialogue)
    _refuse_missing(what, "NO_MEASURE", "what")
    name = owner.strip() or (user.name if user else "")
    if not name:
        raise Invalid(Refusal("NO_OWNER", "owner"))
    lock(session, dialogue)
    code = address_for(what[SOURCE], groups.addresses(session, dialogue.id))
    measure = Measure(
        texts=made_set(session, "measure", now, actor.user_id, what=what, place=place or {}),
        owner=name,
        owner_id=user.id if user else None,
        due_on=due_on,
        address=MeasureAddress(dialogue_id=dialogue.id, code=code),
    )
    group.measures.append(measure)
    session.flush()
    after = {"group": group.id, "what": dict(what), "owner": name, "due_on": due_on, "address": code}
    _leave(session, actor, dialogue, "groups.add_measure", "measure", measure.id, None, after, now)
    return measure


def settle_measure(
    session: Session,
    actor: Actor,
    dialogue: Dialogue,
    measure: Measure,
    status: MeasureStatus,
    because: str,
    now: datetime,
    version: int | None = None,
) -> None:
    """Say that a measure is done, or not done and why. Raises Invalid with NOT_DONE_WITHOUT_BECAUSE, GateClosed with
    ALREADY_HANDED_OVER, Conflict when it has another `version` by now."""
    _require_alive(actor, dialogue)
    if status is MeasureStatus.NOT_DONE and not because.strip():
        raise Invalid(Refusal("NOT_DONE_WITHOUT_BECAUSE", "because"))
    lock(session, measure, version)
    before = {"status": measure.status, "because": measure.because}
    measure.status, measure.because = status, because.strip()
    measure.version += 1
    after = {"status": status, "because": measure.because}
    _leave(session, actor, dialogue, "groups.settle_measure", "measure", measure.id, before, after, now)


def remove_measure(session: Session, actor: Actor, dialogue: Dialogue, measure: Measure, now: datetime) -> None:
    """Take a measure away before the announcement; later it is *not done, because*."""
    _require_preparing(actor, dialogue)
    group = groups.group(session, dialogue, measure.group_id)
    before, text_set = {"what": measure.texts.plain("what")}, measure.texts
    group.measures.remove(measure)
    session.flush()
    session.delete(text_set)
    _leave(session, actor, dialogue, "groups.remove_measure", "measure", measure.id, before, None, now)


def add_member(
    session: Session,
    actor: Actor,
    dialogue: Dialogue,
    name: str,
    role: MemberRole,
    from_on: date,
    now: datetime,
    user: User | None = None,
    competence: str = "",
) -> GroupMember:
    """Put somebody in the dialogue group from a day on; with `user` it is that account. Invalid with NO_NAME."""
    require(actor, Act.EDIT_GROUPS, dialogue.body_id)
    member = _new_member(session, dialogue, name, role, from_on, user, competence)
    _leave(session, actor, dialogue, "groups.add_member", "member", member.id, None, _of_member(member), now)
    return member


def note_competence(
    session: Session, actor: Actor, dialogue: Dialogue, member: GroupMember, competence: str, now: datetime
) -> None:
    """Note what a member is trained in, such as leading conversations; the evaluation asks for it (D3)."""
    require(actor, Act.EDIT_GROUPS, dialogue.body_id)
    before = _of_member(member)
    member.competence = competence.strip()
    _leave(session, actor, dialogue, "groups.note_competence", "member", member.id, before, _of_member(member), now)


def end_member(
    session: Session, actor: Actor, dialogue: Dialogue, member: GroupMember, until_on: date, now: datetime
) -> None:
    """Record the last day of a member. Invalid with ENDS_BEFORE_IT_BEGINS; GateClosed with COMPOSITION_WOULD_BREAK
    (`role`) when nobody else has their role in the group of a dialogue that the executive board holds, from its
    announcement until it is concluded: then `replace_member` is the way."""
    require(actor, Act.EDIT_GROUPS, dialogue.body_id)
    _refuse_end(member, until_on)
    lock(session, dialogue)
    others = [one for one in groups.members_of(session, dialogue.id) if one.id != member.id]
    if _keeps_composition(dialogue) and breaks_composition(_term(member), [_term(one) for one in others], until_on):
        raise GateClosed(Refusal("COMPOSITION_WOULD_BREAK", "until_on", {"role": member.role.value}))
    before = {"until": member.until_on}
    member.until_on = until_on
    _leave(session, actor, dialogue, "groups.end_member", "member", member.id, before, {"until": until_on}, now)


def replace_member(
    session: Session,
    actor: Actor,
    dialogue: Dialogue,
    member: GroupMember,
    until_on: date,
    name: str,
    now: datetime,
    user: User | None = None,
    competence: str = "",
) -> GroupMember:
    """Let somebody take over a member's role in one act, from the member's last day on: the group is never without.

    Invalid with ENDS_BEFORE_IT_BEGINS or NO_NAME.
    """
    require(actor, Act.EDIT_GROUPS, dialogue.body_id)
    _refuse_end(member, until_on)
    lock(session, dialogue)
    successor = _new_member(session, dialogue, name, member.role, until_on, user, competence)
    before = {"until": member.until_on}
    member.until_on = until_on
    after = {"until": until_on, "successor": _of_member(successor)}
    _leave(session, actor, dialogue, "groups.replace_member", "member", member.id, before, after, now)
    return successor


def ask_groups(session: Session, actor: Actor, dialogue: Dialogue, asked: bool, now: datetime) -> None:
    """Let the form ask which of the groups a writer belongs to, or no longer. The answer is never required."""
    _require_alive(actor, dialogue)
    before = {"asks_groups": dialogue.asks_groups}
    dialogue.asks_groups = asked
    after = {"asks_groups": asked}
    _leave(session, actor, dialogue, "groups.ask_groups", "dialogue", dialogue.id, before, after, now)


def _new_member(
    session: Session,
    dialogue: Dialogue,
    name: str,
    role: MemberRole,
    from_on: date,
    user: User | None,
    competence: str,
) -> GroupMember:
    known = name.strip() or (user.name if user else "")
    if not known:
        raise Invalid(Refusal("NO_NAME", "name"))
    person = {"user_id": user.id if user else None, "name": known, "competence": competence.strip()}
    member = GroupMember(dialogue_id=dialogue.id, role=role, from_on=from_on, **person)
    session.add(member)
    session.flush()
    return member


def _of_member(member: GroupMember) -> dict[str, object]:
    return {"name": member.name, "role": member.role, "from": member.from_on, "competence": member.competence}


def _refuse_end(member: GroupMember, until_on: date) -> None:
    if until_on < member.from_on:
        raise Invalid(Refusal("ENDS_BEFORE_IT_BEGINS", "until_on"))


def _keeps_composition(dialogue: Dialogue) -> bool:
    living = dialogue.announced_at is not None and dialogue.concluded_at is None and dialogue.cancelled_at is None
    return living and dialogue.held_by.kind is BodyKind.EXECUTIVE_BOARD


def _term(member: GroupMember) -> Term:
    return Term(member.role, member.from_on, member.until_on)


def _require_alive(actor: Actor, dialogue: Dialogue) -> None:
    require(actor, Act.EDIT_GROUPS, dialogue.body_id)
    if dialogue.handed_over_at is not None:
        raise GateClosed(Refusal("ALREADY_HANDED_OVER"))


def _require_preparing(actor: Actor, dialogue: Dialogue) -> None:
    require(actor, Act.EDIT_GROUPS, dialogue.body_id)
    if dialogue.announced_at is not None:
        raise GateClosed(Refusal("ALREADY_ANNOUNCED"))


def _refuse_missing(words: Mapping[str, str], code: str, field: str) -> None:
    if not words.get(SOURCE, "").strip():
        raise Invalid(Refusal(code, f"{field}-{SOURCE}"))


def _refuse_size(facts: GroupFacts) -> None:
    if facts.estimated_size is not None and facts.estimated_size < 0:
        raise Invalid(Refusal("SIZE_NEGATIVE", "estimated_size"))
    if fault := target_fault(facts.estimated_size, facts.target, facts.target_share):
        raise Invalid(Refusal(fault, "target"))


def _take(group: AffectedGroup, facts: GroupFacts) -> None:
    group.how_affected, group.barriers = facts.how_affected.strip(), facts.barriers.strip()
    group.estimated_size, group.size_source = facts.estimated_size, facts.size_source.strip()
    group.target, group.target_share = facts.target, facts.target_share


def _said(group: AffectedGroup) -> dict[str, object]:
    size = {"size": group.estimated_size, "source": group.size_source}
    size |= {"target": group.target, "target_share": group.target_share}
    return {"how_affected": group.how_affected, "barriers": group.barriers, **size}


def _leave(
    session: Session,
    actor: Actor,
    dialogue: Dialogue,
    verb: str,
    kind: str,
    object_id: int,
    before: object,
    after: object,
    now: datetime,
) -> None:
    audit.record(session, actor, verb, kind, object_id, before, after, now, dialogue.id)
    if dialogue.announced_at is not None:
        raise_version(session, dialogue_scope(dialogue.id))
