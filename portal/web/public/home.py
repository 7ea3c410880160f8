"""The first page: what one can take part in now, and what the earlier dialogues led to."""

from flask import Blueprint, render_template
from flask_babel import gettext as _

from portal.domain.dialogues import Stage
from portal.queries import public_dialogues, public_texts
from portal.web import dialogue_words
from portal.web.access import public
from portal.web.formats import reader_language
from portal.web.page_cache import cacheable
from portal.web.sessions import now, reading

blueprint = Blueprint("public_home", __name__)

MOST_ANSWERED = 6
"""Answered dialogues on the first page; the list of dialogues has them all."""


@blueprint.get("/")
@public
def show() -> str:
    """Dialogues by stage: open now, opening soon, being compiled, with the body, answered."""
    session = reading()
    found = public_dialogues.for_first_page(session, now())
    cacheable("site", dialogue_words.holds_until(found))
    words = public_texts.load(session, {one for each in found for one in each.text_sets}, reader_language())
    stages = (
        (_("Öppna nu"), (Stage.OPEN,)),
        (_("Öppnar snart"), (Stage.ANNOUNCED,)),
        (_("Sammanställs"), (Stage.ANALYSING,)),
        (_("Hos politikerna"), (Stage.HANDED_OVER,)),
        (_("Besvarade"), (Stage.ANSWERED, Stage.CONCLUDED)),
    )
    groups = []
    for title, wanted in stages:
        members = [each for each in found if each.stage in wanted]
        if Stage.ANSWERED in wanted:
            members = sorted(members, key=lambda each: each.dialogue.answered_at or now(), reverse=True)[:MOST_ANSWERED]
        groups.append((title, [dialogue_words.card_of(each, words) for each in members]))
    return render_template("public/home/show.html", groups=groups)
