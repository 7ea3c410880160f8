"""A body that is abolished: what lives in it, who takes over, and what moves (C2)."""

from flask import Blueprint, flash, redirect
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.domain.bodies import NEVER_ABOLISHED, RolesThen
from portal.domain.permissions import Act
from portal.queries import bodies, living
from portal.services import abolitions
from portal.services.abolitions import Abolition
from portal.web import days, sessions
from portal.web.access import staff
from portal.web.forms.abolitions import AbolitionForm
from portal.web.forms.saving import mark_of, require_seen, saved
from portal.web.protection import csrf
from portal.web.staff import body_choices, chosen_body, name_of

blueprint = Blueprint("admin_abolitions", __name__, url_prefix="/admin/bodies/<slug>/abolish")
csrf.exempt(blueprint)


@blueprint.route("/", methods=["GET", "POST"])
@staff(Act.MANAGE_BODIES)
def new(slug: str) -> Response | tuple[str, int]:
    """Everything that lives in the body, and the form that ends it: all of it or nothing."""
    body = bodies.by_slug(sessions.reading(), slug)
    alive = living.of_body(sessions.reading(), body.id, days.today())
    form = AbolitionForm(data={"abolished_on": days.today(), "move": True, "seen": mark_of(alive.mark)})
    others = body_choices(sessions.reading(), empty=_("Ingen tar över"))
    form.successor.choices = [one for one in others if one[0] != str(body.id)]

    def change(session: Session) -> None:
        fresh, on = bodies.by_slug(session, slug), form.abolished_on.data
        assert on is not None
        require_seen(form, living.of_body(session, fresh.id, days.today()).mark)
        how = Abolition(on, chosen_body(session, form.successor.data), form.move.data, RolesThen(form.roles.data))
        rules = sessions.settings().rules()
        abolitions.abolish(session, sessions.current_actor(), rules, fresh, how, sessions.now())

    if saved(form, change):
        flash(_("Nämnden har upphört. Sidan finns kvar och visar vidare till den som har tagit över."), "good")
        return redirect("/admin/bodies/", 303)
    body = bodies.by_slug(sessions.reading(), slug)
    alive = living.of_body(sessions.reading(), body.id, days.today())
    if form.overtaken:
        form.seen.data, form.seen.raw_data = mark_of(alive.mark), None
    return form.page(
        "admin/abolitions/new.html",
        body=body,
        alive=alive,
        may_end=body.kind not in NEVER_ABOLISHED and body.abolished_on is None,
        name_of=name_of,
    )
