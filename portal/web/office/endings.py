"""Ways out of a dialogue: abandon, cancel, stop early, and answering a stopped one in another's answer."""

from typing import Any

from flask import Blueprint, flash, redirect
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.domain.lifecycle import Gate, checks
from portal.domain.permissions import Act
from portal.models.dialogues import Dialogue
from portal.queries import dialogues as known
from portal.queries import lifecycle
from portal.queries.dialogues import shown_languages
from portal.services import endings
from portal.web import sessions
from portal.web.access import staff
from portal.web.forms.base import Form
from portal.web.forms.fields import written
from portal.web.forms.saving import saved
from portal.web.forms.stages import AbandonForm, ElsewhereForm, StopForm, with_reason
from portal.web.office.workspace import checklist_of, open_dialogue, page
from portal.web.protection import csrf

blueprint = Blueprint("office_endings", __name__, url_prefix="/office/dialogues/<slug>/stages")
csrf.exempt(blueprint)


@blueprint.route("/abandon", methods=["GET", "POST"])
@staff(Act.PLAN)
def abandon(slug: str) -> Response | tuple[str, int]:
    """Give up a dialogue that was never announced."""
    form = AbandonForm()

    def change(session: Session) -> None:
        dialogue, rules = open_dialogue(session, slug, Act.PLAN), sessions.settings().rules()
        endings.abandon(session, sessions.current_actor(), rules, dialogue, form.note.data or "", sessions.now())

    if saved(form, change):
        flash(_("Dialogen är nedlagd. Anteckningen stannar i kontoret."), "good")
        return redirect(f"/office/dialogues/{slug}/", 303)
    return _page(slug, Act.PLAN, Gate.ABANDON, "office/endings/abandon.html", form)


@blueprint.route("/cancel", methods=["GET", "POST"])
@staff(Act.END_EARLY)
def cancel(slug: str) -> Response | tuple[str, int]:
    """Cancel an announced dialogue to which nothing has come."""
    languages = _languages(slug)
    form = with_reason(Form, "stop", languages)()

    def change(session: Session) -> None:
        dialogue, rules = open_dialogue(session, slug, Act.END_EARLY), sessions.settings().rules()
        reason = written(form, "reason", languages)
        endings.cancel(session, sessions.current_actor(), rules, dialogue, reason, sessions.now())

    if saved(form, change):
        flash(_("Dialogen är inställd. Skälet är offentligt."), "good")
        return redirect(f"/office/dialogues/{slug}/", 303)
    return _page(slug, Act.END_EARLY, Gate.CANCEL, "office/endings/cancel.html", form)


@blueprint.route("/stop", methods=["GET", "POST"])
@staff(Act.END_EARLY)
def stop(slug: str) -> Response | tuple[str, int]:
    """Stop a dialogue that has received something; what came in is still compiled and answered."""
    languages = _languages(slug)
    form = with_reason(StopForm, "stop", languages)()

    def change(session: Session) -> None:
        endings.stop_early(
            session, sessions.current_actor(), sessions.settings().rules(), open_dialogue(session, slug, Act.END_EARLY),
            written(form, "reason", languages), form.stopped_by.data or "", sessions.now(), form.section.data or "",
        )  # fmt: skip

    if saved(form, change):
        flash(_("Dialogen är avbruten. Nu ska det som kom in sammanställas och besvaras."), "good")
        return redirect(f"/office/dialogues/{slug}/", 303)
    return _page(slug, Act.END_EARLY, Gate.STOP, "office/endings/stop.html", form)


@blueprint.route("/elsewhere", methods=["GET", "POST"])
@staff(Act.END_EARLY)
def elsewhere(slug: str) -> Response | tuple[str, int]:
    """Answer a stopped dialogue in another's answer, or take that back."""
    dialogue = open_dialogue(sessions.reading(), slug, Act.END_EARLY)
    others = [one for one in known.public(sessions.reading()) if one.id != dialogue.id and one.cancelled_at is None]
    chosen = next((one.slug for one in others if one.id == dialogue.answered_in_id), "")
    form = ElsewhereForm(data={"other": chosen})
    form.other.choices = [("", _("Ett eget svar")), *((one.slug, one.texts.plain("title")) for one in others)]

    def change(session: Session) -> None:
        other = known.by_slug(session, form.other.data) if form.other.data else None
        fresh = open_dialogue(session, slug, Act.END_EARLY)
        actor, rules = sessions.current_actor(), sessions.settings().rules()
        endings.answer_elsewhere(session, actor, rules, fresh, other, sessions.now())

    if saved(form, change):
        flash(_("Det är sparat. Kvittenserna leder dit."), "good")
        return redirect(f"/office/dialogues/{slug}/stages/", 303)
    dialogue = open_dialogue(sessions.reading(), slug, Act.END_EARLY)
    return page("office/endings/elsewhere.html", dialogue, "stages", form=form), form.status


def _languages(slug: str) -> tuple[str, ...]:
    return shown_languages(open_dialogue(sessions.reading(), slug, Act.END_EARLY))


def _page(slug: str, act: Act, gate: Gate, template: str, form: Any) -> tuple[str, int]:
    dialogue: Dialogue = open_dialogue(sessions.reading(), slug, act)
    facts = lifecycle.facts_of(sessions.reading(), dialogue, sessions.settings().rules(), sessions.now())
    asked = checks(gate, facts)
    body = page(
        template, dialogue, "stages", form=form, gate=checklist_of(dialogue, gate, asked),
        ready=not any(check.blocks for check in asked), languages=shown_languages(dialogue),
    )  # fmt: skip
    return body, form.status
