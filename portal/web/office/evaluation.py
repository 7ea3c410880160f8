"""Evaluation: the participants' figures, the group's own view, lessons, the report to the body, and the conclusion."""

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.domain.permissions import Act
from portal.queries import evaluations as evaluation_queries
from portal.queries import extensive
from portal.services import evaluations
from portal.web import extensive_words
from portal.web.access import staff
from portal.web.forms.feedback import BodyReportForm, EvaluationForm, LessonForm
from portal.web.forms.saving import saved
from portal.web.office.workspace import open_dialogue, page
from portal.web.office.writing import done
from portal.web.sessions import current_actor, now, reading, settings

blueprint = Blueprint("office_evaluation", __name__, url_prefix="/office/dialogues/<slug>/evaluation")


def _page(slug: str, **given: object) -> str:
    dialogue = open_dialogue(reading(), slug, Act.SEE_DRAFTS)
    lesson = LessonForm(formdata=None)
    _offer(lesson)
    forms = {"group": EvaluationForm(formdata=None), "lesson": lesson, "report": BodyReportForm(formdata=None), **given}
    return page(
        "office/evaluation/show.html",
        dialogue,
        "evaluation",
        forms=forms,
        group=evaluation_queries.of_group(reading(), dialogue.id),
        lessons=evaluation_queries.lessons(reading(), dialogue.id),
        figures=evaluation_queries.by_participants(reading(), dialogue.id),
        extensive=extensive_words.office(extensive.of_dialogue(reading(), dialogue, settings().rules())),
    )


def _offer(form: LessonForm) -> None:
    methods = evaluation_queries.methods(reading())
    form.method_id.choices = [(0, _("Ingen särskild")), *((m.id, m.texts.plain("name")) for m in methods)]


@blueprint.get("/")
@staff(Act.SEE_DRAFTS)
def show(slug: str) -> str:
    """All of it on one page."""
    return _page(slug)


@blueprint.post("/")
@staff(Act.EVALUATE)
def evaluate(slug: str) -> tuple[str, int] | Response:
    """Take in the group's evaluation."""
    form = EvaluationForm()

    def change(session: Session) -> None:
        dialogue = open_dialogue(session, slug, Act.EVALUATE)
        view = evaluations.GroupView(
            form.purpose_met.data, form.form.data, form.method.data, form.evaluated_by.data, form.evaluated_on.data
        )
        evaluations.evaluate(session, current_actor(), dialogue, view, now())

    if saved(form, change):
        flash(_("Utvärderingen är sparad."), "good")
        return redirect(url_for(".show", slug=slug), 303)
    return _page(slug, group=form), form.status


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
