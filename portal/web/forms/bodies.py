"""The form about an elected body; its names are added per language."""

from flask_babel import lazy_gettext as _
from wtforms import SelectField, StringField, TextAreaField

from portal.web import staff_labels as labels
from portal.web.forms.base import Form, at_most, email
from portal.web.forms.fields import body_field

TEXTS = {"name": _("Namn")}


class BodyForm(Form):
    """An elected body: its kind, what it is under, where it is reached."""

    kind = SelectField(_("Slag"), choices=labels.choices(labels.BODY_KINDS))
    parent = body_field(_("Hör till"), must=False)
    email = StringField(_("E-postadress"), [email()])
    postal_address = TextAreaField(_("Postadress"), [at_most(300)])
