"""Decisions in the matter: recorded in order, one of them final; minutes approved; wrong records corrected."""

from datetime import date

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.domain.decisions import minutes_pending
from portal.domain.permissions import Act
from portal.domain.refusals import Invalid, Refusal
from portal.models.dialogues import Dialogue
from portal.queries import answers, bodies
from portal.queries import decisions as decision_queries
from portal.reports.decisions import decision_name, reference
from portal.services import decisions
from portal.web.access import staff
from portal.web.forms.decisions import CorrectionForm, DecisionForm, StrikeForm
from portal.web.forms.saving import mark_of, require_seen, saved
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
    if request.method == "GET":
        form.seen.data = mark_of(_standing(reading(), dialogue))
        form.body.data = dialogue.deciding_body_id or form.body.data

    def record(session: Session) -> None:
        fresh = open_dialogue(session, slug, Act.RECORD_DECISIONS)
        if form.seen.data:
            require_seen(form, _standing(session, fresh))
        decisions.record(session, current_actor(), settings().rules(), fresh, form.details(), now())

    if saved(form, record):
        flash(_("Beslutet är registrerat och syns för alla."), "good")
        return redirect(url_for(".show", slug=slug), 303)
    if form.overtaken:
        form.seen.data, form.seen.raw_data = mark_of(_standing(reading(), dialogue)), None
    return _page(slug, form), form.status


def _page(slug: str, form: DecisionForm) -> str:
    dialogue = open_dialogue(reading(), slug, Act.SEE_DRAFTS)
    return page(
        "office/decisions/show.html",
        dialogue,
        "decisions",
        form=form,
        made=answers.decisions(reading(), dialogue.id),
        corrected=decision_queries.corrected(reading(), dialogue.id),
        decision_name=decision_name,
        reference=reference,
        minutes_pending=minutes_pending,
    )


def _standing(session: Session, dialogue: Dialogue) -> dict[str, object]:
    """What decisions there are: whoever records one has seen these."""
    return {str(one.id): one.kind.value for one in answers.decisions(session, dialogue.id)}


@blueprint.route("/<int:decision_id>/correct", methods=["GET", "POST"])
@staff(Act.RECORD_DECISIONS)
def correct(slug: str, decision_id: int) -> tuple[str, int] | Response:
    """Record a decision as it should have been, in the place of one that was recorded wrongly."""
    form = CorrectionForm()
    form.offer(bodies.everyone(reading()))
    dialogue = open_dialogue(reading(), slug, Act.RECORD_DECISIONS)
    decision = answers.decision_of(reading(), dialogue.id, decision_id)
    if request.method == "GET":
        form.fill(decision)

    def put_right(session: Session) -> None:
        fresh = open_dialogue(session, slug, Act.RECORD_DECISIONS)
        wrong, because = answers.decision_of(session, fresh.id, decision_id), form.because.data or ""
        actor, rules = current_actor(), settings().rules()
        decisions.correct(session, actor, rules, fresh, wrong, form.details(), because, now())

    if saved(form, put_right):
        flash(_("Beslutet är rättat. Det som stod förut finns kvar i loggen."), "good")
        return redirect(url_for(".show", slug=slug), 303)
    return _correction_page(slug, decision_id, form, StrikeForm(formdata=None)), form.status


@blueprint.post("/<int:decision_id>/strike")
@staff(Act.RECORD_DECISIONS)
def strike(slug: str, decision_id: int) -> tuple[str, int] | Response:
    """Strike out a decision that was never made, or that belongs to another dialogue."""
    form = StrikeForm()

    def strike_out(session: Session) -> None:
        fresh = open_dialogue(session, slug, Act.RECORD_DECISIONS)
        wrong, because = answers.decision_of(session, fresh.id, decision_id), form.why.data or ""
        decisions.correct(session, current_actor(), settings().rules(), fresh, wrong, None, because, now())

    if saved(form, strike_out):
        flash(_("Beslutet är struket. Det som stod finns kvar i loggen."), "good")
        return redirect(url_for(".show", slug=slug), 303)
    whole = CorrectionForm(formdata=None)
    whole.offer(bodies.everyone(reading()))
    whole.fill(answers.decision_of(reading(), open_dialogue(reading(), slug, Act.RECORD_DECISIONS).id, decision_id))
    return _correction_page(slug, decision_id, whole, form), form.status


def _correction_page(slug: str, decision_id: int, form: CorrectionForm, striking: StrikeForm) -> str:
    dialogue = open_dialogue(reading(), slug, Act.RECORD_DECISIONS)
    decision = answers.decision_of(reading(), dialogue.id, decision_id)
    context = {"form": form, "striking": striking, "decision": decision, "reference": reference}
    return page("office/decisions/correct.html", dialogue, "decisions", **context)


@blueprint.post("/<int:decision_id>/minutes")
@staff(Act.RECORD_DECISIONS)
def approve_minutes(slug: str, decision_id: int) -> Response:
    """Record the day the minutes were approved, the day of the notice, and the last day to appeal."""
    written = {name: request.form.get(name, "").strip() for name in ("on", "noticed_on", "appeal_until")}

    def approve(session: Session) -> None:
        dialogue = open_dialogue(session, slug, Act.RECORD_DECISIONS)
        decision = answers.decision_of(session, dialogue.id, decision_id)
        noticed, until = (day_of(written[name]) if written[name] else None for name in ("noticed_on", "appeal_until"))
        decisions.approve_minutes(
            session, current_actor(), dialogue, decision, day_of(written["on"]), now(),
            noticed_on=noticed, appeal_until=until,
        )  # fmt: skip

    done(approve, _("Justeringen är registrerad."))
    return redirect(url_for(".show", slug=slug), 303)


def day_of(written: str) -> date:
    """The day as it was written; raises Invalid."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise Invalid(Refusal("NOT_A_DAY")) from None
