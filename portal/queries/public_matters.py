"""The register of matters as the public reads it: what was considered, by whom, when, and what waits."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, or_, select
from sqlalchemy.orm import Session

from portal.domain.matters import ConsiderationOutcome
from portal.domain.refusals import NotFound
from portal.domain.rules import Rules
from portal.models.agendas import AgendaItem, BodyMeeting
from portal.models.bodies import Body
from portal.models.dialogues import Dialogue
from portal.models.matters import Consideration, Matter, MatterMove, SuitabilityReply, SuitabilityTest
from portal.queries import considered, matter_search

PAGE_SIZE = 40
WAITING, OVERDUE, DECIDED_WITHOUT = "waiting", "overdue", "decided_without"
"""What the filter calls a matter that nobody has considered yet, one that is late with it, one decided without."""
MOST_NEWS = 50

_COLUMNS = (
    Matter.id,
    Matter.slug,
    Matter.registry_number,
    Matter.texts_id,
    *considered.DAYS,
    Matter.planned_period,
    Matter.statutory_link,
    Matter.decided_section,
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


@dataclass(frozen=True)
class Wanted:
    """What narrows the register; empty: everything. `outcome` is one of `outcomes()`."""

    body: str = ""
    outcome: str = ""
    year: int | None = None
    words: str = ""


def page(
    session: Session, wanted: Wanted, today: date, rules: Rules, before: tuple[date, int] | None = None
) -> tuple[list[Entry], tuple[date, int] | None]:
    """The matters that are wanted, newest first, and where the next page begins.

    A matter whose registry number is what was looked for stands first.
    """
    chosen = select(*_COLUMNS).join(Body, Body.id == Matter.body_id)
    if wanted.body:
        chosen = chosen.where(Body.slug == wanted.body)
    if wanted.outcome:
        chosen = chosen.where(_outcome_is(wanted.outcome, today, rules))
    if wanted.year:
        chosen = chosen.where(Matter.registered_on.between(date(wanted.year, 1, 1), date(wanted.year, 12, 31)))
    first: Sequence[Row[*tuple[Any, ...]]] = ()
    order = (Matter.registered_on.desc(), Matter.id.desc())
    if wanted.words.strip():
        found = matter_search.find(session, wanted.words)
        if before is None and found.exact:
            first = session.execute(chosen.where(Matter.id.in_(found.exact)).order_by(*order)).all()
        chosen = chosen.where(Matter.id.in_(set(found.all) - set(found.exact)))
    if before is not None:
        earlier = and_(Matter.registered_on == before[0], Matter.id < before[1])
        chosen = chosen.where(or_(Matter.registered_on < before[0], earlier))
    rows = session.execute(chosen.order_by(*order).limit(PAGE_SIZE + 1)).all()
    more, rows = len(rows) > PAGE_SIZE, rows[:PAGE_SIZE]
    following = (rows[-1].registered_on, rows[-1].id) if more else None
    return _entries(session, [*first, *rows]), following


def _outcome_is(outcome: str, today: date, rules: Rules) -> ColumnElement[bool]:
    if outcome == WAITING:
        return considered.is_waiting()
    if outcome == OVERDUE:
        return considered.is_overdue(today, rules)
    if outcome == DECIDED_WITHOUT:
        return considered.is_decided_without()
    newest = select(func.max(Consideration.id)).where(Consideration.matter_id == Matter.id).correlate(Matter)
    standing = and_(Consideration.id == newest.scalar_subquery(), Consideration.outcome == outcome)
    return select(Consideration.id).where(standing).correlate(Matter).exists()


def years(session: Session) -> list[int]:
    """The years in which matters were registered, from the newest to the oldest, without gaps."""
    first, last = session.execute(select(func.min(Matter.registered_on), func.max(Matter.registered_on))).one()
    return list(range(last.year, first.year - 1, -1)) if first and last else []


def by_slug(session: Session, slug: str) -> Entry:
    """One matter; raises NotFound."""
    row = session.execute(select(*_COLUMNS).join(Body, Body.id == Matter.body_id).where(Matter.slug == slug)).first()
    if row is None:
        raise NotFound("NO_SUCH_MATTER")
    return _entries(session, [row])[0]


def outcomes() -> tuple[str, ...]:
    """What the filter knows: waiting, overdue, decided without, and every outcome."""
    return (WAITING, OVERDUE, DECIDED_WITHOUT, *(outcome.value for outcome in ConsiderationOutcome))


def waiting_of(session: Session, body_id: int) -> int:
    """How many of a body's matters nobody has considered yet."""
    chosen = select(func.count()).select_from(Matter).where(Matter.body_id == body_id, considered.is_waiting())
    return session.scalar(chosen) or 0


def news(session: Session) -> Sequence[Row[*tuple[Any, ...]]]:
    """The latest considerations, newest first, each with its matter; for the feed."""
    return session.execute(
        select(
            Consideration.id,
            Consideration.outcome,
            Consideration.grounds,
            Consideration.decided_by,
            Consideration.decided_on,
            Consideration.recorded_at,
            Matter.slug,
            Matter.texts_id,
            Matter.registry_number,
            Body.texts_id.label("body_texts_id"),
        )
        .join(Matter, Matter.id == Consideration.matter_id)
        .join(Body, Body.id == Consideration.body_id)
        .order_by(Consideration.recorded_at.desc(), Consideration.id.desc())
        .limit(MOST_NEWS)
    ).all()


def meetings_of(session: Session, matter_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """The meetings that have the matter on their agenda, the cancelled ones apart, in order."""
    return session.execute(
        select(BodyMeeting.held_on, AgendaItem.number, Body.texts_id.label("body_texts_id"))
        .join(AgendaItem, AgendaItem.meeting_id == BodyMeeting.id)
        .join(Body, Body.id == BodyMeeting.body_id)
        .where(AgendaItem.matter_id == matter_id, BodyMeeting.cancelled_on.is_(None))
        .order_by(BodyMeeting.held_on, BodyMeeting.id)
    ).all()


def moves_of(session: Session, matter_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """The bodies that the matter came from, the latest first."""
    return session.execute(
        select(MatterMove.moved_on, MatterMove.reason, Body.texts_id.label("from_texts_id"))
        .join(Body, Body.id == MatterMove.from_body_id)
        .where(MatterMove.matter_id == matter_id)
        .order_by(MatterMove.id.desc())
    ).all()


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
