"""The form that takes in a file of submissions."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import BooleanField, RadioField, StringField, TextAreaField

from portal.domain.submissions import Channel
from portal.web.forms.base import Form, at_most
from portal.web.labels import CHANNELS
from portal.web.staff_labels import choices


class ImportForm(Form):
    """The file, and what holds for rows that do not say it themselves."""

    file = FileField(_("Fil (CSV, XLSX eller JSONL)"))
    channel = RadioField(
        _("Väg in, för rader som inte säger det"),
        choices=choices({code: label for code, label in CHANNELS.items() if code is not Channel.MEETING}),
        default=Channel.PAPER.value,
    )
    themes = StringField(_("Kolumn med teman"), [at_most(120)])
    own_zone = BooleanField(_("Tider utan tidszon är i kommunens tid"))
    outside_reason = TextAreaField(_("Varför tas synpunkter med som kom när dialogen inte var öppen?"), [at_most(600)])
