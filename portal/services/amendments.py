"""Changed promises (B2): old and new, why, by whom, in public; those who can be reached are told."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from portal.domain.calendar import end_of, last_day, local_day, start_of
from portal.domain.commitments import (
    Change,
    Dates,
    PointKind,
    amendment_faults,
    changes,
    comes_too_near,
    content_hash,
    date_faults,
)
from portal.domain.dialogues import Level, ShowMode, Stage, stage_of
from portal.domain.languages import SOURCE
from portal.domain.lifecycle import Gate
from portal.domain.mailing import MailKind
from portal.domain.permissions import Act, Actor, require
from portal.domain.public_log import LogKind
from portal.domain.refusals import GateClosed, Invalid, Refusal
from portal.domain.rules import Rules
from portal.domain.suitability import too_high
from portal.effects import audit, public_log
from portal.effects.locking import lock
from portal.effects.notify import tell_list
from portal.effects.publication import SITE, dialogue_scope, raise_version
from portal.effects.texts import made_set, new_set, write_all
from portal.models.bodies import Body
from portal.models.commitments import CommitmentPoint, CommitmentVersion
from portal.models.dialogues import Dialogue, PassedShould
from portal.queries import commitments, ladders, matters, texts
from portal.queries.dialogues import shown_languages

Words = Mapping[str, str]
"""A text by language, in every language that the dialogue is shown in."""

AMENDABLE = ("dialogue.purpose", "dialogue.use", "point.")
SHORT_TIME = "CLOSES_TOO_NEAR_DECISION"
ALIVE = (Stage.ANNOUNCED, Stage.OPEN, Stage.ANALYSING)


@dataclass(frozen=True)
class Amended:
    """What an amendment changes; None and empty leave as it is. Days are local; `closes_on` is the last open day.

    `texts` by key (`dialogue.purpose`, `dialogue.use`, `point.{id}.text`); `new_points` are added last of their kind.
    `short_time_because` passes the *should* of days between closing and decision, with a reason for the public log.
    """

    level: Level | None = None
    delegation: tuple[str, date, str] | None = None
    deciding_body: Body | None = None
    planned_decision_on: date | None = None
    planned_period: str | None = None
    opens_on: date | None = None
    closes_on: date | None = None
    result_by: date | None = None
    answer_by: date | None = None
    show_mode: ShowMode | None = None
    quotes_allowed: bool | None = None
    texts: Mapping[str, Words] = field(default_factory=dict)
    new_points: tuple[tuple[PointKind, Words], ...] = ()
    withdrawn_points: tuple[int, ...] = ()
    short_time_because: str = ""


def amend(
    session: Session,
    actor: Actor,
    rules: Rules,
    dialogue: Dialogue,
    amended: Amended,
    reason: Words,
    decided_by: str,
    version: int,
    now: datetime,
) -> CommitmentVersion:
    """Change the promise in public and freeze it as the next version; `version` is the dialogue's.

    Raises GateClosed with NOT_ANNOUNCED, PROMISE_SEALED_BY_HANDOVER or DIALOGUE_ENDED, Conflict, or Invalid with the
    faults of `domain.commitments`, CLOSES_TOO_NEAR_DECISION (without `short_time_because`), LEVEL_ABOVE_HONEST,
    NO_DECIDER, TEXT_MISSING_IN (`languages`), NO_POINT_THAT_CAN_CHANGE, NOT_PART_OF_PROMISE or NOTHING_CHANGED.
    """
    require(actor, Act.AMEND, dialogue.body_id)
    lock(session, dialogue, version)
    _require_alive(dialogue, now)
    _refuse_faults(dialogue, amended, reason, decided_by, rules, now)
    if amended.level is not None and amended.level == ladders.hidden_level(session, rules.hidden_level):
        raise Invalid(Refusal("LEVEL_NOT_ON_THE_LADDER", "level"))
    _require_honest(session, dialogue, amended)
    short = comes_too_near(*_dates(dialogue, amended, rules), rules.days_between_close_and_decision)
    before = commitments.content_of(session, dialogue, rules)
    _change_columns(dialogue, amended, rules)
    _change_texts(session, actor, dialogue, amended, now)
    _change_points(session, actor, dialogue, amended, now)
    dialogue.version += 1
    session.flush()
    after = commitments.content_of(session, dialogue, rules)
    changed = changes(before, after)
    if not changed:
        raise Invalid(Refusal("NOTHING_CHANGED"))
    frozen = _freeze(session, actor, dialogue, after, changed, reason, decided_by, now)
    parts = [change.part for change in changed]
    public_log.note(session, dialogue.id, LogKind.AMENDED, now, "dialogue_lead", number=frozen.number, parts=parts)
    old, new = ({change.part: value(change) for change in changed} for value in (_old, _new))
    audit.record(session, actor, "amendments.amend", "commitment", frozen.id, old, new, now, dialogue.id)
    if short:
        _pass_short_time(session, actor, dialogue, amended.short_time_because, now)
    raise_version(session, SITE, dialogue_scope(dialogue.id))
    tell_list(session, rules, dialogue, MailKind.AMENDMENT, now, about=f"amendment {frozen.number}")
    return frozen


def extend(
    session: Session,
    actor: Actor,
    rules: Rules,
    dialogue: Dialogue,
    closes_on: date,
    reason: Words,
    decided_by: str,
    version: int,
    now: datetime,
    *,
    planned_decision_on: date | None = None,
    result_by: date | None = None,
    answer_by: date | None = None,
    short_time_because: str = "",
) -> CommitmentVersion:
    """Extend the open time by an amendment; after the closing it reopens the dialogue, until the handover.

    The days that depend on it may be moved with it. Raises Invalid with NOT_LATER, else what `amend` raises.
    """
    if dialogue.closes_at is not None and closes_on <= last_day(dialogue.closes_at, rules.zone):
        raise Invalid(Refusal("NOT_LATER", "closes_on"))
    moved = Amended(
        closes_on=closes_on,
        planned_decision_on=planned_decision_on,
        result_by=result_by,
        answer_by=answer_by,
        short_time_because=short_time_because,
    )
    return amend(session, actor, rules, dialogue, moved, reason, decided_by, version, now)


def _old(change: Change) -> object:
    return change.old


def _new(change: Change) -> object:
    return change.new


def _require_alive(dialogue: Dialogue, now: datetime) -> None:
    stage = stage_of(dialogue.stage_facts(), now)
    if stage in (Stage.PREPARING, Stage.ABANDONED):
        raise GateClosed(Refusal("NOT_ANNOUNCED"))
    if stage is Stage.CANCELLED:
        raise GateClosed(Refusal("DIALOGUE_ENDED"))
    if stage not in ALIVE:
        raise GateClosed(Refusal("PROMISE_SEALED_BY_HANDOVER"))


def _require_honest(session: Session, dialogue: Dialogue, amended: Amended) -> None:
    """A level that is raised still promises no more than the suitability test found honest (A3)."""
    test = matters.suitability_of(session, dialogue.matter_id)
    honest, level = test.highest_level if test else None, amended.level
    if level is not None and level > dialogue.level and too_high(level, honest):
        raise Invalid(Refusal("LEVEL_ABOVE_HONEST", "level", {"level": level, "honest": honest}))


def _refuse_faults(
    dialogue: Dialogue, amended: Amended, reason: Words, decided_by: str, rules: Rules, now: datetime
) -> None:
    old, new_level = Level(dialogue.level), amended.level or Level(dialogue.level)
    standing = (dialogue.delegating_body, dialogue.delegating_date, dialogue.delegating_section)
    delegated = all(amended.delegation or standing)
    sealed = dialogue.handed_over_at is not None
    codes = list(amendment_faults(old, new_level, sealed, delegated, reason.get(SOURCE, "")))
    old_dates, new_dates = _dates(dialogue, amended, rules)
    codes += ["NO_DELEGATING_DECISION"] if new_level is Level.SHARED_DECISION and not delegated else []
    codes += date_faults(old_dates, new_dates, local_day(now, rules.zone), dialogue.stopped_at is not None)
    found = [Refusal(code) for code in dict.fromkeys(codes)]
    wanted = rules.days_between_close_and_decision
    if comes_too_near(old_dates, new_dates, wanted) and not amended.short_time_because.strip():
        left = {"days": (new_dates.planned_decision_on - new_dates.closes_on).days, "wanted": wanted}
        found.append(Refusal(SHORT_TIME, "short_time_because", left))
    if not decided_by.strip():
        found.append(Refusal("NO_DECIDER", "decided_by"))
    languages = shown_languages(dialogue)
    written = {"reason": reason, **amended.texts}
    written |= {f"new-point-{place}": words for place, (_kind, words) in enumerate(amended.new_points, 1)}
    for name, words in written.items():
        if lacking := tuple(code for code in languages if not words.get(code, "").strip()):
            found.append(Refusal("TEXT_MISSING_IN", name, {"languages": lacking}))
    if unknown := [key for key in amended.texts if not key.startswith(AMENDABLE)]:
        found.append(Refusal("NOT_PART_OF_PROMISE", unknown[0], {"key": unknown[0]}))
    if found:
        raise Invalid(*found)


def _dates(dialogue: Dialogue, amended: Amended, rules: Rules) -> tuple[Dates, Dates]:
    opens, closes = dialogue.opens_at, dialogue.closes_at
    decision, result, answer = dialogue.planned_decision_on, dialogue.result_by, dialogue.answer_by
    if not (opens and closes and decision and result and answer):
        raise GateClosed(Refusal("NOT_ANNOUNCED"))
    old = Dates(local_day(opens, rules.zone), last_day(closes, rules.zone), decision, result, answer)
    new = {each.name: getattr(amended, each.name) for each in dataclasses.fields(Dates)}
    return old, dataclasses.replace(old, **{name: day for name, day in new.items() if day is not None})


def _pass_short_time(session: Session, actor: Actor, dialogue: Dialogue, reason: str, now: datetime) -> None:
    """The same *should* as at the announcement, passed the same way: by whom, when, and why, in the public log."""
    passed = session.get(PassedShould, (dialogue.id, Gate.ANNOUNCE.value, SHORT_TIME))
    if passed is None:
        passed = PassedShould(dialogue_id=dialogue.id, gate=Gate.ANNOUNCE.value, code=SHORT_TIME)
        session.add(passed)
    passed.reason, passed.passed_by_id, passed.passed_at = reason.strip(), actor.user_id, now
    details = {"gate": Gate.ANNOUNCE, "code": SHORT_TIME, "reason": passed.reason}
    public_log.note(session, dialogue.id, LogKind.SHOULD_PASSED, now, "dialogue_lead", **details)


def _change_columns(dialogue: Dialogue, amended: Amended, rules: Rules) -> None:
    plain = ("level", "deciding_body", "planned_decision_on", "result_by", "answer_by", "show_mode", "quotes_allowed")
    for name in plain:
        if (value := getattr(amended, name)) is not None:
            setattr(dialogue, name, value)
    if amended.planned_period is not None:
        dialogue.planned_period = amended.planned_period.strip() or None
    if amended.delegation is not None:
        dialogue.delegating_body, dialogue.delegating_date, dialogue.delegating_section = amended.delegation
    if amended.opens_on is not None:
        dialogue.opens_at = start_of(amended.opens_on, rules.zone)
    if amended.closes_on is not None:
        dialogue.closes_at = end_of(amended.closes_on, rules.zone)


def _change_texts(session: Session, actor: Actor, dialogue: Dialogue, amended: Amended, now: datetime) -> None:
    for key, words in amended.texts.items():
        row = texts.row_by_key(session, dialogue, key, SOURCE)
        write_all(session, row.text_set, row.field.name, words, read_by_id=actor.user_id, now=now)


def _change_points(session: Session, actor: Actor, dialogue: Dialogue, amended: Amended, now: datetime) -> None:
    points = {point.id: point for point in commitments.points_of(session, dialogue.id)}
    for point_id in amended.withdrawn_points:
        if point_id not in points:
            raise Invalid(Refusal("NOT_OF_THIS_DIALOGUE"))
        points[point_id].withdrawn_at = now
    for kind, words in amended.new_points:
        point = CommitmentPoint(
            dialogue_id=dialogue.id,
            kind=kind,
            position=max((each.position for each in points.values() if each.kind is kind), default=0) + 1,
            texts=made_set(session, "point", now, actor.user_id, text=words),
            answer_texts=new_set(session, "point_answer"),
        )
        session.add(point)
        session.flush()
        points[point.id] = point
    left = [each for each in points.values() if each.kind is PointKind.CHANGEABLE and each.withdrawn_at is None]
    if not left:
        raise Invalid(Refusal("NO_POINT_THAT_CAN_CHANGE"))


def _freeze(
    session: Session,
    actor: Actor,
    dialogue: Dialogue,
    content: dict[str, Any],
    changed: tuple[Change, ...],
    reason: Words,
    decided_by: str,
    now: datetime,
) -> CommitmentVersion:
    newest = commitments.latest_version(session, dialogue.id)
    content["changes"] = [dataclasses.asdict(change) for change in changed]
    frozen = CommitmentVersion(
        dialogue_id=dialogue.id,
        number=(newest.number if newest else 0) + 1,
        content=content,
        content_hash=content_hash(content),
        frozen_at=now,
        reason_texts=made_set(session, "amendment", now, actor.user_id, reason=reason),
        decided_by=decided_by.strip(),
        recorded_by_id=actor.user_id,
    )
    session.add(frozen)
    session.flush()
    return frozen
