"""The register of matters: whether there will be a dialogue, why or why not, who says so, and what still waits."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal.domain.matters import ConsiderationOutcome, Considered
from portal.domain.suitability import SuitabilityOutcome
from portal.models.dialogues import Dialogue
from portal.queries import public_bodies, public_dialogues, public_matters, public_texts, suitability
from portal.queries.considered import days_in
from portal.queries.public_matters import DECIDED_WITHOUT, OVERDUE, WAITING, Entry, Wanted
from portal.queries.public_texts import Words
from portal.web import days, dialogue_words, ladder_words, matter_words
from portal.web.access import public
from portal.web.formats import reader_language
from portal.web.input import clean
from portal.web.page_cache import cacheable
from portal.web.public_address import public_address
from portal.web.sessions import now, reading, settings
from portal.web.staff_labels import CONSIDERATIONS
from portal.web.suitability_words import asked, said

blueprint = Blueprint("public_matters", __name__, url_prefix="/matters")
LONGEST_SEARCH = 200
_NOTHING_YET = "2026-01-01T00:00:00+00:00"


@blueprint.get("/")
@public
def index() -> str:
    """The matters, newest first; `body`, `outcome`, `year` and `q` in the query string narrow the list, `before` goes
    on."""
    session, language = reading(), reader_language()
    wanted = _wanted()
    cacheable("site", days.tomorrow())
    entries, following = public_matters.page(session, wanted, days.today(), settings().rules(), _place())
    bodies = public_bodies.names(session, language)
    words = public_texts.load(session, {one for entry in entries for one in entry.text_sets}, language)
    going_on = f"{following[0].isoformat()}.{following[1]}" if following else ""
    given = {"body": wanted.body, "outcome": wanted.outcome, "year": str(wanted.year or ""), "q": wanted.words}
    return render_template(
        "public/matters/index.html",
        rows=[_row(entry, words) for entry in entries],
        bodies=[("", _("Alla nämnder")), *((one.slug, one.name) for one in bodies)],
        outcomes=_outcomes(),
        years=[("", _("Alla år")), *((str(year), str(year)) for year in public_matters.years(session))],
        given=given,
        narrowed=any(given.values()),
        next_page=going_on and url_for("public_matters.index", **_filled(**given, before=going_on)),
    )


@blueprint.get("/feed.atom")
@public
def feed() -> Response:
    """The latest considerations as an Atom feed (RFC 4287), one entry each."""
    session, language = reading(), reader_language()
    cacheable("site")
    rows = public_matters.news(session)
    words = public_texts.load(session, {one for row in rows for one in (row.texts_id, row.body_texts_id)}, language)
    host = urlsplit(public_address("/")).netloc.partition(":")[0]
    entries = [_news(row, words, host) for row in rows]
    body = render_template(
        "public/feed/show.xml",
        title=_("Överväganden: ska det bli dialog?"),
        entries=entries,
        updated=entries[0]["updated"] if entries else _NOTHING_YET,
        feed_id=f"tag:{host},2026:gensvar/matters/{language}",
        here=public_address(f"/{language}/matters/feed.atom"),
        site=public_address(f"/{language}/matters/"),
    )
    return Response(body, mimetype="application/atom+xml")


@blueprint.get("/<slug>/")
@public
def show(slug: str) -> str:
    """One matter with its way to the decision, every consideration, the suitability test, and its dialogues."""
    session = reading()
    entry = public_matters.by_slug(session, slug)
    found = public_dialogues.listed(session, now(), Dialogue.matter_id == entry.matter.id)
    cacheable("site", dialogue_words.holds_until(found))
    meetings = public_matters.meetings_of(session, entry.matter.id)
    moves = public_matters.moves_of(session, entry.matter.id)
    sets = {*entry.text_sets, *(one for each in found for one in each.text_sets)}
    sets |= {row.body_texts_id for row in meetings} | {row.from_texts_id for row in moves}
    words = public_texts.load(session, sets, reader_language())
    test, replies = public_matters.suitability_of(session, entry.matter.id)
    standing = entry.standing
    return render_template(
        "public/matters/show.html",
        row=_row(entry, words),
        summary=words.get(entry.matter.texts_id, "summary"),
        considerations=[_consideration(row, words) for row in entry.considerations],
        is_statutory=standing is not None and standing.outcome is ConsiderationOutcome.STATUTORY_CONSULTATION,
        line=matter_words.line_of(entry.matter, days_in(entry.matter), found, meetings, words),
        moves=[(row, words.plain(row.from_texts_id, "name")) for row in moves],
        test=test,
        suitable=test is not None and test.outcome is SuitabilityOutcome.SUITABLE,
        highest=ladder_words.in_words(test.highest_level if test else None),
        replies=_replies(session, test.questions_version, replies) if test else [],
        cards=[dialogue_words.card_of(each, words) for each in found],
    )


def _wanted() -> Wanted:
    """What the query string asks for; answers 404 to an outcome or a year that there is not."""
    outcome, year = request.args.get("outcome", ""), request.args.get("year", "")
    if outcome and outcome not in public_matters.outcomes():
        abort(404)
    if year and not (year.isascii() and year.isdigit() and 1900 <= int(year) <= 2200):
        abort(404)
    words = clean(request.args.get("q", "")) or ""
    return Wanted(request.args.get("body", ""), outcome, int(year) if year else None, words[:LONGEST_SEARCH])


def _outcomes() -> list[tuple[str, object]]:
    return [
        ("", _("Alla")),
        (WAITING, _("Saknar övervägande")),
        (OVERDUE, _("Övervägandet är försenat")),
        *CONSIDERATIONS.items(),
        (DECIDED_WITHOUT, _("Avgjort utan övervägande")),
    ]


def _filled(**values: str) -> dict[str, Any]:
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


def _replies(session: Session, version: int, replies: Sequence[Any]) -> list[dict[str, Any]]:
    """The questions that the test answered, in its version's words; a comment on a yes or no is the office's own."""
    questions = asked(session, suitability.of_version(session, version))
    return [
        {"question": question, "answer": answer, "note": note if question.in_words else ""}
        for question, answer, note in said(replies, questions)
    ]


def _row(entry: Entry, words: Words) -> dict[str, Any]:
    matter, standing = entry.matter, entry.standing
    planned = matter.planned_period or (matter.planned_decision_on and days.long(matter.planned_decision_on))
    matter_days = days_in(matter)
    return {
        "matter": matter,
        "title": words.get(matter.texts_id, "title"),
        "href": f"/{reader_language()}/matters/{matter.slug}/",
        "body": words.plain(matter.body_texts_id, "name"),
        "body_href": f"/{reader_language()}/bodies/{matter.body_slug}/",
        "planned": planned if matter_days.decided_on is None else None,
        "decided": matter_days.decided_on,
        "state": matter_words.state_words(matter_days),
        "late": matter_words.state_of(matter_days) in (Considered.OVERDUE, Considered.DECIDED_WITHOUT),
        "standing": _consideration(standing, words) if standing else None,
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


def _news(row: Any, words: Words, host: str) -> dict[str, Any]:
    title = words.get(row.texts_id, "title")
    said = [f"{CONSIDERATIONS[row.outcome]}.", row.grounds, words.plain(row.body_texts_id, "name"), row.decided_by]
    return {
        "id": f"tag:{host},2026:gensvar/consideration/{row.id}",
        "title": title.words if title else row.registry_number,
        "lang": title.lang if title else None,
        "updated": row.recorded_at.isoformat(timespec="seconds"),
        "summary": " ".join(str(part) for part in said[:2]) + f" ({', '.join(str(part) for part in said[2:] if part)})",
        "href": public_address(f"/{reader_language()}/matters/{row.slug}/"),
    }
