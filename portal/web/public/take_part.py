"""Taking part: pages of questions, a look before sending, and the receipt. No account, no draft on the server.

Every page carries all answers so far in the form itself, so that going back loses nothing; what is not sent yet is on
the reader's side only (Tryckfrihetsförordningen 2:13: a draft has not been received).
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Blueprint, g, render_template, request, url_for
from flask_wtf.csrf import validate_csrf
from werkzeug.wrappers import Response
from wtforms.validators import ValidationError

from portal.domain.dialogues import Level, Stage, stage_of
from portal.domain.measures import LONGEST
from portal.domain.questions import Asked, Given, QuestionKind, answer_faults, field_name
from portal.domain.refusals import Conflict, GateClosed, Invalid, Refusal, Refused
from portal.domain.submissions import Incoming, Wish, web_fault
from portal.effects.submissions import Seen, look_through
from portal.models.dialogues import Dialogue
from portal.models.questions import Question
from portal.queries import dialogues, groups, joint_bodies, submissions
from portal.services import submissions as services
from portal.web.access import public
from portal.web.dialogue_words import in_sentence, together
from portal.web.forms.take_part import (
    TakePart,
    can_be_stated,
    given_from_request,
    reached_from_request,
    said,
    take_part_form,
    texts_from_request,
)
from portal.web.input import clean
from portal.web.labels import SHOW_MODES
from portal.web.ladder_words import promise_of, steps_of
from portal.web.messages import words
from portal.web.protection import csrf
from portal.web.sessions import changes, now, reading, settings

blueprint = Blueprint("public_take_part", __name__)
csrf.exempt(blueprint)  # the form checks its own token, so that an old one costs nobody their text

REVIEW = "review"
SEND = "send"


@dataclass(frozen=True)
class Written:
    """What the reader has sent so far: every answer, and where it came from."""

    dialogue: Dialogue
    asked: tuple[Asked, ...]
    given: tuple[Given, ...]

    @property
    def pages(self) -> list[int]:
        """The pages of questions, in order."""
        return sorted({question.page for question in self.asked})

    def page_of(self, field: str | None) -> int | None:
        """The page that a field stands on; None for one that stands on the review page."""
        return next((q.page for q in self.asked if field_name(q.id) == field), None)

    def faults_on(self, pages: Sequence[int]) -> list[Refusal]:
        """What is wrong with the answers on these pages."""
        here = [question for question in self.asked if question.page in pages]
        ids = {question.id for question in here}
        given = [answer for answer in self.given if answer.question_id in ids]
        return [fault for fault in answer_faults(here, given) if fault.code != "NOTHING_WRITTEN"]


@blueprint.get("/dialogues/<slug>/take-part")
@public
def show(slug: str) -> Response:
    """The first page of questions; before and after the open time, and where nothing can be influenced, why not."""
    dialogue = dialogues.public_by_slug(reading(), slug)
    if dialogue.level < Level.CONSULTATION or stage_of(dialogue.stage_facts(), now()) is not Stage.OPEN:
        return _no_form(dialogue)
    written = Written(dialogue, submissions.asked(reading(), dialogue.id), ())
    if not written.asked:
        return _no_form(dialogue)
    form, questions = _form(dialogue)
    form.key.data = secrets.token_urlsafe(24)
    form.by.data = clean(request.args.get("by"))[:LONGEST]
    return _page(written, form, questions, written.pages[0])


@blueprint.post("/dialogues/<slug>/take-part")
@public
def send(slug: str) -> Response:
    """Go to another page with everything that was written, or send it. Nothing is stored before it is sent."""
    go, at = request.form.get("go", SEND), request.form.get("at", "")
    if not _token_holds():
        return _back_to(_written(slug), at, [Refusal("FORM_EXPIRED")], status=400)
    if go == SEND:
        return _send(slug)
    written = _written(slug)
    dialogue = written.dialogue
    if web_fault(dialogue.level, dialogue.stage_facts(), now(), settings().rules().grace):
        return _no_form(dialogue, written)
    here = int(at) if at.isdigit() and int(at) in written.pages else None
    wanted = _wanted_page(go, written.pages)
    if here is not None and (wanted is None or wanted > here) and (faults := written.faults_on([here])):
        return _back_to(written, at, faults)
    form, questions = _form(dialogue)
    if wanted is not None:
        return _page(written, form, questions, wanted)
    if faults := written.faults_on(written.pages) or _nothing_written(written):
        return _back_to(written, "", faults)
    return _review(written, form, questions)


def _written(slug: str) -> Written:
    dialogue = dialogues.public_by_slug(reading(), slug)
    asked = submissions.asked(reading(), dialogue.id)
    return Written(dialogue, asked, given_from_request(asked))


def _send(slug: str) -> Response:
    """Take it in, in one transaction and with as few statements as can be: thousands come in the last minutes."""
    language = clean(request.form.get("language"))
    if not can_be_stated(language, settings().languages):
        return _refused(_written(slug), Invalid(Refusal("LANGUAGE_UNKNOWN", "language")))
    wish = Wish(
        address=clean(request.form.get("email")),
        language=g.language,
        on_list="on_list" in request.form,
        about_text="about_text" in request.form,
    )
    seen = look_through(texts_from_request(), language)
    rules, key, reached = settings().rules(), request.form.get("key", ""), reached_from_request()
    try:
        with changes() as session:
            door = submissions.door(session, slug)
            incoming = Incoming(given_from_request(door.asked), language, wish)
            receipt = services.receive(session, rules, door, incoming, key, now(), seen, door.asked, reached)
    except GateClosed:
        written = _written(slug)
        return _no_form(written.dialogue, written)
    except (Invalid, Conflict) as refused:
        return _refused(_written(slug), refused)
    again = "1" if receipt.again else None
    return Response("", 303, {"Location": url_for("public_receipts.show", code=receipt.code, again=again)})


def _refused(written: Written, refused: Refused) -> Response:
    if isinstance(refused, Conflict):
        receipt = url_for("public_receipts.show", code=refused.refusals[0].params["code"])
        return _back_to(written, REVIEW, refused.refusals, status=409, receipt=receipt)
    on_pages = [refusal for refusal in refused.refusals if written.page_of(refusal.field) is not None]
    return _back_to(written, "" if on_pages else REVIEW, refused.refusals)


def _back_to(
    written: Written, at: str, faults: Sequence[Refusal], status: int = 422, receipt: str | None = None
) -> Response:
    """The page where the first fault is (or where the reader was), with the faults on it and everything written."""
    dialogue = dialogues.by_id(reading(), written.dialogue.id)
    form, questions = _form(dialogue)
    if not form.key.data:
        form.key.data = secrets.token_urlsafe(24)
    page = next((page for fault in faults if (page := written.page_of(fault.field)) is not None), None)
    if page is None and at.isdigit() and int(at) in written.pages:
        page = int(at)
    if page is None and (at != REVIEW or any(fault.code == "NOTHING_WRITTEN" for fault in faults)):
        page = written.pages[0] if written.pages else None
    for fault in faults:
        if written.page_of(fault.field) in (None, page):
            form.fault(fault.field, words(fault))
    if page is None:
        return _review(written, form, questions, status, receipt)
    return _page(written, form, questions, page, status)


def _page(written: Written, form: TakePart, questions: list[Question], page: int, status: int = 200) -> Response:
    return _answer(
        "public/take_part/show.html",
        status,
        **_common(written, form, questions),
        page=page,
        place=written.pages.index(page) + 1,
        here=[question for question in questions if question.page == page],
        fresh=request.method == "GET",
        here_names=[field_name(question.id) for question in questions if question.page == page],
        promise=promise_of(written.dialogue),
        body_name=in_sentence(_holders(written.dialogue)),
        steps=steps_of(written.dialogue),
    )


def _holders(dialogue: Dialogue) -> str:
    others = joint_bodies.of_dialogue(reading(), dialogue.id)
    own, *rest = (body.texts.plain("name", g.language) for body in (dialogue.body, *others))
    return together(own, rest)


def _review(
    written: Written, form: TakePart, questions: list[Question], status: int = 200, receipt: str | None = None
) -> Response:
    seen = look_through(written.given)
    return _answer(
        "public/take_part/review.html",
        status,
        **_common(written, form, questions),
        place=len(written.pages) + 1,
        given={answer.question_id: answer for answer in written.given},
        pointed_out=_pointed_out(written, seen),
        recognised=None if seen.language == "und" else seen.language,
        has_text=any(answer.text.strip() for answer in written.given),
        receipt=receipt,
    )


def _common(written: Written, form: TakePart, questions: list[Question]) -> dict[str, Any]:
    known = {question.id for question in questions}
    if form.by.data:
        g.kept_query = {"by": form.by.data}  # the same page in another language came by the same poster
    return {
        "form": form,
        "dialogue": written.dialogue,
        "questions": questions,
        "pages": written.pages,
        "carried": [(name, value) for name, value in request.form.items(multi=True) if name.startswith("q-")],
        "unplaced": [answer.text for answer in written.given if answer.question_id not in known and answer.text],
        "mail_offered": settings().rules().mail_offered,
    }


def _pointed_out(written: Written, seen: Seen) -> list[tuple[str, str]]:
    """(kind, the words themselves) of everything in the texts that looks like personal data."""
    texts = {answer.question_id: answer.text for answer in written.given}
    return [
        (part.kind.value, texts[question_id][part.start : part.end])
        for question_id, parts in seen.found.items()
        for part in parts
    ]


def _no_form(dialogue: Dialogue, written: Written | None = None) -> Response:
    """Why nothing can be sent here now. What was written too late stays on the page, with where to send it."""
    dialogue = dialogues.by_id(reading(), dialogue.id)
    facts = dialogue.stage_facts()
    code = web_fault(dialogue.level, facts, now(), timedelta())
    if facts.cancelled_at is not None:
        code = "CANCELLED"
    elif code is None:
        code = "NO_QUESTIONS"
    texts = [answer.text for answer in written.given if answer.text.strip()] if written else []
    status = 422 if written else 200
    closed_at = facts.closes_at - timedelta(minutes=1) if facts.closes_at else None
    kept = {"texts": texts, "late": written is not None, "closed_at": closed_at}
    return _answer("public/take_part/closed.html", status, dialogue=dialogue, code=code, **kept)


def _nothing_written(written: Written) -> list[Refusal]:
    return [Refusal("NOTHING_WRITTEN")] if all(answer.is_empty for answer in written.given) else []


def _wanted_page(go: str, pages: Sequence[int]) -> int | None:
    number = go.removeprefix("page-")
    return int(number) if number.isdigit() and int(number) in pages else None


def _form(dialogue: Dialogue) -> tuple[TakePart, list[Question]]:
    questions = submissions.questions_with_words(reading(), dialogue.id)
    form = take_part_form(questions, g.language, settings().languages)
    named = groups.of_dialogue(reading(), dialogue.id) if dialogue.asks_groups else []
    form.groups.choices = [(str(one.id), said(one.texts, "name", g.language)) for one in named]
    return form, questions


def _token_holds() -> bool:
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        return False
    return True


def _answer(template: str, status: int, **context: Any) -> Response:
    given = {"QuestionKind": QuestionKind, "said": said, "show_modes": SHOW_MODES, **context}
    response = Response(render_template(template, **given), status, mimetype="text/html")
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
