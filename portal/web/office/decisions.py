"""Decisions in the matter: recorded in order, one of them final; the day the minutes were approved."""

from datetime import date

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.domain.decisions import DecisionKind
from portal.domain.permissions import Act
from portal.domain.refusals import Invalid
from portal.queries import answers, bodies
from portal.reports.feedback import decision_name
from portal.services import decisions
from portal.web.access import staff
from portal.web.forms.feedback import DecisionForm
from portal.web.forms.saving import saved
from portal.web.office.workspace import open_dialogue, page
from portal.web.office.writing import done
from portal.web.sessions import current_actor, now, reading, settings

blueprint = Blueprint("office_decisions", __name__, url_prefix="/office/dialogues/<slug>/decisions")


@blueprint.route("/", methods=["GET", "POST"])
@staff(Act.SEE_DRAFTS)
def show(slug: str) -> tuple[str, int] | Response:
    """The decisions so far, and a form for the next."""
    dialogue = open_dialogue(reading(), slug, Act.SEE_DRAFTS)
    form = DecisionForm()
    form.offer(bodies.everyone(reading()))
    if request.method == "GET" and dialogue.deciding_body_id:
        form.body.data = dialogue.deciding_body_id

    def record(session: Session) -> None:
        fresh = open_dialogue(session, slug, Act.RECORD_DECISIONS)
        decisions.record(session, current_actor(), settings().rules(), fresh, details_of(form), now())

    if saved(form, record):
        flash(_("Beslutet är registrerat och syns för alla."), "good")
        return redirect(url_for(".show", slug=slug), 303)
    dialogue = open_dialogue(reading(), slug, Act.SEE_DRAFTS)
    made = answers.decisions(reading(), dialogue.id)
    return page(
        "office/decisions/show.html", dialogue, "decisions", form=form, made=made, decision_name=decision_name
    ), form.status


def details_of(form: DecisionForm) -> decisions.DecisionDetails:
    """What the form says, as the service takes it."""
    return decisions.DecisionDetails(
        body_id=form.body.data,
        decided_on=form.decided_on.data,
        section=form.section.data,
        kind=DecisionKind(form.kind.data),
        final=form.final.data,
        delegate=form.delegate.data or "",
        link=form.link.data or "",
        how_weighed=form.how_weighed.data or "",
        minutes_approved_on=form.minutes_approved_on.data,
        appeal_until=form.appeal_until.data,
        new_planned_on=form.new_planned_on.data,
    )


@blueprint.post("/<int:decision_id>/minutes")
@staff(Act.RECORD_DECISIONS)
def approve_minutes(slug: str, decision_id: int) -> Response:
    """Record the day the minutes were approved."""
    written = request.form.get("on", "")

    def approve(session: Session) -> None:
        dialogue = open_dialogue(session, slug, Act.RECORD_DECISIONS)
        decision = answers.decision_of(session, dialogue.id, decision_id)
        decisions.approve_minutes(session, current_actor(), dialogue, decision, day_of(written), now())

    done(approve, _("Justeringen är registrerad."))
    return redirect(url_for(".show", slug=slug), 303)


def day_of(written: str) -> date:
    """The day as it was written; raises Invalid."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise Invalid("NOT_A_DAY") from None
