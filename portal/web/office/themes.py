"""The themes of a dialogue: create, rename, merge and part again, stance, and the points that they bear on."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.domain.permissions import Act
from portal.domain.refusals import Conflict, NotAllowed, NotFound, Refused
from portal.models.dialogues import Dialogue
from portal.models.themes import Theme
from portal.queries import commitments, dialogues, figures, results
from portal.queries import themes as questions
from portal.services import themes
from portal.web.access import staff
from portal.web.input import clean
from portal.web.messages import words
from portal.web.office.reading_frame import open_for_reading, page
from portal.web.sessions import changes, current_actor, now, reading

blueprint = Blueprint("office_themes", __name__, url_prefix="/office/dialogues/<slug>/themes")
Change = Callable[[Session, Dialogue], object]


@blueprint.get("/")
@staff(Act.READ_SUBMISSIONS)
def show(slug: str) -> str:
    """Every theme with how many submissions are in it, and the merged ones below."""
    return _page(slug, [])


@blueprint.post("/")
@staff(Act.CODE)
def create(slug: str) -> tuple[str, int] | Response:
    """A new theme."""
    name = clean(request.form.get("name"))
    return _do(slug, lambda session, dialogue: themes.create(session, current_actor(), dialogue, name=name, now=now()))


@blueprint.post("/<int:theme_id>")
@staff(Act.CODE)
def change(slug: str, theme_id: int) -> tuple[str, int] | Response:
    """Save one theme's name, use of stance and points."""
    sent = request.form
    version = int(sent["version"]) if sent.get("version", "").isdecimal() else 0
    points = [int(one) for one in sent.getlist("points") if one.isdecimal()]

    def save(session: Session, dialogue: Dialogue) -> None:
        theme, actor = questions.by_id(session, dialogue.id, theme_id), current_actor()
        name, with_stance = clean(sent.get("name")), "stance" in sent
        seen = version
        if name != theme.texts.plain("name"):
            seen = themes.rename(session, actor, dialogue, theme, version=seen, name=name, now=now()).version
        if with_stance != theme.with_stance:
            themes.set_stance(session, actor, dialogue, theme, version=seen, with_stance=with_stance, now=now())
        if set(points) != questions.points_of(session, theme.id):
            themes.link_points(session, actor, dialogue, theme, point_ids=points, now=now())

    return _do(slug, save)


@blueprint.post("/<int:theme_id>/merge")
@staff(Act.CODE)
def merge(slug: str, theme_id: int) -> tuple[str, int] | Response:
    """Let a theme go into another."""
    into, version = request.form.get("into", ""), request.form.get("version", "")

    def join(session: Session, dialogue: Dialogue) -> None:
        theme: Theme = questions.by_id(session, dialogue.id, theme_id)
        target = questions.by_id(session, dialogue.id, int(into) if into.isdecimal() else theme_id)
        seen = int(version) if version.isdecimal() else 0
        themes.merge(session, current_actor(), dialogue, theme, target, version=seen, now=now())

    return _do(slug, join)


@blueprint.post("/<int:theme_id>/part")
@staff(Act.CODE)
def part(slug: str, theme_id: int) -> tuple[str, int] | Response:
    """Undo a merge."""

    def undo(session: Session, dialogue: Dialogue) -> None:
        theme = questions.by_id(session, dialogue.id, theme_id)
        themes.part(session, current_actor(), dialogue, theme, now=now())

    return _do(slug, undo)


def _do(slug: str, asked: Change) -> tuple[str, int] | Response:
    try:
        with changes() as session:
            asked(session, dialogues.by_slug(session, slug))
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        status = 409 if isinstance(refused, Conflict) else 422
        return _page(slug, [words(one) for one in refused.refusals]), status
    flash(_("Sparat."), "good")
    return redirect(url_for(".show", slug=slug), 303)


def _page(slug: str, refusals: list[str]) -> str:
    opened = open_for_reading(slug)
    dialogue_id = opened.dialogue.id
    everything = questions.everything(reading(), dialogue_id)
    names = {theme.id: theme.texts.plain("name") for theme in everything}
    return page(
        "office/themes/show.html",
        opened,
        "themes",
        refusals=refusals,
        themes=[theme for theme in everything if theme.merged_into_id is None],
        merged=[theme for theme in everything if theme.merged_into_id is not None],
        names=names,
        figures=figures.themes(reading(), dialogue_id),
        first_made=questions.used_since_merge(reading(), dialogue_id),
        points=commitments.points_of(reading(), dialogue_id),
        points_of=results.points_of_themes(reading(), dialogue_id),
        name=clean(request.form.get("name")) if refusals else "",
        frozen=opened.dialogue.handed_over_at is not None,
    )
