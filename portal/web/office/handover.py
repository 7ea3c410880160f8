"""Handover to the body: the checklist, the documents before they are sealed, and the sealed ones."""

import hashlib
from typing import Any

from flask import Blueprint, Response, current_app, flash, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from portal.adapters import pdf
from portal.domain.dialogues import Stage, stage_of
from portal.domain.handovers import DocumentFormat, is_new, lacks, new_since
from portal.domain.languages import SOURCE
from portal.domain.lifecycle import Gate, checks
from portal.domain.permissions import Act
from portal.domain.refusals import NotFound, Refused
from portal.models.dialogues import Dialogue
from portal.queries import answers, late_views, lifecycle
from portal.queries import handovers as handover_queries
from portal.services import handovers
from portal.web import handover_document
from portal.web.access import staff
from portal.web.forms.handovers import AgainForm
from portal.web.forms.saving import saved
from portal.web.messages import words
from portal.web.office.workspace import checklist_of, open_dialogue, page
from portal.web.office.writing import done
from portal.web.sessions import current_actor, now, reading, settings
from portal.web.staff_labels import STAFF_LANGUAGES

blueprint = Blueprint("office_handover", __name__, url_prefix="/office/dialogues/<slug>/handover")


@blueprint.get("/")
@staff(Act.SEE_DRAFTS)
def show(slug: str) -> str:
    """What is missing before the handover, the files as they would be sealed, and what was handed over so far."""
    return _page(slug, AgainForm())


@blueprint.get("/preview")
@staff(Act.SEE_DRAFTS)
def preview(slug: str) -> Response:
    """The document as it would be handed over now, in Swedish."""
    return _preview(slug, DocumentFormat.HTML, SOURCE)


@blueprint.get("/preview/<language>.<kind>")
@staff(Act.SEE_DRAFTS)
def preview_file(slug: str, language: str, kind: str) -> AnyResponse:
    """One of the files as it would be handed over now."""
    try:
        return _preview(slug, _format(kind), language)
    except NotFound:
        raise
    except Refused as refused:
        flash(words(refused.refusals[0]), "warn")
        return redirect(url_for(".show", slug=slug), 303)


@blueprint.post("/")
@staff(Act.HAND_OVER)
def hand_over(slug: str) -> AnyResponse:
    """Seal the documents and hand them over."""
    if done(_sealing(slug, ""), _("Resultatet är överlämnat. Dokumentet är förseglat.")) and pdf.missing():
        flash(_("PDF gick inte att göra på den här datorn. HTML och Word är förseglade."), "warn")
    return redirect(url_for(".show", slug=slug), 303)


@blueprint.post("/again")
@staff(Act.HAND_OVER)
def hand_over_again(slug: str) -> str | tuple[str, int] | AnyResponse:
    """Seal a further handover, which says why and what is new."""
    form = AgainForm()
    if not saved(form, _sealing(slug, form.reason.data or "")):
        return _page(slug, form), form.status
    flash(_("Den nya överlämningen är förseglad. Den gäller i stället för den förra."), "good")
    return redirect(url_for(".show", slug=slug), 303)


@blueprint.get("/<int:number>.html")
@staff(Act.SEE_DRAFTS)
def sealed(slug: str, number: int) -> Response:
    """A sealed document, byte for byte as it was handed over."""
    dialogue = open_dialogue(reading(), slug, Act.SEE_DRAFTS)
    found = handover_queries.numbered(reading(), dialogue.id, number)
    data = found.html.encode()
    return _sealed(data, found.html_hash, DocumentFormat.HTML, f"{slug}-{number}")


@blueprint.get("/<int:number>/<language>.<kind>")
@staff(Act.SEE_DRAFTS)
def sealed_file(slug: str, number: int, language: str, kind: str) -> Response:
    """A sealed file in another format or language, byte for byte as it was handed over."""
    dialogue = open_dialogue(reading(), slug, Act.SEE_DRAFTS)
    found = handover_queries.numbered(reading(), dialogue.id, number)
    data, digest = handover_queries.data_of(reading(), found.id, _format(kind), language)
    return _sealed(data, digest, _format(kind), f"{slug}-{number}-{language}")


def _page(slug: str, form: AgainForm) -> str:
    session = reading()
    dialogue = open_dialogue(session, slug, Act.SEE_DRAFTS)
    facts = lifecycle.facts_of(session, dialogue, settings().rules(), now())
    sealed = [
        (one, handover_queries.files_of(session, one.id)) for one in handover_queries.all_of(session, dialogue.id)
    ]
    context: dict[str, Any] = {"languages": [], "lacking": [], "news": False}
    if not sealed or _may_go_on(session, dialogue):
        content = handover_queries.content_of(session, dialogue, now())
        news = is_new(new_since(sealed[-1][0].content, content)) if sealed else True
        lacking = [(code, lacks(content, code)) for code in STAFF_LANGUAGES if code in content["languages"]]
        context = {
            "languages": handover_document.languages_of(content),
            "lacking": [(code, number) for code, number in lacking if number and code != SOURCE],
            "news": news,
        }
    return page(
        "office/handover/show.html",
        dialogue,
        "handover",
        gate=checklist_of(dialogue, Gate.HAND_OVER, checks(Gate.HAND_OVER, facts)),
        sealed=sealed,
        form=form,
        formats=list(DocumentFormat),
        without_pdf=pdf.missing(),
        late=late_views.count(session, dialogue.id) if sealed else 0,
        **context,
    )


def _may_go_on(session: Session, dialogue: Dialogue) -> bool:
    """Whether a further handover can be made: the body has the first one and has not decided."""
    final = any(one.final for one in answers.decisions(session, dialogue.id))
    return stage_of(dialogue.stage_facts(), now()) is Stage.HANDED_OVER and not final


def _sealing(slug: str, reason: str) -> Any:
    """The change that seals what is read now: the files are written first, so that nobody waits for them."""
    moment = now()
    drafted: handover_document.Drafted | None = None

    def seal(session: Session) -> None:
        dialogue = open_dialogue(session, slug, Act.HAND_OVER)
        assert drafted is not None
        content, documents = drafted.content, drafted.documents
        handovers.hand_over(session, current_actor(), settings().rules(), dialogue, content, documents, moment, reason)

    if request.method == "POST":
        dialogue = open_dialogue(reading(), slug, Act.HAND_OVER)
        drafted = handover_document.draft(*_place(), reading(), dialogue, moment, reason)
    return seal


def _place() -> tuple[Any, str]:
    return current_app.jinja_env, settings().municipality_name


def _preview(slug: str, kind: DocumentFormat, language: str) -> Response:
    dialogue = open_dialogue(reading(), slug, Act.SEE_DRAFTS)
    made = handover_document.preview(*_place(), reading(), dialogue, now(), kind, language)
    return _file(made.data, kind, f"{slug}-utkast-{made.language}", attached=kind is DocumentFormat.DOCX)


def _format(kind: str) -> DocumentFormat:
    if kind not in set(DocumentFormat):
        raise NotFound("NOT_FOUND")
    return DocumentFormat(kind)


def _sealed(data: bytes, digest: str, kind: DocumentFormat, name: str) -> Response:
    if hashlib.sha256(data).hexdigest() != digest:
        raise NotFound("NOT_FOUND")
    return _file(data, kind, name, attached=kind is DocumentFormat.DOCX or request.args.get("save") == "1")


def _file(data: bytes, kind: DocumentFormat, name: str, attached: bool) -> Response:
    response = Response(data, mimetype=handover_document.MIMETYPES[kind])
    place = "attachment" if attached else "inline"
    response.headers["Content-Disposition"] = f'{place}; filename="{name}.{kind.value}"'
    if kind is DocumentFormat.HTML:
        style = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; sandbox"
        response.headers["Content-Security-Policy"] = style
    response.headers["Cache-Control"] = "no-store"
    return response
