"""How many paper forms with codes of their own are printed."""

from flask_babel import lazy_gettext as _
from wtforms import IntegerField

from portal.domain.submissions import MAX_CODES
from portal.web.forms.base import Form, between, required


class PaperFormsForm(Form):
    """The number of sheets, each with its own receipt code."""

    wanted = IntegerField(_("Hur många formulär?"), validators=[required(), between(1, MAX_CODES)], default=20)
