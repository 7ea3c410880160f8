"""The form about a goal, a plan or a budget on a body's list."""

from flask_babel import lazy_gettext as _
from wtforms import IntegerField, RadioField, StringField

from portal.domain.steering import SteeringKind
from portal.web.body_labels import STEERING_KINDS
from portal.web.forms.base import Form, at_most, required
from portal.web.forms.fields import day
from portal.web.staff_labels import choices


class SteeringForm(Form):
    """What it is, what it is called, for which year, and when it is to be decided."""

    version = IntegerField(default=0)
    kind = RadioField(_("Vad är det?"), [required(_("Välj vad det är."))], choices=choices(STEERING_KINDS))
    name = StringField(_("Namn"), [required(_("Skriv ett namn.")), at_most(300)])
    year = StringField(_("År"), [required(_("Skriv året."))])
    decided_on = day(_("Dag då det ska beslutas"))

    @property
    def steering_kind(self) -> SteeringKind:
        """The chosen kind."""
        return SteeringKind(self.kind.data)
