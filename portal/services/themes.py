"""The themes of a dialogue: create, rename, merge and part again, use of stance, the points they bear on.

The set of themes is frozen at the handover, which names them; later answers are coded to the themes there are.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.languages import SOURCE
from portal.domain.permissions import Act, Actor, require
from portal.domain.refusals import GateClosed, Invalid, NotFound, Refusal
from portal.domain.themes import same_name
from portal.effects import audit
from portal.effects.locking import lock
from portal.effects.texts import new_set, write
from portal.models.dialogues import Dialogue
from portal.models.themes import Theme, ThemePoint
from portal.queries import commitments, themes

MOST_THEMES = 200


def create(session: Session, actor: Actor, dialogue: Dialogue, *, name: str, now: datetime) -> Theme:
    """A new theme, last in the list. Refuses an empty name and one that a theme already has."""
    _may_arrange(actor, dialogue)
    there = themes.everything(session, dialogue.id)
    _check_name(there, name, None)
    if len(there) >= MOST_THEMES:
        raise Invalid(Refusal("TOO_MANY_THEMES", "name", {"limit": MOST_THEMES}))
    theme = Theme(
        dialogue_id=dialogue.id,
        position=max((one.position for one in there), default=0) + 1,
        texts=new_set(session, "theme"),
        result_texts=new_set(session, "theme_result"),
        answer_texts=new_set(session, "theme_answer"),
    )
    session.add(theme)
    write(session, theme.texts, "name", SOURCE, name, read_by_id=actor.user_id, now=now)
    session.flush()
    audit.record(session, actor, "themes.create", "theme", theme.id, None, {"name": name.strip()}, now, dialogue.id)
    return theme


def rename(
    session: Session, actor: Actor, dialogue: Dialogue, theme: Theme, *, version: int, name: str, now: datetime
) -> Theme:
    """Another Swedish name; its translations become stale. Codings stay."""
    _may_arrange(actor, dialogue)
    lock(session, theme, version)
    _check_name(themes.everything(session, dialogue.id), name, theme.id)
    before = theme.texts.plain("name")
    write(session, theme.texts, "name", SOURCE, name, read_by_id=actor.user_id, now=now)
    theme.version += 1
    session.flush()
    after = {"name": name.strip()}
    audit.record(session, actor, "themes.rename", "theme", theme.id, {"name": before}, after, now, dialogue.id)
    return theme


def set_stance(
    session: Session, actor: Actor, dialogue: Dialogue, theme: Theme, *, version: int, with_stance: bool, now: datetime
) -> Theme:
    """Whether answers in the theme are coded *för, emot, varken eller*. Stances already given stay."""
    _may_arrange(actor, dialogue)
    lock(session, theme, version)
    before, theme.with_stance = theme.with_stance, with_stance
    theme.version += 1
    session.flush()
    audit.record(
        session,
        actor,
        "themes.set_stance",
        "theme",
        theme.id,
        {"with_stance": before},
        {"with_stance": with_stance},
        now,
        dialogue.id,
    )
    return theme


def link_points(
    session: Session, actor: Actor, dialogue: Dialogue, theme: Theme, *, point_ids: Collection[int], now: datetime
) -> None:
    """Say which points of the commitment the theme bears on: exactly these from now on."""
    _may_arrange(actor, dialogue)
    wanted = set(point_ids)
    if not wanted <= {point.id for point in commitments.points_of(session, dialogue.id)}:
        raise NotFound("NO_SUCH_POINT")
    before = themes.points_of(session, theme.id)
    for gone in before - wanted:
        session.delete(session.get_one(ThemePoint, (theme.id, gone)))
    session.add_all(ThemePoint(theme_id=theme.id, point_id=point_id) for point_id in sorted(wanted - before))
    session.flush()
    audit.record(
        session,
        actor,
        "themes.link_points",
        "theme",
        theme.id,
        {"points": sorted(before)},
        {"points": sorted(wanted)},
        now,
        dialogue.id,
    )


def merge(
    session: Session, actor: Actor, dialogue: Dialogue, theme: Theme, into: Theme, *, version: int, now: datetime
) -> int:
    """Let `theme` go into another; returns how many codings moved.

    Each coding remembers the theme it was first made to, so that `part` can give it back. Where an answer is in both
    themes already, the coding of the theme that goes in stays behind on it and counts no more.
    """
    _may_arrange(actor, dialogue)
    lock(session, theme, version)
    lock(session, into)
    if theme.id == into.id or into.dialogue_id != dialogue.id or theme.dialogue_id != dialogue.id:
        raise Invalid(Refusal("MERGE_WITH_ITSELF", "into"))
    if theme.merged_into_id is not None or into.merged_into_id is not None:
        raise Invalid(Refusal("THEME_ALREADY_MERGED", "into"))
    there = themes.answers_in(session, into.id)
    moved = [coding for coding in themes.codings_in(session, theme.id) if coding.answer_id not in there]
    for coding in moved:
        coding.theme_id = into.id
    theme.merged_into_id, theme.merged_at = into.id, now
    theme.version += 1
    session.flush()
    after = {"merged_into_id": into.id, "codings": len(moved)}
    audit.record(session, actor, "themes.merge", "theme", theme.id, None, after, now, dialogue.id)
    return len(moved)


def part(session: Session, actor: Actor, dialogue: Dialogue, theme: Theme, *, now: datetime) -> int:
    """Undo a merge: the theme is its own again, with every coding first made to it or to what went into it."""
    _may_arrange(actor, dialogue)
    lock(session, theme)
    if theme.merged_into_id is None:
        raise Invalid("THEME_NOT_MERGED")
    there = themes.everything(session, dialogue.id)
    _check_name([one for one in there if one.merged_into_id is None], theme.texts.plain("name"), theme.id)
    leads_to = themes.living(session, dialogue.id)[theme.id]
    family = _went_into(there, theme.id)
    own = themes.answers_in(session, theme.id)
    back = [
        coding
        for coding in themes.codings_in(session, leads_to)
        if coding.first_theme_id in family and coding.answer_id not in own
    ]
    for coding in back:
        coding.theme_id = theme.id
        own.add(coding.answer_id)
    before = {"merged_into_id": theme.merged_into_id}
    theme.merged_into_id = theme.merged_at = None
    theme.version += 1
    session.flush()
    audit.record(session, actor, "themes.part", "theme", theme.id, before, {"codings": len(back)}, now, dialogue.id)
    return len(back)


def _may_arrange(actor: Actor, dialogue: Dialogue) -> None:
    require(actor, Act.CODE, dialogue.body_id)
    if dialogue.handed_over_at is not None:
        raise GateClosed("THEMES_HANDED_OVER")


def _check_name(there: Collection[Theme], name: str, own_id: int | None) -> None:
    if not name.strip():
        raise Invalid(Refusal("THEME_NEEDS_A_NAME", "name"))
    for other in there:
        if other.id != own_id and other.merged_into_id is None and same_name(other.texts.plain("name"), name):
            raise Invalid(Refusal("THEME_NAME_TAKEN", "name", {"name": name.strip()}))


def _went_into(there: Collection[Theme], theme_id: int) -> set[int]:
    family, grown = {theme_id}, True
    while grown:
        more = {one.id for one in there if one.merged_into_id in family} - family
        family |= more
        grown = bool(more)
    return family
