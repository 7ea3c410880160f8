"""One body: the dialogues it holds, what it has promised and by when, and what is late."""

from typing import Any

from flask import Blueprint, render_template
from flask_babel import gettext as _

from portal.domain.promised_dates import Promised
from portal.domain.refusals import NotFound
from portal.models.dialogues import Dialogue
from portal.queries import public_bodies, public_dialogues, public_matters, public_texts
from portal.queries.public_dialogues import Public
from portal.queries.public_texts import Words
from portal.web import days, dialogue_words, matter_words, report_words
from portal.web.access import public
from portal.web.formats import reader_language
from portal.web.page_cache import cacheable
from portal.web.sessions import now, reading

blueprint = Blueprint("public_bodies", __name__, url_prefix="/bodies")


@blueprint.get("/<slug>/")
@public
def show(slug: str) -> str:
    """The body's page."""
    session, language = reading(), reader_language()
    body = next((one for one in public_bodies.names(session, language) if one.slug == slug), None)
    if body is None:
        raise NotFound("NO_SUCH_BODY")
    found = public_dialogues.listed(session, now(), Dialogue.body_id == body.id)
    cacheable("site", dialogue_words.holds_until(found))
    words = public_texts.load(session, {one for each in found for one in each.text_sets}, language)
    due = sorted((row for each in found for row in _due(each, words)), key=lambda row: row["by"])
    return render_template(
        "public/bodies/show.html",
        body=body,
        called=dialogue_words.in_sentence(body.name),
        cards=[dialogue_words.card_of(each, words) for each in found],
        due=due,
        late=[row for row in due if row["late"]],
        waiting=public_matters.waiting_of(session, body.id),
        considered=matter_words.figures_of_body(session, body.id),
        reports=report_words.block_of(session, body.id),
    )


def _due(each: Public, words: Words) -> list[dict[str, Any]]:
    title = words.get(each.dialogue.texts_id, "title", each.language_for(reader_language()))
    return [
        {
            "title": title,
            "href": dialogue_words.address(each),
            "what": _("Resultat") if promise.what is Promised.RESULT else _("Svar"),
            "by": promise.by,
            "late": dialogue_words.late_words([promise], days.today()),
        }
        for promise in dialogue_words.promises_of(each)
        if promise.kept_on is None
    ]
