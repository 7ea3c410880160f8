"""The public copy of what the body was handed: the same words, without what has been hidden since.

The sealed files stay in the office, for they may hold what was hidden later; this page is written anew for each reader,
in the reader's language where the handover was sealed in it (docs/decisions/0011-public-copy-of-a-handover.md).
"""

from flask import Blueprint, render_template

from portal.domain.handovers import lacks
from portal.domain.languages import SOURCE
from portal.domain.refusals import NotFound
from portal.models.handovers import Handover
from portal.queries import handovers, public_dialogues, public_texts, results
from portal.reports.feedback import FeedbackPage, said
from portal.reports.handovers import holders_of
from portal.web import days, dialogue_page
from portal.web.access import public
from portal.web.formats import reader_language
from portal.web.in_language import rendered_in
from portal.web.page_cache import cacheable
from portal.web.sessions import now, reading
from portal.web.voice import voice

blueprint = Blueprint("public_handovers", __name__, url_prefix="/dialogues/<slug>")


@blueprint.get("/handover")
@public
def show(slug: str) -> str:
    """The newest document as it was handed over; hidden quotes stand as *[borttaget]*."""
    return _page(slug, None)


@blueprint.get("/handover/<int:number>")
@public
def numbered(slug: str, number: int) -> str:
    """An earlier document, marked as one that a newer one stands in the place of."""
    return _page(slug, number)


def _page(slug: str, number: int | None) -> str:
    session = reading()
    found = public_dialogues.by_slug(session, slug, now())
    sealed = handovers.brief(session, found.dialogue.id)
    if not sealed or (number is not None and number not in {one.number for one in sealed}):
        raise NotFound("NOT_FOUND")
    document = handovers.numbered(session, found.dialogue.id, number or sealed[-1].number)
    cacheable(f"dialogue:{found.dialogue.id}", days.tomorrow())
    words = public_texts.load(session, found.text_sets, reader_language())
    content = document.content
    language = _language_of(document)
    quoted = [quote for theme in content["themes"] for quote in theme["quotes"]]
    readable = results.readable_quotes(session, quoted)
    promise = content["commitments"][0]["content"] if content["commitments"] else None
    body = rendered_in(
        language,
        "public/handovers/body.html",
        feedback=FeedbackPage(content, slug, readable, voice(language), results.why_gone(session, quoted, readable)),
        document=document,
        body=holders_of(content, language),
        registry_number=content["registry_number"],
        use=said(promise["use"], language) if promise else None,
        points=[said(point["text"], language) for point in promise["points"]] if promise else [],
        asked=said(content.get("asked_of_body", {}), language),
        here_language=language,
    )
    frame = {**dialogue_page.frame_of(found, words), "content_language": language}
    return render_template("public/handovers/show.html", **frame, copy=body, document=document, sealed=sealed)


def _language_of(document: Handover) -> str:
    """The reader's language if every text of the result was sealed in it, else Swedish."""
    wanted, content = reader_language(), document.content
    return wanted if wanted in content["languages"] and not lacks(content, wanted) else SOURCE
