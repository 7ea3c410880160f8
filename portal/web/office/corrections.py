"""What may change after the announcement without changing the promise: contact, typing errors, added languages."""

from flask import Blueprint, flash, redirect
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.adapters.locale_format import endonym
from portal.domain.languages import SOURCE
from portal.domain.permissions import Act, may
from portal.domain.refusals import NotFound
from portal.domain.texts import TextStage
from portal.models.dialogues import Dialogue
from portal.queries import joint_bodies, texts, users
from portal.services import corrections
from portal.web import sessions
from portal.web.access import staff
from portal.web.forms.saving import Press, differences, saved
from portal.web.forms.stages import ContactForm, LanguageForm, TypingErrorForm
from portal.web.office.workspace import open_dialogue, page
from portal.web.protection import csrf
from portal.web.text_labels import label_of

blueprint = Blueprint("office_corrections", __name__, url_prefix="/office/dialogues/<slug>/stages")
csrf.exempt(blueprint)


@blueprint.route("/correct", methods=["GET", "POST"])
@staff(Act.AMEND)
def index(slug: str) -> Response | tuple[str, int]:
    """Another contact person; and the public texts, to correct a typing error in one."""
    dialogue = open_dialogue(sessions.reading(), slug, Act.AMEND)
    form = ContactForm(data={"contact": str(dialogue.contact_id or ""), "version": dialogue.version})
    others = joint_bodies.ids_of(sessions.reading(), dialogue.id)
    people = users.who_may(sessions.reading(), Act.SEE_DRAFTS, dialogue.body_id, *others)
    form.contact.choices = [(str(one.id), f"{one.name}, {one.title}".rstrip(", ")) for one in people]

    def change(session: Session) -> None:
        fresh, contact = open_dialogue(session, slug, Act.AMEND), users.by_id(session, int(form.contact.data))
        version = form.version.data or 0
        corrections.correct_contact(session, sessions.current_actor(), fresh, contact, version, sessions.now())

    if saved(form, change):
        flash(_("Kontaktpersonen är bytt. Det syns i den offentliga loggen."), "good")
        return redirect(f"/office/dialogues/{slug}/stages/", 303)
    dialogue = open_dialogue(sessions.reading(), slug, Act.AMEND)
    clashes = differences(form, {"contact": str(dialogue.contact_id or "")}, dialogue.version)
    rows = [
        (row, label_of(row))
        for row in texts.rows(sessions.reading(), dialogue, SOURCE, [TextStage.COMMITMENT])
        if row.text is not None
    ]
    body = page("office/corrections/index.html", dialogue, "stages", form=form, rows=rows, clashes=clashes)
    return body, form.status


@blueprint.route("/correct/<key>", methods=["GET", "POST"])
@staff(Act.AMEND)
def typing_error(slug: str, key: str) -> Response | tuple[str, int]:
    """Correct a typing error in the Swedish of one public text."""
    dialogue = open_dialogue(sessions.reading(), slug, Act.AMEND)
    row = texts.row_by_key(sessions.reading(), dialogue, key, SOURCE)
    if row.text is None:
        raise NotFound("NO_SUCH_TEXT")
    form = TypingErrorForm(data={"source": row.text.source, "version": row.text.version})

    def change(session: Session) -> None:
        fresh, source, version = open_dialogue(session, slug, Act.AMEND), form.source.data or "", form.version.data or 0
        corrections.correct_typing_error(session, sessions.current_actor(), fresh, key, source, version, sessions.now())

    if saved(form, change):
        flash(_("Skrivfelet är rättat. Före och efter syns i den offentliga loggen."), "good")
        return redirect(f"/office/dialogues/{slug}/stages/correct", 303)
    dialogue = open_dialogue(sessions.reading(), slug, Act.AMEND)
    row = texts.row_by_key(sessions.reading(), dialogue, key, SOURCE)
    assert row.text is not None
    clashes = differences(form, {"source": row.text.source}, row.text.version)
    context = {"row": row, "label": label_of(row), "clashes": clashes}
    return page("office/corrections/typing_error.html", dialogue, "stages", form=form, **context), form.status


@blueprint.route("/languages", methods=["GET", "POST"])
@staff(Act.EDIT_TEXTS)
def languages(slug: str) -> Response | tuple[str, int]:
    """Add a language: it appears when it is complete, and is no amendment."""
    form, rules = _language_form(slug), sessions.settings().rules()

    def change(session: Session) -> None:
        dialogue = open_dialogue(session, slug, Act.EDIT_TEXTS)
        corrections.add_language(
            session, sessions.current_actor(), rules, dialogue, form.language.data or "", sessions.now()
        )

    if saved(form, change):
        flash(_("Språket är tillagt. Det visas för invånarna när allt är översatt och läst."), "good")
        return redirect(f"/office/dialogues/{slug}/stages/languages", 303)
    return _languages_page(slug, form)


@blueprint.post("/languages/<language>/show")
@staff(Act.ANNOUNCE)
def show_language(slug: str, language: str) -> Response | tuple[str, int]:
    """Show an added language that is complete."""
    pressed = Press()

    def change(session: Session) -> None:
        dialogue = open_dialogue(session, slug, Act.ANNOUNCE)
        corrections.show_language(session, sessions.current_actor(), dialogue, language, sessions.now())

    if saved(pressed, change):
        flash(_("Språket visas nu för invånarna."), "good")
        return redirect(f"/office/dialogues/{slug}/stages/languages", 303)
    form = _language_form(slug, LanguageForm(formdata=None))
    form.form_errors, form.expired = [*pressed.form_errors], pressed.expired
    return _languages_page(slug, form)


def _language_form(slug: str, form: LanguageForm | None = None) -> LanguageForm:
    dialogue = open_dialogue(sessions.reading(), slug, Act.EDIT_TEXTS)
    there = {entry.language for entry in dialogue.languages}
    form = form or LanguageForm()
    form.language.choices = [(code, endonym(code)) for code in sessions.settings().languages if code not in there]
    return form


def _languages_page(slug: str, form: LanguageForm) -> tuple[str, int]:
    dialogue: Dialogue = open_dialogue(sessions.reading(), slug, Act.EDIT_TEXTS)
    left = {
        entry.language: sum(
            row.state != "done"
            for row in texts.rows(sessions.reading(), dialogue, entry.language, [TextStage.COMMITMENT])
        )
        for entry in dialogue.languages
    }
    may_show = may(sessions.current_actor(), Act.ANNOUNCE, dialogue.body_id)
    body = page("office/corrections/languages.html", dialogue, "stages", form=form, left=left, may_show=may_show)
    return body, form.status
