"""Dialogues as the public meets them: in lists, on their own page, in their series. Few statements for many rows."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Row, String, and_, bindparam, cast, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased, lazyload

from portal.domain.bodies import BodyKind
from portal.domain.dialogues import Stage, stage_of
from portal.domain.feedback import EditionKind
from portal.domain.questions import QuestionKind
from portal.domain.refusals import NotFound
from portal.models.agendas import AgendaItem
from portal.models.bodies import Body
from portal.models.dialogues import Dialogue, DialogueLanguage
from portal.models.feedback import Edition
from portal.models.groups import AffectedGroup
from portal.models.joint_bodies import JointBody
from portal.models.matters import Consideration, Matter, SuitabilityTest
from portal.models.questions import Question
from portal.models.steering import SteeringItem
from portal.models.submissions import SubmissionCounter
from portal.models.users import User

_CONTENT = (
    EditionKind.RESULT,
    EditionKind.PROPOSAL,
    EditionKind.ANSWER,
    EditionKind.CORRECTION,
    EditionKind.FOLLOW_UP,
)
_WITH_OUTCOMES = (EditionKind.PROPOSAL, EditionKind.ANSWER)
MOST_CONCLUDED = 6
"""Concluded dialogues that the first page still shows."""


_OTHER, _ANSWERING, _HOLDING = aliased(Dialogue), aliased(Dialogue), aliased(Body)
_MORE: tuple[ColumnElement[Any] | InstrumentedAttribute[Any], ...] = (
    User.name.label("contact_name"),
    User.title.label("contact_title"),
    User.phone.label("contact_phone"),
    User.email.label("contact_email"),
    select(func.count()).where(Question.dialogue_id == Dialogue.id).scalar_subquery().label("questions"),
    select(func.count())
    .where(Question.dialogue_id == Dialogue.id, Question.kind == QuestionKind.FREE_TEXT)
    .scalar_subquery()
    .label("free_texts"),
    select(Consideration.decided_on)
    .where(Consideration.matter_id == Dialogue.matter_id)
    .order_by(Consideration.id.desc())
    .limit(1)
    .scalar_subquery()
    .label("considered_on"),
    select(SuitabilityTest.decided_on)
    .where(SuitabilityTest.matter_id == Dialogue.matter_id)
    .scalar_subquery()
    .label("tested_on"),
    select(SuitabilityTest.benefit)
    .where(SuitabilityTest.matter_id == Dialogue.matter_id)
    .scalar_subquery()
    .label("tested_benefit"),
    select(func.count())
    .where(_OTHER.matter_id == Dialogue.matter_id, _OTHER.announced_at.is_not(None))
    .scalar_subquery()
    .label("in_matter"),
    select(SteeringItem.decided_on)
    .where(SteeringItem.id == Dialogue.steering_item_id)
    .scalar_subquery()
    .label("steering_decided_on"),
    select(func.count())
    .select_from(AgendaItem)
    .where(AgendaItem.matter_id == Dialogue.matter_id)
    .scalar_subquery()
    .label("on_agendas"),
    select(func.coalesce(func.sum(AffectedGroup.estimated_size), 0))
    .where(AffectedGroup.dialogue_id == Dialogue.id)
    .scalar_subquery()
    .label("affected"),
    select(_HOLDING.kind).where(_HOLDING.id == Dialogue.held_by_id).scalar_subquery().label("held_by_kind"),
    select(_ANSWERING.slug).where(_ANSWERING.id == Dialogue.answered_in_id).scalar_subquery().label("answered_in"),
)
"""What the page of one dialogue has beyond a card, in the same statement: each is a look-up by an index."""


@dataclass(frozen=True)
class EditionRow:
    """An edition without its content."""

    number: int
    kind: EditionKind
    published_at: datetime
    new_answer_by: date | None
    note_texts_id: int | None
    content_hash: str


@dataclass(frozen=True)
class Public:
    """An announced dialogue with what every page about it shows. `dialogue` has no relations loaded."""

    dialogue: Dialogue
    stage: Stage
    matter: Row[*tuple[Any, ...]]
    languages: tuple[str, ...]
    editions: tuple[EditionRow, ...] = ()
    received: int = 0
    outcomes: tuple[str, ...] | None = None
    matter_texts_id: int = 0
    more: Row[*tuple[Any, ...]] | None = None

    @property
    def is_stopped(self) -> bool:
        """Whether it was stopped early, answered since or not."""
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
    def is_proposal(self) -> bool:
        """Whether the outcomes published so far are the administration's proposal, which no decision stands behind."""
        return self.outcomes is not None and self.dialogue.answered_at is None

    @property
    def interims(self) -> tuple[EditionRow, ...]:
        """Interim notices, oldest first."""
        return tuple(one for one in self.editions if one.kind is EditionKind.INTERIM)

    @property
    def text_sets(self) -> tuple[int | None, ...]:
        """The text sets that every page about it needs."""
        row = self.matter
        return (self.dialogue.texts_id, row.body_texts_id, row.deciding_texts_id, row.board_texts_id, *self.joint)

    @property
    def joint(self) -> tuple[int, ...]:
        """The text sets of the bodies that hold it together with the responsible one, in their order."""
        listed = sorted(tuple(map(int, one.split("."))) for one in (self.matter.joint or "").split(",") if one)
        return tuple(texts_id for _position, texts_id in listed)

    @property
    def is_of_board(self) -> bool:
        """Whether the executive board itself is responsible."""
        return self.matter.body_kind is BodyKind.EXECUTIVE_BOARD


_DECIDING, _BOARD, _JOINT = aliased(Body), aliased(Body), aliased(Body)
_TOGETHER = (
    select(func.aggregate_strings(cast(JointBody.position, String) + "." + cast(_JOINT.texts_id, String), ","))
    .join(_JOINT, _JOINT.id == JointBody.body_id)
    .where(JointBody.dialogue_id == Dialogue.id)
    .correlate(Dialogue)
    .scalar_subquery()
)
"""Position and text set of each body beside the responsible one, as *1.17,2.9*: no statement of its own."""
_LISTED = (
    select(
        Dialogue,
        Matter.slug,
        Matter.registry_number,
        Matter.statutory_link,
        Matter.texts_id,
        Body.slug.label("body_slug"),
        Body.texts_id.label("body_texts_id"),
        Body.kind.label("body_kind"),
        select(_BOARD.texts_id)
        .where(_BOARD.kind == BodyKind.EXECUTIVE_BOARD)
        .limit(1)
        .scalar_subquery()
        .label("board_texts_id"),
        _TOGETHER.label("joint"),
        _DECIDING.texts_id.label("deciding_texts_id"),
        func.coalesce(SubmissionCounter.last_number, 0).label("received"),
    )
    .join(Matter, Matter.id == Dialogue.matter_id)
    .join(Body, Body.id == Dialogue.body_id)
    .outerjoin(_DECIDING, _DECIDING.id == Dialogue.deciding_body_id)
    .outerjoin(SubmissionCounter, SubmissionCounter.dialogue_id == Dialogue.id)
    .where(Dialogue.announced_at.is_not(None))
    .order_by(Dialogue.opens_at.desc(), Dialogue.id.desc())
    .options(lazyload("*"))
)
"""Received is the last number given: numbers have no gaps (`gensvar check` compares), so nothing is counted."""

_LATEST = (
    select(Dialogue.id)
    .where(Dialogue.concluded_at.is_not(None))
    .order_by(Dialogue.concluded_at.desc())
    .limit(MOST_CONCLUDED)
)
_FOR_FIRST_PAGE = _LISTED.where(
    or_(and_(Dialogue.concluded_at.is_(None), Dialogue.cancelled_at.is_(None)), Dialogue.id.in_(_LATEST))
)
_BY_SLUG = (
    _LISTED.add_columns(*_MORE)
    .outerjoin(User, User.id == Dialogue.contact_id)
    .where(Dialogue.slug == bindparam("slug"))
)
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_LANGUAGES = (
    select(DialogueLanguage.dialogue_id, DialogueLanguage.language)
    .where(DialogueLanguage.dialogue_id.in_(_IDS), DialogueLanguage.shown_at.is_not(None))
    .order_by(DialogueLanguage.position)
)
_EDITIONS = (
    select(
        Edition.dialogue_id,
        Edition.number,
        Edition.kind,
        Edition.published_at,
        Edition.new_answer_by,
        Edition.note_texts_id,
        Edition.content_hash,
    )
    .where(Edition.dialogue_id.in_(_IDS))
    .order_by(Edition.number)
)
_CONTENTS = select(Edition.content_hash, Edition.content).where(Edition.content_hash.in_(_IDS))
_OUTCOMES: dict[str, tuple[str, ...]] = {}
"""Outcomes by the hash of an edition, which is frozen: what was read once need not be read again."""
_MOST_KEPT = 2000


def listed(session: Session, now: datetime, *conditions: ColumnElement[bool]) -> list[Public]:
    """Announced dialogues that fulfil the conditions, newest opening first, each with its count and, when answered, the
    outcomes of its newest edition. Three statements, four when an edition is met for the first time."""
    return _publics(session, now, session.execute(_LISTED.where(*conditions)).all())


def _publics(session: Session, now: datetime, rows: Sequence[Row[*tuple[Any, ...]]]) -> list[Public]:
    ids = [row[0].id for row in rows]
    if not ids:
        return []
    languages = _languages(session, ids)
    editions = _editions(session, ids)
    outcomes = _outcomes(session, editions)
    return [
        Public(
            dialogue=row[0],
            stage=stage_of(row[0].stage_facts(), now),
            matter=row,
            languages=languages.get(row[0].id, ()),
            editions=editions.get(row[0].id, ()),
            received=row.received,
            outcomes=outcomes.get(row[0].id),
            matter_texts_id=row.texts_id,
        )
        for row in rows
    ]


def for_first_page(session: Session, now: datetime) -> list[Public]:
    """Everything that is going on, and the dialogues that were concluded last."""
    return _publics(session, now, session.execute(_FOR_FIRST_PAGE).all())


def by_slug(session: Session, slug: str, now: datetime) -> Public:
    """The announced dialogue with that address; raises NotFound for every other, without telling whether it exists."""
    row = session.execute(_BY_SLUG, {"slug": slug}).first()
    if row is None:
        raise NotFound("NO_SUCH_DIALOGUE")
    dialogue = row[0]
    return Public(
        dialogue=dialogue,
        stage=stage_of(dialogue.stage_facts(), now),
        matter=row,
        languages=_languages(session, [dialogue.id]).get(dialogue.id, ()),
        editions=_editions(session, [dialogue.id]).get(dialogue.id, ()),
        received=row.received,
        matter_texts_id=row.texts_id,
        more=row,
    )


def _languages(session: Session, ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for dialogue_id, language in session.execute(_LANGUAGES, {"ids": ids}):
        found[dialogue_id] = (*found.get(dialogue_id, ()), language)
    return found


def _editions(session: Session, ids: Collection[int]) -> dict[int, tuple[EditionRow, ...]]:
    found: dict[int, tuple[EditionRow, ...]] = {}
    for row in session.execute(_EDITIONS, {"ids": ids}):
        edition = EditionRow(
            row.number, row.kind, row.published_at, row.new_answer_by, row.note_texts_id, row.content_hash
        )
        found[row.dialogue_id] = (*found.get(row.dialogue_id, ()), edition)
    return found


def _outcomes(session: Session, editions: Mapping[int, Sequence[EditionRow]]) -> dict[int, tuple[str, ...]]:
    newest = {
        dialogue_id: next(row.content_hash for row in reversed(rows) if row.kind in _CONTENT)
        for dialogue_id, rows in editions.items()
        if any(row.kind in _WITH_OUTCOMES for row in rows)
    }
    if unknown := set(newest.values()) - _OUTCOMES.keys():
        if len(_OUTCOMES) > _MOST_KEPT:
            _OUTCOMES.clear()
        for digest, content in session.execute(_CONTENTS, {"ids": unknown}):
            tasks = [*content["themes"], *content.get("points", ())]
            _OUTCOMES[digest] = tuple(task["outcome"] for task in tasks if task.get("outcome"))
    return {dialogue_id: _OUTCOMES[digest] for dialogue_id, digest in newest.items()}
