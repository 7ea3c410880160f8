"""Forms about decisions, the answer, editions and evaluation."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Optional

from portal.domain.evaluations import MOST_REACHED
from portal.domain.feedback import FollowUpStatus, Outcome
from portal.domain.texts import field_of
from portal.models.evaluations import Method
from portal.reports.feedback import follow_up_name
from portal.web.evaluation_words import PURPOSE_MET
from portal.web.formats import reader_language
from portal.web.forms.base import Form, at_most, required
from portal.web.forms.fields import whole_number
from portal.web.forms.saving import Seen
from portal.web.labels import OUTCOMES
from portal.web.staff_labels import choices

NOTE_LIMIT = field_of("edition", "note").limit


class NextStepForm(Form):
    """Who does the next step, and by when; the words are a text of the answer."""

    version = HiddenField()
    next_step_owner = StringField(_("Ansvarig för nästa steg"), [at_most(120)])
    next_step_on = DateField(_("Senast"), [Optional()])


class FollowUpForm(Form):
    """Something promised, with owner and date, under a theme, a point, or the whole answer."""

    about = SelectField(_("Gäller"))
    what = TextAreaField(_("Vad ska göras?"), [required(), at_most(400)])
    owner = StringField(_("Ansvarig"), [required(), at_most(120)])
    due_on = DateField(_("Senast"), [required()])


class SettleForm(Form):
    """How a follow-up ended; the view adds the words in every language (`because-sv` …)."""

    state = RadioField(_("Hur gick det?"), [required(_("Välj hur det gick."))])

    def offer(self) -> None:
        """Fill in the states to choose from."""
        self.state.choices = [(status.value, follow_up_name(status).capitalize()) for status in FollowUpStatus]


class DeliveryActForm(Form):
    """What was done to bring an edition to people who are on no list."""

    act = SelectField(_("Vad gjorde ni?"))
    done_on = DateField(_("Dag"), [required()])
    number = StringField(_("Antal"), [whole_number(0, 1_000_000)])
    note = TextAreaField(_("I ord"), [required(_("Skriv vad ni gjorde.")), at_most(500)])


class EvaluationForm(Form):
    """The evaluation of the dialogue group, or of an elected member of it."""

    version = IntegerField(default=0)
    met = RadioField(_("Nåddes syftet?"), choices=choices(PURPOSE_MET), validate_choice=False)
    purpose_met = TextAreaField(_("Hur vet ni det?"), [required(), at_most(4000)])
    form = TextAreaField(_("Passade formen?"), [required(), at_most(4000)])
    method = TextAreaField(_("Hur fungerade metoden?"), [required(), at_most(4000)])
    evaluated_by = StringField(_("Vilka har utvärderat"), [required(), at_most(200)])
    evaluated_on = DateField(_("Dag"), [required()])


class ElectedEvaluationForm(EvaluationForm):
    """The same, as an elected member is asked."""

    purpose_met = TextAreaField(_("Vad fick du som förtroendevald veta, som du annars inte hade vetat?"),
                                [required(), at_most(4000)])  # fmt: skip
    evaluated_by = StringField(_("Namn och uppdrag"), [required(), at_most(200)])


def uses_form(methods: Iterable[Method]) -> type[Seen]:
    """A form with `hours-ID` and `reached-ID` for each of these methods; the mark tells what it was filled from."""
    made: Any = type("UsesForm", (Seen,), {})
    for method in methods:
        name = method.texts.plain("name", reader_language())
        hours, reached = _("%(method)s: arbetstimmar", method=name), _("%(method)s: antal deltagare", method=name)
        setattr(made, f"hours-{method.id}", StringField(hours, [whole_number(0, MOST_REACHED)]))
        setattr(made, f"reached-{method.id}", StringField(reached, [whole_number(0, MOST_REACHED)]))
    return made  # type: ignore[no-any-return]


class LessonForm(Form):
    """A lesson for the method library."""

    lesson = TextAreaField(_("Vad lärde ni er, som nästa dialog har nytta av?"), [required(), at_most(1200)])
    method_id = SelectField(_("Metod"), coerce=int)


class BodyReportForm(Form):
    """Where and when an extensive dialogue was reported."""

    on = DateField(_("Dag för sammanträdet"), [required()])
    section = StringField(_("Paragraf"), [required(), at_most(40)])


def outcome_choices() -> list[tuple[str, object]]:
    """Outcomes to choose from, with an empty one first."""
    return [("", _("Välj …")), *((outcome.value, OUTCOMES[outcome]) for outcome in Outcome)]
