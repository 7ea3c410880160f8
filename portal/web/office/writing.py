"""Two things that many pages of the workspace do: take in a form of texts, and do what a button asks."""

import re
from collections.abc import Callable, Sequence

from flask import flash, request
from sqlalchemy.orm import Session

from portal.domain.permissions import Act
from portal.domain.refusals import Conflict, NotAllowed, NotFound, Refused
from portal.models.dialogues import Dialogue
from portal.queries import themes
from portal.queries.texts import TextRow
from portal.web.forms import texts as text_forms
from portal.web.messages import words
from portal.web.office.workspace import open_dialogue
from portal.web.sessions import changes, current_actor, now, reading

RowsOf = Callable[[Session, Dialogue], Sequence[TextRow]]


def texts_taken_in(
    slug: str, seen_by: Act, rows_of: RowsOf, first: Callable[[Session, Dialogue], None] | None = None
) -> tuple[text_forms.TextsForm, int, int | None]:
    """The form of these rows, its status, and how many texts were written (None when nothing was saved).

    `first` is done before the texts, in their transaction. Where a colleague wrote meanwhile the status is 409 and the
    form holds both texts.
    """
    form = text_forms.form_of(rows_of(reading(), open_dialogue(reading(), slug, seen_by)))
    if request.method != "POST" or not form.validate():
        return form, form.status, None
    form.gone = _gone(reading(), open_dialogue(reading(), slug, seen_by))
    if form.gone:
        form.refuse(Conflict("THEME_MERGED_MEANWHILE"))
        return form, form.status, None
    try:
        with changes() as session:
            dialogue = open_dialogue(session, slug, Act.EDIT_TEXTS)
            if first is not None:
                first(session, dialogue)
            form.rows = rows_of(session, dialogue)
            return form, 200, text_forms.save(session, current_actor(), dialogue, form, now())
    except Refused as refused:
        form.refuse(refused)
        form.rows = rows_of(reading(), open_dialogue(reading(), slug, seen_by))
        return form, 409 if isinstance(refused, Conflict) else 422, None


_OF_A_THEME = re.compile(r"(?:t-theme(?:_answer|_result)?|outcome-theme)-(\d+)(?:-|$)")


def _gone(session: Session, dialogue: Dialogue) -> list[text_forms.Gone]:
    """What was sent about themes that have been merged into others meanwhile."""
    sent: dict[int, list[str]] = {}
    for name, text in request.form.items():
        found = _OF_A_THEME.match(name)
        if found:
            sent.setdefault(int(found[1]), []).extend([text] if name.startswith("t-") and text.strip() else [])
    merged = themes.merged(session, dialogue.id, sent.keys())
    return [text_forms.Gone(name, into, tuple(sent[theme_id])) for theme_id, name, into in merged]


def done(change: Callable[[Session], object], said: str) -> bool:
    """Whether what a button asks for is committed; `said` is told then, else every reason why not.

    NotAllowed and NotFound go on to their own pages."""
    try:
        with changes() as session:
            change(session)
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        for refusal in refused.refusals:
            flash(words(refusal), "error")
        return False
    flash(said, "good")
    return True
