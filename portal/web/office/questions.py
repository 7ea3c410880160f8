"""The questions of a dialogue: added, changed, ordered, taken away; from the announcement on they stand."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.domain.permissions import Act, may
from portal.domain.refusals import NotFound
from portal.models.dialogues import Dialogue
from portal.models.questions import Question
from portal.queries import questions as known
from portal.services import questions
from portal.web import sessions
from portal.web.access import staff
from portal.web.forms.questions import MoveForm, NewQuestionForm, OptionForm, QuestionForm
from portal.web.forms.saving import Press, differences, mark_of, require_seen, saved
from portal.web.office import swedish
from portal.web.office.workspace import open_dialogue, page
from portal.web.protection import csrf
from portal.web.staff_labels import QUESTION_KINDS

blueprint = Blueprint("office_questions", __name__, url_prefix="/office/dialogues/<slug>/questions")
csrf.exempt(blueprint)
_WORDS = ("label", "help", "scale_low", "scale_high")


@blueprint.get("/")
@staff(Act.SEE_DRAFTS)
def index(slug: str) -> str:
    """The form as it is asked, page by page."""
    return _index(slug, [])


@blueprint.route("/new", methods=["GET", "POST"])
@staff(Act.EDIT_TEXTS)
def new(slug: str) -> Response | tuple[str, int]:
    """Add a question as the last."""
    form = NewQuestionForm()

    def add(session: Session) -> None:
        words = {name: {"sv": str(form[name].data or "")} for name in _WORDS}
        questions.add(
            session, sessions.current_actor(), open_dialogue(session, slug, Act.EDIT_TEXTS), form.facts,
            words["label"], sessions.now(), help_text=words["help"], options=form.option_lines,
            scale_low=words["scale_low"], scale_high=words["scale_high"],
        )  # fmt: skip

    if saved(form, add):
        flash(_("Frågan är tillagd."), "good")
        return redirect(_home(slug), 303)
    dialogue = open_dialogue(sessions.reading(), slug, Act.EDIT_TEXTS)
    return page("office/questions/new.html", dialogue, "questions", form=form), form.status


@blueprint.route("/<int:question_id>", methods=["GET", "POST"])
@staff(Act.EDIT_TEXTS)
def edit(slug: str, question_id: int) -> Response | tuple[str, int]:
    """Change how a question is asked."""
    standing = _standing(_question(sessions.reading(), slug, question_id)[1])
    form = QuestionForm(data={**standing, "seen": mark_of(standing)})

    def change(session: Session) -> None:
        dialogue, question = _question(session, slug, question_id)
        require_seen(form, _standing(question))
        questions.change(session, sessions.current_actor(), dialogue, question, form.facts, sessions.now())

    if saved(form, change):
        flash(_("Frågan är ändrad."), "good")
        return redirect(_home(slug), 303)
    dialogue, question = _question(sessions.reading(), slug, question_id)
    rows = differences(form, _standing(question))
    context = {"question": question, "rows": rows, "option_form": OptionForm(formdata=None)}
    return page("office/questions/edit.html", dialogue, "questions", form=form, **context), form.status


@blueprint.route("/<int:question_id>/words", methods=["GET", "POST"])
@staff(Act.EDIT_TEXTS)
def words(slug: str, question_id: int) -> Response | tuple[str, int]:
    """The Swedish words of a question and its options."""
    question = _question(sessions.reading(), slug, question_id)[1]
    fields = ["label", "help", *(["scale_low", "scale_high"] if question.kind == "scale" else [])]
    keys = [f"question.{question_id}.{field}" for field in fields]
    keys += [f"option.{option.id}.label" for option in question.options]
    return swedish.edit(slug, "questions", _("Frågans ord"), keys, _home(slug))


@blueprint.post("/<int:question_id>/options")
@staff(Act.EDIT_TEXTS)
def add_option(slug: str, question_id: int) -> Response | tuple[str, int]:
    """Add an option to a choice."""
    form = OptionForm()

    def add(session: Session) -> None:
        dialogue, question = _question(session, slug, question_id)
        label = {"sv": form.label.data or ""}
        questions.add_option(session, sessions.current_actor(), dialogue, question, label, sessions.now())

    if saved(form, add):
        return redirect(f"{_home(slug)}{question_id}", 303)
    dialogue, question = _question(sessions.reading(), slug, question_id)
    return page("office/questions/option.html", dialogue, "questions", form=form, question=question), form.status


@blueprint.post("/<int:question_id>/options/<int:option_id>/remove")
@staff(Act.EDIT_TEXTS)
def remove_option(slug: str, question_id: int, option_id: int) -> Response | tuple[str, int]:
    """Take an option away; a choice keeps at least two."""

    def change(session: Session, dialogue: Dialogue, question: Question) -> None:
        option = next((each for each in question.options if each.id == option_id), None)
        if option is None:
            raise NotFound("NOT_FOUND")
        questions.remove_option(session, sessions.current_actor(), dialogue, question, option, sessions.now())

    return _pressed(slug, question_id, Press(), change, _("Alternativet är borttaget."))


@blueprint.post("/<int:question_id>/move")
@staff(Act.EDIT_TEXTS)
def move(slug: str, question_id: int) -> Response | tuple[str, int]:
    """Move a question one step up or down within the form."""
    form = MoveForm()

    def change(session: Session, dialogue: Dialogue, question: Question) -> None:
        order = [each.id for each in known.of_dialogue(session, dialogue.id)]
        place = order.index(question.id)
        target = place + (1 if form.to.data == "down" else -1)
        if 0 <= target < len(order):
            order[place], order[target] = order[target], order[place]
            questions.order(session, sessions.current_actor(), dialogue, order, sessions.now())

    return _pressed(slug, question_id, form, change, "")


@blueprint.post("/<int:question_id>/copy")
@staff(Act.EDIT_TEXTS)
def copy(slug: str, question_id: int) -> Response | tuple[str, int]:
    """Add a copy of a question as the last, with its translations."""

    def change(session: Session, dialogue: Dialogue, question: Question) -> None:
        questions.copy(session, sessions.current_actor(), dialogue, question, sessions.now())

    return _pressed(slug, question_id, Press(), change, _("Frågan är kopierad."))


@blueprint.post("/<int:question_id>/remove")
@staff(Act.EDIT_TEXTS)
def remove(slug: str, question_id: int) -> Response | tuple[str, int]:
    """Take a question away."""

    def change(session: Session, dialogue: Dialogue, question: Question) -> None:
        questions.remove(session, sessions.current_actor(), dialogue, question, sessions.now())

    return _pressed(slug, question_id, Press(), change, _("Frågan är borttagen."))


def _pressed(
    slug: str, question_id: int, form: Press | MoveForm, act: Callable[[Session, Dialogue, Question], None], said: str
) -> Response | tuple[str, int]:
    if saved(form, lambda session: act(session, *_question(session, slug, question_id))):
        if said:
            flash(said, "good")
        return redirect(_home(slug), 303)
    return _index(slug, form.form_errors), form.status


def _question(session: Session, slug: str, question_id: int) -> tuple[Dialogue, Question]:
    dialogue = open_dialogue(session, slug, Act.EDIT_TEXTS)
    return dialogue, known.question(session, dialogue, question_id)


def _home(slug: str) -> str:
    return f"/office/dialogues/{slug}/questions/"


def _index(slug: str, faults: list[str]) -> str:
    dialogue = open_dialogue(sessions.reading(), slug, Act.SEE_DRAFTS)
    return page(
        "office/questions/index.html",
        dialogue,
        "questions",
        questions=known.of_dialogue(sessions.reading(), dialogue.id),
        kinds=QUESTION_KINDS,
        faults=faults,
        editable=dialogue.announced_at is None and may(sessions.current_actor(), Act.EDIT_TEXTS, dialogue.body_id),
    )


def _standing(question: Question) -> dict[str, object]:
    numbers = {name: str(getattr(question, name)) for name in ("page", "max_length", "lowest", "highest")}
    return {**numbers, "kind": question.kind.value, "required": question.required}
