"""The form that lets another body hold a dialogue too."""

from flask_babel import lazy_gettext as _

from portal.web.forms.base import Form
from portal.web.forms.fields import body_field


class JointBodyForm(Form):
    """The other body."""

    body = body_field(_("Nämnd eller styrelse"))
