"""The form of the participation ladder: a label and a promise for each step and language."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import HiddenField, SelectField, StringField, TextAreaField

from portal.adapters.locale_format import language_name
from portal.domain.dialogues import Level
from portal.domain.texts import field_of
from portal.web.formats import reader_language
from portal.web.forms.base import Form, at_most
from portal.web.labels import LEVELS


class LadderForm(Form):
    """Parent of the forms that `ladder_form` makes; `seen` is the ladder that it was filled from."""

    seen = HiddenField()
    hidden = SelectField(_("Steg som kommunen inte använder"))


def field_name(name: str, level: Level, language: str) -> str:
    """The field of one text: `label-3-sv`."""
    return f"{name}-{level.value}-{language}"


def ladder_form(languages: Iterable[str]) -> Any:
    """The form with a field for every text of every step; step 2 cannot be left out."""
    made: Any = type("Ladder", (LadderForm,), {})
    offered = [level for level in Level if level is not Level.CONSULTATION]
    choices = [
        ("", _("Alla steg används")),
        *((str(level.value), f"{level.value}. {LEVELS[level]}") for level in offered),
    ]
    made.hidden = SelectField(_("Steg som kommunen inte använder"), choices=choices)
    for level in Level:
        for code in languages:
            named = language_name(code, reader_language())
            for name, kind, words in (
                ("label", StringField, gettext("Namn på steg %(number)s", number=level.value)),
                ("promise", TextAreaField, gettext("Löfte på steg %(number)s", number=level.value)),
            ):
                checks = [at_most(field_of("ladder_step", name).limit)]
                setattr(made, field_name(name, level, code), kind(f"{words} ({named})", checks))
    return made
