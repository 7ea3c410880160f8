"""What a dialogue led to: result and answer beside the promise, every edition, and the readers' own evaluation."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.adapters.locale_format import comma
from portal.domain.feedback import EditionKind, is_proposal
from portal.domain.refusals import NotFound, Refused
from portal.models.feedback import Edition
from portal.queries import feedback, public_details, public_dialogues, public_texts, results
from portal.queries.public_dialogues import Public
from portal.queries.public_texts import Words, of_frozen
from portal.reports.feedback import FeedbackPage, edition_name, words_of
from portal.services import evaluations
from portal.web import days, dialogue_page, dialogue_words, labels
from portal.web.access import public
from portal.web.formats import reader_language
from portal.web.forms.evaluations import EvaluationForm
from portal.web.in_language import rendered_once_in
from portal.web.page_cache import cacheable
from portal.web.protection import csrf
from portal.web.sessions import changes, now, reading
from portal.web.voice import voice

blueprint = Blueprint("public_feedback", __name__, url_prefix="/dialogues/<slug>")
csrf.exempt(blueprint)  # the form checks its own token, so that an old one costs nobody what they filled in


@blueprint.get("/feedback")
@public
def show(slug: str) -> str:
    """The newest edition with a result or an answer; before the first one, when it will come."""
    session = reading()
    found = public_dialogues.by_slug(session, slug, now())
    cacheable(f"dialogue:{found.dialogue.id}", dialogue_words.holds_until([found]))
    newest = found.newest_with_content
    edition = feedback.edition(session, found.dialogue.id, newest.number) if newest else None
    if edition is None:
        words = _words(session, found)
        return render_template(
            "public/feedback/waiting.html",
            **dialogue_page.frame_of(found, words),
            clock_words=dialogue_words.clock_of(found),
            interims=_interims(found, words),
        )
    return _edition_page(session, found, edition)


@blueprint.get("/feedback/<int:number>")
@public
def edition(slug: str, number: int) -> str:
    """One edition as it was published, marked when there is a newer one; an interim notice is only its words."""
    session = reading()
    found = public_dialogues.by_slug(session, slug, now())
    row = feedback.edition(session, found.dialogue.id, number) if number < 10**9 else None
    if row is None:
        raise NotFound("NOT_FOUND")
    cacheable(f"dialogue:{found.dialogue.id}", days.tomorrow())
    if row.kind is not EditionKind.INTERIM:
        return _edition_page(session, found, row)
    words = _words(session, found)
    return render_template(
        "public/feedback/interim.html",
        **dialogue_page.frame_of(found, words),
        edition=row,
        note=words.get(row.note_texts_id, "note"),
    )


def _edition_page(session: Session, found: Public, edition: Edition) -> str:
    words = _words(session, found)
    content, dialogue = edition.content, found.dialogue
    language = reader_language() if reader_language() in content["languages"] else "sv"
    quoted = [quote for theme in content["themes"] for quote in theme["quotes"]]
    readable = results.readable_quotes(session, quoted)
    newest = found.newest_with_content
    gone = results.why_gone(session, quoted, readable)
    page = FeedbackPage(content, dialogue.slug, readable, voice(language), gone)
    versions = public_details.versions_of(session, found.dialogue.id)
    depends_on = (
        *(edition.content_hash, dialogue.slug, reader_language(), readable, tuple(sorted(gone.items()))),
        tuple(version.content_hash for version in versions),
    )
    promised_of = partial(_promised, versions, found, language)
    body = "public/feedback/body.html"
    story = rendered_once_in(language, body, depends_on, feedback=page, promised_of=promised_of)
    return render_template(
        "public/feedback/show.html",
        **{**dialogue_page.frame_of(found, words), "content_language": language},
        story=story,
        edition=edition,
        edition_title=edition_name(edition.kind),
        note=words.get(edition.note_texts_id, "note"),
        is_newest=newest is not None and newest.number == edition.number,
        is_answer=page.is_answer,
        is_proposal=page.is_answer and is_proposal(any(one["final"] for one in content["decisions"]), found.is_stopped),
        outcomes=page.outcomes,
        lede=_lede(content, page.is_answer),
        kept=dialogue_words.kept_words(dialogue_words.promises_of(found)) if page.is_answer else None,
        late=dialogue_words.late_words(dialogue_words.promises_of(found), days.today()),
        answer_by=None if page.is_answer else dialogue.answer_by,
        approval=_approval(content),
        interims=_interims(found, words) if not dialogue.answered_at else [],
        editions=[(row, edition_name(row.kind), words.get(row.note_texts_id, "note")) for row in found.editions],
    )


def _words(session: Session, found: Public) -> Words:
    notes = {row.note_texts_id for row in found.editions}
    return public_texts.load(session, {*found.text_sets, *notes}, reader_language())


def _interims(found: Public, words: Words) -> list[tuple[Any, Any]]:
    return [(row, words.get(row.note_texts_id, "note")) for row in found.interims]


def _lede(content: Mapping[str, Any], is_answer: bool) -> str:
    received = content["figures"]["received"]
    if not received:
        return _("Inga synpunkter kom in. Här ser du vad vi gjorde för att nå er, och vad som händer nu.")
    came = ngettext("%(num)s synpunkt kom in.", "%(num)s synpunkter kom in.", received)
    spoken = len(content["figures"]["by_language"])
    if spoken > 1:
        spoken_in = ngettext("De kom på %(num)s språk.", "De kom på %(num)s språk.", spoken)
        came = f"{came} {spoken_in}"
    led = (
        _("Här ser du vad ni sa, vad vi gör och varför.")
        if is_answer
        else _("Här ser du vad ni sa. Vad det leder till kommer i svaret.")
    )
    return f"{came} {led}"


def _promised(versions: Sequence[Any], found: Public, language: str) -> dict[str, Any] | None:
    """The first promise as it was given: its day, its words, the points that could change."""
    if not versions:
        return None
    first = versions[0].content
    given = first.get("delegation") or {"body": "", "on": None, "section": ""}
    delegated = days.long(date.fromisoformat(given["on"])) if given["on"] else ""
    section = given["section"].removeprefix("§").strip()
    return {
        "label": _("Det här lovade vi %(date)s", date=days.long(versions[0].frozen_at)),
        "promise": labels.promise(first["level"], dialogue_words.in_sentence(given["body"]), delegated, section),
        "points": [words_of(point["text"], language) for point in first["points"]],
        "amended": len(versions) > 1,
        "here": f"/{reader_language()}/dialogues/{found.dialogue.slug}/",
    }


def _approval(content: Mapping[str, Any]) -> str:
    given = content.get("approval")
    if not given:
        return ""
    body = of_frozen(given["body"], reader_language())
    name = dialogue_words.in_sentence(body.words) if body else ""
    who = comma(reader_language()).join(part for part in (given["by"], given["role"]) if part)
    day = days.long(date.fromisoformat(given["on"]))
    return _("Svaret lämnas av %(body)s. %(who)s godkände det %(date)s.", body=name, who=who, date=day)


@blueprint.route("/evaluation", methods=["GET", "POST"])
@public
def evaluate(slug: str) -> Response | tuple[str, int]:
    """Three questions about the dialogue to whoever reads its feedback; the answers are counted as readers'."""
    found = public_dialogues.by_slug(reading(), slug, now())
    if found.newest_with_content is None:
        raise NotFound("NOT_FOUND")
    words = _words(reading(), found)
    form = EvaluationForm()
    if form.validate_on_submit():
        try:
            with changes() as session:
                dialogue = public_dialogues.by_slug(session, slug, now()).dialogue
                evaluations.take_part_in_evaluation(session, dialogue, form.view(), None, now())
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect(url_for("public_feedback.evaluate", slug=slug, done="1"), 303)
    done = request.method == "GET" and request.args.get("done") == "1"
    return form.page("public/feedback/evaluate.html", done=done, **dialogue_page.frame_of(found, words))
