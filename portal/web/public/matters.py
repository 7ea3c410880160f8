"""The register of matters: whether there will be a dialogue, why or why not, who says so, and what still waits."""

from datetime import date
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask_babel import gettext as _

from portal.domain.matters import ConsiderationOutcome
from portal.domain.suitability import SuitabilityOutcome
from portal.models.dialogues import Dialogue
from portal.queries import public_bodies, public_dialogues, public_matters, public_texts
from portal.queries.public_matters import WAITING, Entry
from portal.queries.public_texts import Words
from portal.web import days, dialogue_words, ladder_words
from portal.web.access import public
from portal.web.formats import reader_language
from portal.web.page_cache import cacheable
from portal.web.sessions import now, reading
from portal.web.staff_labels import CONSIDERATIONS, SUITABILITY_ANSWERS, SUITABILITY_QUESTIONS

blueprint = Blueprint("public_matters", __name__, url_prefix="/matters")


@blueprint.get("/")
@public
def index() -> str:
    """The matters, newest first; `body` and `outcome` in the query string narrow the list, `before` goes on."""
    session, language = reading(), reader_language()
    body, outcome = request.args.get("body", ""), request.args.get("outcome", "")
    if outcome and outcome not in public_matters.outcomes():
        abort(404)
    cacheable("site", days.tomorrow())
    entries, following = public_matters.page(session, body=body, outcome=outcome, before=_place())
    bodies = public_bodies.names(session, language)
    words = public_texts.load(session, {one for entry in entries for one in entry.text_sets}, language)
    going_on = f"{following[0].isoformat()}.{following[1]}" if following else None
    return render_template(
        "public/matters/index.html",
        rows=[_row(entry, words) for entry in entries],
        bodies=[("", _("Alla nämnder")), *((one.slug, one.name) for one in bodies)],
        outcomes=[("", _("Alla")), (WAITING, _("Saknar övervägande")), *CONSIDERATIONS.items()],
        body=body,
        outcome=outcome,
        next_page=going_on and url_for("public_matters.index", **_given(body=body, outcome=outcome, before=going_on)),
    )


def _given(**values: str) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


def _place() -> tuple[date, int] | None:
    given = request.args.get("before", "")
    if not given:
        return None
    day, _dot, number = given.partition(".")
    try:
        return date.fromisoformat(day), int(number[:9])
    except ValueError:
        abort(404)


@blueprint.get("/<slug>/")
@public
def show(slug: str) -> str:
    """One matter with every consideration, the suitability test, and its dialogues."""
    session = reading()
    entry = public_matters.by_slug(session, slug)
    found = public_dialogues.listed(session, now(), Dialogue.matter_id == entry.matter.id)
    cacheable("site", dialogue_words.holds_until(found))
    sets = {*entry.text_sets, *(one for each in found for one in each.text_sets)}
    words = public_texts.load(session, sets, reader_language())
    test, replies = public_matters.suitability_of(session, entry.matter.id)
    given = {row.question_key: row.answer for row in replies}
    return render_template(
        "public/matters/show.html",
        row=_row(entry, words),
        summary=words.get(entry.matter.texts_id, "summary"),
        considerations=[_consideration(row, words) for row in entry.considerations],
        test=test,
        suitable=test is not None and test.outcome is SuitabilityOutcome.SUITABLE,
        highest=ladder_words.in_words(test.highest_level if test else None),
        replies=[
            (question, SUITABILITY_ANSWERS[given[key]])
            for key, (question, _note) in SUITABILITY_QUESTIONS.items()
            if key in given
        ],
        cards=[dialogue_words.card_of(each, words) for each in found],
    )


def _row(entry: Entry, words: Words) -> dict[str, Any]:
    matter, standing = entry.matter, entry.standing
    planned = matter.planned_period or (matter.planned_decision_on and days.long(matter.planned_decision_on))
    return {
        "matter": matter,
        "title": words.get(matter.texts_id, "title"),
        "href": f"/{reader_language()}/matters/{matter.slug}/",
        "body": words.plain(matter.body_texts_id, "name"),
        "body_href": f"/{reader_language()}/bodies/{matter.body_slug}/",
        "planned": planned,
        "standing": _consideration(standing, words) if standing else None,
        "is_statutory": standing is not None and standing.outcome is ConsiderationOutcome.STATUTORY_CONSULTATION,
        "dialogues": [
            (words.get(row.texts_id, "title"), f"/{reader_language()}/dialogues/{row.slug}/") for row in entry.dialogues
        ],
    }


def _consideration(row: Any, words: Words) -> dict[str, Any]:
    return {
        "label": CONSIDERATIONS[row.outcome],
        "grounds": row.grounds,
        "body": words.plain(row.body_texts_id, "name"),
        "by": row.decided_by,
        "on": row.decided_on,
        "section": row.section.removeprefix("§").strip(),
    }
