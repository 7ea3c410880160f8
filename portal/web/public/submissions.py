"""What others have written: shown texts by language and, once the result is out, by theme; each has its address."""

from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.adapters.locale_format import language_name
from portal.domain.dialogues import ShowMode
from portal.domain.moderation import Reason, ReviewState
from portal.domain.small_cells import THRESHOLD
from portal.queries import feedback, public_dialogues, public_submissions, public_texts
from portal.queries.public_dialogues import Public
from portal.queries.public_submissions import Hidden, ShownText
from portal.queries.public_texts import of_frozen
from portal.web import days, dialogue_page
from portal.web.access import public
from portal.web.formats import reader_language
from portal.web.labels import CHANNELS, REASONS
from portal.web.page_cache import cacheable
from portal.web.sessions import now, reading

blueprint = Blueprint("public_submissions", __name__, url_prefix="/dialogues/<slug>/submissions")
MOST_DIGITS = 9


@blueprint.get("")
@public
def index(slug: str) -> str:
    """The shown texts, the latest first, twenty at a time."""
    session = reading()
    found = public_dialogues.by_slug(session, slug, now())
    cacheable(f"dialogue:{found.dialogue.id}", days.tomorrow())
    themes = _themes(session, found)
    language, theme = request.args.get("language", ""), _number("theme")
    if theme is not None and theme not in themes:
        abort(404)
    before, after = _number("before"), _number("after")
    shelf = public_submissions.shelf(
        session, found.dialogue, language=language or None, theme_id=theme, before=before, after=after
    )
    languages = public_submissions.languages(session, found.dialogue)
    words = _words(session, found, *shelf.texts)

    def page(**place: int | None) -> str | None:
        if None in place.values():
            return None
        kept: dict[str, Any] = {"language": language or None, "theme": theme, **place}
        return url_for("public_submissions.index", slug=slug, **{k: v for k, v in kept.items() if v})

    return render_template(
        "public/submissions/index.html",
        **dialogue_page.frame_of(found, words),
        voices=[_voice(one, words, found) for one in shelf.texts],
        older=page(before=shelf.older),
        newer=page(after=shelf.newer),
        languages=[("", _("Alla språk")), *((code, _language(code, count)) for code, count in languages)],
        themes=[("", _("Alla teman")), *themes.items()] if themes else [],
        language=language,
        theme=theme or "",
        never=found.dialogue.show_mode is ShowMode.NEVER,
    )


@blueprint.get("/<int:number>")
@public
def show(slug: str, number: int) -> str | Response:
    """One text; for one that is not shown only that, and why."""
    session = reading()
    found = public_dialogues.by_slug(session, slug, now())
    if len(str(number)) > MOST_DIGITS:
        abort(404)
    one = public_submissions.one(session, found.dialogue, number)
    cacheable(f"dialogue:{found.dialogue.id}", days.tomorrow())
    if isinstance(one, Hidden):
        frame = dialogue_page.frame_of(found, _words(session, found))
        return render_template("public/submissions/show.html", **frame, number=number, voice=None, why=why_hidden(one))
    words = _words(session, found, one)
    frame = dialogue_page.frame_of(found, words)
    voice = _voice(one, words, found)
    return render_template("public/submissions/show.html", **frame, number=number, voice=voice, why="")


def why_hidden(hidden: Hidden) -> str:
    """Why a submission is not shown, in a sentence; never anything of its text."""
    if hidden.state is ReviewState.TAKEN_BACK:
        return _("Den som skrev har tagit tillbaka den.")
    if hidden.state is ReviewState.ERASED:
        return _("Den är gallrad.")
    if hidden.never_shown:
        return _("Texterna i den här dialogen visas inte för andra.")
    if hidden.state is ReviewState.WAITING:
        return _("Den väntar på granskning.")
    reason = REASONS[hidden.reason] if hidden.reason and hidden.reason is not Reason.TAKEN_BACK else None
    return _("Skälet är: %(reason)s.", reason=reason) if reason else _("Den visas inte efter granskning.")


def _words(session: Session, found: Public, *texts: ShownText) -> public_texts.Words:
    asked = {answer.question_texts_id for text in texts for answer in text.answers}
    return public_texts.load(session, {*found.text_sets, *asked}, reader_language())


def _voice(one: ShownText, words: public_texts.Words, found: Public) -> dict[str, Any]:
    language = found.language_for(reader_language())
    asked = {answer.question_texts_id for answer in one.answers}
    return {
        "number": one.number,
        "lang": one.language,
        "language_name": language_name(one.language, reader_language()) if one.language != "und" else "",
        "channel": CHANNELS[one.channel],
        "wording": one.wording,
        "present": one.present,
        "is_masked": one.is_masked,
        "answers": [
            {
                "question": words.get(answer.question_texts_id, "label", language) if len(asked) > 1 else None,
                "text": answer.text,
                "added": answer.added,
            }
            for answer in one.answers
        ],
    }


def _themes(session: Session, found: Public) -> dict[int, str]:
    """The themes of the published result; coding is working material until then."""
    if found.newest_with_content is None:
        return {}
    edition = feedback.newest_with_content(session, found.dialogue.id)
    if edition is None:
        return {}
    names = {theme["id"]: of_frozen(theme["name"], reader_language()) for theme in edition.content.get("themes", ())}
    return {theme_id: name.words for theme_id, name in names.items() if name}


def _language(code: str, count: int) -> str:
    """The language with how many texts are in it, as on the result page: fewer than five are not counted out."""
    name = language_name(code, reader_language()) if code != "und" else _("okänt språk")
    name = name[:1].upper() + name[1:]
    return f"{name} ({count})" if count >= THRESHOLD else name


def _number(name: str) -> int | None:
    given = request.args.get(name, "")
    if not given:
        return None
    if not (given.isascii() and given.isdigit() and len(given) <= MOST_DIGITS):
        abort(404)
    return int(given)
