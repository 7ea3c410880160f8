"""What the answer promised: how each went, in every language; told to the public by the next follow-up edition."""

from flask import Blueprint, flash, redirect
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.domain.feedback import EditionKind, FollowUpStatus, days_late
from portal.domain.permissions import Act, may
from portal.queries import answers as answer_queries
from portal.queries import follow_ups as known
from portal.queries.dialogues import shown_languages
from portal.reports.feedback import follow_up_name
from portal.services import follow_ups
from portal.web import days, sessions
from portal.web.access import staff
from portal.web.forms.feedback import NOTE_LIMIT, SettleForm
from portal.web.forms.fields import in_languages, written
from portal.web.forms.saving import saved
from portal.web.office.workspace import open_dialogue, page

blueprint = Blueprint("office_follow_ups", __name__, url_prefix="/office/dialogues/<slug>/follow-ups")


@blueprint.get("/")
@staff(Act.SEE_DRAFTS)
def show(slug: str) -> str:
    """Every follow-up with its day and how it went; what no edition has told yet; the form to publish one."""
    session = sessions.reading()
    dialogue = open_dialogue(session, slug, Act.SEE_DRAFTS)
    return page(
        "office/follow_ups/show.html",
        dialogue,
        "follow-ups",
        rows=known.of_dialogue(session, dialogue.id),
        name_of_status=follow_up_name,
        late={row.id: days_late(row.due_on, None, days.today()) for row in known.of_dialogue(session, dialogue.id)},
        untold=known.untold(session, [dialogue.id]).get(dialogue.id, 0),
        languages=shown_languages(dialogue),
        kind=EditionKind.FOLLOW_UP,
        note_limit=NOTE_LIMIT,
        may_settle=may(sessions.current_actor(), Act.EDIT_TEXTS, dialogue.body_id),
        may_publish=may(sessions.current_actor(), Act.PUBLISH, dialogue.body_id),
    )


@blueprint.route("/<int:row_id>", methods=["GET", "POST"])
@staff(Act.EDIT_TEXTS)
def settle(slug: str, row_id: int) -> Response | tuple[str, int]:
    """Say that it is done, or changed and why, in every language the dialogue is shown in."""
    dialogue = open_dialogue(sessions.reading(), slug, Act.EDIT_TEXTS)
    row = answer_queries.follow_up_of(sessions.reading(), dialogue.id, row_id)
    languages = shown_languages(dialogue)
    standing = {f"because-{code}": text.source for code in languages if (text := row.texts.get("because", code))}
    made = in_languages(SettleForm, "follow_up", {"because": _("Vad blev det, och varför?")}, languages)
    form = made(data={"state": row.status.value, **standing})
    form.offer()

    def change(session: Session) -> None:
        fresh = open_dialogue(session, slug, Act.EDIT_TEXTS)
        one = answer_queries.follow_up_of(session, fresh.id, row_id)
        status, because = FollowUpStatus(form.state.data), written(form, "because", languages)
        follow_ups.settle(session, sessions.current_actor(), fresh, one, status, because, sessions.now())

    if saved(form, change):
        flash(_("Det är sparat. Invånarna ser det när ni publicerar en uppföljning."), "good")
        return redirect(f"/office/dialogues/{slug}/follow-ups/", 303)
    body = page(
        "office/follow_ups/settle.html", dialogue, "follow-ups", form=form, row=row, languages=languages,
    )  # fmt: skip
    return body, form.status
