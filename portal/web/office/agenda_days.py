"""A meeting that is moved to another day or cancelled: first what that breaks, then the change itself (A2)."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.domain.agendas import Break, breaks
from portal.domain.permissions import Act, require
from portal.models.agendas import BodyMeeting
from portal.queries import agendas as known
from portal.services import agendas
from portal.web import agenda_words, days, sessions
from portal.web.access import staff
from portal.web.forms.agendas import CancelForm, MoveMeetingForm
from portal.web.forms.saving import differences, saved
from portal.web.protection import csrf
from portal.web.staff import name_of

blueprint = Blueprint("office_agenda_days", __name__, url_prefix="/office/agendas/<int:meeting_id>")
csrf.exempt(blueprint)


@blueprint.route("/move", methods=["GET", "POST"])
@staff(Act.KEEP_MATTERS)
def move(meeting_id: int) -> Response | tuple[str, int]:
    """Two steps on one page: what the new day breaks, then the move."""
    meeting = _meeting(sessions.reading(), meeting_id)
    form = MoveMeetingForm(data={"to": meeting.held_on, "version": meeting.version})

    def change(session: Session) -> None:
        day = form.to.data
        assert day is not None
        agendas.move(
            session, sessions.current_actor(), sessions.settings().rules(), _meeting(session, meeting_id), day,
            form.reason.data or "", form.version.data or 0, sessions.now(),
        )  # fmt: skip

    if "confirm" in request.form and saved(form, change):
        flash(_("Sammanträdet är flyttat. Löften till invånarna har inte ändrats av det."), "good")
        return redirect(f"/office/agendas/{meeting_id}/", 303)
    compared = request.method == "POST" and "confirm" not in request.form and form.validate()
    meeting = _meeting(sessions.reading(), meeting_id)
    clashes = differences(form, {"to": meeting.held_on}, meeting.version)
    page = render_template(
        "office/agenda_days/move.html", meeting=meeting, form=form, name_of=name_of, rows=clashes, compared=compared,
        broken=_broken(meeting, form) if compared else [],
    )  # fmt: skip
    return page, form.status


@blueprint.route("/cancel", methods=["GET", "POST"])
@staff(Act.KEEP_MATTERS)
def cancel(meeting_id: int) -> Response | tuple[str, int]:
    """Cancel a meeting that is still to come."""
    meeting = _meeting(sessions.reading(), meeting_id)
    form = CancelForm(data={"version": meeting.version})

    def change(session: Session) -> None:
        actor, rules = sessions.current_actor(), sessions.settings().rules()
        agendas.cancel(session, actor, rules, _meeting(session, meeting_id), form.version.data or 0, sessions.now())

    if saved(form, change):
        flash(_("Sammanträdet är inställt. Lägg ärendena på ett annat sammanträde."), "warn")
        return redirect(f"/office/agendas/{meeting_id}/", 303)
    meeting = _meeting(sessions.reading(), meeting_id)
    differences(form, {}, meeting.version)
    return form.page("office/agenda_days/cancel.html", meeting=meeting, name_of=name_of)


def _meeting(session: Session, meeting_id: int) -> BodyMeeting:
    meeting = known.by_id(session, meeting_id)
    require(sessions.current_actor(), Act.KEEP_MATTERS, meeting.body_id)
    return meeting


def _broken(meeting: BodyMeeting, form: MoveMeetingForm) -> list[dict[str, Any]]:
    """What the new day breaks, by matter: its title, and each thing in words with where to mend it."""
    session, rules = sessions.reading(), sessions.settings().rules()
    items = known.item_days(session, meeting, rules, sessions.now())
    day = form.to.data
    assert day is not None
    found = breaks(items, meeting.held_on, day, days.today(), rules)
    titles = {item.matter.slug: item.matter.texts.plain("title") for item in meeting.items}
    return [
        {"title": title, "lines": [(agenda_words.broken(one), _href(one)) for one in found if one.matter == slug]}
        for slug, title in titles.items()
        if any(one.matter == slug for one in found)
    ]


def _href(one: Break) -> str:
    if one.dialogue is None:
        return f"/office/matters/{one.matter}/"
    return f"/office/dialogues/{one.dialogue}/stages/"
