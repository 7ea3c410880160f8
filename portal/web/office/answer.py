"""The answer editor: what became of each point and theme, beside what was promised and what was said."""

from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.domain.feedback import Outcome
from portal.domain.languages import SOURCE
from portal.domain.permissions import Act
from portal.domain.texts import TextStage
from portal.models.commitments import CommitmentPoint
from portal.models.dialogues import Dialogue
from portal.models.themes import Theme
from portal.queries import answers as answer_queries
from portal.queries import figures, results, themes
from portal.queries import texts as text_queries
from portal.reports.feedback import FeedbackPage, follow_up_name
from portal.services import answers
from portal.web.access import staff
from portal.web.approval_words import KIND_NOTES, Said, answer_words
from portal.web.formats import in_sentence
from portal.web.forms import texts as text_forms
from portal.web.forms.approvals import ApprovalForm
from portal.web.forms.feedback import FollowUpForm, NextStepForm, outcome_choices
from portal.web.forms.saving import saved
from portal.web.office.chairs import chair_of
from portal.web.office.workspace import open_dialogue, page
from portal.web.office.writing import texts_taken_in
from portal.web.sessions import current_actor, now, reading, settings
from portal.web.staff import name_of
from portal.web.voice import voice

blueprint = Blueprint("office_answer", __name__, url_prefix="/office/dialogues/<slug>/answer")


@blueprint.route("/", methods=["GET", "POST"])
@staff(Act.SEE_DRAFTS)
def edit(slug: str) -> tuple[str, int] | Response:
    """All words and outcomes of the answer in one form; saved together or not at all."""
    form, status, written = texts_taken_in(slug, Act.SEE_DRAFTS, _rows, _save_outcomes)
    if written is not None:
        flash(_("Svaret är sparat som utkast."), "good")
        return redirect(url_for(".edit", slug=slug), 303)
    return _page(open_dialogue(reading(), slug, Act.SEE_DRAFTS), form), status


def _rows(session: Session, dialogue: Dialogue) -> list[text_queries.TextRow]:
    return text_queries.rows(session, dialogue, SOURCE, [TextStage.ANSWER], with_unasked=True)


def _save_outcomes(session: Session, dialogue: Dialogue) -> None:
    subjects: list[tuple[str, Theme | CommitmentPoint]] = [
        *(("theme", theme) for theme in results.living_themes(session, dialogue.id)),
        *(("point", point) for point in answer_queries.points(session, dialogue.id)),
    ]
    for kind, subject in subjects:
        chosen = request.form.get(f"outcome-{kind}-{subject.id}")
        if chosen is None or chosen == (subject.outcome.value if subject.outcome else ""):
            continue
        outcome = Outcome(chosen) if chosen in set(Outcome) else None
        answers.set_outcome(session, current_actor(), dialogue, subject, outcome, now())


def _page(dialogue: Dialogue, form: text_forms.TextsForm, **forms: object) -> str:
    session = reading()
    content = answer_queries.content_of(session, dialogue, now())
    follow_up = FollowUpForm(formdata=None)
    _offer_subjects(session, dialogue, follow_up)
    given = {"next_step_owner": dialogue.next_step_owner, "next_step_on": dialogue.next_step_on}
    chair = chair_of(session, dialogue.body)
    step = NextStepForm(formdata=None, data=given)
    return page(
        "office/answer/edit.html",
        dialogue,
        "answer",
        form=form,
        hint_of=text_forms.hint_of,
        content=content,
        themes=results.living_themes(session, dialogue.id),
        points=answer_queries.points(session, dialogue.id),
        counts=figures.themes(session, dialogue.id),
        quotes=results.quotes(session, dialogue.id),
        follow_ups=answer_queries.follow_ups(session, dialogue.id),
        outcome_choices=outcome_choices(),
        follow_up_name=follow_up_name,
        approval=_approved(dialogue, content),
        approval_notes=KIND_NOTES,
        forms={"follow_up": follow_up, "step": step, "approval": ApprovalForm(formdata=None, data=chair), **forms},
    )


def _approved(dialogue: Dialogue, content: dict[str, Any]) -> str | None:
    given = content["approval"]
    return answer_words(Said.of_content(given, in_sentence(name_of(dialogue.body)))) if given else None


def _offer_subjects(session: Session, dialogue: Dialogue, form: FollowUpForm) -> None:
    themes = [(f"theme-{t.id}", t.texts.plain("name")) for t in results.living_themes(session, dialogue.id)]
    points = [(f"point-{p.id}", p.texts.plain("text")) for p in answer_queries.points(session, dialogue.id)]
    form.about.choices = [("", _("Hela svaret")), *themes, *points]


def _with(slug: str, **forms: object) -> tuple[str, int]:
    dialogue = open_dialogue(reading(), slug, Act.SEE_DRAFTS)
    return _page(dialogue, text_forms.form_of(_rows(reading(), dialogue), unsent=True), **forms), 422


@blueprint.post("/next-step")
@staff(Act.EDIT_TEXTS)
def next_step(slug: str) -> tuple[str, int] | Response:
    """Who does the next step, and by when."""
    form = NextStepForm()

    def change(session: Session) -> None:
        fresh = open_dialogue(session, slug, Act.EDIT_TEXTS)
        version = int(form.version.data) if str(form.version.data).isdigit() else 0
        owner, on = form.next_step_owner.data or "", form.next_step_on.data
        answers.set_next_step(session, current_actor(), fresh, owner, on, version, now())

    if saved(form, change):
        return redirect(url_for(".edit", slug=slug) + "#next", 303)
    return _with(slug, step=form)


@blueprint.post("/follow-ups")
@staff(Act.EDIT_TEXTS)
def promise_follow_up(slug: str) -> tuple[str, int] | Response:
    """Promise a follow-up under a theme, a point, or the whole answer."""
    form = FollowUpForm()
    _offer_subjects(reading(), open_dialogue(reading(), slug, Act.EDIT_TEXTS), form)

    def change(session: Session) -> None:
        fresh = open_dialogue(session, slug, Act.EDIT_TEXTS)
        kind, _dash, number = (form.about.data or "").partition("-")
        theme = themes.by_id(session, fresh.id, int(number)) if kind == "theme" else None
        point = answer_queries.point_of(session, fresh.id, int(number)) if kind == "point" else None
        what, owner, due = form.what.data, form.owner.data, form.due_on.data
        answers.promise_follow_up(session, current_actor(), fresh, what, owner, due, now(), theme, point)

    if saved(form, change):
        return redirect(url_for(".edit", slug=slug) + "#follow-ups", 303)
    return _with(slug, follow_up=form)


@blueprint.post("/approval")
@staff(Act.RECORD_APPROVALS)
def approve(slug: str) -> tuple[str, int] | Response:
    """Record that the answer, as it reads now, is given in the body's name."""
    form = ApprovalForm()

    def change(session: Session) -> None:
        fresh = open_dialogue(session, slug, Act.RECORD_APPROVALS)
        by, role = form.approved_by.data or "", form.approver_role.data or ""
        on, section = form.approved_on.data, form.section.data or ""
        answers.approve(
            session, current_actor(), settings().rules(), fresh, by, role, on, section, now(),
            kind=form.kind, delegation=form.delegation.data or "",
        )  # fmt: skip

    if saved(form, change):
        flash(_("Godkännandet är registrerat. Ändras texten behövs ett nytt."), "good")
        return redirect(url_for(".edit", slug=slug) + "#approval", 303)
    return _with(slug, approval=form)


@blueprint.get("/preview")
@staff(Act.SEE_DRAFTS)
def preview(slug: str) -> str:
    """The answer as the public will see it, in any of the dialogue's languages."""
    dialogue = open_dialogue(reading(), slug, Act.SEE_DRAFTS)
    content = answer_queries.content_of(reading(), dialogue, now())
    language = request.args.get("language", SOURCE)
    quoted = [quote for theme in content["themes"] for quote in theme["quotes"]]
    readable = results.readable_quotes(reading(), quoted)
    shown = FeedbackPage(content, slug, readable, voice(language))
    return page("office/result/preview.html", dialogue, "answer", feedback=shown, language=language)
