"""The form about a seat in a body."""

from flask_babel import lazy_gettext as _
from wtforms import SelectField, StringField

from portal.web.body_labels import SEAT_ROLES
from portal.web.forms.base import at_most, required
from portal.web.forms.fields import day
from portal.web.forms.saving import Seen
from portal.web.staff_labels import choices


class SeatForm(Seen):
    """The role and the days of a seat."""

    role = SelectField(_("Uppdrag"), [required(_("Välj ett uppdrag."))], choices=choices(SEAT_ROLES))
    from_on = day(_("Första dag"), must=True)
    until_on = day(_("Sista dag"))


class NewSeatForm(SeatForm):
    """A new seat: also who sits on it, by name or by account."""

    name = StringField(_("Namn"), [at_most(120)])
    user = SelectField(_("Eller konto i portalen"))
