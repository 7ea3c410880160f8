"""*Min synpunkt*: from the code to the exact words, what was decided about them, and what they led to.

A receipt is stored by nobody on the way (`no-store`), tells nobody its address (`no-referrer`), is not indexed.
An unknown and a mistyped code get the same answer: 404, and how to read a code.
"""

from typing import Any

from flask import Blueprint, abort, g, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from portal.adapters.locale_format import comma
from portal.domain.moderation import Span, segments
from portal.domain.questions import QuestionKind
from portal.domain.receipts import grouped, normalised
from portal.domain.refusals import NotFound, Refused
from portal.domain.submissions import MAX_APPEAL
from portal.effects.submissions import look_through
from portal.models.submissions import Submission
from portal.queries import dialogues, public_dialogues, public_texts, receipts, review, submissions
from portal.services import evaluations
from portal.services import receipts as services
from portal.web.access import public
from portal.web.dialogue_words import body_name, clock_of
from portal.web.formats import in_sentence, reader_language
from portal.web.forms.base import Form
from portal.web.forms.evaluations import EvaluationForm
from portal.web.forms.receipts import AppealForm, TakeBackForm, add_form
from portal.web.forms.take_part import given_from_page, said
from portal.web.labels import CHANNELS, REASONS
from portal.web.ladder_words import promise_of, steps_of
from portal.web.protection import csrf
from portal.web.public_address import qr_picture
from portal.web.receipt_page import ReceiptPage
from portal.web.sessions import changes, now, reading, settings

blueprint = Blueprint("public_receipts", __name__)
csrf.exempt(blueprint)  # each form checks its own token, so that an old one costs nobody their text


@blueprint.get("/receipt")
@public
def look_up() -> Response:
    """The page that asks for a code; `?code=` goes to its receipt. It changes nothing, so it needs no cookie."""
    typed = request.args.get("code", "").strip()
    if not typed:
        return _answer("public/receipts/look_up.html", typed="", unknown=False)
    opened = submissions.by_code(reading(), typed)
    if opened.submission is None and opened.prepared is None:
        return _unknown(typed)
    return redirect(url_for("public_receipts.show", code=grouped(normalised(typed) or "")), 303)


@blueprint.get("/receipt/<code>")
@public
def show(code: str) -> Response:
    """Everything the receipt says today."""
    opened = submissions.by_code(reading(), code)
    if opened.prepared is not None:
        return _answer("public/receipts/prepared.html", code=grouped(normalised(code) or ""))
    if opened.submission is None:
        return _unknown(code)
    rules = settings().rules()
    state = receipts.state_of(reading(), rules, opened.submission, now())
    shown = grouped(normalised(code) or "")
    page = ReceiptPage(state, g.language)
    found = public_dialogues.by_slug(reading(), state.dialogue.slug, now())
    words = public_texts.load(reading(), found.text_sets, g.language)
    answer = _answer(
        "public/receipts/show.html",
        code=shown,
        state=state,
        page=page,
        qr_svg=qr_picture(f"/r/{shown}", _("QR-kod som öppnar den här sidan")),
        again="again" in request.args,
        done=request.args.get("done", ""),
        promise=promise_of(state.dialogue),
        clock_words=clock_of(found, words),
        giver=in_sentence(body_name(found, words)),
        steps=steps_of(state.dialogue),
        pieces=_pieces,
        channels=CHANNELS,
    )
    if state.edition is not None and not state.opened:
        with changes() as session:
            services.note_opened(session, state.submission.id, state.edition.id)
    return answer


@blueprint.route("/receipt/<code>/take-back", methods=["GET", "POST"])
@public
def take_back(code: str) -> Response:
    """Say what taking back means; do it."""
    submission = _submission(code)
    form = TakeBackForm()
    if form.validate_on_submit():
        try:
            with changes() as session:
                services.take_back(session, submission.id, now())
            return _done(code, "taken-back")
        except Refused as refused:
            form.refuse(refused)
    return _form_page("take_back", form, code, submission)


@blueprint.route("/receipt/<code>/add", methods=["GET", "POST"])
@public
def add(code: str) -> Response:
    """Add text while the dialogue is open."""
    submission = _submission(code)
    questions = [
        question
        for question in submissions.questions_with_words(reading(), submission.dialogue_id)
        if question.kind is QuestionKind.FREE_TEXT
    ]
    form = add_form(questions, g.language)
    if form.additions.data in (None, ""):
        form.additions.data = str(submission.additions)
    if form.validate_on_submit():
        given = given_from_page(questions)
        seen = look_through(given, submission.language)
        additions_seen = int(form.additions.data) if form.additions.data.isdecimal() else -1
        try:
            with changes() as session:
                services.add_to(session, settings().rules(), submission.id, given, additions_seen, now(), seen)
            return _done(code, "added")
        except Refused as refused:
            form.refuse(refused)
            form.additions.data = str(submission.additions)
    return _form_page("add", form, code, submission, questions=questions)


@blueprint.route("/receipt/<code>/appeal", methods=["GET", "POST"])
@public
def appeal(code: str) -> Response:
    """Ask somebody else to look at the decision again."""
    submission = _submission(code)
    form = AppealForm()
    if form.validate_on_submit():
        try:
            with changes() as session:
                services.appeal(session, settings().rules(), submission.id, form.text.data, now())
            return _done(code, "appealed")
        except Refused as refused:
            form.refuse(refused)
    return _form_page("appeal", form, code, submission, limit=MAX_APPEAL)


@blueprint.route("/receipt/<code>/evaluate", methods=["GET", "POST"])
@public
def evaluate(code: str) -> Response:
    """Three questions about the dialogue once there is a result; the answers have no key to the submission."""
    submission = _submission(code)
    state = receipts.state_of(reading(), settings().rules(), submission, now())
    if state.edition is None:
        raise NotFound("NOT_FOUND")
    form = EvaluationForm()
    if form.validate_on_submit():
        try:
            with changes() as session:
                locked = review.locked(session, submission.id, None)
                dialogue = dialogues.by_id(session, locked.dialogue_id)
                evaluations.take_part_in_evaluation(session, dialogue, form.view(), locked, now())
            return _done(code, "evaluated")
        except Refused as refused:
            form.refuse(refused)
    return _form_page("evaluate", form, code, submission)


def _submission(code: str) -> Submission:
    submission = submissions.by_code(reading(), code).submission
    if submission is None:
        abort(_unknown(code))
    return submission


def _form_page(name: str, form: Form, code: str, submission: Submission, **context: Any) -> Response:
    state = receipts.state_of(reading(), settings().rules(), submission, now())
    shown = grouped(normalised(code) or "")
    template = f"public/receipts/{name}.html"
    return _answer(template, form.status, form=form, state=state, code=shown, pieces=_pieces, **context)


def _done(code: str, what: str) -> Response:
    return redirect(url_for("public_receipts.show", code=grouped(normalised(code) or ""), done=what), 303)


def _unknown(typed: str) -> Response:
    return _answer("public/receipts/look_up.html", 404, typed=typed[:100], unknown=True)


def _pieces(written: receipts.Written) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether others do not see it."""
    spans = [Span(mask.start, mask.end) for mask in written.masks]
    return [(piece, inside is not None) for piece, inside in segments(written.answer.text or "", spans)]


def _why_hidden(written: receipts.Written) -> str:
    """The reasons of the hidden parts, each once."""
    return comma(reader_language()).join(dict.fromkeys(str(REASONS[mask.reason]) for mask in written.masks))


def _answer(template: str, status: int = 200, **context: Any) -> Response:
    given = {"QuestionKind": QuestionKind, "said": said, "reasons": REASONS, "why_hidden": _why_hidden, **context}
    response = Response(render_template(template, **given), status, mimetype="text/html")
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
