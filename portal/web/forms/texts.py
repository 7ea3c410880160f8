"""A form of many texts at once: one area per field and language, each with the version it was read in.

The page of texts, the result and the answer are all such forms; `save` writes only what was changed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import request
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from wtforms import HiddenField, StringField, TextAreaField

from portal.domain.languages import SOURCE
from portal.domain.permissions import Actor
from portal.domain.refusals import Conflict, Refusal, Refused
from portal.domain.texts import Origin
from portal.models.dialogues import Dialogue
from portal.queries.texts import TextRow
from portal.services import texts
from portal.web.forms.base import Form, at_most
from portal.web.text_labels import label_of

_ONE_LINE = 160


def name_of(row: TextRow) -> str:
    """The field's name in the form: `t-point-3-text-sv`."""
    return f"t-{row.key.replace('.', '-')}-{row.language}"


@dataclass(frozen=True)
class Gone:
    """A theme that a colleague merged into another while this form was open, and what was written about it here."""

    name: str
    into: str
    texts: tuple[str, ...]


class TextsForm(Form):
    """Parent of the forms that `form_of` makes."""

    rows: Sequence[TextRow] = ()
    gone: Sequence[Gone] = ()
    theirs: dict[str, str]

    def area_of(self, row: TextRow) -> Any:
        """The field in which a row is written."""
        return self[name_of(row)]

    def version_of(self, row: TextRow) -> Any:
        """The hidden field with the version in which the row was read."""
        return self["v" + name_of(row)]


def form_of(rows: Iterable[TextRow], unsent: bool = False) -> TextsForm:
    """The form for these rows, filled in with what was sent, else (or when `unsent`) with what is written."""
    kept = tuple(rows)
    kind: Any = type("Texts", (TextsForm,), {"rows": kept})
    for row in kept:
        field = TextAreaField if row.field.limit > _ONE_LINE else StringField
        value = row.text.source if row.text else ""
        setattr(kind, name_of(row), field(label_of(row), [at_most(row.field.limit)], default=value))
        setattr(kind, "v" + name_of(row), HiddenField(default=str(row.text.version if row.text else 0)))
    form: TextsForm = kind(formdata=None) if unsent else kind()
    form.theirs = {}
    for row in kept:
        form.area_of(row).flags.required = row.field.required
    return form


def save(session: Session, actor: Actor, dialogue: Dialogue, form: TextsForm, now: datetime) -> int:
    """Writes what was changed and returns how many texts that were.

    Raises Refused after putting each refusal on its field; where a colleague wrote meanwhile, `form.theirs` holds their
    text by field name, and the form takes over their version, so that sending again is a choice and not an accident.
    """
    changed, refusals, clashed = 0, list[Refusal](), False
    for row in form.rows:
        name, field = name_of(row), form.area_of(row)
        sent = (field.data or "").strip()
        if name not in request.form or sent == (row.text.source if row.text else ""):
            continue
        version = form.version_of(row)
        read = int(version.data) if str(version.data).isdigit() else 0
        try:
            with session.begin_nested():
                _write(session, actor, dialogue, row, sent, read, now)
            changed += 1
        except Conflict as conflict:
            clashed = True
            form.theirs[name] = str(conflict.refusals[0].params.get("theirs", ""))
            version.data = str(conflict.refusals[0].params.get("now", read))
            refusals.append(Refusal(conflict.codes[0], name))
        except Refused as refused:
            refusals += [Refusal(one.code, name, one.params) for one in refused.refusals]
    if refusals:
        raise (Conflict if clashed else Refused)(*refusals)
    return changed


def _write(
    session: Session, actor: Actor, dialogue: Dialogue, row: TextRow, sent: str, read: int, now: datetime
) -> None:
    if row.language != SOURCE and row.text is not None and texts.is_public(dialogue, row):
        texts.correct_translation(session, actor, dialogue, row.key, row.language, sent, read, now)
        return
    machine = request.form.get("m" + name_of(row)) == "y"
    origin = Origin.MACHINE if machine else Origin.HUMAN
    texts.write(session, actor, dialogue, row.key, row.language, sent, read, now, origin=origin)


def hint_of(row: TextRow) -> str | None:
    """What stands under the label: that Markdown works where it does."""
    return _("Du kan använda Markdown: **fetstil**, listor och länkar.") if row.field.markdown else None
