"""Affected groups, how well they are heard, and what the form asks about them (B1)."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.domain.groups import Reach, time_for_nudges
from portal.domain.permissions import Act, may
from portal.models.dialogues import Dialogue
from portal.models.groups import AffectedGroup
from portal.queries import groups as known
from portal.queries import reach
from portal.services import groups
from portal.services.groups import GroupFacts
from portal.web import days, sessions
from portal.web.access import staff
from portal.web.forms.fields import number_of
from portal.web.forms.groups import GroupForm, NewGroupForm
from portal.web.forms.saving import Press, differences, mark_of, require_seen, saved
from portal.web.office import reach_words, swedish
from portal.web.office.members import member_context
from portal.web.office.workspace import open_dialogue, page
from portal.web.protection import csrf
from portal.web.staff_labels import MEASURE_STATUSES, PRINCIPLES

blueprint = Blueprint("office_groups", __name__, url_prefix="/office/dialogues/<slug>/groups")
csrf.exempt(blueprint)


@blueprint.get("/")
@staff(Act.SEE_DRAFTS)
def index(slug: str) -> str:
    """The groups with their measures, and the dialogue group."""
    dialogue = open_dialogue(sessions.reading(), slug, Act.SEE_DRAFTS)
    return _index(dialogue, [])


@blueprint.route("/new", methods=["GET", "POST"])
@staff(Act.EDIT_GROUPS)
def new(slug: str) -> Response | tuple[str, int]:
    """Add an affected group."""
    form = NewGroupForm()

    def add(session: Session) -> None:
        dialogue = open_dialogue(session, slug, Act.EDIT_GROUPS)
        name = {"sv": form.name.data or ""}
        groups.add_group(session, sessions.current_actor(), dialogue, name, _facts(form), sessions.now())

    if saved(form, add):
        flash(_("Gruppen är tillagd. Lägg nu till minst en insats."), "good")
        return redirect(_home(slug), 303)
    dialogue = open_dialogue(sessions.reading(), slug, Act.EDIT_GROUPS)
    body = page("office/groups/edit.html", dialogue, "groups", form=form, group=None, rows=[], principles=PRINCIPLES)
    return body, form.status


@blueprint.route("/<int:group_id>", methods=["GET", "POST"])
@staff(Act.EDIT_GROUPS)
def edit(slug: str, group_id: int) -> Response | tuple[str, int]:
    """Change what is known of a group."""
    dialogue = open_dialogue(sessions.reading(), slug, Act.EDIT_GROUPS)
    standing = _standing(known.group(sessions.reading(), dialogue, group_id))
    form = GroupForm(data={**standing, "seen": mark_of(standing)})

    def change(session: Session) -> None:
        fresh = open_dialogue(session, slug, Act.EDIT_GROUPS)
        group = known.group(session, fresh, group_id)
        require_seen(form, _standing(group))
        groups.change_group(session, sessions.current_actor(), fresh, group, _facts(form), sessions.now())

    if saved(form, change):
        flash(_("Ändringarna är sparade."), "good")
        return redirect(_home(slug), 303)
    dialogue = open_dialogue(sessions.reading(), slug, Act.EDIT_GROUPS)
    group = known.group(sessions.reading(), dialogue, group_id)
    rows = differences(form, _standing(group))
    body = page("office/groups/edit.html", dialogue, "groups", form=form, group=group, rows=rows, principles=PRINCIPLES)
    return body, form.status


@blueprint.route("/<int:group_id>/name", methods=["GET", "POST"])
@staff(Act.EDIT_GROUPS)
def name(slug: str, group_id: int) -> Response | tuple[str, int]:
    """The Swedish name of a group."""
    return swedish.edit(slug, "groups", _("Gruppens namn"), [f"group.{group_id}.name"], _home(slug))


@blueprint.post("/<int:group_id>/remove")
@staff(Act.EDIT_GROUPS)
def remove(slug: str, group_id: int) -> Response | tuple[str, int]:
    """Take a group away with its measures, before the announcement."""
    form = Press()

    def change(session: Session) -> None:
        dialogue = open_dialogue(session, slug, Act.EDIT_GROUPS)
        group = known.group(session, dialogue, group_id)
        groups.remove_group(session, sessions.current_actor(), dialogue, group, sessions.now())

    return _pressed(slug, form, saved(form, change), _("Gruppen är borttagen."))


@blueprint.post("/ask")
@staff(Act.EDIT_GROUPS)
def ask(slug: str) -> Response | tuple[str, int]:
    """Let the form ask which groups a writer belongs to, or no longer."""
    form, asked = Press(), request.form.get("asked") == "1"

    def change(session: Session) -> None:
        dialogue = open_dialogue(session, slug, Act.EDIT_GROUPS)
        groups.ask_groups(session, sessions.current_actor(), dialogue, asked, sessions.now())

    said = _("Formuläret frågar nu vilka grupper man hör till.") if asked else _("Formuläret frågar inte längre.")
    return _pressed(slug, form, saved(form, change), said)


def _pressed(slug: str, form: Press, done: bool, said: str) -> Response | tuple[str, int]:
    if done:
        flash(said, "good")
        return redirect(_home(slug), 303)
    return _index(open_dialogue(sessions.reading(), slug, Act.SEE_DRAFTS), form.form_errors), form.status


def _home(slug: str) -> str:
    return f"/office/dialogues/{slug}/groups/"


def _index(dialogue: Dialogue, faults: list[str]) -> str:
    session = sessions.reading()
    alive = dialogue.handed_over_at is None
    editable = alive and may(sessions.current_actor(), Act.EDIT_GROUPS, dialogue.body_id)
    found = known.of_dialogue(session, dialogue.id)
    return page(
        "office/groups/index.html",
        dialogue,
        "groups",
        groups=found,
        faults=faults,
        editable=editable,
        preparing=dialogue.announced_at is None,
        statuses=MEASURE_STATUSES,
        counted=reach_words.is_counted(dialogue),
        cell=reach_words.cell,
        today=days.today(),
        principles=PRINCIPLES,
        **_reach(session, dialogue, found),
        **member_context(session, dialogue),
    )


def _reach(session: Session, dialogue: Dialogue, found: Sequence[AffectedGroup]) -> dict[str, object]:
    if not reach_words.is_counted(dialogue) or not found:
        return {"reach_rows": [], "reach_bars": [], "reach_tags": {}, "nudges": {}, "uncounted": False}
    reached = reach.of_dialogue(session, dialogue.id)
    late = time_for_nudges(dialogue.opens_at, dialogue.closes_at, sessions.now()) and not dialogue.stopped_at
    silent = [one for one in found if late and reached[one.id].state is Reach.SILENT]
    return {
        "reach_rows": reach_words.table(found, reached),
        "reach_bars": reach_words.bars(found, reached),
        "reach_tags": reach_words.tags_of(reached),
        "uncounted": all(one.cells.is_empty for one in reached.values()),
        "nudges": {one.id: reach_words.still_possible(dialogue, one) for one in silent},
    }


def _facts(form: GroupForm) -> GroupFacts:
    return GroupFacts(
        how_affected=form.how_affected.data or "",
        estimated_size=number_of(form.estimated_size),
        size_source=form.size_source.data or "",
        barriers=form.barriers.data or "",
        target=form.wanted()[0],
        target_share=form.wanted()[1],
    )


def _standing(group: AffectedGroup) -> dict[str, object]:
    size = "" if group.estimated_size is None else str(group.estimated_size)
    rest = {"how_affected": group.how_affected, "size_source": group.size_source, "barriers": group.barriers}
    target = "" if group.target is None else str(group.target)
    if group.target_share is not None:
        target = f"{group.target_share} %"
    return {**rest, "estimated_size": size, "target": target}
