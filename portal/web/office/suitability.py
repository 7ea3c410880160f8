"""The suitability test of a matter: its questions, and what it found (A3)."""

from flask import Blueprint, flash, redirect, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.domain.calendar import local_day
from portal.domain.permissions import Act, require
from portal.domain.suitability import (
    SENTENCE_LIMIT,
    QuestionSet,
    SuitabilityAnswer,
    SuitabilityOutcome,
    speaks_against,
    unanswered,
)
from portal.models.matters import Matter, SuitabilityTest
from portal.queries import lessons
from portal.queries import matters as known
from portal.queries import suitability as questions_known
from portal.queries.lessons import Likeness
from portal.services import matters, suitability
from portal.services.matters import SuitabilityFacts
from portal.web import sessions
from portal.web.access import staff
from portal.web.forms.matters import SuitabilityForm, SuitabilityOutcomeForm, suitability_form
from portal.web.forms.saving import Difference, Press, differences, saved
from portal.web.input import clean
from portal.web.protection import csrf
from portal.web.staff import body_choices, chosen_body
from portal.web.staff_labels import PRINCIPLES
from portal.web.suitability_words import Asked, asked, name_of, said

blueprint = Blueprint("office_suitability", __name__, url_prefix="/office/matters/<slug>/suitability")
csrf.exempt(blueprint)


@blueprint.route("/", methods=["GET", "POST"])
@staff(Act.CONSIDER)
def show(slug: str) -> Response | tuple[str, int]:
    """The questions with the answers so far. They can be saved half done."""
    matter, test = _tested(sessions.reading(), slug)
    shown = _questions(test)
    questions = asked(sessions.reading(), shown)
    form = _form(questions, test, shown)

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
        shown = _questions(test)
        form.asked.data, form.asked.raw_data = shown.version, None
        rows = differences(form, _standing(test, form), test.version if test else 0)
    return form.page(
        "office/suitability/show.html",
        matter=matter,
        rows=rows,
        questions=questions,
        test=test,
        newest=questions_known.newest(sessions.reading()).version,
        name_of=name_of,
        dropped=_dropped(form),
        limit=SENTENCE_LIMIT,
        learnt=lessons.like(
            sessions.reading(), Likeness(body_id=matter.body_id, level=test.highest_level if test else None)
        ),
        principles=PRINCIPLES,
    )


@blueprint.post("/move")
@staff(Act.CONSIDER)
def move(slug: str) -> Response | tuple[str, int]:
    """Let the test answer the newest questions; what was answered about those that stayed is kept."""
    matter, _test = _tested(sessions.reading(), slug)
    form = Press()

    def change(session: Session) -> None:
        version, actor = request.form.get("version", 0, type=int), sessions.current_actor()
        suitability.move_to_newest(session, actor, known.by_slug(session, slug), version, sessions.now())

    if saved(form, change):
        flash(_("Prövningen följer nu de nyaste frågorna. Gå igenom svaren."), "good")
    for sentence in form.form_errors:
        flash(sentence, "warn")
    return redirect(f"/office/matters/{matter.slug}/suitability/", 303)


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
    shown = _questions(test)
    questions, replies = asked(sessions.reading(), shown), test.answers if test else []
    answers = {reply.question_key: reply.said for reply in replies}
    return form.page(
        "office/suitability/decide.html",
        matter=matter,
        test=test,
        rows=rows,
        said={question.key: (answer, note) for question, answer, note in said(replies, questions)},
        answers=answers,
        questions=questions,
        against=speaks_against(shown.questions, answers),
        missing=unanswered(shown.questions, answers),
        principles=PRINCIPLES,
    )


def _tested(session: Session, slug: str) -> tuple[Matter, SuitabilityTest | None]:
    matter = known.by_slug(session, slug)
    require(sessions.current_actor(), Act.CONSIDER, matter.body_id)
    return matter, known.suitability_of(session, matter.id)


def _questions(test: SuitabilityTest | None) -> QuestionSet:
    session = sessions.reading()
    return questions_known.of_version(session, test.questions_version) if test else questions_known.newest(session)


def _form(questions: list[Asked], test: SuitabilityTest | None, shown: QuestionSet) -> SuitabilityForm:
    made = suitability_form(questions)
    standing = _standing(test, None)
    return made(data={**standing, "version": test.version if test else 0, "asked": shown.version})


def _standing(test: SuitabilityTest | None, form: SuitabilityForm | None) -> dict[str, object]:
    if test is None:
        return {}
    found: dict[str, object] = {
        "purpose": test.purpose,
        "benefit": test.benefit,
        "grounds": test.grounds,
        "highest_level": str(test.highest_level or ""),
    }
    for reply in test.answers:
        found[f"answer-{reply.question_key}"] = reply.answer.value if reply.answer else ""
        found[f"note-{reply.question_key}"] = reply.note
    return found if form is None else {name: value for name, value in found.items() if name in form}


def _facts(form: SuitabilityForm) -> SuitabilityFacts:
    given = {name: str(form[name].data or "") for name in form._fields if name.startswith(("answer-", "note-"))}
    answers = {name.removeprefix("answer-"): value for name, value in given.items() if name.startswith("answer-")}
    return SuitabilityFacts(
        answers={key: SuitabilityAnswer(value) for key, value in answers.items() if value in set(SuitabilityAnswer)},
        notes={name.removeprefix("note-"): value for name, value in given.items() if name.startswith("note-")},
        purpose=form.purpose.data or "",
        benefit=form.benefit.data or "",
        grounds=form.grounds.data or "",
        highest_level=int(form.highest_level.data) if form.highest_level.data else None,
        asked=form.asked.data or None,
    )


def _dropped(form: SuitabilityForm) -> list[str]:
    """What was written about questions that are asked no longer: shown, so that nobody loses it."""
    sent = {name: clean(value) for name, value in request.form.items() if name.startswith("note-")}
    return [text for name, text in sent.items() if text and name not in form]
