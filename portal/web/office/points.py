"""The points of a commitment: what can change, what is fixed; added, written, put in order, taken away."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.domain.commitments import PointKind
from portal.domain.permissions import Act, may
from portal.domain.refusals import NotFound
from portal.models.commitments import CommitmentPoint
from portal.models.dialogues import Dialogue
from portal.queries import commitments as known
from portal.services import commitments
from portal.web import sessions
from portal.web.access import staff
from portal.web.forms.dialogues import PointForm, point_kind
from portal.web.forms.saving import Press, saved
from portal.web.office.workspace import open_dialogue, page
from portal.web.protection import csrf
from portal.web.staff_labels import POINT_KINDS, PRINCIPLES

blueprint = Blueprint("office_points", __name__, url_prefix="/office/dialogues/<slug>/commitment/points")
csrf.exempt(blueprint)


@blueprint.get("/")
@staff(Act.SEE_DRAFTS)
def index(slug: str) -> tuple[str, int]:
    """Both lists, and the form for a new point."""
    return _page(slug, PointForm(data={"kind": point_kind(request.args.get("kind")).value}))


@blueprint.post("/")
@staff(Act.EDIT_TEXTS)
def add(slug: str) -> Response | tuple[str, int]:
    """Add a point as the last of its kind."""
    form = PointForm()

    def change(session: Session) -> None:
        dialogue = open_dialogue(session, slug, Act.EDIT_TEXTS)
        words = {"sv": form.text.data or ""}
        commitments.add_point(
            session, sessions.current_actor(), dialogue, PointKind(form.kind.data), words, sessions.now()
        )

    if saved(form, change):
        flash(_("Punkten är tillagd."), "good")
        return redirect(f"/office/dialogues/{slug}/commitment/points/?kind={form.kind.data}", 303)
    return _page(slug, form)


@blueprint.post("/<int:point_id>/move")
@staff(Act.EDIT_TEXTS)
def move(slug: str, point_id: int) -> Response | tuple[str, int]:
    """Move a point one step up or down within its kind."""

    def change(session: Session, dialogue: Dialogue, point: CommitmentPoint) -> None:
        order = [each.id for each in known.points_of(session, dialogue.id, point.kind)]
        place = order.index(point_id)
        target = place + (1 if request.form.get("to") == "down" else -1)
        if 0 <= target < len(order):
            order[place], order[target] = order[target], order[place]
            commitments.order_points(session, sessions.current_actor(), dialogue, point.kind, order, sessions.now())

    return _pressed(slug, point_id, change, "")


@blueprint.post("/<int:point_id>/remove")
@staff(Act.EDIT_TEXTS)
def remove(slug: str, point_id: int) -> Response | tuple[str, int]:
    """Take a point away."""

    def change(session: Session, dialogue: Dialogue, point: CommitmentPoint) -> None:
        commitments.remove_point(session, sessions.current_actor(), dialogue, point, sessions.now())

    return _pressed(slug, point_id, change, _("Punkten är borttagen."))


def _pressed(
    slug: str, point_id: int, act: Callable[[Session, Dialogue, CommitmentPoint], None], said: str
) -> Response | tuple[str, int]:
    form = Press()

    def change(session: Session) -> None:
        dialogue = open_dialogue(session, slug, Act.EDIT_TEXTS)
        point = next((each for each in known.points_of(session, dialogue.id) if each.id == point_id), None)
        if point is None:
            raise NotFound("NOT_FOUND")
        act(session, dialogue, point)

    if saved(form, change):
        if said:
            flash(said, "good")
        return redirect(f"/office/dialogues/{slug}/commitment/points/", 303)
    again = PointForm(formdata=None)
    again.form_errors, again.expired = [*form.form_errors], form.expired
    return _page(slug, again)


def _page(slug: str, form: PointForm) -> tuple[str, int]:
    dialogue = open_dialogue(sessions.reading(), slug, Act.SEE_DRAFTS)
    points = known.points_of(sessions.reading(), dialogue.id)
    lists = [(kind, label, [each for each in points if each.kind is kind]) for kind, label in POINT_KINDS.items()]
    editable = dialogue.announced_at is None and may(sessions.current_actor(), Act.EDIT_TEXTS, dialogue.body_id)
    body = page(
        "office/points/index.html", dialogue, "commitment", form=form, lists=lists, editable=editable,
        principles=PRINCIPLES,
    )  # fmt: skip
    return body, form.status
