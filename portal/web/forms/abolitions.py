"""The form with which a body is abolished."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, RadioField

from portal.domain.bodies import RolesThen
from portal.web.body_labels import ROLES_THEN
from portal.web.forms.base import required
from portal.web.forms.fields import body_field, day
from portal.web.forms.saving import Seen
from portal.web.staff_labels import choices


class AbolitionForm(Seen):
    """The last day, who takes over, what moves, and what becomes of the roles."""

    abolished_on = day(_("Dag då nämnden upphör"), must=True)
    successor = body_field(_("Den som tar över"), must=False)
    move = BooleanField(_("Flytta allt som lever till den som tar över"))
    roles = RadioField(
        _("Roller i portalen"),
        [required(_("Välj vad som händer med rollerna."))],
        choices=choices(ROLES_THEN),
        default=RolesThen.CARRY.value,
    )
