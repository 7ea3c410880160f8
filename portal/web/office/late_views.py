"""What came in after the handover: a list for the body, as page and file, and a note that it was sent."""

import io

from flask import Blueprint, Response, redirect, request, send_file, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from portal.adapters import docx_files, pdf
from portal.domain.handovers import DocumentFormat
from portal.domain.permissions import Act
from portal.domain.refusals import NotFound
from portal.models.dialogues import Dialogue
from portal.queries import handovers as handover_queries
from portal.queries import late_views
from portal.services import handovers
from portal.web.access import staff
from portal.web.handover_document import MIMETYPES
from portal.web.in_language import rendered_in
from portal.web.labels import CHANNELS, REASONS, REVIEW_STATES
from portal.web.office.workspace import open_dialogue, page
from portal.web.office.writing import done
from portal.web.sessions import current_actor, now, reading, settings

blueprint = Blueprint("office_late_views", __name__, url_prefix="/office/dialogues/<slug>/handover/late")
_NAMES = {"channels": CHANNELS, "reasons": REASONS, "states": REVIEW_STATES}


@blueprint.get("/")
@staff(Act.SEE_DRAFTS)
def show(slug: str) -> str:
    """The views that came in after the handover, as others may read them, and what the body was sent."""
    session = reading()
    dialogue = _handed_over(session, slug)
    views = late_views.of_dialogue(session, dialogue.id)
    return page(
        "office/late_views/show.html",
        dialogue,
        "handover",
        views=views,
        sendings=late_views.sendings(session, dialogue.id),
        unsent=late_views.count(session, dialogue.id, after=late_views.sent_up_to(session, dialogue.id)),
        without_pdf=pdf.missing(),
        **_NAMES,
    )


@blueprint.get("/list.<kind>")
@staff(Act.SEE_DRAFTS)
def file(slug: str, kind: str) -> Response:
    """The list as a file for the agenda. Raises GateClosed with PDF_UNAVAILABLE where no PDF can be made."""
    if kind not in (DocumentFormat.PDF, DocumentFormat.DOCX):
        raise NotFound("NOT_FOUND")
    dialogue = _handed_over(reading(), slug)
    html = str(
        rendered_in(
            "sv",
            "reports/handovers/late_views.html",
            lang="sv",
            direction="ltr",
            title=dialogue.texts.plain("title"),
            body=dialogue.body.texts.plain("name"),
            registry_number=dialogue.matter.registry_number,
            handover=handover_queries.newest(reading(), dialogue.id),
            views=late_views.of_dialogue(reading(), dialogue.id),
            made_at=now(),
            municipality=settings().municipality_name,
            **_NAMES,
        )
    )
    data = pdf.pdf_of(html) if kind == "pdf" else docx_files.docx_of(html, dialogue.matter.registry_number)
    name = f"{slug}-efter-overlamningen.{kind}"
    return send_file(io.BytesIO(data), MIMETYPES[DocumentFormat(kind)], as_attachment=True, download_name=name)


@blueprint.post("/")
@staff(Act.RECORD_DECISIONS)
def sent(slug: str) -> AnyResponse:
    """Note that the body was sent the list as it stood on the page."""
    last = request.form.get("last", 0, int)

    def note(session: Session) -> None:
        dialogue = open_dialogue(session, slug, Act.RECORD_DECISIONS)
        handovers.send_late_views(session, current_actor(), dialogue, last, now())

    done(note, _("Det är antecknat att nämnden har fått listan."))
    return redirect(url_for(".show", slug=slug), 303)


def _handed_over(session: Session, slug: str) -> Dialogue:
    dialogue = open_dialogue(session, slug, Act.SEE_DRAFTS)
    if dialogue.handed_over_at is None:
        raise NotFound("NOT_FOUND")
    return dialogue
