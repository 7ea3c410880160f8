"""Dialogues as the public meets them: in lists, on their own page, in their series. Few statements for many rows."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, or_, select
from sqlalchemy.orm import Session, aliased, lazyload

from portal.domain.dialogues import Stage, stage_of
from portal.domain.feedback import EditionKind
from portal.domain.refusals import NotFound
from portal.models.bodies import Body
from portal.models.commitments import Approval, CommitmentPoint, CommitmentVersion
from portal.models.decisions import Decision
from portal.models.dialogues import Dialogue, DialogueLanguage
from portal.models.feedback import Edition
from portal.models.matters import Consideration, Matter, SuitabilityTest
from portal.models.meetings import Meeting
from portal.models.questions import Question
from portal.models.submissions import Submission
from portal.models.users import User

_CONTENT = (EditionKind.RESULT, EditionKind.ANSWER, EditionKind.CORRECTION, EditionKind.FOLLOW_UP)
MOST_CONCLUDED = 6
"""Concluded dialogues that the first page still shows."""


@dataclass(frozen=True)
class EditionRow:
    """An edition without its content."""

    number: int
    kind: EditionKind
    published_at: datetime
    new_answer_by: date | None
    note_texts_id: int | None


@dataclass(frozen=True)
class Public:
    """An announced dialogue with what every page about it shows. `dialogue` has no relations loaded."""

    dialogue: Dialogue
    stage: Stage
    matter: Row[*tuple[Any, ...]]
    languages: tuple[str, ...]
    editions: tuple[EditionRow, ...] = ()
    received: int = 0
    content: Mapping[str, Any] | None = None
    matter_texts_id: int = 0

    @property
    def is_stopped(self) -> bool:
        """Whether it was stopped early and the answer is not out."""
        return self.dialogue.stopped_at is not None

    def language_for(self, language: str) -> str:
        """The language the dialogue is shown in to a reader of `language`: that, or Swedish."""
        return language if language in self.languages else "sv"

    def edition(self, *kinds: EditionKind) -> EditionRow | None:
        """The first edition of one of these kinds."""
        return next((one for one in self.editions if one.kind in kinds), None)

    @property
    def newest_with_content(self) -> EditionRow | None:
        """The edition that the feedback page shows."""
        return next((one for one in reversed(self.editions) if one.kind in _CONTENT), None)

    @property
    def interims(self) -> tuple[EditionRow, ...]:
        """Interim notices, oldest first."""
        return tuple(one for one in self.editions if one.kind is EditionKind.INTERIM)

    @property
    def text_sets(self) -> tuple[int | None, ...]:
        """The text sets that every page about it needs."""
        return (self.dialogue.texts_id, self.matter.body_texts_id, self.matter.deciding_texts_id)


def listed(session: Session, now: datetime, *conditions: ColumnElement[bool], outcomes: bool = True) -> list[Public]:
    """Announced dialogues that fulfil the conditions, newest opening first, each with counts and, when answered, its
    newest edition (`outcomes`). At most five statements."""
    deciding = aliased(Body)
    chosen = (
        select(
            Dialogue,
            Matter.slug,
            Matter.registry_number,
            Matter.statutory_link,
            Matter.texts_id,
            Body.slug.label("body_slug"),
            Body.texts_id.label("body_texts_id"),
            Body.email.label("body_email"),
            deciding.texts_id.label("deciding_texts_id"),
            deciding.slug.label("deciding_slug"),
        )
        .join(Matter, Matter.id == Dialogue.matter_id)
        .join(Body, Body.id == Dialogue.body_id)
        .outerjoin(deciding, deciding.id == Dialogue.deciding_body_id)
        .where(Dialogue.announced_at.is_not(None), *conditions)
        .order_by(Dialogue.opens_at.desc(), Dialogue.id.desc())
        .options(lazyload("*"))
    )
    rows = session.execute(chosen).all()
    ids = [row[0].id for row in rows]
    if not ids:
        return []
    languages = _languages(session, ids)
    editions = _editions(session, ids)
    received = _received(session, ids)
    content = _contents(session, editions) if outcomes else {}
    return [
        Public(
            dialogue=row[0],
            stage=stage_of(row[0].stage_facts(), now),
            matter=row,
            languages=languages.get(row[0].id, ()),
            editions=editions.get(row[0].id, ()),
            received=received.get(row[0].id, 0),
            content=content.get(row[0].id),
            matter_texts_id=row.texts_id,
        )
        for row in rows
    ]


def for_first_page(session: Session, now: datetime) -> list[Public]:
    """Everything that is going on, and the dialogues that were concluded last."""
    latest = (
        select(Dialogue.id)
        .where(Dialogue.concluded_at.is_not(None))
        .order_by(Dialogue.concluded_at.desc())
        .limit(MOST_CONCLUDED)
    )
    going_on = and_(Dialogue.concluded_at.is_(None), Dialogue.cancelled_at.is_(None))
    return listed(session, now, or_(going_on, Dialogue.id.in_(latest)))


def by_slug(session: Session, slug: str, now: datetime) -> Public:
    """The announced dialogue with that address; raises NotFound for every other, without telling whether it exists."""
    found = listed(session, now, Dialogue.slug == slug, outcomes=False)
    if not found:
        raise NotFound("NO_SUCH_DIALOGUE")
    return found[0]


def _languages(session: Session, ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    chosen = (
        select(DialogueLanguage.dialogue_id, DialogueLanguage.language)
        .where(DialogueLanguage.dialogue_id.in_(ids), DialogueLanguage.shown_at.is_not(None))
        .order_by(DialogueLanguage.position)
    )
    found: dict[int, tuple[str, ...]] = {}
    for dialogue_id, language in session.execute(chosen):
        found[dialogue_id] = (*found.get(dialogue_id, ()), language)
    return found


def _editions(session: Session, ids: Collection[int]) -> dict[int, tuple[EditionRow, ...]]:
    chosen = (
        select(
            Edition.dialogue_id,
            Edition.number,
            Edition.kind,
            Edition.published_at,
            Edition.new_answer_by,
            Edition.note_texts_id,
        )
        .where(Edition.dialogue_id.in_(ids))
        .order_by(Edition.number)
    )
    found: dict[int, tuple[EditionRow, ...]] = {}
    for row in session.execute(chosen):
        edition = EditionRow(row.number, row.kind, row.published_at, row.new_answer_by, row.note_texts_id)
        found[row.dialogue_id] = (*found.get(row.dialogue_id, ()), edition)
    return found


def _received(session: Session, ids: Collection[int]) -> dict[int, int]:
    chosen = select(Submission.dialogue_id, func.count()).where(Submission.dialogue_id.in_(ids))
    return dict(session.execute(chosen.group_by(Submission.dialogue_id)).all())


def _contents(session: Session, editions: Mapping[int, Sequence[EditionRow]]) -> dict[int, Mapping[str, Any]]:
    newest = {
        dialogue_id: max(row.number for row in rows if row.kind in _CONTENT)
        for dialogue_id, rows in editions.items()
        if any(row.kind is EditionKind.ANSWER for row in rows)
    }
    if not newest:
        return {}
    wanted = or_(*(and_(Edition.dialogue_id == one, Edition.number == number) for one, number in newest.items()))
    return dict(session.execute(select(Edition.dialogue_id, Edition.content).where(wanted)).all())


@dataclass(frozen=True)
class Details:
    """What the page of one dialogue has beyond `Public`; rows without texts, whose text sets are in `text_sets`."""

    contact: Row[*tuple[Any, ...]] | None
    approval: Row[*tuple[Any, ...]] | None
    consideration: Row[*tuple[Any, ...]] | None
    suitability: Row[*tuple[Any, ...]] | None
    points: Sequence[Row[*tuple[Any, ...]]] = ()
    meetings: Sequence[Row[*tuple[Any, ...]]] = ()
    versions: Sequence[Row[*tuple[Any, ...]]] = ()
    decisions: Sequence[Row[*tuple[Any, ...]]] = ()
    questions: Sequence[Row[*tuple[Any, ...]]] = ()
    series: Sequence[Dialogue] = ()
    text_sets: tuple[int | None, ...] = field(default=())


def details_of(session: Session, public: Public) -> Details:
    """Everything else that the page of a dialogue tells, without its words."""
    dialogue = public.dialogue
    points = session.execute(
        select(CommitmentPoint.id, CommitmentPoint.kind, CommitmentPoint.texts_id)
        .where(CommitmentPoint.dialogue_id == dialogue.id, CommitmentPoint.withdrawn_at.is_(None))
        .order_by(CommitmentPoint.kind, CommitmentPoint.position, CommitmentPoint.id)
    ).all()
    meetings = session.execute(
        select(Meeting.id, Meeting.texts_id, Meeting.starts_at, Meeting.ends_at, Meeting.cancelled_at)
        .where(Meeting.dialogue_id == dialogue.id)
        .order_by(Meeting.starts_at, Meeting.id)
    ).all()
    versions = versions_of(session, dialogue.id)
    decisions = decisions_of(session, dialogue.id)
    series = series_of(session, dialogue)
    return Details(
        contact=_contact(session, dialogue.contact_id),
        approval=approval_of(session, dialogue.id, "commitment"),
        consideration=session.execute(
            select(Consideration.decided_on, Consideration.outcome)
            .where(Consideration.matter_id == dialogue.matter_id)
            .order_by(Consideration.id.desc())
            .limit(1)
        ).first(),
        suitability=session.execute(
            select(SuitabilityTest.decided_on, SuitabilityTest.outcome).where(
                SuitabilityTest.matter_id == dialogue.matter_id, SuitabilityTest.decided_on.is_not(None)
            )
        ).first(),
        points=points,
        meetings=meetings,
        versions=versions,
        decisions=decisions,
        questions=session.execute(
            select(Question.kind, func.count()).where(Question.dialogue_id == dialogue.id).group_by(Question.kind)
        ).all(),
        series=series,
        text_sets=(
            *(row.texts_id for row in (*points, *meetings)),
            *(row.reason_texts_id for row in versions),
            *(row.body_texts_id for row in decisions),
            *(row.texts_id for row in series),
            *(row.note_texts_id for row in public.editions),
            dialogue.end_texts_id,
        ),
    )


def _contact(session: Session, contact_id: int | None) -> Row[*tuple[Any, ...]] | None:
    if contact_id is None:
        return None
    return session.execute(select(User.name, User.title, User.phone, User.email).where(User.id == contact_id)).first()


def approval_of(session: Session, dialogue_id: int, subject: str) -> Row[*tuple[Any, ...]] | None:
    """Who approved the commitment (or answer) last in the body's name."""
    chosen = select(
        Approval.approved_by, Approval.approver_role, Approval.approved_on, Approval.section, Approval.body_id
    ).where(Approval.dialogue_id == dialogue_id, Approval.subject == subject)
    return session.execute(chosen.order_by(Approval.id.desc()).limit(1)).first()


def versions_of(session: Session, dialogue_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """The frozen versions of the promise, the first one first."""
    return session.execute(
        select(
            CommitmentVersion.number,
            CommitmentVersion.content,
            CommitmentVersion.content_hash,
            CommitmentVersion.frozen_at,
            CommitmentVersion.reason_texts_id,
            CommitmentVersion.decided_by,
        )
        .where(CommitmentVersion.dialogue_id == dialogue_id)
        .order_by(CommitmentVersion.number)
    ).all()


def decisions_of(session: Session, dialogue_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """The decisions in order of their day."""
    return session.execute(
        select(
            Decision.decided_on,
            Decision.kind,
            Decision.section,
            Decision.delegate,
            Decision.final,
            Decision.link,
            Decision.new_planned_on,
            Body.texts_id.label("body_texts_id"),
        )
        .join(Body, Body.id == Decision.body_id)
        .where(Decision.dialogue_id == dialogue_id)
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
