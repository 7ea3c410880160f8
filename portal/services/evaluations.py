"""Evaluation by the dialogue group and by participants, report to the body, and the conclusion (C3, D2, D3)."""

import secrets
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from portal.domain import evaluations as rules_of
from portal.domain.calendar import local_day
from portal.domain.decisions import section_of
from portal.domain.lifecycle import Gate, require_open
from portal.domain.permissions import Act, Actor, require
from portal.domain.public_log import LogKind
from portal.domain.refusals import GateClosed, Invalid, Refusal
from portal.domain.rules import Rules
from portal.effects import audit, public_log, publication
from portal.effects.extensive import settle_criteria
from portal.effects.locking import lock
from portal.models.dialogues import Dialogue
from portal.models.evaluations import GroupEvaluation, Lesson, ParticipantEvaluation
from portal.models.submissions import Submission
from portal.queries import extensive, lifecycle


@dataclass(frozen=True)
class GroupView:
    """The dialogue group's view of purpose, form and method."""

    purpose_met: str
    form: str
    method: str
    evaluated_by: str
    evaluated_on: date


@dataclass(frozen=True)
class ParticipantView:
    """A participant's three answers, each 1–5 or left out."""

    understood: int | None
    could_say: int | None
    saw_what_happened: int | None


def evaluate(session: Session, actor: Actor, dialogue: Dialogue, view: GroupView, now: datetime) -> GroupEvaluation:
    """Records the group's evaluation. Refuses one with an empty part, and one before the answer."""
    require(actor, Act.EVALUATE, dialogue.body_id)
    if dialogue.answered_at is None:
        raise GateClosed("NOT_ANSWERED")
    empty = [*rules_of.group_lacks(asdict(view)), *(() if view.evaluated_by.strip() else ("evaluated_by",))]
    if empty:
        raise Invalid(*(Refusal("ANSWER_REQUIRED", name) for name in empty))
    row = GroupEvaluation(
        dialogue_id=dialogue.id,
        purpose_met=view.purpose_met.strip(),
        form=view.form.strip(),
        method=view.method.strip(),
        evaluated_by=view.evaluated_by.strip(),
        evaluated_on=view.evaluated_on,
        recorded_by_id=actor.user_id,
        recorded_at=now,
    )
    session.add(row)
    session.flush()
    audit.record(
        session, actor, "evaluations.evaluate", "evaluation", row.id, None, {"by": row.evaluated_by}, now, dialogue.id
    )
    public_log.note(session, dialogue.id, LogKind.EVALUATED, now, role="dialogue_group")
    publication.raise_version(session, f"dialogue:{dialogue.id}")
    return row


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
    return lesson


def take_part_in_evaluation(
    session: Session, dialogue: Dialogue, view: ParticipantView, submission: Submission | None, now: datetime
) -> None:
    """Takes a participant's evaluation, from the receipt or from the feedback page.

    The form keeps a random key and the week only; the submission keeps that it was used. Refuses a second one from the
    same receipt, values outside 1–5, and an empty form.
    """
    faults = rules_of.participant_faults(asdict(view))
    if faults:
        scale = {"lowest": rules_of.LOWEST, "highest": rules_of.HIGHEST}
        raise Invalid(*(Refusal(code, "understood", scale) for code in faults))
    if submission is not None:
        if submission.evaluation_used:
            raise Invalid("ALREADY_EVALUATED")
        submission.evaluation_used = True
    session.add(
        ParticipantEvaluation(
            key=secrets.token_hex(16),
            dialogue_id=dialogue.id,
            week=rules_of.week_of(now.date()),
            from_receipt=submission is not None,
            understood=view.understood,
            could_say=view.could_say,
            saw_what_happened=view.saw_what_happened,
        )
    )


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
    require_open(Gate.CONCLUDE, lifecycle.facts_of(session, dialogue, rules, now))
    settle_criteria(session, dialogue, extensive.of_dialogue(session, dialogue, rules), now)
    dialogue.concluded_at = now
    audit.record(
        session, actor, "evaluations.conclude", "dialogue", dialogue.id, None, {"concluded_at": now}, now, dialogue.id
    )
    public_log.note(session, dialogue.id, LogKind.CONCLUDED, now, role="dialogue_lead")
    publication.raise_version(session, "site", f"dialogue:{dialogue.id}")
