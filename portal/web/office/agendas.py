"""Inför sammanträdet: the bodies' meetings, and each item with what was considered or that nobody has (A1, A2)."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.domain.agendas import as_numbered
from portal.domain.bodies import BodyKind
from portal.domain.matters import Considered
from portal.domain.permissions import Act, may
from portal.models.agendas import AgendaItem, BodyMeeting
from portal.queries import agendas as known
from portal.queries import bodies, considered
from portal.queries import matters as register
from portal.services import agendas
from portal.web import agenda_words, days, matter_words, sessions
from portal.web.access import staff
from portal.web.forms.agendas import BulkForm, ItemForm, MeetingForm
from portal.web.forms.saving import Press, saved
from portal.web.office.workspace import stage_name
from portal.web.protection import csrf
from portal.web.staff import body_choices, chosen_body, my_body_ids, name_of, who_does
from portal.web.staff_labels import CONSIDERATIONS, PRINCIPLES

blueprint = Blueprint("office_agendas", __name__, url_prefix="/office/agendas")
csrf.exempt(blueprint)
HELD_SHOWN = 10


@blueprint.get("/")
@staff(Act.ENTER_OFFICE)
def index() -> str:
    """The coming meetings of my bodies (of all for KS), of one, or of all, and how many items lack a consideration."""
    session, chosen = sessions.reading(), request.args.get("body", "")
    mine = my_body_ids(session)
    for_all = any(one.kind is BodyKind.EXECUTIVE_BOARD and one.id in mine for one in bodies.everyone(session))
    of_all, of_mine = ("" if for_all else "all", _("Alla nämnder")), ("mine" if for_all else "", _("Mina nämnder"))
    ids = {int(chosen)} if chosen.isdecimal() else None if chosen == of_all[0] else mine
    coming = known.coming(session, days.today(), ids)
    held = known.held(session, days.today(), HELD_SHOWN, ids)
    return render_template(
        "office/agendas/index.html",
        coming=[(one, len(_lacking(one))) for one in coming],
        held=[(one, len(_lacking(one))) for one in held],
        bodies=[*sorted((of_all, of_mine)), *body_choices(session)],
        body=chosen,
        name_of=name_of,
        may_keep=may(sessions.current_actor(), Act.KEEP_MATTERS),
    )


@blueprint.route("/new", methods=["GET", "POST"])
@staff(Act.KEEP_MATTERS)
def new() -> Response | tuple[str, int]:
    """Enter a coming meeting."""
    form = MeetingForm()
    form.body.choices = body_choices(sessions.reading(), Act.KEEP_MATTERS)
    made: list[int] = []

    def hold(session: Session) -> None:
        body, day = chosen_body(session, form.body.data), form.held_on.data
        assert body is not None
        assert day is not None
        actor, rules = sessions.current_actor(), sessions.settings().rules()
        made.append(agendas.hold(session, actor, rules, body, day, sessions.now()).id)

    if saved(form, hold):
        flash(_("Sammanträdet är tillagt. Lägg nu ärendena på föredragningslistan."), "good")
        return redirect(f"/office/agendas/{made[0]}/", 303)
    return form.page("office/agendas/new.html")


@blueprint.route("/<int:meeting_id>/", methods=["GET", "POST"])
@staff(Act.ENTER_OFFICE)
def show(meeting_id: int) -> Response | tuple[str, int]:
    """One meeting. Sending the form considers the ticked items at once: *does not directly affect groups*."""
    meeting = known.by_id(sessions.reading(), meeting_id)
    form = BulkForm(data={"decided_on": days.today()})
    form.matters.choices = [(item.matter_id, item.matter.texts.plain("title")) for item in meeting.items]
    done: list[int] = []

    def consider(session: Session) -> None:
        fresh, day = known.by_id(session, meeting_id), form.decided_on.data
        assert day is not None
        done.append(
            agendas.consider_in_bulk(
                session, sessions.current_actor(), sessions.settings().rules(), fresh, form.matters.data or [],
                form.grounds.data or "", form.decided_by.data or "", day, sessions.now(), form.section.data or "",
            )
        )  # fmt: skip

    if saved(form, consider):
        said = ngettext("%(num)s ärende är övervägt.", "%(num)s ärenden är övervägda.", done[0])
        flash(f"{said} {_('Det syns för alla.')}", "good")
        return redirect(f"/office/agendas/{meeting_id}/", 303)
    return _page(meeting_id, form), form.status


@blueprint.post("/<int:meeting_id>/items")
@staff(Act.KEEP_MATTERS)
def add(meeting_id: int) -> Response | tuple[str, int]:
    """Put a matter on the agenda."""
    form = ItemForm()
    form.matter.choices = _matters(sessions.reading(), known.by_id(sessions.reading(), meeting_id))

    def put(session: Session) -> None:
        matter = register.by_id(session, int(form.matter.data))
        actor, rules = sessions.current_actor(), sessions.settings().rules()
        meeting = known.by_id(session, meeting_id)
        agendas.put(session, actor, rules, meeting, matter, form.number.data or "", sessions.now())

    if saved(form, put):
        flash(_("Ärendet står på föredragningslistan."), "good")
        return redirect(f"/office/agendas/{meeting_id}/", 303)
    return _page(meeting_id, BulkForm(None), form), form.status


@blueprint.post("/<int:meeting_id>/take-off")
@staff(Act.KEEP_MATTERS)
def take_off(meeting_id: int) -> Response | tuple[str, int]:
    """Take a matter off the agenda; it stays in the register."""
    form, chosen = Press(), request.form.get("matter", "")

    def take(session: Session) -> None:
        actor, rules = sessions.current_actor(), sessions.settings().rules()
        matter_id = int(chosen) if chosen.isdecimal() else 0
        agendas.take_off(session, actor, rules, known.by_id(session, meeting_id), matter_id, sessions.now())

    if saved(form, take):
        flash(_("Ärendet står inte längre på föredragningslistan."), "good")
        return redirect(f"/office/agendas/{meeting_id}/", 303)
    return _page(meeting_id, BulkForm(None), faults=[(words, None) for words in form.form_errors]), form.status


def _page(meeting_id: int, form: BulkForm, adding: ItemForm | None = None, faults: Any = ()) -> str:
    session, actor = sessions.reading(), sessions.current_actor()
    meeting = known.by_id(session, meeting_id)
    is_coming = meeting.cancelled_on is None and meeting.held_on >= days.today()
    may_keep = may(actor, Act.KEEP_MATTERS, meeting.body_id) and is_coming
    form.matters.choices = [(item.matter_id, item.matter.texts.plain("title")) for item in meeting.items]
    if may_keep and adding is None:
        adding = ItemForm(None)
        adding.matter.choices = _matters(session, meeting)
    rows = _rows(session, meeting)
    return render_template(
        "office/agendas/show.html",
        meeting=meeting,
        form=form,
        boxes={option.data: option for option in form.matters},
        adding=adding,
        faults=faults,
        rows=rows,
        lacking=sum(row["lacks"] for row in rows),
        is_coming=is_coming,
        may_keep=may_keep,
        may_consider=may(actor, Act.CONSIDER, meeting.body_id),
        who_considers=who_does(Act.CONSIDER),
        name_of=name_of,
        principles=PRINCIPLES,
    )


def _rows(session: Session, meeting: BodyMeeting) -> list[dict[str, Any]]:
    ids = [item.matter_id for item in meeting.items]
    matter_days, held = considered.days_of(session, ids), known.dialogues_of(session, ids)
    listed = sorted(meeting.items, key=lambda item: (as_numbered(item.number), item.position))
    return [_row(item, matter_days[item.matter_id], held.get(item.matter_id, [])) for item in listed]


def _row(item: AgendaItem, of_matter: Any, held: Any) -> dict[str, Any]:
    standing = item.matter.considerations[-1] if item.matter.considerations else None
    state = matter_words.state_of(of_matter)
    return {
        "item": item,
        "matter": item.matter,
        "standing": standing,
        "outcome": CONSIDERATIONS[standing.outcome] if standing else None,
        "state": matter_words.state_words(of_matter),
        "late": state in (Considered.OVERDUE, Considered.DECIDED_WITHOUT),
        "lacks": state in (Considered.OVERDUE, Considered.WAITING),
        "dialogues": [(one, stage_name(one), agenda_words.promise_of(one)) for one in held],
    }


def _lacking(meeting: BodyMeeting) -> list[AgendaItem]:
    """Items that still owe a consideration."""
    return [
        item for item in meeting.items
        if not item.matter.considerations and item.matter.withdrawn_on is None and item.matter.decided_on is None
    ]  # fmt: skip


def _matters(session: Session, meeting: BodyMeeting) -> list[tuple[str, str]]:
    """Matters that can be put on the agenda: undecided ones, those of the body (or of its parent or parts) first."""
    there = {item.matter_id for item in meeting.items}
    near = {meeting.body_id, meeting.body.parent_id}
    near |= {body.id for body in bodies.everyone(session) if body.parent_id == meeting.body_id}
    offered = [
        one for one in register.everyone(session)
        if one.id not in there and one.withdrawn_on is None and one.decided_on is None
    ]  # fmt: skip
    offered.sort(key=lambda one: one.body_id not in near)
    return [("", _("Välj ett ärende")), *((str(one.id), _label(one)) for one in offered)]


def _label(matter: Any) -> str:
    return f"{matter.texts.plain('title')} ({matter.registry_number or name_of(matter.body)})"
