"""The three questions of a participant's evaluation, each 1–5 or left out."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField

from portal.domain.evaluations import HIGHEST, LOWEST, new_form_key
from portal.services.evaluations import ParticipantView
from portal.web.evaluation_words import ASKED
from portal.web.forms.base import Form

_WORDS = (
    _("Stämmer inte alls"),
    _("Stämmer ganska dåligt"),
    _("Varken eller"),
    _("Stämmer ganska bra"),
    _("Stämmer helt"),
)
_SCALE = [(str(value), words) for value, words in zip(range(LOWEST, HIGHEST + 1), _WORDS, strict=True)]


def _number(value: Any) -> int | None:
    return int(value) if value and str(value).isascii() and str(value).isdigit() else None


class EvaluationForm(Form):
    """How the dialogue was for whoever took part or reads what it led to; sent twice it has the same `once`."""

    once = HiddenField(default=new_form_key)

    understood = RadioField(ASKED["understood"], choices=_SCALE, validate_choice=False)
    could_say = RadioField(ASKED["could_say"], choices=_SCALE, validate_choice=False)
    saw_what_happened = RadioField(ASKED["saw_what_happened"], choices=_SCALE, validate_choice=False)

    def view(self) -> ParticipantView:
        """The answers as the service takes them."""
        return ParticipantView(
            _number(self.understood.data), _number(self.could_say.data), _number(self.saw_what_happened.data)
        )
