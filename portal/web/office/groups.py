"""Affected groups and the measures that let them take part (B1)."""

from flask import Blueprint, flash, redirect
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.domain.groups import MeasureStatus
from portal.domain.permissions import Act, may
from portal.models.dialogues import Dialogue
from portal.models.groups import AffectedGroup, Measure
from portal.queries import groups as known
from portal.services import groups
from portal.services.groups import GroupFacts
from portal.web import days, sessions
from portal.web.access import staff
from portal.web.forms.fields import number_of
from portal.web.forms.groups import GroupForm, MeasureForm, NewGroupForm, SettleForm
from portal.web.forms.saving import Press, differences, mark_of, require_seen, saved
from portal.web.office import swedish
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


@blueprint.route("/<int:group_id>/measures", methods=["GET", "POST"])
@staff(Act.EDIT_GROUPS)
def add_measure(slug: str, group_id: int) -> Response | tuple[str, int]:
    """Add a measure for a group."""
    form = MeasureForm()

    def add(session: Session) -> None:
        dialogue = open_dialogue(session, slug, Act.EDIT_GROUPS)
        group, what = known.group(session, dialogue, group_id), {"sv": form.what.data or ""}
        actor, owner, due = sessions.current_actor(), form.owner.data or "", form.due_on.data
        groups.add_measure(session, actor, dialogue, group, what, owner, due, sessions.now())

    if saved(form, add):
        flash(_("Insatsen är tillagd."), "good")
        return redirect(_home(slug), 303)
    dialogue = open_dialogue(sessions.reading(), slug, Act.EDIT_GROUPS)
    group = known.group(sessions.reading(), dialogue, group_id)
    body = page("office/groups/measure.html", dialogue, "groups", form=form, group=group, principles=PRINCIPLES)
    return body, form.status


@blueprint.route("/measures/<int:measure_id>", methods=["GET", "POST"])
@staff(Act.EDIT_GROUPS)
def settle(slug: str, measure_id: int) -> Response | tuple[str, int]:
    """Say that a measure is done, or not done and why."""
    dialogue = open_dialogue(sessions.reading(), slug, Act.EDIT_GROUPS)
    standing = _state(known.measure(sessions.reading(), dialogue, measure_id))
    form = SettleForm(data={**standing, "seen": mark_of(standing)})

    def change(session: Session) -> None:
        fresh = open_dialogue(session, slug, Act.EDIT_GROUPS)
        measure = known.measure(session, fresh, measure_id)
        require_seen(form, _state(measure))
        status, because = MeasureStatus(form.state.data), form.because.data or ""
        groups.settle_measure(session, sessions.current_actor(), fresh, measure, status, because, sessions.now())

    if saved(form, change):
        flash(_("Insatsen är uppdaterad."), "good")
        return redirect(_home(slug), 303)
    dialogue = open_dialogue(sessions.reading(), slug, Act.EDIT_GROUPS)
    measure = known.measure(sessions.reading(), dialogue, measure_id)
    rows = differences(form, _state(measure))
    return page("office/groups/settle.html", dialogue, "groups", form=form, measure=measure, rows=rows), form.status


@blueprint.route("/measures/<int:measure_id>/what", methods=["GET", "POST"])
@staff(Act.EDIT_GROUPS)
def what(slug: str, measure_id: int) -> Response | tuple[str, int]:
    """The Swedish words of a measure."""
    return swedish.edit(slug, "groups", _("Insatsen"), [f"measure.{measure_id}.what"], _home(slug))


@blueprint.post("/measures/<int:measure_id>/remove")
@staff(Act.EDIT_GROUPS)
def remove_measure(slug: str, measure_id: int) -> Response | tuple[str, int]:
    """Take a measure away, before the announcement."""
    form = Press()

    def change(session: Session) -> None:
        dialogue = open_dialogue(session, slug, Act.EDIT_GROUPS)
        measure = known.measure(session, dialogue, measure_id)
        groups.remove_measure(session, sessions.current_actor(), dialogue, measure, sessions.now())

    return _pressed(slug, form, saved(form, change), _("Insatsen är borttagen."))


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
    return page(
        "office/groups/index.html",
        dialogue,
        "groups",
        groups=known.of_dialogue(session, dialogue.id),
        faults=faults,
        editable=editable,
        preparing=dialogue.announced_at is None,
        statuses=MEASURE_STATUSES,
        today=days.today(),
        principles=PRINCIPLES,
        **member_context(session, dialogue),
    )


def _facts(form: GroupForm) -> GroupFacts:
    return GroupFacts(
        how_affected=form.how_affected.data or "",
        estimated_size=number_of(form.estimated_size),
        size_source=form.size_source.data or "",
        barriers=form.barriers.data or "",
    )


def _standing(group: AffectedGroup) -> dict[str, object]:
    size = "" if group.estimated_size is None else str(group.estimated_size)
    rest = {"how_affected": group.how_affected, "size_source": group.size_source, "barriers": group.barriers}
    return {**rest, "estimated_size": size}


def _state(measure: Measure) -> dict[str, object]:
    return {"state": measure.status.value, "because": measure.because}
