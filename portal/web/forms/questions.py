"""Forms about questions: how one is asked, its Swedish words, its options."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, RadioField, StringField, TextAreaField

from portal.domain.questions import DEFAULT_TEXT_LIMIT, MAX_TEXT_LIMIT, QuestionKind
from portal.services.questions import QuestionFacts
from portal.web.forms.base import Form, at_most
from portal.web.forms.base import required as must
from portal.web.forms.fields import number_of, swedish, whole_number
from portal.web.forms.saving import Seen
from portal.web.staff_labels import QUESTION_KINDS, choices

_CHOICES = {kind.value for kind in (QuestionKind.ONE_CHOICE, QuestionKind.SEVERAL_CHOICES)}


class QuestionForm(Seen):
    """How a question is asked; what does not belong to its kind is left as it is."""

    kind = RadioField(
        _("Slag av fråga"), [must(_("Välj vilket slag av fråga det är."))], choices=choices(QUESTION_KINDS)
    )
    required = BooleanField(_("Måste besvaras"))
    page = StringField(_("Sida i formuläret"), [whole_number(1, 20)], default="1")
    max_length = StringField(
        _("Längsta svar, i tecken"), [whole_number(1, MAX_TEXT_LIMIT)], default=str(DEFAULT_TEXT_LIMIT)
    )
    lowest = StringField(_("Skalans lägsta tal"), [whole_number(0, 9)], default="1")
    highest = StringField(_("Skalans högsta tal"), [whole_number(1, 10)], default="5")

    @property
    def facts(self) -> QuestionFacts:
        """How it is asked, as the services take it; an empty number is the usual one."""
        return QuestionFacts(
            kind=QuestionKind(self.kind.data),
            page=_number(self.page, 1),
            required=self.required.data,
            max_length=_number(self.max_length, DEFAULT_TEXT_LIMIT),
            lowest=_number(self.lowest, 1),
            highest=_number(self.highest, 5),
        )


class NewQuestionForm(QuestionForm):
    """A new question with its Swedish words; options one a line."""

    label = swedish("question", "label", _("Frågan"), must=True)
    help = swedish("question", "help", _("Hjälptext"))
    options = TextAreaField(_("Alternativ, ett på varje rad"), [at_most(6000)])
    scale_low = swedish("question", "scale_low", _("Ord vid skalans början"))
    scale_high = swedish("question", "scale_high", _("Ord vid skalans slut"))

    @property
    def option_lines(self) -> list[dict[str, str]]:
        """The options of a choice in Swedish, empty lines left out; none for another kind."""
        if self.kind.data not in _CHOICES:
            return []
        lines = (line.strip() for line in (self.options.data or "").splitlines())
        return [{"sv": line} for line in lines if line]


class OptionForm(Form):
    """A new option in Swedish."""

    label = swedish("option", "label", _("Nytt alternativ"), must=True)


class MoveForm(Form):
    """Which way a question goes."""

    to = HiddenField()


def _number(field: Any, otherwise: int) -> int:
    found = number_of(field)
    return otherwise if found is None else found
