"""The form for telling what on the portal cannot be used."""

from flask_babel import lazy_gettext as _
from wtforms import StringField, TextAreaField

from portal.web.forms.base import Form


class AccessibilityForm(Form):
    """What did not work, and where. Limits are checked by the service."""

    text = TextAreaField(_("Vad fungerade inte?"))
    place = StringField(_("På vilken sida?"))
