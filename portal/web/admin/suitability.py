"""The questions of the suitability test: which are in force, and the next version while it is made (A3)."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.domain.permissions import Act
from portal.domain.refusals import NotFound
from portal.domain.suitability import AnswerKind
from portal.models.suitability import SuitabilityQuestionSet, SuitabilitySetQuestion
from portal.queries import suitability
from portal.services import suitability_questions as services
from portal.services.suitability_questions import QuestionWords
from portal.web import sessions
from portal.web.access import staff
from portal.web.forms.fields import in_languages, written
from portal.web.forms.saving import Difference, Press, differences, saved
from portal.web.forms.suitability_questions import TEXTS, DraftQuestionForm
from portal.web.protection import csrf
from portal.web.staff_labels import PRINCIPLES
from portal.web.suitability_words import asked, name_of, shipped_words

blueprint = Blueprint("admin_suitability", __name__, url_prefix="/admin/suitability")
csrf.exempt(blueprint)
_HOME = "/admin/suitability/"
_DRAFT = "/admin/suitability/draft"


@blueprint.get("/")
@staff(Act.MANAGE_BODIES)
def index() -> str:
    """The questions in force, the versions before, and whether a next one is being made."""
    session = sessions.reading()
    newest = suitability.newest(session)
    return render_template(
        "admin/suitability/index.html",
        questions=asked(session, newest),
        name=name_of(newest.version),
        draft=suitability.draft(session),
        history=[(name_of(row.number), row.in_force_at) for row in suitability.history(session)],
        principles=PRINCIPLES,
    )


@blueprint.post("/begin")
@staff(Act.MANAGE_BODIES)
def begin() -> Response:
    """Begin the next version as a copy of the one in force."""
    languages = sessions.settings().languages

    def change(session: Session) -> None:
        services.begin(session, sessions.current_actor(), shipped_words(languages), sessions.now())

    return _pressed(change, None, _DRAFT)


@blueprint.get("/draft")
@staff(Act.MANAGE_BODIES)
def draft() -> Response | str:
    """The next version: its questions as a lead will see them, each with what can be done to it."""
    row = suitability.draft(sessions.reading())
    if row is None:
        return redirect(_HOME, 303)
    return render_template(
        "admin/suitability/draft.html",
        draft=row,
        name=name_of(row.number),
        questions=[question for question in row.questions if not question.retired],
        retired=[question for question in row.questions if question.retired],
        principles=PRINCIPLES,
    )


@blueprint.route("/draft/new", methods=["GET", "POST"])
@staff(Act.MANAGE_BODIES)
def new() -> Response | tuple[str, int]:
    """Add a question to the draft."""
    languages, row = sessions.settings().languages, suitability.draft(sessions.reading())
    form = _form({"version": row.version if row else 0})

    def add(session: Session) -> None:
        services.add(
            session, sessions.current_actor(), _words(form), AnswerKind(form.kind.data), form.decisive.data,
            form.version.data or 0, sessions.now(),
        )  # fmt: skip

    if saved(form, add):
        flash(_("Frågan är tillagd i utkastet."), "good")
        return redirect(_DRAFT, 303)
    _renew(form)
    return form.page("admin/suitability/edit.html", question=None, languages=languages, rows=[])


@blueprint.route("/draft/<key>", methods=["GET", "POST"])
@staff(Act.MANAGE_BODIES)
def edit(key: str) -> Response | tuple[str, int]:
    """Change the words of a question of the draft, and whether it is decisive."""
    draft, question = _question(key)
    form = _form({**_standing(question), "version": draft.version, "kind": question.kind.value})

    def change(session: Session) -> None:
        decisive, version, actor = form.decisive.data, form.version.data or 0, sessions.current_actor()
        services.change(session, actor, key, _words(form), decisive, version, sessions.now())

    if saved(form, change):
        flash(_("Frågan är sparad i utkastet."), "good")
        return redirect(_DRAFT, 303)
    rows: list[Difference] = []
    if form.overtaken:
        draft, question = _question(key)
        rows = differences(form, _standing(question), draft.version)
    return form.page(
        "admin/suitability/edit.html", question=question, languages=sessions.settings().languages, rows=rows
    )


@blueprint.post("/draft/<key>/<any(retire, restore, up):act>")
@staff(Act.MANAGE_BODIES)
def settle(key: str, act: str) -> Response:
    """Ask a question no longer, or again, or earlier."""

    def change(session: Session) -> None:
        version, actor = request.form.get("version", 0, type=int), sessions.current_actor()
        if act == "up":
            services.move_up(session, actor, key, version, sessions.now())
        else:
            services.retire(session, actor, key, act == "retire", version, sessions.now())

    return _pressed(change, None, _DRAFT)


@blueprint.post("/<any(adopt, drop):act>")
@staff(Act.MANAGE_BODIES)
def finish(act: str) -> Response:
    """Put the draft in force, or throw it away."""

    def change(session: Session) -> None:
        version, actor = request.form.get("version", 0, type=int), sessions.current_actor()
        verb = services.drop if act == "drop" else services.put_in_force
        verb(session, actor, version, sessions.now())

    dropped, in_force = _("Utkastet är slängt."), _("Frågorna gäller nu för alla nya prövningar.")
    return _pressed(change, dropped if act == "drop" else in_force, _HOME, otherwise=_DRAFT)


def _pressed(change: Callable[[Session], object], told: str | None, then: str, otherwise: str = _DRAFT) -> Response:
    form = Press()
    if saved(form, change):
        if told:
            flash(told, "good")
        return redirect(then, 303)
    for sentence in form.form_errors:
        flash(sentence, "warn")
    return redirect(otherwise, 303)


def _question(key: str) -> tuple[SuitabilityQuestionSet, SuitabilitySetQuestion]:
    draft = suitability.draft(sessions.reading())
    found = next((one for one in draft.questions if one.key == key), None) if draft else None
    if draft is None or found is None:
        raise NotFound("TEST_QUESTION_UNKNOWN")
    return draft, found


def _standing(question: SuitabilitySetQuestion) -> dict[str, object]:
    languages = sessions.settings().languages
    words = {
        f"{name}-{code}": text.source
        for name in TEXTS
        for code in languages
        if (text := question.texts.get(name, code))
    }
    return {**words, "decisive": question.decisive}


def _form(data: dict[str, object]) -> DraftQuestionForm:
    languages = sessions.settings().languages
    made: DraftQuestionForm = in_languages(DraftQuestionForm, "suitability_question", TEXTS, languages)(data=data)
    return made


def _renew(form: DraftQuestionForm) -> None:
    """A colleague changed another question of the draft: what was typed is kept, and can be sent again."""
    row = suitability.draft(sessions.reading())
    if form.overtaken and row is not None:
        form.version.data, form.version.raw_data = row.version, None


def _words(form: DraftQuestionForm) -> QuestionWords:
    languages = sessions.settings().languages
    return QuestionWords(written(form, "question", languages), written(form, "hint", languages))
