"""The register of matters as the public reads it: what was considered, by whom, when, and what waits."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, and_, func, or_, select
from sqlalchemy.orm import Session

from portal.domain.matters import ConsiderationOutcome
from portal.domain.refusals import NotFound
from portal.models.bodies import Body
from portal.models.dialogues import Dialogue
from portal.models.matters import Consideration, Matter, SuitabilityReply, SuitabilityTest

PAGE_SIZE = 40
WAITING = "waiting"
"""What the filter calls a matter that nobody has considered yet."""

_COLUMNS = (
    Matter.id,
    Matter.slug,
    Matter.registry_number,
    Matter.texts_id,
    Matter.registered_on,
    Matter.planned_decision_on,
    Matter.planned_period,
    Matter.statutory_link,
    Matter.withdrawn_on,
    Body.id.label("body_id"),
    Body.slug.label("body_slug"),
    Body.texts_id.label("body_texts_id"),
)


@dataclass(frozen=True)
class Entry:
    """A matter with its considerations, the one that stands first, and the announced dialogues under it."""

    matter: Row[*tuple[Any, ...]]
    considerations: Sequence[Row[*tuple[Any, ...]]]
    dialogues: Sequence[Row[*tuple[Any, ...]]]

    @property
    def standing(self) -> Row[*tuple[Any, ...]] | None:
        """The consideration that stands; None when the matter waits for one."""
        return self.considerations[0] if self.considerations else None

    @property
    def text_sets(self) -> tuple[int, ...]:
        """Every text set that a page about it needs."""
        considering = tuple(row.body_texts_id for row in self.considerations)
        return (
            self.matter.texts_id,
            self.matter.body_texts_id,
            *considering,
            *(row.texts_id for row in self.dialogues),
        )


def page(
    session: Session, *, body: str = "", outcome: str = "", before: tuple[date, int] | None = None
) -> tuple[list[Entry], tuple[date, int] | None]:
    """Matters of a body and an outcome (`WAITING`: none yet), newest first, and where the next page begins."""
    newest = select(func.max(Consideration.id)).where(Consideration.matter_id == Matter.id).correlate(Matter)
    chosen = select(*_COLUMNS).join(Body, Body.id == Matter.body_id)
    if body:
        chosen = chosen.where(Body.slug == body)
    if outcome == WAITING:
        chosen = chosen.where(~Matter.considerations.any(), Matter.withdrawn_on.is_(None))
    elif outcome:
        standing = and_(Consideration.id == newest.scalar_subquery(), Consideration.outcome == outcome)
        chosen = chosen.where(select(Consideration.id).where(standing).correlate(Matter).exists())
    if before is not None:
        earlier = and_(Matter.registered_on == before[0], Matter.id < before[1])
        chosen = chosen.where(or_(Matter.registered_on < before[0], earlier))
    order = (Matter.registered_on.desc(), Matter.id.desc())
    rows = session.execute(chosen.order_by(*order).limit(PAGE_SIZE + 1)).all()
    more, rows = len(rows) > PAGE_SIZE, rows[:PAGE_SIZE]
    following = (rows[-1].registered_on, rows[-1].id) if more else None
    return _entries(session, rows), following


def by_slug(session: Session, slug: str) -> Entry:
    """One matter; raises NotFound."""
    row = session.execute(select(*_COLUMNS).join(Body, Body.id == Matter.body_id).where(Matter.slug == slug)).first()
    if row is None:
        raise NotFound("NO_SUCH_MATTER")
    return _entries(session, [row])[0]


def outcomes() -> tuple[str, ...]:
    """What the filter knows: waiting, and every outcome."""
    return (WAITING, *(outcome.value for outcome in ConsiderationOutcome))


def waiting_of(session: Session, body_id: int) -> int:
    """How many of a body's matters nobody has considered yet."""
    chosen = select(func.count()).select_from(Matter)
    waiting = chosen.where(Matter.body_id == body_id, Matter.withdrawn_on.is_(None), ~Matter.considerations.any())
    return session.scalar(waiting) or 0


def suitability_of(
    session: Session, matter_id: int
) -> tuple[Row[*tuple[Any, ...]] | None, Sequence[Row[*tuple[Any, ...]]]]:
    """The suitability test once it is decided, with its answered questions."""
    test = session.execute(
        select(
            SuitabilityTest.id,
            SuitabilityTest.questions_version,
            SuitabilityTest.purpose,
            SuitabilityTest.benefit,
            SuitabilityTest.grounds,
            SuitabilityTest.highest_level,
            SuitabilityTest.outcome,
            SuitabilityTest.decided_by,
            SuitabilityTest.decided_on,
        ).where(SuitabilityTest.matter_id == matter_id, SuitabilityTest.decided_on.is_not(None))
    ).first()
    if test is None or test.outcome is None:
        return None, ()
    replies = session.execute(
        select(SuitabilityReply.question_key, SuitabilityReply.answer, SuitabilityReply.note).where(
            SuitabilityReply.test_id == test.id
        )
    ).all()
    return test, replies


def _entries(session: Session, rows: Collection[Row[*tuple[Any, ...]]]) -> list[Entry]:
    ids = [row.id for row in rows]
    considered = session.execute(
        select(
            Consideration.matter_id,
            Consideration.outcome,
            Consideration.grounds,
            Consideration.decided_by,
            Consideration.decided_on,
            Consideration.section,
            Body.texts_id.label("body_texts_id"),
        )
        .join(Body, Body.id == Consideration.body_id)
        .where(Consideration.matter_id.in_(ids))
        .order_by(Consideration.id.desc())
    ).all()
    dialogues = session.execute(
        select(Dialogue.matter_id, Dialogue.slug, Dialogue.texts_id)
        .where(Dialogue.matter_id.in_(ids), Dialogue.announced_at.is_not(None))
        .order_by(Dialogue.id)
    ).all()
    return [
        Entry(
            row,
            [one for one in considered if one.matter_id == row.id],
            [one for one in dialogues if one.matter_id == row.id],
        )
        for row in rows
    ]
