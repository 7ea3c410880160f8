"""Everything that the page of one dialogue tells beyond a card: points, meetings, amendments, decisions, its series."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Row, bindparam, select
from sqlalchemy.orm import Session, aliased, lazyload

from portal.domain.dialogues import Stage
from portal.models.bodies import Body
from portal.models.commitments import Approval, CommitmentPoint, CommitmentVersion
from portal.models.decisions import Decision
from portal.models.dialogues import Dialogue
from portal.models.joint_bodies import JointBody
from portal.models.meetings import Meeting
from portal.queries import public_groups, public_matters
from portal.queries.public_dialogues import Public

_NEXT_BODY = aliased(Body)
_OF: BindParameter[Any] = bindparam("of")
_POINTS = (
    select(CommitmentPoint.id, CommitmentPoint.kind, CommitmentPoint.texts_id)
    .where(CommitmentPoint.dialogue_id == _OF, CommitmentPoint.withdrawn_at.is_(None))
    .order_by(CommitmentPoint.kind, CommitmentPoint.position, CommitmentPoint.id)
)
_MEETINGS = (
    select(Meeting.id, Meeting.texts_id, Meeting.starts_at, Meeting.ends_at, Meeting.cancelled_at)
    .where(Meeting.dialogue_id == _OF)
    .order_by(Meeting.starts_at, Meeting.id)
)
_VERSIONS = (
    select(
        CommitmentVersion.number,
        CommitmentVersion.content,
        CommitmentVersion.content_hash,
        CommitmentVersion.frozen_at,
        CommitmentVersion.reason_texts_id,
        CommitmentVersion.decided_by,
    )
    .where(CommitmentVersion.dialogue_id == _OF)
    .order_by(CommitmentVersion.number)
)
_AMENDMENTS = _VERSIONS.where(CommitmentVersion.number > 1)
_APPROVAL = (
    select(
        Approval.kind,
        Approval.approved_by,
        Approval.approver_role,
        Approval.approved_on,
        Approval.section,
        Approval.delegation,
        Approval.body_id,
        Body.texts_id.label("body_texts_id"),
        Body.abolished_on.label("body_abolished_on"),
    )
    .join(Body, Body.id == Approval.body_id)
    .where(Approval.dialogue_id == _OF, Approval.subject == bindparam("subject"))
    .order_by(Approval.id.desc())
)
_OTHERS = select(JointBody.body_id).where(JointBody.dialogue_id == _OF)
_OWN_APPROVAL = _APPROVAL.where(Approval.body_id.not_in(_OTHERS)).limit(1)
_JOINT_APPROVALS = _APPROVAL.where(Approval.body_id.in_(_OTHERS))


@dataclass(frozen=True)
class Details:
    """What the page of one dialogue has beyond `Public`; rows without texts, whose text sets are in `text_sets`.

    `sittings` are the meetings of bodies that have the matter on their agenda, `meetings` those with residents.
    """

    approval: Row[*tuple[Any, ...]] | None
    joint_approvals: Sequence[Row[*tuple[Any, ...]]] = ()
    points: Sequence[Row[*tuple[Any, ...]]] = ()
    meetings: Sequence[Row[*tuple[Any, ...]]] = ()
    amendments: Sequence[Row[*tuple[Any, ...]]] = ()
    decisions: Sequence[Row[*tuple[Any, ...]]] = ()
    series: Sequence[Dialogue] = ()
    sittings: Sequence[Row[*tuple[Any, ...]]] = ()
    measures: Sequence[Row[*tuple[Any, ...]]] = ()
    members: Sequence[Row[*tuple[Any, ...]]] = ()
    text_sets: tuple[int | None, ...] = field(default=())


def details_of(session: Session, public: Public, day: date) -> Details:
    """Everything else that the page of a dialogue tells on that day, without its words."""
    dialogue = public.dialogue
    of_this = {"of": dialogue.id}
    points = session.execute(_POINTS, of_this).all()
    meetings = session.execute(_MEETINGS, of_this).all()
    amendments = session.execute(_AMENDMENTS, of_this).all()
    undecided = public.stage in (Stage.ANNOUNCED, Stage.OPEN, Stage.CANCELLED)
    decisions = () if undecided else decisions_of(session, dialogue.id)
    series = series_of(session, dialogue) if public.more and public.more.in_matter > 1 else []
    approval = approval_of(session, dialogue.id, "commitment")
    joint = joint_approvals_of(session, dialogue.id, "commitment") if public.joint else ()
    sittings = public_matters.meetings_of(session, dialogue.matter_id) if public.more and public.more.on_agendas else ()
    measures = public_groups.measures_of(session, dialogue.id)
    return Details(
        approval=approval,
        joint_approvals=joint,
        points=points,
        meetings=meetings,
        amendments=amendments,
        decisions=decisions,
        series=series,
        sittings=sittings,
        measures=measures,
        members=public_groups.members_of(session, dialogue.id, day),
        text_sets=(
            *(row.texts_id for row in measures),
            *(row.measure_texts_id for row in measures),
            *(row.texts_id for row in (*points, *meetings)),
            *(row.reason_texts_id for row in amendments),
            *(row.body_texts_id for row in decisions),
            *(row.next_texts_id for row in decisions),
            *(row.texts_id for row in series),
            *(row.body_texts_id for row in sittings),
            *(row.note_texts_id for row in public.editions),
            *(row.body_texts_id for row in (approval, *joint) if row),
            dialogue.end_texts_id,
        ),
    )


def approval_of(session: Session, dialogue_id: int, subject: str) -> Row[*tuple[Any, ...]] | None:
    """Who approved the commitment (or answer) last in the responsible body's name."""
    return session.execute(_OWN_APPROVAL, {"of": dialogue_id, "subject": subject}).first()


def joint_approvals_of(session: Session, dialogue_id: int, subject: str) -> Sequence[Row[*tuple[Any, ...]]]:
    """Who approved it last in the name of each body that holds the dialogue too."""
    rows = session.execute(_JOINT_APPROVALS, {"of": dialogue_id, "subject": subject}).all()
    return list({row.body_id: row for row in reversed(rows)}.values())


def versions_of(session: Session, dialogue_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """The frozen versions of the promise, the first one first."""
    return session.execute(_VERSIONS, {"of": dialogue_id}).all()


def decisions_of(session: Session, dialogue_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """The decisions that stand, in order of their day."""
    return session.execute(
        select(
            Decision.decided_on,
            Decision.kind,
            Decision.section,
            Decision.delegate,
            Decision.final,
            Decision.link,
            Decision.new_planned_on,
            Decision.delegation,
            Decision.minutes_approved_on,
            Decision.appeal_until,
            Decision.how_weighed,
            Body.texts_id.label("body_texts_id"),
            _NEXT_BODY.texts_id.label("next_texts_id"),
        )
        .join(Body, Body.id == Decision.body_id)
        .outerjoin(_NEXT_BODY, _NEXT_BODY.id == Decision.next_body_id)
        .where(Decision.dialogue_id == dialogue_id, Decision.corrected_at.is_(None))
        .order_by(Decision.decided_on, Decision.id)
    ).all()


def series_of(session: Session, dialogue: Dialogue) -> list[Dialogue]:
    """The announced dialogues of the series that this one is part of, first to last; empty when it stands alone."""
    family = session.scalars(
        select(Dialogue)
        .where(Dialogue.matter_id == dialogue.matter_id, Dialogue.announced_at.is_not(None))
        .order_by(Dialogue.id)
        .options(lazyload("*"))
    ).all()
    by_id = {other.id: other for other in family}
    first = by_id.get(dialogue.id, dialogue)
    while first.follows_id in by_id:
        first = by_id[first.follows_id]
    line, known = [first], {first.id}
    for other in family:
        if other.follows_id in known and other.id not in known:
            line.append(other)
            known.add(other.id)
    return line if len(line) > 1 else []
