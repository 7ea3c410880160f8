"""Forms about a body's yearly plan of dialogues."""

from flask_babel import lazy_gettext as _
from wtforms import IntegerField, SelectField, StringField, TextAreaField

from portal.domain.dialogues import Level
from portal.web.body_labels import QUARTERS
from portal.web.forms.base import Form, at_most, required
from portal.web.forms.fields import day
from portal.web.labels import LEVELS

TEXTS = {"title": _("Vad dialogen ska handla om")}


class BeginForm(Form):
    """The year that a plan is begun for."""

    year = StringField(_("År"), [required(_("Skriv året."))])


class LineForm(Form):
    """A planned dialogue; its title is added per language."""

    version = IntegerField(default=0)
    quarter = SelectField(_("När?"), choices=[(str(number), label) for number, label in QUARTERS.items()])
    level = SelectField(
        _("Grad av inflytande"),
        choices=[(str(level.value), label) for level, label in LEVELS.items() if level is not Level.INFORMATION],
    )
    lead = StringField(_("Ansvarig"), [at_most(120)])
    matter = SelectField(_("Ärende"))


class DropForm(Form):
    """Why a planned dialogue is not held."""

    version = IntegerField(default=0)
    because = TextAreaField(_("Varför blir den inte av?"), [at_most(1000)])


class TieForm(Form):
    """Which dialogue a line became."""

    version = IntegerField(default=0)
    dialogue = SelectField(_("Dialogen som raden blev"))


class AdoptForm(Form):
    """The day and § of the body's decision."""

    version = IntegerField(default=0)
    adopted_on = day(_("Dag"), must=True)
    section = StringField(_("Paragraf"), [at_most(40)])
