"""How a dialogue went, as those who took part, the dialogue group and the elected each saw it (D3)."""

from flask import Blueprint, render_template

from portal.domain.evaluations import EvaluationKind
from portal.domain.refusals import NotFound
from portal.domain.small_cells import THRESHOLD
from portal.queries import evaluations, public_dialogues, public_methods, public_texts
from portal.web import days, dialogue_page
from portal.web.access import public
from portal.web.evaluation_words import KINDS, answered_words, charts, views
from portal.web.formats import reader_language
from portal.web.page_cache import cacheable
from portal.web.sessions import now, reading

blueprint = Blueprint("public_evaluations", __name__, url_prefix="/dialogues/<slug>/evaluation")


@blueprint.get("/results")
@public
def show(slug: str) -> str:
    """The three views side by side, and what was learnt. What participants say is counted anew each day."""
    session = reading()
    found = public_dialogues.by_slug(session, slug, now())
    if found.newest_with_content is None:
        raise NotFound("NOT_FOUND")
    cacheable(f"dialogue:{found.dialogue.id}", days.tomorrow())
    used = public_methods.of_dialogue(session, found.dialogue.id)
    words = public_texts.load(session, {*found.text_sets, *(row.texts_id for row in used)}, reader_language())
    told = evaluations.by_participants(session, found.dialogue.id)
    written = views(evaluations.of_group(session, found.dialogue.id))
    return render_template(
        "public/evaluations/show.html",
        **dialogue_page.frame_of(found, words),
        purpose=words.get(found.dialogue.texts_id, "purpose", found.language_for(reader_language())),
        benefit=dialogue_page.benefit_of(found, words),
        participants=(answered_words(told.receipts), charts(told.from_receipts) if told.receipts >= THRESHOLD else []),
        readers=(answered_words(told.readers), charts(told.from_readers) if told.readers >= THRESHOLD else []),
        anybody=told.answered > 0,
        any_readers=told.readers > 0,
        written=[(KINDS[kind], written[kind]) for kind in EvaluationKind],
        lessons=evaluations.lessons(session, found.dialogue.id),
        methods=[(f"/{reader_language()}/methods/{row.key}", words.get(row.texts_id, "name"), row) for row in used],
    )
