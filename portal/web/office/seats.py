"""Who sits in a body, kept over time by its registrar or an administrator (C2)."""

from flask import Blueprint, flash, redirect
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.domain.permissions import Act, require
from portal.domain.seats import SeatRole
from portal.models.bodies import Body
from portal.models.seats import Seat
from portal.queries import bodies, users
from portal.queries import seats as known
from portal.services import seats
from portal.web import days, sessions
from portal.web.access import staff
from portal.web.body_labels import SEAT_ROLES, period
from portal.web.forms.saving import differences, mark_of, require_seen, saved
from portal.web.forms.seats import NewSeatForm, SeatForm
from portal.web.protection import csrf
from portal.web.staff import name_of

blueprint = Blueprint("office_seats", __name__, url_prefix="/office/bodies/<slug>/seats")
csrf.exempt(blueprint)


@blueprint.route("/", methods=["GET", "POST"])
@staff(Act.KEEP_SEATS)
def index(slug: str) -> Response | tuple[str, int]:
    """Who sits now, who sat before, and the form for a new seat."""
    body = _body(sessions.reading(), slug)
    form = NewSeatForm(data={"from_on": days.today(), "role": SeatRole.MEMBER.value})
    people = [one for one in users.everyone(sessions.reading()) if one.active]
    form.user.choices = [("", _("Inget konto")), *((str(one.id), one.name) for one in people)]

    def add(session: Session) -> None:
        user = users.by_id(session, int(form.user.data)) if form.user.data else None
        since = form.from_on.data
        assert since is not None
        seats.seat(
            session, sessions.current_actor(), _body(session, slug), form.name.data or "", SeatRole(form.role.data),
            since, sessions.now(), until_on=form.until_on.data, user=user,
        )  # fmt: skip

    if saved(form, add):
        flash(_("Platsen är sparad."), "good")
        return redirect(f"/office/bodies/{slug}/seats/", 303)
    body, today = _body(sessions.reading(), slug), days.today()
    found = known.of_body(sessions.reading(), body.id)
    return form.page(
        "office/seats/index.html",
        body=body,
        name_of=name_of,
        sitting=[_row(one) for one in found if one.until_on is None or one.until_on >= today],
        sat=[_row(one) for one in found if one.until_on is not None and one.until_on < today],
    )


@blueprint.route("/<int:seat_id>", methods=["GET", "POST"])
@staff(Act.KEEP_SEATS)
def edit(slug: str, seat_id: int) -> Response | tuple[str, int]:
    """Record the last day of a seat, or correct its role and days."""
    body = _body(sessions.reading(), slug)
    standing = _standing(known.by_id(sessions.reading(), body.id, seat_id))
    form = SeatForm(data={**standing, "seen": mark_of(standing)})

    def change(session: Session) -> None:
        fresh = _body(session, slug)
        row, since = known.by_id(session, fresh.id, seat_id), form.from_on.data
        require_seen(form, _standing(row))
        assert since is not None
        actor, role = sessions.current_actor(), SeatRole(form.role.data)
        seats.change(session, actor, fresh, row, role, since, form.until_on.data, sessions.now())

    if saved(form, change):
        flash(_("Ändringarna är sparade."), "good")
        return redirect(f"/office/bodies/{slug}/seats/", 303)
    body = _body(sessions.reading(), slug)
    row = known.by_id(sessions.reading(), body.id, seat_id)
    rows = differences(form, _standing(row))
    return form.page("office/seats/edit.html", body=body, seat=row, rows=rows, name_of=name_of)


def _body(session: Session, slug: str) -> Body:
    body = bodies.by_slug(session, slug)
    require(sessions.current_actor(), Act.KEEP_SEATS, body.id)
    return body


def _standing(row: Seat) -> dict[str, object]:
    return {"role": row.role.value, "from_on": row.from_on, "until_on": row.until_on}


def _row(one: Seat) -> dict[str, object]:
    return {"id": one.id, "name": one.name, "role": SEAT_ROLES[one.role], "when": period(one.from_on, one.until_on)}
