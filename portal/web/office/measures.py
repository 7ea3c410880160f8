"""Measures that let a group take part: what, where, who, when; how it went; its short address (B1)."""

from flask import Blueprint, flash, redirect
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.domain.groups import MeasureStatus
from portal.domain.permissions import Act
from portal.models.dialogues import Dialogue
from portal.models.groups import Measure
from portal.models.users import User
from portal.queries import groups as known
from portal.queries import users
from portal.services import groups, measures
from portal.web import sessions
from portal.web.access import staff
from portal.web.forms.groups import AddressForm, MeasureForm, OwnerForm, PlanForm, SettleForm
from portal.web.forms.saving import Press, differences, saved
from portal.web.office import swedish
from portal.web.office.workspace import open_dialogue, page
from portal.web.protection import csrf
from portal.web.public_address import public_address
from portal.web.staff_labels import PRINCIPLES

blueprint = Blueprint("office_measures", __name__, url_prefix="/office/dialogues/<slug>/groups")
csrf.exempt(blueprint)


@blueprint.route("/<int:group_id>/measures", methods=["GET", "POST"])
@staff(Act.EDIT_GROUPS)
def new(slug: str, group_id: int) -> Response | tuple[str, int]:
    """Add a measure for a group."""
    dialogue = open_dialogue(sessions.reading(), slug, Act.EDIT_GROUPS)
    form = MeasureForm()
    _offer_owners(form, dialogue)

    def add(session: Session) -> None:
        fresh = open_dialogue(session, slug, Act.EDIT_GROUPS)
        group, what = known.group(session, fresh, group_id), {"sv": form.what.data or ""}
        actor, owner, place = sessions.current_actor(), form.owner.data or "", {"sv": form.place.data or ""}
        user, due = _chosen(session, form), form.due_on.data
        groups.add_measure(session, actor, fresh, group, what, owner, due, sessions.now(), place=place, user=user)

    if saved(form, add):
        flash(_("Insatsen är tillagd."), "good")
        return redirect(_home(slug), 303)
    dialogue = open_dialogue(sessions.reading(), slug, Act.EDIT_GROUPS)
    group = known.group(sessions.reading(), dialogue, group_id)
    body = page("office/measures/new.html", dialogue, "groups", form=form, group=group, principles=PRINCIPLES)
    return body, form.status


@blueprint.route("/measures/<int:measure_id>", methods=["GET", "POST"])
@staff(Act.EDIT_GROUPS)
def settle(slug: str, measure_id: int) -> Response | tuple[str, int]:
    """Say that a measure is done, or not done and why."""
    standing = _measure(sessions.reading(), slug, measure_id)[1]
    form = SettleForm(data={**_state(standing), "version": standing.version})

    def change(session: Session) -> None:
        dialogue, measure = _measure(session, slug, measure_id)
        status, because, version = MeasureStatus(form.state.data), form.because.data or "", form.version.data or 0
        actor, now = sessions.current_actor(), sessions.now()
        groups.settle_measure(session, actor, dialogue, measure, status, because, now, version)

    if saved(form, change):
        flash(_("Insatsen är uppdaterad."), "good")
        return redirect(_home(slug), 303)
    dialogue, measure = _measure(sessions.reading(), slug, measure_id)
    rows = differences(form, _state(measure), measure.version)
    return page("office/measures/settle.html", dialogue, "groups", form=form, measure=measure, rows=rows), form.status


@blueprint.route("/measures/<int:measure_id>/plan", methods=["GET", "POST"])
@staff(Act.EDIT_GROUPS)
def plan(slug: str, measure_id: int) -> Response | tuple[str, int]:
    """Change who does a measure, and by when."""
    dialogue, standing = _measure(sessions.reading(), slug, measure_id)
    form = PlanForm(data={**_planned(standing), "version": standing.version})
    _offer_owners(form, dialogue)

    def change(session: Session) -> None:
        fresh, measure = _measure(session, slug, measure_id)
        user, due, version = _chosen(session, form), form.due_on.data, form.version.data or 0
        actor, owner = sessions.current_actor(), form.owner.data or ""
        measures.plan(session, actor, fresh, measure, "" if user else owner, user, due, sessions.now(), version)

    if saved(form, change):
        flash(_("Insatsen är uppdaterad."), "good")
        return redirect(_home(slug), 303)
    dialogue, measure = _measure(sessions.reading(), slug, measure_id)
    rows = differences(form, _planned(measure), measure.version)
    return page("office/measures/plan.html", dialogue, "groups", form=form, measure=measure, rows=rows), form.status


@blueprint.route("/measures/<int:measure_id>/address", methods=["GET", "POST"])
@staff(Act.EDIT_GROUPS)
def address(slug: str, measure_id: int) -> Response | tuple[str, int]:
    """Choose the short address of a measure, before it is printed."""
    standing = _measure(sessions.reading(), slug, measure_id)[1]
    form = AddressForm(data={"code": standing.address.code if standing.address else ""})

    def change(session: Session) -> None:
        dialogue, measure = _measure(session, slug, measure_id)
        actor, code = sessions.current_actor(), form.code.data or ""
        measures.choose_address(session, actor, dialogue, measure, code, sessions.now())

    if saved(form, change):
        flash(_("Adressen är sparad."), "good")
        return redirect(_home(slug), 303)
    dialogue, measure = _measure(sessions.reading(), slug, measure_id)
    context = {"measure": measure, "start": public_address(f"/d/{slug}/")}
    return page("office/measures/address.html", dialogue, "groups", form=form, **context), form.status


@blueprint.route("/measures/<int:measure_id>/what", methods=["GET", "POST"])
@staff(Act.EDIT_GROUPS)
def what(slug: str, measure_id: int) -> Response | tuple[str, int]:
    """The Swedish words of a measure."""
    keys = [f"measure.{measure_id}.{field}" for field in ("what", "place")]
    return swedish.edit(slug, "groups", _("Insatsen"), keys, _home(slug))


@blueprint.post("/measures/<int:measure_id>/remove")
@staff(Act.EDIT_GROUPS)
def remove(slug: str, measure_id: int) -> Response:
    """Take a measure away, before the announcement."""
    form = Press()

    def change(session: Session) -> None:
        dialogue, measure = _measure(session, slug, measure_id)
        groups.remove_measure(session, sessions.current_actor(), dialogue, measure, sessions.now())

    if saved(form, change):
        flash(_("Insatsen är borttagen."), "good")
    for words in form.form_errors:
        flash(words, "error")
    return redirect(_home(slug), 303)


def _measure(session: Session, slug: str, measure_id: int) -> tuple[Dialogue, Measure]:
    dialogue = open_dialogue(session, slug, Act.EDIT_GROUPS)
    return dialogue, known.measure(session, dialogue, measure_id)


def _offer_owners(form: OwnerForm, dialogue: Dialogue) -> None:
    """Those who can also say how it went: the measure comes up on their desk."""
    people = users.who_may(sessions.reading(), Act.EDIT_GROUPS, dialogue.body_id)
    form.user.choices = [("", _("Någon annan")), *((str(one.id), one.name) for one in people)]


def _chosen(session: Session, form: OwnerForm) -> User | None:
    return users.by_id(session, int(form.user.data)) if form.user.data else None


def _home(slug: str) -> str:
    return f"/office/dialogues/{slug}/groups/"


def _state(measure: Measure) -> dict[str, object]:
    return {"state": measure.status.value, "because": measure.because}


def _planned(measure: Measure) -> dict[str, object]:
    name = "" if measure.owner_id else measure.owner
    return {"user": str(measure.owner_id or ""), "owner": name, "due_on": measure.due_on}
