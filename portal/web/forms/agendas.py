"""Forms about the bodies' meetings and agendas, and about matters that are decided or change body."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import IntegerField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.widgets import CheckboxInput, ListWidget

from portal.web.forms.base import Form, at_most, required
from portal.web.forms.fields import body_field, day


class MeetingForm(Form):
    """A coming meeting of a body."""

    body = body_field(_("Nämnd eller styrelse"))
    held_on = day(_("Sammanträdesdag"), must=True)


class ItemForm(Form):
    """A matter to put on the agenda."""

    matter = SelectField(_("Ärende"), [required(_("Välj ett ärende."))])
    number = StringField(_("Punkt"), [at_most(20)])


class BulkForm(Form):
    """Several items that do not directly affect groups, with one line of grounds."""

    matters = SelectMultipleField(
        _("Ärenden"), coerce=int, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    grounds = StringField(_("Skäl, en rad för alla"), [required(_("Skriv skälet. Det blir offentligt.")), at_most(300)])
    decided_by = StringField(_("Namn och roll"), [required(_("Skriv vem som tog ställning.")), at_most(120)])
    decided_on = day(_("Dag"), must=True)
    section = StringField(_("Paragraf"), [at_most(40)])


class MoveMeetingForm(Form):
    """Another day for a meeting, and why."""

    version = IntegerField(default=0)
    to = day(_("Ny dag"), must=True)
    reason = StringField(_("Varför flyttas sammanträdet?"), [required(_("Skriv varför.")), at_most(300)])


class CancelForm(Form):
    """The meeting as it was read, to be cancelled."""

    version = IntegerField(default=0)


class AgendaFileForm(Form):
    """The file of an agenda or a registry list, and the body of rows that name none."""

    file = FileField(_("Fil (CSV eller XLSX)"))
    body = SelectField(_("Nämnd för rader som inte säger det"))


class DecidedForm(Form):
    """When the body decided a matter without dialogue."""

    version = IntegerField(default=0)
    decided_on = day(_("Beslutets dag"), must=True)
    section = StringField(_("Paragraf"), [required(_("Skriv paragrafen.")), at_most(40)])


class MoveForm(Form):
    """Another body for a matter, or for a dialogue."""

    version = IntegerField(default=0)
    body = body_field(_("Ny nämnd eller styrelse"))
    reason = TextAreaField(_("Varför?"), [required(_("Skriv varför.")), at_most(600)])
