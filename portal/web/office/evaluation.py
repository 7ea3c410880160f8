"""Evaluation: participants, the group, the elected, lessons, the report to the body, and the conclusion."""

from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.domain.evaluations import EvaluationKind, PurposeMet
from portal.domain.permissions import Act, may
from portal.models.dialogues import Dialogue
from portal.models.evaluations import GroupEvaluation
from portal.queries import evaluations as known
from portal.queries import extensive, matters, methods
from portal.services import evaluations
from portal.services.evaluations import Use
from portal.web import extensive_words
from portal.web.access import staff
from portal.web.evaluation_words import ASKED, views
from portal.web.forms.feedback import BodyReportForm, ElectedEvaluationForm, EvaluationForm, LessonForm, uses_form
from portal.web.forms.fields import number_of
from portal.web.forms.saving import Difference, Seen, differences, mark_of, require_seen, saved
from portal.web.office.workspace import open_dialogue, page
from portal.web.office.writing import done
from portal.web.sessions import current_actor, now, reading, settings

blueprint = Blueprint("office_evaluation", __name__, url_prefix="/office/dialogues/<slug>/evaluation")
_FORMS = {EvaluationKind.GROUP: EvaluationForm, EvaluationKind.ELECTED: ElectedEvaluationForm}
_PREFIX = {EvaluationKind.GROUP: "", EvaluationKind.ELECTED: "elected-"}


def _page(slug: str, rows: list[Difference] | None = None, **given: object) -> str:
    dialogue = open_dialogue(reading(), slug, Act.SEE_DRAFTS)
    lesson = LessonForm(formdata=None)
    _offer(lesson)
    used = methods.of_dialogue(reading(), dialogue.id)
    forms = {
        "group": _filled(dialogue, EvaluationKind.GROUP, formdata=None),
        "elected": _filled(dialogue, EvaluationKind.ELECTED, formdata=None),
        "lesson": lesson,
        "report": BodyReportForm(formdata=None),
        "uses": _uses_form(dialogue, formdata=None),
        **given,
    }
    actor, test = current_actor(), matters.suitability_of(reading(), dialogue.matter_id)
    prepares = may(actor, Act.EDIT_GROUPS, dialogue.body_id)
    return page(
        "office/evaluation/show.html",
        dialogue,
        "evaluation",
        forms=forms,
        rows=rows or [],
        test=test,
        views=views(known.of_group(reading(), dialogue.id)),
        prepares=prepares,
        elected=prepares or known.is_elected_member(reading(), dialogue.id, actor.user_id),
        methods=used,
        lessons=known.lessons(reading(), dialogue.id),
        figures=known.by_participants(reading(), dialogue.id),
        asked=ASKED,
        extensive=extensive_words.office(extensive.of_dialogue(reading(), dialogue, settings().rules())),
    )


def _offer(form: LessonForm) -> None:
    offered = methods.everyone(reading())
    form.method_id.choices = [(0, _("Ingen särskild")), *((m.id, m.texts.plain("name")) for m in offered)]


def _standing(dialogue: Dialogue, kind: EvaluationKind) -> GroupEvaluation | None:
    return known.standing(reading(), dialogue.id, kind, current_actor().user_id)


def _told(row: GroupEvaluation | None) -> dict[str, object]:
    if row is None:
        return {}
    names = ("purpose_met", "form", "method", "evaluated_by", "evaluated_on")
    return {"met": row.met.value if row.met else "", **{name: getattr(row, name) for name in names}}


def _filled(dialogue: Dialogue, kind: EvaluationKind, **how: Any) -> EvaluationForm:
    row = _standing(dialogue, kind)
    data = {**_told(row), "version": row.version if row else 0}
    return _FORMS[kind](data=data, prefix=_PREFIX[kind], **how)


@blueprint.get("/")
@staff(Act.SEE_DRAFTS)
def show(slug: str) -> str:
    """All of it on one page."""
    return _page(slug)


@blueprint.post("/")
@staff(Act.EVALUATE)
def evaluate(slug: str) -> tuple[str, int] | Response:
    """Take in the group's evaluation, or an elected member's own."""
    dialogue = open_dialogue(reading(), slug, Act.EVALUATE)
    kind = EvaluationKind.ELECTED if "elected-version" in request.form else EvaluationKind.GROUP
    form = _filled(dialogue, kind)

    def change(session: Session) -> None:
        fresh = open_dialogue(session, slug, Act.EVALUATE)
        met = PurposeMet(form.met.data) if form.met.data in set(PurposeMet) else None
        view = evaluations.GroupView(
            form.purpose_met.data, form.form.data, form.method.data, form.evaluated_by.data, form.evaluated_on.data, met
        )
        evaluations.evaluate(session, current_actor(), fresh, view, now(), kind, form.version.data or 0)

    if saved(form, change):
        flash(_("Utvärderingen är sparad."), "good")
        return redirect(url_for(".show", slug=slug), 303)
    row = _standing(dialogue, kind) if form.overtaken else None
    rows = differences(form, _told(row), row.version) if row else []
    return _page(slug, rows, **{kind.value: form}), form.status


@blueprint.post("/lessons")
@staff(Act.EVALUATE)
def learn(slug: str) -> tuple[str, int] | Response:
    """Add a lesson to the method library."""
    form = LessonForm()
    _offer(form)

    def change(session: Session) -> None:
        dialogue = open_dialogue(session, slug, Act.EVALUATE)
        today = now().astimezone(settings().zone).date()
        evaluations.learn(
            session, current_actor(), dialogue, form.lesson.data, form.method_id.data or None, today, now()
        )

    if saved(form, change):
        flash(_("Lärdomen är sparad i metodbiblioteket."), "good")
        return redirect(url_for(".show", slug=slug), 303)
    return _page(slug, lesson=form), form.status


@blueprint.post("/uses")
@staff(Act.EDIT_GROUPS)
def uses(slug: str) -> tuple[str, int] | Response:
    """Record what the methods cost and whom they reached."""
    dialogue = open_dialogue(reading(), slug, Act.EDIT_GROUPS)
    form = _uses_form(dialogue)

    def change(session: Session) -> None:
        fresh = open_dialogue(session, slug, Act.EDIT_GROUPS)
        require_seen(form, _counted(fresh))
        given = {
            row.method_id: Use(number_of(form[f"hours-{row.method_id}"]), number_of(form[f"reached-{row.method_id}"]))
            for row in fresh.methods
        }
        evaluations.record_uses(session, current_actor(), fresh, given, now())

    if saved(form, change):
        flash(_("Uppgifterna är sparade i metodbiblioteket."), "good")
        return redirect(url_for(".show", slug=slug), 303)
    rows = differences(form, _counted(open_dialogue(reading(), slug, Act.EDIT_GROUPS)))
    return _page(slug, rows, uses=form), form.status


def _uses_form(dialogue: Dialogue, **how: Any) -> Seen:
    made, counted = uses_form(methods.of_dialogue(reading(), dialogue.id)), _counted(dialogue)
    return made(data={**counted, "seen": mark_of(counted)}, **how)


def _counted(dialogue: Dialogue) -> dict[str, object]:
    found: dict[str, object] = {}
    for row in sorted(dialogue.methods, key=lambda row: row.method_id):
        for name, value in (("hours", row.cost_hours), ("reached", row.reached)):
            found[f"{name}-{row.method_id}"] = "" if value is None else str(value)
    return found


@blueprint.post("/report")
@staff(Act.RECORD_DECISIONS)
def report(slug: str) -> tuple[str, int] | Response:
    """Record that the dialogue was reported in its body."""
    form = BodyReportForm()

    def change(session: Session) -> None:
        dialogue = open_dialogue(session, slug, Act.RECORD_DECISIONS)
        rules, on = settings().rules(), form.on.data
        evaluations.report_to_body(session, current_actor(), rules, dialogue, on, form.section.data, now())

    if saved(form, change):
        flash(_("Redovisningen är registrerad."), "good")
        return redirect(url_for(".show", slug=slug), 303)
    return _page(slug, report=form), form.status


@blueprint.post("/conclude")
@staff(Act.CONCLUDE)
def conclude(slug: str) -> Response:
    """Conclude the dialogue."""

    def conclude_it(session: Session) -> None:
        dialogue = open_dialogue(session, slug, Act.CONCLUDE)
        evaluations.conclude(session, current_actor(), settings().rules(), dialogue, now())

    done(conclude_it, _("Dialogen är avslutad. Uppföljningar kan fortfarande publiceras."))
    return redirect(url_for(".show", slug=slug), 303)
