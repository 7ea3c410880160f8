"""Evaluation by group, elected and participants, report to the body, and the conclusion (C3, D2, D3)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from portal.domain import evaluations as rules_of
from portal.domain.calendar import local_day
from portal.domain.decisions import section_of
from portal.domain.evaluations import EvaluationKind, PurposeMet
from portal.domain.lifecycle import Gate, require_open
from portal.domain.permissions import Act, Actor, may, require
from portal.domain.public_log import LogKind
from portal.domain.refusals import GateClosed, Invalid, NotAllowed, Refusal
from portal.domain.rules import Rules
from portal.effects import audit, public_log, publication
from portal.effects.extensive import settle_criteria
from portal.effects.locking import lock, require_version
from portal.models.dialogues import Dialogue
from portal.models.evaluations import GroupEvaluation, Lesson, ParticipantEvaluation
from portal.models.submissions import Submission
from portal.queries import evaluations, extensive, lifecycle


@dataclass(frozen=True)
class GroupView:
    """The view of the dialogue group, or of an elected member of it, on purpose, form and method."""

    purpose_met: str
    form: str
    method: str
    evaluated_by: str
    evaluated_on: date
    met: PurposeMet | None = None


@dataclass(frozen=True)
class Use:
    """What one method cost in hours of work, and how many people it reached; None where nobody counted."""

    hours: int | None = None
    reached: int | None = None


@dataclass(frozen=True)
class ParticipantView:
    """A participant's three answers, each 1–5 or left out."""

    understood: int | None
    could_say: int | None
    saw_what_happened: int | None


def evaluate(
    session: Session,
    actor: Actor,
    dialogue: Dialogue,
    view: GroupView,
    now: datetime,
    kind: EvaluationKind = EvaluationKind.GROUP,
    version: int = 0,
) -> GroupEvaluation:
    """Record the group's evaluation, or an elected member's own; it can be changed until the dialogue is concluded.

    `version` is the one that was read, 0 when none was written. An elected reader writes for the elected only, and only
    as a member of the dialogue group. Raises Invalid with ANSWER_REQUIRED, GateClosed with NOT_ANSWERED or
    ALREADY_CONCLUDED, NotAllowed with NOT_OF_THE_DIALOGUE_GROUP, Conflict.
    """
    require(actor, Act.EVALUATE, dialogue.body_id)
    _require_voice(session, actor, dialogue, kind)
    _refuse_gaps(view)
    lock(session, dialogue)
    if dialogue.answered_at is None:
        raise GateClosed("NOT_ANSWERED")
    if dialogue.concluded_at is not None:
        raise GateClosed("ALREADY_CONCLUDED")
    row = evaluations.standing(session, dialogue.id, kind, actor.user_id)
    before = None
    if row is None:
        row = GroupEvaluation(dialogue_id=dialogue.id, kind=kind, recorded_by_id=actor.user_id, version=0)
        require_version(row, version)
        session.add(row)
    else:
        lock(session, row, version)
        before = _told(row)
    row.met, row.purpose_met, row.form, row.method = (
        view.met,
        view.purpose_met.strip(),
        view.form.strip(),
        view.method.strip(),
    )
    row.evaluated_by, row.evaluated_on, row.recorded_at = view.evaluated_by.strip(), view.evaluated_on, now
    row.version += 1
    session.flush()
    audit.record(session, actor, "evaluations.evaluate", "evaluation", row.id, before, _told(row), now, dialogue.id)
    if before is None:
        role = "dialogue_group" if kind is EvaluationKind.GROUP else "elected_reader"
        public_log.note(session, dialogue.id, LogKind.EVALUATED, now, role=role, by=kind.value)
    publication.raise_version(session, "site", f"dialogue:{dialogue.id}")
    return row


def _require_voice(session: Session, actor: Actor, dialogue: Dialogue, kind: EvaluationKind) -> None:
    """Lead and support write for the group, and write down what an elected member without an account says."""
    if may(actor, Act.EDIT_GROUPS, dialogue.body_id):
        return
    if kind is EvaluationKind.GROUP or not evaluations.is_elected_member(session, dialogue.id, actor.user_id):
        raise NotAllowed(Refusal("NOT_OF_THE_DIALOGUE_GROUP"))


def _refuse_gaps(view: GroupView) -> None:
    parts = {"purpose_met": view.purpose_met, "form": view.form, "method": view.method}
    empty = [*rules_of.group_lacks(parts), *(() if view.evaluated_by.strip() else ("evaluated_by",))]
    if empty:
        raise Invalid(*(Refusal("ANSWER_REQUIRED", name) for name in empty))


def _told(row: GroupEvaluation) -> dict[str, object]:
    return {"kind": row.kind, "met": row.met, "by": row.evaluated_by, "purpose": row.purpose_met, "form": row.form,
            "method": row.method}  # fmt: skip


def record_uses(session: Session, actor: Actor, dialogue: Dialogue, uses: Mapping[int, Use], now: datetime) -> None:
    """Record what each method of the dialogue cost and whom it reached; it feeds the method library.

    Raises Invalid with NUMBER_OUT_OF_RANGE, or METHOD_NOT_CHOSEN for a method that the dialogue does not use.
    """
    require(actor, Act.EDIT_GROUPS, dialogue.body_id)
    lock(session, dialogue)
    rows = {row.method_id: row for row in dialogue.methods}
    limit = {"most": rules_of.MOST_REACHED}
    found = []
    for method_id, use in uses.items():
        if method_id not in rows:
            found.append(Refusal("METHOD_NOT_CHOSEN"))
        found += [Refusal(code, f"hours-{method_id}", limit) for code in rules_of.use_faults(use.hours, use.reached)]
    if found:
        raise Invalid(*found)
    before = {row.method_id: [row.cost_hours, row.reached] for row in dialogue.methods}
    for method_id, use in uses.items():
        rows[method_id].cost_hours, rows[method_id].reached = use.hours, use.reached
    session.flush()
    after = {row.method_id: [row.cost_hours, row.reached] for row in dialogue.methods}
    audit.record(session, actor, "evaluations.record_uses", "dialogue", dialogue.id, before, after, now, dialogue.id)
    publication.raise_version(session, "site", f"dialogue:{dialogue.id}")


def learn(
    session: Session, actor: Actor, dialogue: Dialogue, text: str, method_id: int | None, on: date, now: datetime
) -> Lesson:
    """Adds a lesson to the method library."""
    require(actor, Act.EVALUATE, dialogue.body_id)
    if not text.strip():
        raise Invalid(Refusal("ANSWER_REQUIRED", "lesson"))
    lesson = Lesson(dialogue_id=dialogue.id, method_id=method_id, text=text.strip(), added_on=on)
    session.add(lesson)
    session.flush()
    audit.record(
        session, actor, "evaluations.learn", "lesson", lesson.id, None, {"method_id": method_id}, now, dialogue.id
    )
    publication.raise_version(session, "site", f"dialogue:{dialogue.id}")
    return lesson


def take_part_in_evaluation(
    session: Session,
    dialogue: Dialogue,
    view: ParticipantView,
    submission: Submission | None,
    now: datetime,
    key: str = "",
) -> None:
    """Takes a participant's evaluation, from the receipt or from the feedback page.

    The form keeps a random key and the week only; the submission keeps that it was used. `key` is the one that a form
    without a receipt was given, so that sending it twice counts once. Refuses a second one from the same receipt or
    form, values outside 1–5, and an empty form.
    """
    faults = rules_of.participant_faults(asdict(view))
    if faults:
        scale = {"lowest": rules_of.LOWEST, "highest": rules_of.HIGHEST}
        raise Invalid(*(Refusal(code, "understood", scale) for code in faults))
    if submission is not None:
        if submission.evaluation_used:
            raise Invalid("ALREADY_EVALUATED")
        submission.evaluation_used = True
    dialect: Any = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    row = {
        "key": key if submission is None and rules_of.is_form_key(key) else rules_of.new_form_key(),
        "dialogue_id": dialogue.id,
        "week": rules_of.week_of(now.date()),
        "from_receipt": submission is not None,
        **asdict(view),
    }
    written = dialect.insert(ParticipantEvaluation).values(row).on_conflict_do_nothing()
    if session.scalar(written.returning(ParticipantEvaluation.key)) is None:
        raise Invalid("ALREADY_EVALUATED")


def report_to_body(
    session: Session, actor: Actor, rules: Rules, dialogue: Dialogue, on: date, section: str, now: datetime
) -> None:
    """Records that an answered dialogue was reported in its body (date, §), as every extensive one must be (C3).

    Raises GateClosed with NOT_ANSWERED, and Invalid with REPORTED_BEFORE_ANSWER, REPORTED_IN_THE_FUTURE or NO_SECTION.
    """
    require(actor, Act.RECORD_DECISIONS, dialogue.body_id)
    if dialogue.answered_at is None:
        raise GateClosed("NOT_ANSWERED")
    found = []
    if on < local_day(dialogue.answered_at, rules.zone):
        answered = {"answered": local_day(dialogue.answered_at, rules.zone)}
        found.append(Refusal("REPORTED_BEFORE_ANSWER", "on", answered))
    elif on > local_day(now, rules.zone):
        found.append(Refusal("REPORTED_IN_THE_FUTURE", "on"))
    if not section_of(section):
        found.append(Refusal("NO_SECTION", "section"))
    if found:
        raise Invalid(*found)
    lock(session, dialogue)
    before = {"on": dialogue.body_report_on, "section": dialogue.body_report_section}
    dialogue.body_report_on, dialogue.body_report_section = on, section.strip()
    after = {"on": on, "section": section.strip()}
    audit.record(session, actor, "evaluations.report_to_body", "dialogue", dialogue.id, before, after, now, dialogue.id)
    public_log.note(
        session,
        dialogue.id,
        LogKind.REPORTED_TO_BODY,
        now,
        role="registrar",
        on=on.isoformat(),
        section=section.strip(),
    )
    publication.raise_version(session, f"dialogue:{dialogue.id}")


def conclude(session: Session, actor: Actor, rules: Rules, dialogue: Dialogue, now: datetime) -> None:
    """Concludes the dialogue. Refuses while the gate *conclude* is closed."""
    require(actor, Act.CONCLUDE, dialogue.body_id)
    lock(session, dialogue)
    require_open(Gate.CONCLUDE, lifecycle.facts_of(session, dialogue, rules, now))
    settle_criteria(session, dialogue, extensive.of_dialogue(session, dialogue, rules), now)
    dialogue.concluded_at = now
    audit.record(
        session, actor, "evaluations.conclude", "dialogue", dialogue.id, None, {"concluded_at": now}, now, dialogue.id
    )
    public_log.note(session, dialogue.id, LogKind.CONCLUDED, now, role="dialogue_lead")
    publication.raise_version(session, "site", f"dialogue:{dialogue.id}")
