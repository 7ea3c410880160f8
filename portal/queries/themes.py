"""Themes of a dialogue as coders need them: the list, the last used, the codings of one submission."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, func, literal, select, union_all
from sqlalchemy.orm import Session

from portal.domain.languages import SOURCE
from portal.domain.questions import QuestionKind
from portal.domain.refusals import NotFound
from portal.domain.themes import MOST_QUICK_THEMES
from portal.models.questions import Question
from portal.models.submissions import Answer
from portal.models.texts import Text
from portal.models.themes import Coding, CodingChange, Theme, ThemePoint

_LOOKED_BACK = 300


@dataclass(frozen=True)
class Named:
    """A theme or a free-text question by its id and Swedish name."""

    id: int
    name: str
    with_stance: bool = False
    merged_into_id: int | None = None


def options(session: Session, dialogue_id: int) -> tuple[list[Named], list[Named]]:
    """Themes that can be coded to, in their order, and the free-text questions: what the list can be filtered by."""
    name = and_(Text.field == "name", Text.language == SOURCE)
    label = and_(Text.field == "label", Text.language == SOURCE)
    themes = (
        select(literal("theme").label("what"), Theme.id, Text.source, Theme.with_stance, Theme.position.label("place"))
        .outerjoin(Text, and_(Text.set_id == Theme.texts_id, name))
        .where(Theme.dialogue_id == dialogue_id, Theme.merged_into_id.is_(None))
    )
    questions = (
        select(literal("question"), Question.id, Text.source, literal(False), Question.page * 1000 + Question.position)
        .outerjoin(Text, and_(Text.set_id == Question.texts_id, label))
        .where(Question.dialogue_id == dialogue_id, Question.kind == QuestionKind.FREE_TEXT)
    )
    rows = sorted(session.execute(union_all(themes, questions)).all(), key=lambda row: (row.place, row.id))
    found = [(row.what, Named(row.id, row.source or "", bool(row.with_stance))) for row in rows]
    return [one for what, one in found if what == "theme"], [one for what, one in found if what == "question"]


def everything(session: Session, dialogue_id: int) -> Sequence[Theme]:
    """Every theme in order, merged ones too."""
    chosen = select(Theme).where(Theme.dialogue_id == dialogue_id).order_by(Theme.position, Theme.id)
    return session.scalars(chosen).unique().all()


def merged(session: Session, dialogue_id: int, theme_ids: Collection[int]) -> list[tuple[int, str, str]]:
    """(id, name, name of the living theme it went into) of those of these themes that were merged, in Swedish."""
    if not theme_ids:
        return []
    known = {theme.id: theme for theme in everything(session, dialogue_id)}
    found = []
    for theme_id in sorted(set(theme_ids) & known.keys()):
        into = known[theme_id]
        while into.merged_into_id is not None:
            into = known[into.merged_into_id]
        if into.id != theme_id:
            found.append((theme_id, known[theme_id].texts.plain("name"), into.texts.plain("name")))
    return found


def living_of(session: Session, dialogue_id: int) -> dict[int, int]:
    """For every theme of the dialogue the living one it is counted in: itself, or the one it was merged into."""
    rows = session.execute(select(Theme.id, Theme.merged_into_id).where(Theme.dialogue_id == dialogue_id)).all()
    into = {row[0]: row[1] for row in rows}
    found = {}
    for theme_id in into:
        last = theme_id
        while (following := into[last]) is not None:
            last = following
        found[theme_id] = last
    return found


def by_id(session: Session, dialogue_id: int, theme_id: int) -> Theme:
    """A theme of that dialogue; raises NotFound."""
    theme = session.get(Theme, theme_id)
    if theme is None or theme.dialogue_id != dialogue_id:
        raise NotFound("NO_SUCH_THEME")
    return theme


def living(session: Session, dialogue_id: int) -> Mapping[int, int]:
    """Which theme each theme id leads to today: itself, or the one it was merged into, through all merges."""
    rows = session.execute(select(Theme.id, Theme.merged_into_id).where(Theme.dialogue_id == dialogue_id))
    into = {row[0]: row[1] for row in rows}
    found = {}
    for theme_id in into:
        at, seen = theme_id, {theme_id}
        while (target := into.get(at)) is not None and target not in seen:
            at = target
            seen.add(at)
        found[theme_id] = at
    return found


def last_used(session: Session, dialogue_id: int, actor_id: int | None) -> list[int]:
    """Ids of the at most nine themes that this coder used last, in the order of the list, so that keys stay put."""
    recent = (
        select(Coding.theme_id, Coding.id)
        .where(Coding.coded_by_id == (actor_id or 0))
        .order_by(Coding.id.desc())
        .limit(_LOOKED_BACK)
        .subquery()
    )
    chosen = (
        select(Theme.id, Theme.position)
        .join(recent, recent.c.theme_id == Theme.id)
        .where(Theme.dialogue_id == dialogue_id, Theme.merged_into_id.is_(None))
        .group_by(Theme.id, Theme.position)
        .order_by(func.max(recent.c.id).desc())
        .limit(MOST_QUICK_THEMES)
    )
    rows = session.execute(chosen).all()
    return [row.id for row in sorted(rows, key=lambda row: (row.position, row.id))]


def codings_of(session: Session, answer_ids: Sequence[int]) -> Sequence[Coding]:
    """The codings of these answers, oldest first."""
    return session.scalars(select(Coding).where(Coding.answer_id.in_(answer_ids)).order_by(Coding.id)).all()


def codings_in(session: Session, theme_id: int) -> Sequence[Coding]:
    """Every coding that stands on this theme."""
    return session.scalars(select(Coding).where(Coding.theme_id == theme_id)).all()


def answers_in(session: Session, theme_id: int) -> set[int]:
    """Ids of the answers that are coded to this theme."""
    return set(session.scalars(select(Coding.answer_id).where(Coding.theme_id == theme_id)))


def points_of(session: Session, theme_id: int) -> set[int]:
    """Ids of the commitment points that a theme bears on."""
    return set(session.scalars(select(ThemePoint.point_id).where(ThemePoint.theme_id == theme_id)))


def changes_of(session: Session, submission_id: int) -> Sequence[CodingChange]:
    """Every change of a submission's coding, the newest first, those undone too."""
    return session.scalars(
        select(CodingChange).where(CodingChange.submission_id == submission_id).order_by(CodingChange.id.desc())
    ).all()


def used_since_merge(session: Session, dialogue_id: int) -> Mapping[int, int]:
    """For each theme id: how many codings were first made to it, whatever it was merged into; for the merged list."""
    rows = session.execute(
        select(Coding.first_theme_id, func.count())
        .join(Answer, Answer.id == Coding.answer_id)
        .join(Theme, Theme.id == Coding.first_theme_id)
        .where(Theme.dialogue_id == dialogue_id, Theme.merged_into_id.is_not(None))
        .group_by(Coding.first_theme_id)
    )
    return {row[0]: row[1] for row in rows}
