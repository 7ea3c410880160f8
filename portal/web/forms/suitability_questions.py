"""Forms about the questions of the suitability test that the municipality makes for itself."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, IntegerField, RadioField

from portal.domain.suitability import AnswerKind
from portal.web.forms.base import Form

TEXTS = {"question": _("Frågan"), "hint": _("Raden under frågan")}
KINDS = ((AnswerKind.YES_NO.value, _("Ja, nej eller osäkert")), (AnswerKind.TEXT.value, _("Egna ord")))


class DraftQuestionForm(Form):
    """A question of the draft; its texts are added per language. What it expects is chosen once."""

    version = IntegerField(default=0)
    kind = RadioField(_("Hur ska den besvaras?"), choices=list(KINDS), default=AnswerKind.YES_NO.value)
    decisive = BooleanField(_("Måste vara ja för att det ska bli dialog"))
