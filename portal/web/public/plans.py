"""The yearly plan of a body's dialogues, once it is adopted: what was planned, and what became of it."""

from typing import Any

from flask import Blueprint, render_template

from portal.domain.dialogues import Level
from portal.domain.refusals import NotFound
from portal.queries import plans, public_bodies, public_texts
from portal.queries.plans import FollowedLine
from portal.queries.public_texts import Words
from portal.web import days, dialogue_words
from portal.web.access import public
from portal.web.body_labels import BECAME, BECAME_TAGS, QUARTERS
from portal.web.formats import reader_language
from portal.web.labels import LEVELS
from portal.web.page_cache import cacheable
from portal.web.sessions import now, reading, settings

blueprint = Blueprint("public_plans", __name__, url_prefix="/bodies/<slug>/plan")


@blueprint.get("/<int:year>")
@public
def show(slug: str, year: int) -> str:
    """The plan of one year. A draft is nobody's to read yet."""
    session, language = reading(), reader_language()
    body = next((one for one in public_bodies.names(session, language) if one.slug == slug), None)
    if body is None:
        raise NotFound("NO_SUCH_BODY")
    followed = plans.followed_up(session, body.id, year, settings().rules(), now())
    if followed is None:
        raise NotFound("NO_SUCH_PLAN")
    cacheable("site", days.tomorrow())
    sets = {one.line.texts_id for one in followed.lines}
    sets |= {one.dialogue.texts_id for one in followed.lines if one.dialogue}
    words = public_texts.load(session, sets, language)
    quarters = [
        (QUARTERS[quarter], [_row(one, words) for one in followed.lines if one.line.quarter == quarter])
        for quarter in QUARTERS
    ]
    return render_template(
        "public/plans/show.html",
        body=body,
        called=dialogue_words.in_sentence(body.name),
        plan=followed.plan,
        year=year,
        section=followed.plan.section.removeprefix("§").strip(),
        quarters=[one for one in quarters if one[1]],
        counts=[(BECAME[outcome], number) for outcome in BECAME if (number := followed.count(outcome))],
        years=[one for one in plans.adopted_years(session, body.id) if one != year],
    )


def _row(one: FollowedLine, words: Words) -> dict[str, Any]:
    line, dialogue = one.line, one.dialogue
    return {
        "title": words.get(line.texts_id, "title"),
        "level": LEVELS[Level(line.level)],
        "lead": line.lead,
        "became": BECAME[one.became],
        "tag": BECAME_TAGS[one.became],
        "because": line.because,
        "added_on": line.added_on if line.added_later else None,
        "dropped_on": line.dropped_on,
        "matter": line.matter,
        "dialogue": words.get(dialogue.texts_id, "title") if dialogue else None,
        "href": f"/{reader_language()}/dialogues/{dialogue.slug}/" if dialogue else None,
    }
