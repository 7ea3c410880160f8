"""The points of a commitment while it is prepared, and its approval in the body's name."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from portal.domain.approvals import ApprovalKind, Given, faults
from portal.domain.calendar import local_day
from portal.domain.commitments import PointKind
from portal.domain.languages import SOURCE
from portal.domain.permissions import Act, Actor, require
from portal.domain.refusals import GateClosed, Invalid, Refusal
from portal.domain.rules import Rules
from portal.effects import audit
from portal.effects.locking import lock
from portal.effects.texts import made_set, new_set
from portal.models.bodies import Body
from portal.models.commitments import Approval, CommitmentPoint
from portal.models.dialogues import Dialogue
from portal.queries import commitments


def add_point(
    session: Session, actor: Actor, dialogue: Dialogue, kind: PointKind, text: Mapping[str, str], now: datetime
) -> CommitmentPoint:
    """Add a point that can change, or one that is fixed, as the last of its kind. Its words by language.

    Before the announcement only (else ALREADY_ANNOUNCED: it takes an amendment). Invalid with NO_POINT_TEXT.
    """
    _require_preparing(session, actor, dialogue)
    if not text.get(SOURCE, "").strip():
        raise Invalid(Refusal("NO_POINT_TEXT", f"text-{SOURCE}"))
    placed = [point.position for point in commitments.points_of(session, dialogue.id, kind)]
    point = CommitmentPoint(
        dialogue_id=dialogue.id,
        kind=kind,
        position=max(placed, default=0) + 1,
        texts=made_set(session, "point", now, actor.user_id, text=text),
        answer_texts=new_set(session, "point_answer"),
    )
    session.add(point)
    session.flush()
    after = {"kind": kind, "text": dict(text)}
    audit.record(session, actor, "commitments.add_point", "point", point.id, None, after, now, dialogue.id)
    return point


def remove_point(session: Session, actor: Actor, dialogue: Dialogue, point: CommitmentPoint, now: datetime) -> None:
    """Take a point away before the announcement."""
    _require_preparing(session, actor, dialogue)
    _require_own(dialogue, [point])
    before = {"kind": point.kind, "text": point.texts.plain("text")}
    audit.record(session, actor, "commitments.remove_point", "point", point.id, before, None, now, dialogue.id)
    sets = (point.texts, point.answer_texts)
    session.delete(point)
    session.flush()
    for text_set in sets:
        session.delete(text_set)
    session.flush()


def order_points(
    session: Session, actor: Actor, dialogue: Dialogue, kind: PointKind, point_ids: Sequence[int], now: datetime
) -> None:
    """Put the points of one kind in this order, before the announcement. Invalid with ORDER_INCOMPLETE."""
    _require_preparing(session, actor, dialogue)
    points = {point.id: point for point in commitments.points_of(session, dialogue.id, kind)}
    if sorted(points) != sorted(point_ids):
        raise Invalid(Refusal("ORDER_INCOMPLETE"))
    before = list(points)
    for position, point_id in enumerate(point_ids, 1):
        points[point_id].position = position
    session.flush()
    after = list(point_ids)
    audit.record(session, actor, "commitments.order_points", "dialogue", dialogue.id, before, after, now, dialogue.id)


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
    """Record that the commitment exactly as it stands is given in the body's name; a changed one needs a new approval.

    Raises GateClosed with ALREADY_ANNOUNCED, Invalid with the faults of `domain.approvals`.
    """
    require(actor, Act.RECORD_APPROVALS, dialogue.body_id)
    given = Given(kind, approved_on, approved_by, approver_role, section, delegation)
    if found := faults(given, local_day(now, rules.zone)):
        raise Invalid(*found)
    lock(session, dialogue)
    if dialogue.announced_at is not None:
        raise GateClosed(Refusal("ALREADY_ANNOUNCED"))
    approval = Approval(
        dialogue_id=dialogue.id,
        subject=commitments.COMMITMENT,
        body_id=body.id if body else dialogue.body_id,
        kind=kind,
        approved_by=approved_by.strip(),
        approver_role=approver_role.strip(),
        approved_on=approved_on,
        section=section.strip(),
        delegation=delegation.strip() if kind is ApprovalKind.DELEGATE else "",
        content_hash=commitments.hash_of(session, dialogue, rules),
        recorded_by_id=actor.user_id,
        recorded_at=now,
    )
    session.add(approval)
    session.flush()
    after = {
        "kind": kind, "by": approval.approved_by, "on": approved_on, "section": section,
        "content_hash": approval.content_hash,
    }  # fmt: skip
    audit.record(session, actor, "commitments.approve", "approval", approval.id, None, after, now, dialogue.id)
    return approval


def _require_preparing(session: Session, actor: Actor, dialogue: Dialogue) -> None:
    require(actor, Act.EDIT_TEXTS, dialogue.body_id)
    lock(session, dialogue)
    if dialogue.announced_at is not None:
        raise GateClosed(Refusal("ALREADY_ANNOUNCED"))


def _require_own(dialogue: Dialogue, points: Sequence[CommitmentPoint]) -> None:
    if any(point.dialogue_id != dialogue.id for point in points):
        raise Invalid(Refusal("NOT_OF_THIS_DIALOGUE"))
