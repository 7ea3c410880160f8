"""Preparing the answer: outcomes of themes and points, follow-ups, next step, approval in the body's name (C1, D1).

Everything here is a draft until `feedback.publish_answer` publishes it all together.
"""

from datetime import date, datetime

from sqlalchemy.orm import Session

from portal.domain.approvals import ApprovalKind, Given, faults
from portal.domain.calendar import local_day
from portal.domain.feedback import Outcome
from portal.domain.permissions import Act, Actor, require
from portal.domain.refusals import Conflict, GateClosed, Invalid, Refusal
from portal.domain.rules import Rules
from portal.domain.texts import Origin
from portal.effects import audit, texts
from portal.models.bodies import Body
from portal.models.commitments import Approval, CommitmentPoint
from portal.models.dialogues import Dialogue
from portal.models.feedback import FollowUp
from portal.models.texts import TextSet
from portal.models.themes import Theme
from portal.queries import answers


def set_outcome(
    session: Session,
    actor: Actor,
    dialogue: Dialogue,
    subject: Theme | CommitmentPoint,
    outcome: Outcome | None,
    now: datetime,
) -> None:
    """Sets what became of a theme or of a point. A published edition keeps what it said.

    Raises Conflict with THEME_MERGED_MEANWHILE for a theme that a colleague has merged into another.
    """
    require(actor, Act.EDIT_TEXTS, dialogue.body_id)
    if subject.dialogue_id != dialogue.id:
        raise Invalid("NOT_OF_THIS_DIALOGUE")
    if isinstance(subject, Theme) and subject.merged_into_id is not None:
        raise Conflict("THEME_MERGED_MEANWHILE")
    before = subject.outcome.value if subject.outcome else None
    subject.outcome = outcome
    kind = "theme" if isinstance(subject, Theme) else "point"
    after = outcome.value if outcome else None
    audit.record(session, actor, "answers.set_outcome", kind, subject.id, before, after, now, dialogue.id)


def set_next_step(
    session: Session, actor: Actor, dialogue: Dialogue, owner: str, on: date | None, version: int, now: datetime
) -> None:
    """Sets who does the next step and by when; its words are a text of the answer. Refuses an owner without a date."""
    require(actor, Act.EDIT_TEXTS, dialogue.body_id)
    if dialogue.version != version:
        raise Conflict("CHANGED_MEANWHILE")
    if bool(owner.strip()) != (on is not None):
        raise Invalid(Refusal("OWNER_AND_DATE_TOGETHER", "next_step_owner"))
    before = {"owner": dialogue.next_step_owner, "on": dialogue.next_step_on}
    dialogue.next_step_owner, dialogue.next_step_on = owner.strip(), on
    dialogue.version += 1
    after = {"owner": dialogue.next_step_owner, "on": on}
    audit.record(session, actor, "answers.set_next_step", "dialogue", dialogue.id, before, after, now, dialogue.id)


def promise_follow_up(
    session: Session,
    actor: Actor,
    dialogue: Dialogue,
    what: str,
    owner: str,
    due_on: date,
    now: datetime,
    theme: Theme | None = None,
    point: CommitmentPoint | None = None,
) -> FollowUp:
    """Adds a follow-up with owner and date, under a theme, a point, or the whole answer."""
    require(actor, Act.EDIT_TEXTS, dialogue.body_id)
    if not owner.strip():
        raise Invalid(Refusal("NO_OWNER", "owner"))
    if not what.strip():
        raise Invalid(Refusal("ANSWER_REQUIRED", "what"))
    if theme is not None and theme.merged_into_id is not None:
        raise Conflict("THEME_MERGED_MEANWHILE")
    text_set = TextSet(kind="follow_up")
    row = FollowUp(
        dialogue_id=dialogue.id,
        theme_id=theme.id if theme else None,
        point_id=point.id if point else None,
        texts=text_set,
        owner=owner.strip(),
        due_on=due_on,
        promised_at=now,
    )
    session.add(row)
    session.flush()
    texts.write(session, text_set, "what", "sv", what, origin=Origin.HUMAN, read_by_id=actor.user_id, now=now)
    after = {"owner": row.owner, "due_on": due_on}
    audit.record(session, actor, "answers.promise_follow_up", "follow_up", row.id, None, after, now, dialogue.id)
    return row


def approve(
    session: Session,
    actor: Actor,
    rules: Rules,
    dialogue: Dialogue,
    approved_by: str,
    approver_role: str,
    approved_on: date,
    section: str,
    now: datetime,
    body: Body | None = None,
    *,
    kind: ApprovalKind = ApprovalKind.CHAIR,
    delegation: str = "",
) -> Approval:
    """Records that the answer, as it reads now, is given in the body's name (`body`: one that holds the dialogue too).

    Changed words need a new approval. Raises GateClosed with NOT_HANDED_OVER, Invalid with the faults of
    `domain.approvals`.
    """
    require(actor, Act.RECORD_APPROVALS, dialogue.body_id)
    if dialogue.handed_over_at is None:
        raise GateClosed("NOT_HANDED_OVER")
    given = Given(kind, approved_on, approved_by, approver_role, section, delegation)
    if found := faults(given, local_day(now, rules.zone)):
        raise Invalid(*found)
    basis = answers.basis_hash(answers.content_of(session, dialogue, now))
    approval = Approval(
        dialogue_id=dialogue.id,
        subject="answer",
        body_id=body.id if body else dialogue.body_id,
        kind=kind,
        approved_by=approved_by.strip(),
        approver_role=approver_role.strip(),
        approved_on=approved_on,
        section=section.strip(),
        delegation=delegation.strip() if kind is ApprovalKind.DELEGATE else "",
        content_hash=basis,
        recorded_by_id=actor.user_id,
        recorded_at=now,
    )
    session.add(approval)
    session.flush()
    after = {"kind": kind, "by": approval.approved_by, "on": approved_on, "content_hash": basis}
    audit.record(session, actor, "answers.approve", "approval", approval.id, None, after, now, dialogue.id)
    return approval
