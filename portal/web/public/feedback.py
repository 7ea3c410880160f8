"""What a dialogue led to: result and answer beside the promise, every edition, and the readers' own evaluation."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.domain.feedback import EditionKind
from portal.domain.refusals import NotFound, Refused
from portal.models.feedback import Edition
from portal.queries import deliveries, feedback, follow_ups, public_details, public_dialogues, public_texts, results
from portal.queries.public_dialogues import Public
from portal.queries.public_texts import Words, of_frozen
from portal.reports.feedback import FeedbackPage, edition_name, words_of
from portal.services import evaluations
from portal.web import days, dialogue_page, dialogue_words, follow_up_words, ladder_words
from portal.web.access import public
from portal.web.approval_words import Said, answer_words
from portal.web.formats import reader_language
from portal.web.forms.evaluations import EvaluationForm
from portal.web.in_language import rendered_once_in
from portal.web.page_cache import cacheable
from portal.web.protection import csrf
from portal.web.sessions import changes, now, reading
from portal.web.voice import voice

COUNTED = timedelta(hours=1)
"""How long the page may show earlier counts of mails and opened receipts: they raise no version."""

blueprint = Blueprint("public_feedback", __name__, url_prefix="/dialogues/<slug>")
csrf.exempt(blueprint)  # the form checks its own token, so that an old one costs nobody what they filled in


@blueprint.get("/feedback")
@public
def show(slug: str) -> str:
    """The newest edition with a result or an answer; before the first one, when it will come."""
    session = reading()
    found = public_dialogues.by_slug(session, slug, now())
    cacheable(f"dialogue:{found.dialogue.id}", min(dialogue_words.holds_until([found]), now() + COUNTED))
    newest = found.newest_with_content
    edition = feedback.edition(session, found.dialogue.id, newest.number) if newest else None
    if edition is None:
        words = _words(session, found)
        return render_template(
            "public/feedback/waiting.html",
            **dialogue_page.frame_of(found, words),
            clock_words=dialogue_words.clock_of(found, words),
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
    newest = found.newest_with_content
    is_newest = newest is not None and newest.number == edition.number
    show_promised = is_newest and found.dialogue.answered_at is not None
    promised = follow_ups.promised_in(session, found.dialogue.id, days.today()) if show_promised else []
    words = _words(session, found, {one.row.texts_id for one in promised})
    content, dialogue = edition.content, found.dialogue
    language = reader_language() if reader_language() in content["languages"] else "sv"
    quoted = [quote for theme in content["themes"] for quote in theme["quotes"]]
    readable = results.readable_quotes(session, quoted)
    gone = results.why_gone(session, quoted, readable)
    page = FeedbackPage(content, dialogue.slug, readable, voice(language), gone)
    page.promises_listed = bool(promised)
    versions = public_details.versions_of(session, found.dialogue.id)
    depends_on = (
        *(edition.content_hash, dialogue.slug, reader_language(), readable, tuple(sorted(gone.items()))),
        tuple(version.content_hash for version in versions),
        page.promises_listed,
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
        is_newest=is_newest,
        is_answer=page.is_answer,
        is_proposal=page.is_proposal,
        promised=follow_up_words.rows_of(promised, words, found.language_for(reader_language())),
        reached={
            number: follow_up_words.reached_lines(one)
            for number, one in deliveries.reached(session, found.dialogue.id).items()
        },
        outcomes=page.outcomes,
        lede=_lede(content, page),
        kept=dialogue_words.kept_words(dialogue_words.promises_of(found)) if page.is_answer else None,
        late=_late(found, words),
        answer_by=None if page.is_answer else dialogue.answer_by,
        approval=_approval(content),
        interims=_interims(found, words) if not dialogue.answered_at else [],
        editions=[(row, edition_name(row.kind), words.get(row.note_texts_id, "note")) for row in found.editions],
    )


def _words(session: Session, found: Public, more: Collection[int] = ()) -> Words:
    notes = {row.note_texts_id for row in found.editions}
    return public_texts.load(session, {*found.text_sets, *notes, *more}, reader_language())


def _interims(found: Public, words: Words) -> list[tuple[Any, Any]]:
    return [(row, words.get(row.note_texts_id, "note")) for row in found.interims]


def _lede(content: Mapping[str, Any], page: FeedbackPage) -> str:
    received = content["figures"]["received"]
    if not received:
        return _("Inga synpunkter kom in. Här ser du vad vi gjorde för att nå er, och vad som händer nu.")
    came = ngettext("%(num)s synpunkt kom in.", "%(num)s synpunkter kom in.", received)
    spoken = len(content["figures"]["by_language"])
    if spoken > 1:
        spoken_in = ngettext("De kom på %(num)s språk.", "De kom på %(num)s språk.", spoken)
        came = f"{came} {spoken_in}"
    if page.is_answer:
        led = _("Här ser du vad ni sa, vad vi gör och varför.")
    elif page.is_proposal:
        led = _("Här ser du vad ni sa och vad förvaltningen föreslår. Politikerna har inte beslutat än.")
    else:
        led = _("Här ser du vad ni sa. Vad det leder till kommer i svaret.")
    return f"{came} {led}"


def _promised(versions: Sequence[Any], found: Public, language: str) -> dict[str, Any] | None:
    """The first promise as it was given: its day, its words, the points that could change."""
    if not versions:
        return None
    first = versions[0].content
    given = first.get("delegation") or {"body": "", "on": None, "section": ""}
    delegated = days.long(date.fromisoformat(given["on"])) if given["on"] else ""
    section = given["section"].removeprefix("§").strip()
    giver = dialogue_words.in_sentence(given["body"])
    return {
        "label": _("Det här lovade vi %(date)s", date=days.long(versions[0].frozen_at)),
        "promise": ladder_words.promise(first["level"], found.dialogue.ladder_id, giver, delegated, section),
        "points": [words_of(point["text"], language) for point in first["points"]],
        "amended": len(versions) > 1,
        "here": f"/{reader_language()}/dialogues/{found.dialogue.slug}/",
    }


def _late(found: Public, words: Words) -> str:
    late = dialogue_words.late_words(dialogue_words.promises_of(found), days.today())
    return " ".join(one for one in (late, dialogue_words.escalation_words(found, words)) if one)


def _approval(content: Mapping[str, Any]) -> str:
    given = content.get("approval")
    if not given:
        return ""
    said = [_approved_by(given)]
    for other in content.get("joint_approvals", ()):
        said.append(_approved_by(other))
    return " ".join(said)


def _approved_by(given: Mapping[str, Any]) -> str:
    body = of_frozen(given["body"], reader_language())
    return answer_words(Said.of_content(given, dialogue_words.in_sentence(body.words) if body else ""))


@blueprint.route("/evaluation", methods=["GET", "POST"])
@public
def evaluate(slug: str) -> Response | tuple[str, int]:
    """Three questions about the dialogue to whoever reads its feedback; the answers are counted as readers'."""
    found = public_dialogues.by_slug(reading(), slug, now())
    if found.newest_with_content is None:
        raise NotFound("NOT_FOUND")
    words = _words(reading(), found)
    form, already = EvaluationForm(), False
    if form.validate_on_submit():
        try:
            with changes() as session:
                dialogue = public_dialogues.by_slug(session, slug, now()).dialogue
                key = form.once.data or ""
                evaluations.take_part_in_evaluation(session, dialogue, form.view(), None, now(), key)
        except Refused as refused:
            already = "ALREADY_EVALUATED" in refused.codes
            form.refuse(refused)
        else:
            return redirect(url_for("public_feedback.evaluate", slug=slug, done="1"), 303)
    done = request.method == "GET" and request.args.get("done") == "1"
    return form.page(
        "public/feedback/evaluate.html", done=done, already=already, **dialogue_page.frame_of(found, words)
    )
