"""The suitability test of a matter: its questions, and what it found (A3)."""

from flask import Blueprint, flash, redirect
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.domain.calendar import local_day
from portal.domain.permissions import Act, require
from portal.domain.suitability import (
    CURRENT_VERSION,
    QUESTION_SETS,
    SuitabilityAnswer,
    SuitabilityOutcome,
    speaks_against,
    unanswered,
)
from portal.models.matters import Matter, SuitabilityTest
from portal.queries import matters as known
from portal.services import matters
from portal.services.matters import SuitabilityFacts
from portal.web import sessions
from portal.web.access import staff
from portal.web.forms.matters import SuitabilityForm, SuitabilityOutcomeForm, suitability_form
from portal.web.forms.saving import Difference, differences, saved
from portal.web.protection import csrf
from portal.web.staff import body_choices, chosen_body
from portal.web.staff_labels import PRINCIPLES, SUITABILITY_QUESTIONS

blueprint = Blueprint("office_suitability", __name__, url_prefix="/office/matters/<slug>/suitability")
csrf.exempt(blueprint)
_QUESTIONS = QUESTION_SETS[CURRENT_VERSION]


@blueprint.route("/", methods=["GET", "POST"])
@staff(Act.CONSIDER)
def show(slug: str) -> Response | tuple[str, int]:
    """The questions with the answers so far. They can be saved half done."""
    matter, test = _tested(sessions.reading(), slug)
    form = suitability_form(CURRENT_VERSION)(data={**_standing(test), "version": test.version if test else 0})

    def change(session: Session) -> None:
        fresh = known.by_slug(session, slug)
        version = form.version.data or 0
        matters.save_suitability(session, sessions.current_actor(), fresh, _facts(form), version, sessions.now())

    if saved(form, change):
        flash(_("Prövningen är sparad."), "good")
        return redirect(f"/office/matters/{slug}/suitability/decide", 303)
    rows: list[Difference] = []
    if form.overtaken:
        matter, test = _tested(sessions.reading(), slug)
        rows = differences(form, _standing(test), test.version if test else 0)
    questions = [(question, *SUITABILITY_QUESTIONS[question.key]) for question in _QUESTIONS]
    return form.page(
        "office/suitability/show.html", matter=matter, rows=rows, questions=questions, test=test, principles=PRINCIPLES
    )


@blueprint.route("/decide", methods=["GET", "POST"])
@staff(Act.CONSIDER)
def decide(slug: str) -> Response | tuple[str, int]:
    """What the answers say together, and the outcome with who and when."""
    matter, test = _tested(sessions.reading(), slug)
    if test is None:
        return redirect(f"/office/matters/{slug}/suitability/", 303)
    actor, now, rules = sessions.current_actor(), sessions.now(), sessions.settings().rules()
    standing = {
        "version": test.version,
        "outcome": test.outcome,
        "body": str(test.body_id or matter.body_id),
        "decided_by": test.decided_by,
        "decided_on": test.decided_on or local_day(now, rules.zone),
    }
    form = SuitabilityOutcomeForm(data=standing)
    form.body.choices = body_choices(sessions.reading())

    def change(session: Session) -> None:
        body, day = chosen_body(session, form.body.data), form.decided_on.data
        assert body is not None
        assert day is not None
        matters.decide_suitability(
            session, actor, rules, known.by_slug(session, slug), SuitabilityOutcome(form.outcome.data), body,
            form.decided_by.data or "", day, form.version.data or 0, now,
        )  # fmt: skip

    if saved(form, change):
        flash(_("Prövningen är avgjord."), "good")
        return redirect(f"/office/matters/{slug}/", 303)
    rows: list[Difference] = []
    if form.overtaken:
        matter, test = _tested(sessions.reading(), slug)
        rows = differences(form, {"outcome": test.outcome, "decided_by": test.decided_by}, test.version) if test else []
    replies = {reply.question_key: reply for reply in test.answers} if test else {}
    answers = {key: reply.answer for key, reply in replies.items()}
    return form.page(
        "office/suitability/decide.html",
        matter=matter,
        test=test,
        rows=rows,
        replies=replies,
        questions=[(question, SUITABILITY_QUESTIONS[question.key][0]) for question in _QUESTIONS],
        against=speaks_against(CURRENT_VERSION, answers),
        missing=unanswered(CURRENT_VERSION, answers),
        principles=PRINCIPLES,
    )


def _tested(session: Session, slug: str) -> tuple[Matter, SuitabilityTest | None]:
    matter = known.by_slug(session, slug)
    require(sessions.current_actor(), Act.CONSIDER, matter.body_id)
    return matter, known.suitability_of(session, matter.id)


def _standing(test: SuitabilityTest | None) -> dict[str, object]:
    if test is None:
        return {}
    found: dict[str, object] = {
        "purpose": test.purpose,
        "benefit": test.benefit,
        "grounds": test.grounds,
        "highest_level": str(test.highest_level or ""),
    }
    for reply in test.answers:
        found[f"answer-{reply.question_key}"] = reply.answer.value
        found[f"note-{reply.question_key}"] = reply.note
    return found


def _facts(form: SuitabilityForm) -> SuitabilityFacts:
    answers = {q.key: str(form[f"answer-{q.key}"].data or "") for q in _QUESTIONS}
    return SuitabilityFacts(
        answers={key: SuitabilityAnswer(value) for key, value in answers.items() if value in set(SuitabilityAnswer)},
        notes={q.key: str(form[f"note-{q.key}"].data or "") for q in _QUESTIONS},
        purpose=form.purpose.data or "",
        benefit=form.benefit.data or "",
        grounds=form.grounds.data or "",
        highest_level=int(form.highest_level.data) if form.highest_level.data else None,
    )
