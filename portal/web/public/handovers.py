"""The public copy of what the body was handed: the same words, without what has been hidden since."""

from flask import Blueprint, render_template

from portal.domain.languages import SOURCE
from portal.domain.refusals import NotFound
from portal.queries import handovers, public_dialogues, public_texts, results
from portal.reports.feedback import FeedbackPage, words_of
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
    """The newest document in Swedish, as it was handed over; hidden quotes stand as *[borttaget]*."""
    session = reading()
    found = public_dialogues.by_slug(session, slug, now())
    document = handovers.newest(session, found.dialogue.id)
    if document is None:
        raise NotFound("NOT_FOUND")
    cacheable(f"dialogue:{found.dialogue.id}", days.tomorrow())
    words = public_texts.load(session, found.text_sets, reader_language())
    content = document.content
    quoted = [quote for theme in content["themes"] for quote in theme["quotes"]]
    readable = results.readable_quotes(session, quoted)
    promise = content["commitments"][0]["content"] if content["commitments"] else None
    body = rendered_in(
        SOURCE,
        "public/handovers/body.html",
        feedback=FeedbackPage(content, slug, readable, voice(SOURCE), results.why_gone(session, quoted, readable)),
        document=document,
        body=holders_of(content, SOURCE),
        registry_number=content["registry_number"],
        use=words_of(promise["use"], SOURCE) if promise else "",
        points=[words_of(point["text"], SOURCE) for point in promise["points"]] if promise else [],
    )
    frame = {**dialogue_page.frame_of(found, words), "content_language": SOURCE}
    return render_template("public/handovers/show.html", **frame, copy=body, document=document)
