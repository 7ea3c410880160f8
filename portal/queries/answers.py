"""What an answer says: *promised → became*, point by point and theme by theme, with the decisions it rests on."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.commitments import content_hash
from portal.domain.feedback import is_proposal
from portal.domain.refusals import NotFound
from portal.models.bodies import Body
from portal.models.commitments import Approval, CommitmentPoint, CommitmentVersion
from portal.models.decisions import Decision
from portal.models.dialogues import Dialogue
from portal.models.feedback import FollowUp
from portal.models.joint_bodies import JointBody
from portal.queries import results
from portal.queries.frozen_texts import frozen
from portal.queries.themes import living_of

Row = TypeVar("Row", Decision, FollowUp, CommitmentPoint)

_CHANGES_BY_ITSELF = ("as_of", "figures", "approval", "joint_approvals", "closed", "groups", "proposal", "follow_ups")
_PROMISED = ("id", "theme_id", "point_id", "what", "owner", "due_on")
_WORDS_OF_A_THEME = ("id", "name", "summary", "minority", "points", "outcome", "became", "reason")


def decisions(session: Session, dialogue_id: int) -> Sequence[Decision]:
    """The decisions that stand, in order of their day."""
    return session.scalars(
        select(Decision)
        .where(Decision.dialogue_id == dialogue_id, Decision.corrected_at.is_(None))
        .order_by(Decision.decided_on, Decision.id)
    ).all()


def points(session: Session, dialogue_id: int) -> Sequence[CommitmentPoint]:
    """The points that the commitment speaks of now, in their order."""
    return session.scalars(
        select(CommitmentPoint)
        .where(CommitmentPoint.dialogue_id == dialogue_id, CommitmentPoint.withdrawn_at.is_(None))
        .order_by(CommitmentPoint.kind, CommitmentPoint.position)
    ).all()


def follow_ups(session: Session, dialogue_id: int) -> Sequence[FollowUp]:
    """The follow-ups in order of their day."""
    return session.scalars(
        select(FollowUp).where(FollowUp.dialogue_id == dialogue_id).order_by(FollowUp.due_on, FollowUp.id)
    ).all()


def first_commitment(session: Session, dialogue_id: int) -> CommitmentVersion | None:
    """The commitment as it was first given."""
    return session.scalar(
        select(CommitmentVersion).where(CommitmentVersion.dialogue_id == dialogue_id, CommitmentVersion.number == 1)
    )


def decision_content(decision: Decision, languages: Sequence[str]) -> dict[str, Any]:
    """One decision as frozen JSON; dates as ISO days. What only some have is there only for them."""
    more: dict[str, Any] = {"delegation": decision.delegation} if decision.delegation else {}
    if decision.next_body is not None:
        more["next_body"] = frozen(decision.next_body.texts, "name", languages)
    return {
        **more,
        "body": frozen(decision.body.texts, "name", languages),
        "delegate": decision.delegate,
        "decided_on": decision.decided_on.isoformat(),
        "section": decision.section,
        "kind": decision.kind.value,
        "final": decision.final,
        "link": decision.link,
        "minutes_approved_on": decision.minutes_approved_on.isoformat() if decision.minutes_approved_on else None,
        "appeal_until": decision.appeal_until.isoformat() if decision.appeal_until else None,
        "new_planned_on": decision.new_planned_on.isoformat() if decision.new_planned_on else None,
    }


def decision_of(session: Session, dialogue_id: int, decision_id: int) -> Decision:
    """That decision of the dialogue; raises NotFound."""
    return _own(session.get(Decision, decision_id), dialogue_id)


def follow_up_of(session: Session, dialogue_id: int, follow_up_id: int) -> FollowUp:
    """That follow-up of the dialogue; raises NotFound."""
    return _own(session.get(FollowUp, follow_up_id), dialogue_id)


def point_of(session: Session, dialogue_id: int, point_id: int) -> CommitmentPoint:
    """That point of the dialogue; raises NotFound."""
    return _own(session.get(CommitmentPoint, point_id), dialogue_id)


def _own(row: Row | None, dialogue_id: int) -> Row:
    if row is None or row.dialogue_id != dialogue_id:
        raise NotFound("NOT_FOUND")
    return row


def _point(point: CommitmentPoint, themes: Sequence[dict[str, Any]], languages: Sequence[str]) -> dict[str, Any]:
    return {
        "id": point.id,
        "kind": point.kind.value,
        "text": frozen(point.texts, "text", languages),
        "outcome": point.outcome.value if point.outcome else None,
        "became": frozen(point.answer_texts, "became", languages),
        "reason": frozen(point.answer_texts, "reason", languages),
        "themes": [theme["id"] for theme in themes if point.id in theme["points"]],
    }


def _follow_up(row: FollowUp, living: Mapping[int, int], languages: Sequence[str]) -> dict[str, Any]:
    return {
        "id": row.id,
        "theme_id": living.get(row.theme_id) if row.theme_id else None,
        "point_id": row.point_id,
        "what": frozen(row.texts, "what", languages),
        "because": frozen(row.texts, "because", languages),
        "owner": row.owner,
        "due_on": row.due_on.isoformat(),
        "status": row.status.value,
        "settled_at": row.settled_at.isoformat() if row.settled_at else None,
    }


def content_of(session: Session, dialogue: Dialogue, as_of: datetime) -> dict[str, Any]:
    """The answer as it stands now: the result's content, and beside it what became of each point and theme."""
    content = results.content_of(session, dialogue, as_of)
    languages = content["languages"]
    themes = {theme.id: theme for theme in results.living_themes(session, dialogue.id)}
    for entry in content["themes"]:
        theme = themes[entry["id"]]
        entry["outcome"] = theme.outcome.value if theme.outcome else None
        entry["became"] = frozen(theme.answer_texts, "became", languages)
        entry["reason"] = frozen(theme.answer_texts, "reason", languages)
    commitment = first_commitment(session, dialogue.id)
    content["commitment_version"] = commitment.number if commitment else None
    content["points"] = [_point(p, content["themes"], languages) for p in points(session, dialogue.id)]
    content["decisions"] = [decision_content(row, languages) for row in decisions(session, dialogue.id)]
    living = living_of(session, dialogue.id)
    content["follow_ups"] = [_follow_up(row, living, languages) for row in follow_ups(session, dialogue.id)]
    for field in ("influence", "decision_weighed", "next_step"):
        content[field] = frozen(dialogue.answer_texts, field, languages)
    content["next_step_owner"] = dialogue.next_step_owner
    content["next_step_on"] = dialogue.next_step_on.isoformat() if dialogue.next_step_on else None
    content["stopped"] = _stop(dialogue, languages)
    decided = any(decision["final"] for decision in content["decisions"])
    content["proposal"] = is_proposal(decided, dialogue.stopped_at is not None)
    basis = basis_hash(content)
    content["approval"] = approval_content(session, dialogue.id, basis, languages)
    if joint := joint_approvals_content(session, dialogue.id, basis, languages):
        content["joint_approvals"] = joint
    return content


def _stop(dialogue: Dialogue, languages: Sequence[str]) -> dict[str, Any] | None:
    if dialogue.stopped_at is None or dialogue.end_texts is None:
        return None
    return {
        "at": dialogue.stopped_at.isoformat(),
        "by": dialogue.stopped_by,
        "section": dialogue.stopped_section,
        "reason": frozen(dialogue.end_texts, "reason", languages),
    }


def basis_hash(content: dict[str, Any]) -> str:
    """Hash of what an approval covers: all words, outcomes and decisions, but not the figures of the day.

    Of a follow-up it covers what was promised; how it went later needs no new approval.
    """
    words = {key: value for key, value in content.items() if key not in _CHANGES_BY_ITSELF}
    words["themes"] = [{key: theme[key] for key in _WORDS_OF_A_THEME} for theme in content["themes"]]
    words["follow_ups"] = [{key: row[key] for key in _PROMISED} for row in content["follow_ups"]]
    return content_hash(words)


def standing_approval(session: Session, dialogue_id: int, subject: str, basis: str) -> Approval | None:
    """The newest approval of exactly this content in the responsible body's name.

    None when the text has changed since, or the body that approved it was abolished.
    """
    others = select(JointBody.body_id).where(JointBody.dialogue_id == dialogue_id)
    newest = session.scalar(
        select(Approval)
        .join(Body, Body.id == Approval.body_id)
        .where(Approval.dialogue_id == dialogue_id, Approval.subject == subject)
        .where(Body.abolished_on.is_(None), Approval.body_id.not_in(others))
        .order_by(Approval.id.desc())
        .limit(1)
    )
    return newest if newest is not None and newest.content_hash == basis else None


def approval_content(session: Session, dialogue_id: int, basis: str, languages: Sequence[str]) -> dict[str, Any] | None:
    """Who approved the answer in the body's name, as frozen JSON."""
    approval = standing_approval(session, dialogue_id, "answer", basis)
    if approval is None:
        return None
    return _said(session, approval, languages)


def joint_approvals_content(
    session: Session, dialogue_id: int, basis: str, languages: Sequence[str]
) -> list[dict[str, Any]]:
    """Who approved the answer in the name of each body that holds the dialogue too, as frozen JSON."""
    chosen = (
        select(Approval)
        .join(JointBody, (JointBody.body_id == Approval.body_id) & (JointBody.dialogue_id == Approval.dialogue_id))
        .where(Approval.dialogue_id == dialogue_id, Approval.subject == "answer", Approval.content_hash == basis)
        .order_by(JointBody.position, Approval.id)
    )
    newest = {approval.body_id: approval for approval in session.scalars(chosen)}
    return [_said(session, approval, languages) for approval in newest.values()]


def _said(session: Session, approval: Approval, languages: Sequence[str]) -> dict[str, Any]:
    body = session.get_one(Body, approval.body_id)
    return {
        "body": frozen(body.texts, "name", languages),
        "kind": approval.kind.value,
        "delegation": approval.delegation,
        "by": approval.approved_by,
        "role": approval.approver_role,
        "on": approval.approved_on.isoformat(),
        "section": approval.section,
    }
