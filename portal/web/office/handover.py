"""Handover to the body: the checklist, the document before it is sealed, and the sealed ones."""

import hashlib

from flask import Blueprint, Response, current_app, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from portal.domain.lifecycle import Gate, checks
from portal.domain.permissions import Act
from portal.domain.refusals import NotFound
from portal.models.dialogues import Dialogue
from portal.queries import handovers as handover_queries
from portal.queries import lifecycle
from portal.services import handovers
from portal.web.access import staff
from portal.web.handover_document import draft
from portal.web.office.workspace import checklist_of, open_dialogue, page
from portal.web.office.writing import done
from portal.web.sessions import current_actor, now, reading, settings

blueprint = Blueprint("office_handover", __name__, url_prefix="/office/dialogues/<slug>/handover")


@blueprint.get("/")
@staff(Act.SEE_DRAFTS)
def show(slug: str) -> str:
    """What is missing before the handover, and the documents handed over so far."""
    dialogue = open_dialogue(reading(), slug, Act.SEE_DRAFTS)
    facts = lifecycle.facts_of(reading(), dialogue, settings().rules(), now())
    gate = checklist_of(dialogue, Gate.HAND_OVER, checks(Gate.HAND_OVER, facts))
    sealed = handover_queries.all_of(reading(), dialogue.id)
    return page("office/handover/show.html", dialogue, "handover", gate=gate, sealed=sealed)


@blueprint.get("/preview")
@staff(Act.SEE_DRAFTS)
def preview(slug: str) -> Response:
    """The document as it would be handed over now."""
    dialogue = open_dialogue(reading(), slug, Act.SEE_DRAFTS)
    _content, html = _draft(reading(), dialogue)
    return _file(html, f"{slug}-utkast.html", attached=False)


@blueprint.post("/")
@staff(Act.HAND_OVER)
def hand_over(slug: str) -> AnyResponse:
    """Seal the document and hand it over."""

    def seal(session: Session) -> None:
        dialogue = open_dialogue(session, slug, Act.HAND_OVER)
        content, html = _draft(session, dialogue)
        handovers.hand_over(session, current_actor(), settings().rules(), dialogue, content, html, now())

    done(seal, _("Resultatet är överlämnat. Dokumentet är förseglat."))
    return redirect(url_for(".show", slug=slug), 303)


@blueprint.get("/<int:number>.html")
@staff(Act.SEE_DRAFTS)
def sealed(slug: str, number: int) -> Response:
    """A sealed document, byte for byte as it was handed over."""
    dialogue = open_dialogue(reading(), slug, Act.SEE_DRAFTS)
    found = next((one for one in handover_queries.all_of(reading(), dialogue.id) if one.number == number), None)
    if found is None or hashlib.sha256(found.html.encode()).hexdigest() != found.html_hash:
        raise NotFound("NOT_FOUND")
    return _file(found.html, f"{slug}-{number}.html", attached=request.args.get("save") == "1")


def _draft(session: Session, dialogue: Dialogue) -> tuple[dict[str, object], str]:
    return draft(current_app.jinja_env, settings().municipality_name, session, dialogue, now())


def _file(html: str, name: str, attached: bool) -> Response:
    response = Response(html, mimetype="text/html")
    kind = "attachment" if attached else "inline"
    response.headers["Content-Disposition"] = f'{kind}; filename="{name}"'
    style = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; sandbox"
    response.headers["Content-Security-Policy"] = style
    response.headers["Cache-Control"] = "no-store"
    return response
