"""The form that records that an annual report was adopted."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, StringField, TextAreaField

from portal.web.forms.base import Form, at_most, required
from portal.web.forms.fields import day


class AdoptionForm(Form):
    """When and under which § it was adopted; `seen`: the version and mark of the facts on the screen."""

    seen = HiddenField()
    on = day(_("Dag då nämnden antog berättelsen"), must=True)
    section = StringField(_("Paragraf"), [required(_("Skriv paragrafen i protokollet.")), at_most(40)])
    comment = TextAreaField(_("Nämndens egna ord om årets dialoger"), [at_most(4000)])
    change = TextAreaField(_("Vad är ändrat i den här versionen?"), [at_most(1000)])
