"""The three questions of a participant's evaluation, each 1–5 or left out."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import RadioField

from portal.domain.evaluations import HIGHEST, LOWEST
from portal.services.evaluations import ParticipantView
from portal.web.forms.base import Form

_SCALE = [(str(value), str(value)) for value in range(LOWEST, HIGHEST + 1)]


def _number(value: Any) -> int | None:
    return int(value) if value and str(value).isascii() and str(value).isdigit() else None


class EvaluationForm(Form):
    """How the dialogue was for the one who took part or reads what it led to."""

    understood = RadioField(_("Jag förstod hur mycket jag kunde påverka."), choices=_SCALE, validate_choice=False)
    could_say = RadioField(_("Jag kunde säga det jag ville."), choices=_SCALE, validate_choice=False)
    saw_what_happened = RadioField(_("Jag ser vad synpunkterna ledde till."), choices=_SCALE, validate_choice=False)

    def view(self) -> ParticipantView:
        """The answers as the service takes them."""
        return ParticipantView(
            _number(self.understood.data), _number(self.could_say.data), _number(self.saw_what_happened.data)
        )
