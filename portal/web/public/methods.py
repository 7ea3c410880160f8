"""The method library: ways to hold a dialogue, which steps each fits, what was learnt, what the years say (D3)."""

from typing import Any

from flask import Blueprint, abort, render_template, request
from flask_babel import gettext as _

from portal.domain.evaluations import QUESTIONS
from portal.domain.method_statistics import YearLine, by_year
from portal.domain.methods import steps
from portal.queries import public_methods, public_texts
from portal.queries.public_methods import Entry
from portal.queries.public_texts import Words
from portal.web import days, labels
from portal.web.access import public
from portal.web.evaluation_words import SHORT
from portal.web.formats import reader_language
from portal.web.method_words import fit_words, stairs
from portal.web.page_cache import cacheable
from portal.web.sessions import reading, settings

blueprint = Blueprint("public_methods", __name__, url_prefix="/methods")


@blueprint.get("/")
@public
def index() -> str:
    """All methods, the lowest step first; `step` in the query string keeps those that fit it."""
    session, step = reading(), request.args.get("step", "")
    shown = dict(labels.steps(settings().hidden_influence_level))
    if step and (not step.isdigit() or int(step) not in shown):
        abort(404)
    cacheable("site", days.tomorrow())
    entries = [one for one in public_methods.everyone(session) if not step or int(step) in steps(one.method.fit)]
    general = public_methods.lessons(session, None)
    sets = {one.method.texts_id for one in entries} | {row.texts_id for row in general}
    words = public_texts.load(session, sets, reader_language())
    return render_template(
        "public/methods/index.html",
        methods=[_entry(one, words) for one in entries],
        steps=shown,
        step=int(step) if step else None,
        lessons=[_lesson(row, words) for row in general],
    )


@blueprint.get("/<key>")
@public
def show(key: str) -> str:
    """One method: what it is, where it was used, what came of it."""
    session = reading()
    method = public_methods.by_key(session, key)
    cacheable("site", days.tomorrow())
    rows, learnt = public_methods.uses(session, method.id), public_methods.lessons(session, method.id)
    lines = by_year(public_methods.facts_of(session, rows, settings().zone, days.today()), QUESTIONS)
    sets = {method.texts_id, *(row.texts_id for row in rows), *(row.texts_id for row in learnt)}
    words = public_texts.load(session, sets, reader_language())
    return render_template(
        "public/methods/show.html",
        method=method,
        **{name: words.get(method.texts_id, name) for name in ("name", "about", "cost")},
        fit=fit_words(method.fit),
        stairs=stairs(method.fit, settings().hidden_influence_level),
        dialogues=[_use(row, words) for row in rows],
        lessons=[_lesson(row, words) for row in learnt],
        lines=lines,
        uses=[(str(line.year), line.uses) for line in reversed(lines)],
        head=[_("År"), _("Dialoger"), _("Nådde, median"), _("Arbetstimmar, median"), _("Svar i tid")],
        table=[_line(line) for line in lines],
        rating_head=[_("År"), *(str(SHORT[question]) for question in QUESTIONS)],
        ratings=[[str(line.year), *(_of(line.agrees[question]) for question in QUESTIONS)] for line in lines],
    )


def _entry(one: Entry, words: Words) -> dict[str, Any]:
    return {
        "href": f"/{reader_language()}/methods/{one.method.key}",
        "name": words.get(one.method.texts_id, "name"),
        "about": words.get(one.method.texts_id, "about"),
        "stairs": stairs(one.method.fit, settings().hidden_influence_level),
        "fit": fit_words(one.method.fit),
        "uses": one.uses,
        "lessons": one.lessons,
        "retired": one.method.retired,
    }


def _lesson(row: Any, words: Words) -> dict[str, Any]:
    return {"text": row.text, "on": row.added_on, **_dialogue(row, words, "evaluation/results")}


def _use(row: Any, words: Words) -> dict[str, Any]:
    return {**_dialogue(row, words, ""), "level": labels.LEVELS[row.level], "opens": row.opens_at}


def _dialogue(row: Any, words: Words, part: str) -> dict[str, Any]:
    return {"title": words.get(row.texts_id, "title"), "href": f"/{reader_language()}/dialogues/{row.slug}/{part}"}


def _line(line: YearLine) -> list[object]:
    return [str(line.year), line.uses, line.reached, line.hours, _of(line.in_time)]


def _of(share: tuple[int, int] | None) -> str | None:
    return _("%(n)s av %(total)s", n=share[0], total=share[1]) if share else None
