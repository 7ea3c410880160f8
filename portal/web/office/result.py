"""The result editor: *Det här sa ni*, theme by theme, with quotes picked from shown texts, and a preview."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.domain.languages import SOURCE
from portal.domain.lifecycle import Gate, checks
from portal.domain.moderation import Span
from portal.domain.permissions import Act
from portal.domain.refusals import Invalid
from portal.domain.texts import TextStage
from portal.models.dialogues import Dialogue
from portal.models.submissions import Answer
from portal.queries import figures, lifecycle, review, themes
from portal.queries import results as result_queries
from portal.queries import texts as text_queries
from portal.reports.feedback import FeedbackPage
from portal.services import feedback, results
from portal.web.access import staff
from portal.web.forms import texts as text_forms
from portal.web.office import group_draft
from portal.web.office.workspace import checklist_of, open_dialogue, page
from portal.web.office.writing import done, texts_taken_in
from portal.web.sessions import current_actor, now, reading, settings
from portal.web.voice import voice

blueprint = Blueprint("office_result", __name__, url_prefix="/office/dialogues/<slug>/result")


@blueprint.route("/", methods=["GET", "POST"])
@staff(Act.SEE_DRAFTS)
def edit(slug: str) -> tuple[str, int] | Response:
    """All words of the result in Swedish, beside the counts and quotes they rest on."""
    form, status, written = texts_taken_in(slug, Act.SEE_DRAFTS, _rows)
    if written is not None:
        flash(_("%(n)s texter är sparade.", n=written), "good")
        return redirect(url_for(".edit", slug=slug), 303)
    dialogue = open_dialogue(reading(), slug, Act.SEE_DRAFTS)
    if request.method == "GET" and request.args.get("draft") == "groups":
        _tell(group_draft.fill(form, group_draft.drafts(reading(), dialogue)))
    return _page(dialogue, form), status


def _tell(filled: int) -> None:
    if filled:
        flash(_("Utkastet står i de tomma fälten. Läs det, ändra det och spara."), "good")
    else:
        flash(_("Det finns inget tomt fält att fylla i, eller inget att skriva om grupperna än."), "good")


def _rows(session: Session, dialogue: Dialogue) -> list[text_queries.TextRow]:
    return text_queries.rows(session, dialogue, SOURCE, [TextStage.RESULT], with_unasked=True)


def _page(dialogue: Dialogue, form: text_forms.TextsForm) -> str:
    facts = lifecycle.facts_of(reading(), dialogue, settings().rules(), now())
    return page(
        "office/result/edit.html",
        dialogue,
        "result",
        form=form,
        hint_of=text_forms.hint_of,
        themes=result_queries.living_themes(reading(), dialogue.id),
        counts=figures.themes(reading(), dialogue.id),
        quotes=result_queries.quotes(reading(), dialogue.id),
        gate=checklist_of(dialogue, Gate.RESULT, checks(Gate.RESULT, facts)),
    )


@blueprint.get("/preview")
@staff(Act.SEE_DRAFTS)
def preview(slug: str) -> str:
    """The result as the public will see it, in any of the dialogue's languages."""
    dialogue = open_dialogue(reading(), slug, Act.SEE_DRAFTS)
    content = result_queries.content_of(reading(), dialogue, now())
    language = request.args.get("language", SOURCE)
    quoted = [quote for theme in content["themes"] for quote in theme["quotes"]]
    readable = result_queries.readable_quotes(reading(), quoted)
    shown = FeedbackPage(content, slug, readable, voice(language))
    return page("office/result/preview.html", dialogue, "result", feedback=shown, language=language)


@blueprint.post("/quotes")
@staff(Act.CODE)
def pick_quote(slug: str) -> Response:
    """Pick a quote: the number of a submission and the words themselves, as they stand in its text."""
    theme_id = request.form.get("theme", 0, int)

    def pick(session: Session) -> None:
        dialogue = open_dialogue(session, slug, Act.CODE)
        theme = themes.by_id(session, dialogue.id, theme_id)
        answer, span = _found(session, dialogue, request.form.get("number", 0, int), request.form.get("quote", ""))
        results.pick_quote(session, current_actor(), dialogue, theme, answer, span, now())

    done(pick, _("Citatet är valt."))
    return redirect(url_for(".edit", slug=slug) + f"#theme-{theme_id}", 303)


def _found(session: Session, dialogue: Dialogue, number: int, quote: str) -> tuple[Answer, Span]:
    submission = review.by_number(session, dialogue.id, number)
    wanted = quote.strip()
    for answer in submission.answers:
        start = (answer.text or "").find(wanted) if wanted else -1
        if start >= 0:
            return answer, Span(start, start + len(wanted))
    raise Invalid("QUOTE_NOT_IN_TEXT")


@blueprint.post("/quotes/<int:quote_id>/drop")
@staff(Act.CODE)
def drop_quote(slug: str, quote_id: int) -> Response:
    """Take a quote out of the working result."""

    def drop(session: Session) -> None:
        dialogue = open_dialogue(session, slug, Act.CODE)
        quote = result_queries.quote_of(session, dialogue.id, quote_id)
        results.drop_quote(session, current_actor(), dialogue, quote, now())

    done(drop, _("Citatet är borttaget."))
    return redirect(url_for(".edit", slug=slug), 303)


@blueprint.post("/publish")
@staff(Act.PUBLISH)
def publish(slug: str) -> Response:
    """Publish the result as the first edition; everybody on the list is told."""

    def publish_it(session: Session) -> None:
        dialogue = open_dialogue(session, slug, Act.PUBLISH)
        feedback.publish_result(session, current_actor(), settings().rules(), dialogue, now())

    if not done(publish_it, _("Resultatet är publicerat. Alla som bett om det får ett mejl.")):
        return redirect(url_for(".edit", slug=slug), 303)
    return redirect(url_for("office_editions.show", slug=slug), 303)
