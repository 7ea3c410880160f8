"""The list of goals, plans and budgets of a body (A2)."""

from flask import Blueprint, flash, redirect
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.domain.permissions import Act, require
from portal.models.bodies import Body
from portal.models.steering import SteeringItem
from portal.queries import bodies
from portal.queries import steering as known
from portal.services import steering
from portal.services.steering import SteeringFacts
from portal.web import days, sessions
from portal.web.access import staff
from portal.web.body_labels import STEERING_KINDS
from portal.web.forms.fields import number_of
from portal.web.forms.saving import Press, differences, saved
from portal.web.forms.steering import SteeringForm
from portal.web.protection import csrf
from portal.web.staff import name_of
from portal.web.staff_labels import PRINCIPLES

blueprint = Blueprint("office_steering", __name__, url_prefix="/office/bodies/<slug>/steering")
csrf.exempt(blueprint)


@blueprint.route("/", methods=["GET", "POST"])
@staff(Act.STEER)
def index(slug: str) -> Response | tuple[str, int]:
    """The list, and the form for something new on it."""
    form = SteeringForm(data={"year": str(days.today().year), "kind": "goal"})

    def add(session: Session) -> None:
        steering.add(session, sessions.current_actor(), _body(session, slug), _facts(form), sessions.now())

    if saved(form, add):
        flash(_("Det är tillagt på listan. Nya dialoger kan kopplas till det."), "good")
        return redirect(f"/office/bodies/{slug}/steering/", 303)
    body = _body(sessions.reading(), slug)
    found = known.of_body(sessions.reading(), body.id)
    return form.page(
        "office/steering/index.html",
        body=body,
        name_of=name_of,
        kinds=STEERING_KINDS,
        living=[one for one in found if one.retired_on is None],
        retired=[one for one in found if one.retired_on is not None],
        principles=PRINCIPLES,
    )


@blueprint.route("/<int:item_id>", methods=["GET", "POST"])
@staff(Act.STEER)
def edit(slug: str, item_id: int) -> Response | tuple[str, int]:
    """Change a goal, a plan or a budget; dialogues keep the words they were tied with."""
    item = _item(sessions.reading(), slug, item_id)
    form = SteeringForm(data={**_standing(item), "version": item.version})

    def change(session: Session) -> None:
        fresh, version = _item(session, slug, item_id), form.version.data or 0
        steering.change(session, sessions.current_actor(), fresh, _facts(form), version, sessions.now())

    if saved(form, change):
        flash(_("Ändringarna är sparade."), "good")
        return redirect(f"/office/bodies/{slug}/steering/", 303)
    body, item = _body(sessions.reading(), slug), _item(sessions.reading(), slug, item_id)
    rows = differences(form, _standing(item), item.version)
    return form.page("office/steering/edit.html", body=body, item=item, rows=rows, name_of=name_of)


@blueprint.post("/<int:item_id>/retire")
@staff(Act.STEER)
def retire(slug: str, item_id: int) -> Response:
    """Offer it to no new dialogue."""
    form = Press()

    def change(session: Session) -> None:
        item, rules = _item(session, slug, item_id), sessions.settings().rules()
        steering.retire(session, sessions.current_actor(), rules, item, item.version, sessions.now())

    if saved(form, change):
        flash(_("Det erbjuds inte längre till nya dialoger."), "good")
    else:
        for faults in form.errors.values():
            flash(" ".join(str(fault) for fault in faults), "error")
        for fault in form.form_errors:
            flash(str(fault), "error")
    return redirect(f"/office/bodies/{slug}/steering/", 303)


def _body(session: Session, slug: str) -> Body:
    body = bodies.by_slug(session, slug)
    require(sessions.current_actor(), Act.STEER, body.id)
    return body


def _item(session: Session, slug: str, item_id: int) -> SteeringItem:
    return known.by_id(session, _body(session, slug).id, item_id)


def _facts(form: SteeringForm) -> SteeringFacts:
    return SteeringFacts(form.steering_kind, form.name.data or "", number_of(form.year), form.decided_on.data)


def _standing(item: SteeringItem) -> dict[str, object]:
    return {"kind": item.kind.value, "name": item.name, "year": str(item.year), "decided_on": item.decided_on}
