"""One list for review and coding: filters, keyset paging, counts. Made for 100,000 submissions in one dialogue.

Reported and appealed texts come first, then all others by number. A place in the list is `Place`: pages and the
next item are found from it, so nothing is skipped or shown twice when others work at the same time.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, case, cast, exists, func, literal, not_, select, union_all
from sqlalchemy.orm import Session

from portal.domain.moderation import ReviewState
from portal.domain.submissions import Channel
from portal.domain.themes import CodingState
from portal.models.submissions import LEFT_TO_DO, POINTED_OUT, SHARED_OUT, UNREAD, URGENT, Answer, Submission
from portal.models.themes import Coding
from portal.queries import search

PAGE_SIZE = 50
MOST_COUNTED = 1000
"""Counts beside filters stop here and are shown as 1000+."""
EXCERPT = 280


@dataclass(frozen=True)
class Filter:
    """What of the list is shown; an empty one shows everything. `left` is what still needs a decision or a theme."""

    left: bool = False
    state: ReviewState | None = None
    coding: CodingState | None = None
    flagged: bool = False
    reported: bool = False
    appealed: bool = False
    unread: bool = False
    assigned_to_id: int | None = None
    unassigned: bool = False
    language: str | None = None
    channel: Channel | None = None
    question_id: int | None = None
    theme_id: int | None = None
    words: str = ""


@dataclass(frozen=True)
class Place:
    """A place in the list: among the urgent ones or after them, and the number there."""

    urgent: bool
    number: int


@dataclass(frozen=True)
class Row:
    """One line of the list. `excerpt` is the beginning of the first text, `theme_ids` all themes of its answers."""

    id: int
    number: int
    language: str
    channel: Channel
    state: ReviewState
    coding: CodingState
    counted: bool
    flags: int
    reports: int
    appealed: bool
    additions: int
    read: bool
    assigned_to_id: int | None
    received_at: Any
    excerpt: str
    urgent: bool
    theme_ids: tuple[int, ...] = ()

    @property
    def place(self) -> Place:
        """Where the row stands in the list."""
        return Place(self.urgent, self.number)


@dataclass(frozen=True)
class Page:
    """Rows in the order of the list, and whether there is more before and after."""

    rows: Sequence[Row]
    earlier: bool
    later: bool


@dataclass(frozen=True)
class Counts:
    """Exact for progress; `MOST_COUNTED + 1` in a filter means *more than that*."""

    total: int
    reviewed: int
    coded: int
    left: int
    read: int
    by_filter: dict[str, int]


def page(
    session: Session,
    dialogue_id: int,
    chosen: Filter,
    *,
    languages: Collection[str] = (),
    after: Place | None = None,
    before: Place | None = None,
    size: int = PAGE_SIZE,
) -> Page:
    """The rows after (or before) a place; the first page without one. Two statements.

    `languages` are those by whose rules the words of a search are stemmed.
    """
    backwards = before is not None
    numbers = _numbers(session, dialogue_id, chosen, languages, after, before, size + 1)
    rows = _rows(session, numbers)
    more = len(rows) > size
    kept = (rows[-size:] if backwards else rows[:size]) if more else rows
    return Page(
        _with_themes(session, kept),
        earlier=more if backwards else after is not None,
        later=before is not None if backwards else more,
    )


def neighbour(
    session: Session,
    dialogue_id: int,
    chosen: Filter,
    place: Place,
    *,
    languages: Collection[str] = (),
    backwards: bool = False,
) -> int | None:
    """The number of the next (or previous) submission in the list, None at its end. One statement."""
    after, before = (None, place) if backwards else (place, None)
    chosen_ids = _numbers(session, dialogue_id, chosen, languages, after, before, 1).subquery()
    backward_order = (chosen_ids.c.urgent.asc(), chosen_ids.c.number.desc())
    forward_order = (chosen_ids.c.urgent.desc(), chosen_ids.c.number.asc())
    order = backward_order if backwards else forward_order
    return session.scalar(select(chosen_ids.c.number).order_by(*order).limit(1))


def place_of(session: Session, dialogue_id: int, number: int) -> Place | None:
    """Where a submission stands in the list now."""
    urgent = session.scalar(select(URGENT).where(Submission.dialogue_id == dialogue_id, Submission.number == number))
    return None if urgent is None else Place(bool(urgent), number)


def numbers_in(session: Session, dialogue_id: int, chosen: Filter, languages: Collection[str] = ()) -> list[int]:
    """Every number in the list under this filter, in order of number: the snapshot that a bulk decision is made on."""
    condition = conditions(session, dialogue_id, chosen, languages)
    return list(session.scalars(select(Submission.number).where(condition).order_by(Submission.number)))


def counts(session: Session, dialogue_id: int, actor_id: int | None) -> Counts:
    """Progress of reading, review and coding, and how many each filter holds. One statement."""
    states = (
        select(literal("state").label("what"), cast(Submission.state, String).label("key"), func.count().label("n"))
        .where(Submission.dialogue_id == dialogue_id)
        .group_by(Submission.state)
    )
    exact = [_count(dialogue_id, "left", LEFT_TO_DO), _count(dialogue_id, "unread", UNREAD)]
    uncoded = and_(Submission.coding == CodingState.WAITING, Submission.counted)
    exact.append(_count(dialogue_id, "uncoded", uncoded))
    capped = [
        _count(dialogue_id, "flagged", POINTED_OUT, most=MOST_COUNTED + 1),
        _count(dialogue_id, "reported", and_(URGENT, Submission.reports_open > 0), most=MOST_COUNTED + 1),
        _count(dialogue_id, "appealed", and_(URGENT, Submission.appeal_open), most=MOST_COUNTED + 1),
        _count(dialogue_id, "mine", _left_for(actor_id), most=MOST_COUNTED + 1),
    ]
    rows: Sequence[Any] = session.execute(union_all(states, *exact, *capped)).all()
    state = {ReviewState(key): n for what, key, n in rows if what == "state"}
    found = {what: n for what, _key, n in rows if what != "state"}
    total = sum(state.values())
    waiting = state.get(ReviewState.WAITING, 0)
    capped_counts = {name: min(n, MOST_COUNTED + 1) for name, n in found.items()}
    return Counts(
        total,
        reviewed=total - waiting,
        coded=total - found["uncoded"],
        left=found["left"],
        read=total - found["unread"],
        by_filter={**capped_counts, "waiting": min(waiting, MOST_COUNTED + 1), "all": min(total, MOST_COUNTED + 1)},
    )


def conditions(
    session: Session, dialogue_id: int, chosen: Filter, languages: Collection[str] = ()
) -> ColumnElement[bool]:
    """The filter as a condition on `Submission`. The conditions of the partial indexes stand in it word for word."""
    wanted: list[Any] = [Submission.dialogue_id == dialogue_id]
    if chosen.left:
        wanted.append(LEFT_TO_DO)
    if chosen.state is not None:
        wanted.append(Submission.state == chosen.state)
    if chosen.coding is not None:
        wanted.append(Submission.coding == chosen.coding)
        if chosen.coding is CodingState.WAITING:
            wanted.append(Submission.counted)
    if chosen.flagged:
        wanted.append(POINTED_OUT)
    if chosen.reported:
        wanted += [URGENT, Submission.reports_open > 0]
    if chosen.appealed:
        wanted += [URGENT, Submission.appeal_open]
    if chosen.unread:
        wanted.append(UNREAD)
    if chosen.assigned_to_id is not None:
        wanted += [SHARED_OUT, Submission.assigned_to_id == chosen.assigned_to_id]
    if chosen.unassigned:
        wanted.append(Submission.assigned_to_id.is_(None))
    if chosen.language:
        wanted.append(Submission.language == chosen.language)
    if chosen.channel is not None:
        wanted.append(Submission.channel == chosen.channel)
    if chosen.question_id is not None:
        answered = Answer.submission_id == Submission.id
        wanted.append(exists().where(answered, Answer.question_id == chosen.question_id, Answer.text.is_not(None)))
    if chosen.theme_id is not None:
        wanted.append(_in_theme(session, chosen.theme_id))
    if chosen.words.strip():
        wanted.append(search.matches(session, dialogue_id, chosen.words, languages))
    return and_(*wanted)


def _in_theme(session: Session, theme_id: int) -> ColumnElement[bool]:
    coded = (
        select(Answer.submission_id.label("id"))
        .join(Coding, Coding.answer_id == Answer.id)
        .where(Coding.theme_id == theme_id)
    )
    return search.among(session, coded, "coded")


def _left_for(actor_id: int | None) -> ColumnElement[bool]:
    return and_(SHARED_OUT, LEFT_TO_DO, Submission.assigned_to_id == (actor_id or 0))


def _count(dialogue_id: int, what: str, condition: Any, most: int | None = None) -> Select[Any]:
    rows = select(Submission.id).where(Submission.dialogue_id == dialogue_id, condition)
    counted = (rows.limit(most) if most else rows).subquery()
    chosen: Select[Any] = select(literal(what), literal(""), func.count()).select_from(counted)  # type: ignore[assignment]
    return chosen


def _numbers(
    session: Session,
    dialogue_id: int,
    chosen: Filter,
    languages: Collection[str],
    after: Place | None,
    before: Place | None,
    size: int,
) -> Any:
    """At most `size` ids from each of the two parts of the list, nearest the place first."""
    wanted = conditions(session, dialogue_id, chosen, languages)
    descending = before is not None
    place = before or after
    parts = []
    for urgent in (True, False):
        if place is not None and place.urgent is not urgent and (urgent is not descending):
            continue  # this part lies wholly on the other side of the place
        part = select(Submission.id, Submission.number, literal(1 if urgent else 0).label("urgent"))
        part = part.where(wanted, URGENT if urgent else not_(URGENT))
        if place is not None and place.urgent is urgent:
            part = part.where(Submission.number < place.number if descending else Submission.number > place.number)
        order = Submission.number.desc() if descending else Submission.number.asc()
        parts.append(part.order_by(order).limit(size).subquery().select())
    return union_all(*parts)


def _rows(session: Session, numbers: Any) -> list[Row]:
    ids = numbers.subquery()
    first_text = (
        select(func.substr(Answer.text, 1, EXCERPT))
        .where(Answer.submission_id == Submission.id, Answer.text.is_not(None), Answer.text != "")
        .order_by(Answer.addition, Answer.position, Answer.id)
        .limit(1)
        .correlate(Submission)
        .scalar_subquery()
    )
    chosen = (
        select(
            Submission.id,
            Submission.number,
            Submission.language,
            Submission.channel,
            Submission.state,
            Submission.coding,
            Submission.counted,
            Submission.flags_standing,
            Submission.reports_open,
            Submission.appeal_open,
            Submission.additions,
            Submission.read_by_id.is_not(None),
            Submission.assigned_to_id,
            Submission.received_at,
            func.coalesce(first_text, ""),
            ids.c.urgent == 1,
        )
        .join(ids, ids.c.id == Submission.id)
        .order_by(ids.c.urgent.desc(), Submission.number)
    )
    found: Sequence[Any] = session.execute(chosen).all()
    return [Row(*row) for row in found]


def _with_themes(session: Session, rows: Sequence[Row]) -> list[Row]:
    if not rows:
        return []
    coded = session.execute(
        select(Answer.submission_id, Coding.theme_id)
        .join(Coding, Coding.answer_id == Answer.id)
        .where(Answer.submission_id.in_([row.id for row in rows]))
        .order_by(Coding.id)
    ).all()
    themes: dict[int, dict[int, None]] = {}
    for submission_id, theme_id in coded:
        themes.setdefault(submission_id, {})[theme_id] = None
    return [replace(row, theme_ids=tuple(themes.get(row.id, ()))) for row in rows]


def summary(session: Session, dialogue_id: int, numbers: Sequence[int]) -> dict[tuple[ReviewState, bool], int]:
    """How many of these stand where, and whether a flag, a report or an appeal keeps them from a bulk decision."""
    found: dict[tuple[ReviewState, bool], int] = {}
    kept = case((Submission.flags_standing > 0, True), (URGENT, True), else_=False)
    for at in range(0, len(numbers), 500):
        rows = session.execute(
            select(Submission.state, kept, func.count())
            .where(Submission.dialogue_id == dialogue_id, Submission.number.in_(numbers[at : at + 500]))
            .group_by(Submission.state, kept)
        )
        for state, keeps, n in rows:
            found[state, bool(keeps)] = found.get((state, bool(keeps)), 0) + n
    return found
