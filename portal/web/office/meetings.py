"""Meetings in short form: when, where, how many came, and why there are no notes if there are none."""

from flask import Blueprint, flash, redirect
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.domain.permissions import Act, may
from portal.models.dialogues import Dialogue
from portal.models.meetings import Meeting
from portal.queries import groups as known_groups
from portal.queries import meetings as known
from portal.services import meetings
from portal.web import sessions
from portal.web.access import staff
from portal.web.forms.fields import number_of
from portal.web.forms.meetings import GROUP, NewMeetingForm, WhenForm, held_form
from portal.web.forms.saving import Press, differences, mark_of, require_seen, saved
from portal.web.office import swedish
from portal.web.office.workspace import open_dialogue, page
from portal.web.protection import csrf
from portal.web.staff_labels import PRINCIPLES

blueprint = Blueprint("office_meetings", __name__, url_prefix="/office/dialogues/<slug>/meetings")
csrf.exempt(blueprint)


@blueprint.get("/")
@staff(Act.SEE_DRAFTS)
def index(slug: str) -> str:
    """The meetings by time, held or coming."""
    return _index(slug, [])


@blueprint.route("/new", methods=["GET", "POST"])
@staff(Act.KEEP_MEETINGS)
def new(slug: str) -> Response | tuple[str, int]:
    """Add a meeting; after the announcement it stands in the public log."""
    form = NewMeetingForm()

    def add(session: Session) -> None:
        dialogue = open_dialogue(session, slug, Act.KEEP_MEETINGS)
        starts, ends = form.moments(sessions.settings().zone)
        meetings.add(
            session, sessions.current_actor(), dialogue, {"sv": form.title.data or ""}, {"sv": form.place.data or ""},
            starts, ends, sessions.now(), about={"sv": form.about.data or ""},
            people_hear_each_other=form.people_hear_each_other.data,
        )  # fmt: skip

    if saved(form, add):
        flash(_("Mötet är tillagt. Glöm inte att översätta det."), "good")
        return redirect(_home(slug), 303)
    dialogue = open_dialogue(sessions.reading(), slug, Act.KEEP_MEETINGS)
    return page("office/meetings/edit.html", dialogue, "meetings", form=form, meeting=None, rows=[]), form.status


@blueprint.route("/<int:meeting_id>", methods=["GET", "POST"])
@staff(Act.KEEP_MEETINGS)
def edit(slug: str, meeting_id: int) -> Response | tuple[str, int]:
    """Move a meeting."""
    standing = _when(_meeting(sessions.reading(), slug, meeting_id)[1])
    form = WhenForm(data={**standing, "seen": mark_of(standing)})

    def change(session: Session) -> None:
        dialogue, meeting = _meeting(session, slug, meeting_id)
        require_seen(form, _when(meeting))
        starts, ends = form.moments(sessions.settings().zone)
        hear, actor = form.people_hear_each_other.data, sessions.current_actor()
        meetings.move(session, actor, dialogue, meeting, starts, ends, sessions.now(), people_hear_each_other=hear)

    if saved(form, change):
        flash(_("Mötet är ändrat."), "good")
        return redirect(_home(slug), 303)
    dialogue, meeting = _meeting(sessions.reading(), slug, meeting_id)
    rows = differences(form, _when(meeting))
    return page("office/meetings/edit.html", dialogue, "meetings", form=form, meeting=meeting, rows=rows), form.status


@blueprint.route("/<int:meeting_id>/words", methods=["GET", "POST"])
@staff(Act.KEEP_MEETINGS)
def words(slug: str, meeting_id: int) -> Response | tuple[str, int]:
    """The Swedish words of a meeting."""
    keys = [f"meeting.{meeting_id}.{field}" for field in ("title", "place", "about")]
    return swedish.edit(slug, "meetings", _("Mötets ord"), keys, _home(slug))


@blueprint.route("/<int:meeting_id>/held", methods=["GET", "POST"])
@staff(Act.KEEP_MEETINGS)
def held(slug: str, meeting_id: int) -> Response | tuple[str, int]:
    """How many came, and why there are no notes."""
    dialogue, meeting = _meeting(sessions.reading(), slug, meeting_id)
    groups = known_groups.of_dialogue(sessions.reading(), dialogue.id)
    standing = _came(sessions.reading(), meeting)
    elected = known.elected_at(sessions.reading(), meeting)
    form = held_form(groups, elected, {**standing, "seen": mark_of(standing)})

    def change(session: Session) -> None:
        dialogue, meeting = _meeting(session, slug, meeting_id)
        require_seen(form, _came(session, meeting))
        count, because = number_of(form.head_count) or 0, form.no_notes_because.data or ""
        present = [int(one) for one in form.elected.data or ()]
        meetings.record_held(
            session, sessions.current_actor(), dialogue, meeting, count, because, sessions.now(),
            by_group=form.by_group(), elected=present,
        )  # fmt: skip

    if saved(form, change):
        flash(_("Mötet är uppdaterat."), "good")
        return redirect(_home(slug), 303)
    dialogue, meeting = _meeting(sessions.reading(), slug, meeting_id)
    rows = differences(form, _came(sessions.reading(), meeting))
    notes = known.notes_of(sessions.reading(), dialogue.id).get(meeting_id, 0)
    fields = [form[f"{GROUP}{group.id}"] for group in groups]
    context = {"meeting": meeting, "rows": rows, "notes": notes, "group_fields": fields}
    return page("office/meetings/held.html", dialogue, "meetings", form=form, **context), form.status


@blueprint.post("/<int:meeting_id>/cancel")
@staff(Act.KEEP_MEETINGS)
def cancel(slug: str, meeting_id: int) -> Response | tuple[str, int]:
    """Cancel a meeting that has not been held; it stays in the record."""
    form = Press()

    def change(session: Session) -> None:
        dialogue, meeting = _meeting(session, slug, meeting_id)
        meetings.cancel(session, sessions.current_actor(), dialogue, meeting, sessions.now())

    if saved(form, change):
        flash(_("Mötet är inställt."), "good")
        return redirect(_home(slug), 303)
    return _index(slug, form.form_errors), form.status


def _meeting(session: Session, slug: str, meeting_id: int) -> tuple[Dialogue, Meeting]:
    dialogue = open_dialogue(session, slug, Act.KEEP_MEETINGS)
    return dialogue, known.meeting(session, dialogue, meeting_id)


def _home(slug: str) -> str:
    return f"/office/dialogues/{slug}/meetings/"


def _index(slug: str, faults: list[str]) -> str:
    session = sessions.reading()
    dialogue = open_dialogue(session, slug, Act.SEE_DRAFTS)
    alive = dialogue.handed_over_at is None and dialogue.cancelled_at is None and dialogue.abandoned_at is None
    return page(
        "office/meetings/index.html",
        dialogue,
        "meetings",
        meetings=known.of_dialogue(session, dialogue.id, with_cancelled=True),
        notes=known.notes_of(session, dialogue.id),
        present=known.present_at(session, dialogue.id),
        faults=faults,
        moment=sessions.now(),
        editable=alive and may(sessions.current_actor(), Act.KEEP_MEETINGS, dialogue.body_id),
        preparing=dialogue.announced_at is None,
        principles=PRINCIPLES,
    )


def _when(meeting: Meeting) -> dict[str, object]:
    starts, ends = (each.astimezone(sessions.settings().zone) for each in (meeting.starts_at, meeting.ends_at))
    times = {"on": starts.date(), "starts": starts.time(), "ends": ends.time()}
    return {**times, "people_hear_each_other": meeting.people_hear_each_other}


def _came(session: Session, meeting: Meeting) -> dict[str, object]:
    count = "" if meeting.head_count is None else str(meeting.head_count)
    heads = known.heads_by_group(session, meeting.id)
    present = known.present_at(session, meeting.dialogue_id).get(meeting.id, [])
    return {
        "head_count": count,
        "no_notes_because": meeting.no_notes_because,
        **{f"{GROUP}{group_id}": str(number) for group_id, number in sorted(heads.items())},
        "elected": [str(one.id) for one in present],
    }
