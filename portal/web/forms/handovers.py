"""The form of a further handover."""

from flask_babel import lazy_gettext as _
from wtforms import TextAreaField

from portal.web.forms.base import Form, at_most, required

REASON_LIMIT = 600


class AgainForm(Form):
    """Why the result is handed over once more."""

    reason = TextAreaField(
        _("Varför lämnas resultatet över igen?"), [required(_("Skriv varför.")), at_most(REASON_LIMIT)]
    )
