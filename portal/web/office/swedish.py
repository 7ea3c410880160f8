"""Writing the Swedish of some texts of a dialogue, wherever they stand; translations have their own page."""

from collections.abc import Collection

from flask import flash, redirect, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.domain.languages import SOURCE
from portal.domain.permissions import Act
from portal.domain.refusals import Conflict, NotAllowed, NotFound, Refused
from portal.queries.texts import TextRow, row_by_key
from portal.web import sessions
from portal.web.forms import texts as text_forms
from portal.web.office.workspace import open_dialogue, page


def edit(slug: str, section: str, title: str, keys: Collection[str], back: str) -> Response | tuple[str, int]:
    """The page with these texts in Swedish, and what becomes of it when it is sent; then on to `back`."""
    form = text_forms.form_of(_rows(sessions.reading(), slug, keys))
    status = 200
    if request.method == "POST" and form.validate():
        try:
            with sessions.changes() as session:
                dialogue = open_dialogue(session, slug, Act.EDIT_TEXTS)
                form.rows = _rows(session, slug, keys)
                text_forms.save(session, sessions.current_actor(), dialogue, form, sessions.now())
            flash(
                _("Texten är sparad. Översättningar som redan finns märks som inaktuella om svenskan ändrades."), "good"
            )
            return redirect(back, 303)
        except (NotAllowed, NotFound):
            raise
        except Refused as refused:
            form.refuse(refused)
            status = 409 if isinstance(refused, Conflict) else 422
    dialogue = open_dialogue(sessions.reading(), slug, Act.EDIT_TEXTS)
    form.rows = _rows(sessions.reading(), slug, keys)
    body = page(
        "office/swedish/edit.html", dialogue, section, form=form, title=title, back=back, hint_of=text_forms.hint_of
    )
    return body, max(status, form.status)


def _rows(session: Session, slug: str, keys: Collection[str]) -> list[TextRow]:
    dialogue = open_dialogue(session, slug, Act.EDIT_TEXTS)
    return [row_by_key(session, dialogue, key, SOURCE) for key in keys]
