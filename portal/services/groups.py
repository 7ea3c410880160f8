"""Affected groups and the measures that let them take part (B1), and the dialogue group (C4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from portal.domain.groups import MeasureStatus, MemberRole
from portal.domain.languages import SOURCE
from portal.domain.permissions import Act, Actor, require
from portal.domain.refusals import GateClosed, Invalid, Refusal
from portal.effects import audit
from portal.effects.publication import dialogue_scope, raise_version
from portal.effects.texts import made_set
from portal.models.dialogues import Dialogue
from portal.models.groups import AffectedGroup, GroupMember, Measure
from portal.models.users import User
from portal.queries import groups


@dataclass(frozen=True)
class GroupFacts:
    """What is known of an affected group: how it is affected, its size and where that figure is from, its barriers."""

    how_affected: str = ""
    estimated_size: int | None = None
    size_source: str = ""
    barriers: str = ""


def add_group(
    session: Session, actor: Actor, dialogue: Dialogue, name: Mapping[str, str], facts: GroupFacts, now: datetime
) -> AffectedGroup:
    """Add an affected group, named by language, as the last. Invalid with NO_NAME or SIZE_NEGATIVE."""
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
    """Change what is known of a group; its name is a text (`group.{id}.name`)."""
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
) -> Measure:
    """Add a measure for a group, in words by language, with its owner and day. Invalid with NO_MEASURE or NO_OWNER."""
    _require_alive(actor, dialogue)
    _refuse_missing(what, "NO_MEASURE", "what")
    if not owner.strip():
        raise Invalid(Refusal("NO_OWNER", "owner"))
    measure = Measure(
        texts=made_set(session, "measure", now, actor.user_id, what=what), owner=owner.strip(), due_on=due_on
    )
    group.measures.append(measure)
    session.flush()
    after = {"group": group.id, "what": dict(what), "owner": owner, "due_on": due_on}
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
) -> None:
    """Say that a measure is done, or not done and why. Raises Invalid with NOT_DONE_WITHOUT_BECAUSE, GateClosed with
    ALREADY_HANDED_OVER."""
    _require_alive(actor, dialogue)
    if status is MeasureStatus.NOT_DONE and not because.strip():
        raise Invalid(Refusal("NOT_DONE_WITHOUT_BECAUSE", "because"))
    before = {"status": measure.status, "because": measure.because}
    measure.status, measure.because = status, because.strip()
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
) -> GroupMember:
    """Put somebody in the dialogue group from a day on; with `user` it is that account. Invalid with NO_NAME."""
    require(actor, Act.EDIT_GROUPS, dialogue.body_id)
    known = name.strip() or (user.name if user else "")
    if not known:
        raise Invalid(Refusal("NO_NAME", "name"))
    member = GroupMember(
        dialogue_id=dialogue.id, user_id=user.id if user else None, name=known, role=role, from_on=from_on
    )
    session.add(member)
    session.flush()
    after = {"name": known, "role": role, "from": from_on}
    _leave(session, actor, dialogue, "groups.add_member", "member", member.id, None, after, now)
    return member


def end_member(
    session: Session, actor: Actor, dialogue: Dialogue, member: GroupMember, until_on: date, now: datetime
) -> None:
    """Record the last day of a member. Invalid with ENDS_BEFORE_IT_BEGINS."""
    require(actor, Act.EDIT_GROUPS, dialogue.body_id)
    if until_on < member.from_on:
        raise Invalid(Refusal("ENDS_BEFORE_IT_BEGINS", "until_on"))
    before = {"until": member.until_on}
    member.until_on = until_on
    _leave(session, actor, dialogue, "groups.end_member", "member", member.id, before, {"until": until_on}, now)


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


def _take(group: AffectedGroup, facts: GroupFacts) -> None:
    group.how_affected, group.barriers = facts.how_affected.strip(), facts.barriers.strip()
    group.estimated_size, group.size_source = facts.estimated_size, facts.size_source.strip()


def _said(group: AffectedGroup) -> dict[str, object]:
    size = {"size": group.estimated_size, "source": group.size_source}
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
