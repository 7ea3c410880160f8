"""Forms about the answer, editions and evaluation."""

from flask_babel import lazy_gettext as _
from wtforms import DateField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from portal.domain.feedback import FollowUpStatus, Outcome
from portal.domain.texts import field_of
from portal.reports.feedback import follow_up_name
from portal.web.forms.base import Form, at_most, required
from portal.web.labels import OUTCOMES

NOTE_LIMIT = field_of("edition", "note").limit


class ApprovalForm(Form):
    """An approval in the body's name."""

    approved_by = StringField(_("Vem godkände"), [required(), at_most(120)])
    approver_role = StringField(_("I vilken roll, till exempel ordförande eller enligt delegation"), [at_most(120)])
    approved_on = DateField(_("Dag"), [required()])
    section = StringField(_("Paragraf, om det finns någon"), [at_most(40)])


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
    """How a follow-up ended."""

    status = SelectField(_("Hur gick det?"))
    because = TextAreaField(_("Om det ändrades: varför?"), [at_most(1000)])

    def offer(self) -> None:
        """Fill in the states to choose from."""
        self.status.choices = [(status.value, follow_up_name(status)) for status in FollowUpStatus]


class EvaluationForm(Form):
    """The dialogue group's evaluation."""

    purpose_met = TextAreaField(_("Nådde dialogen sitt syfte? Hur vet ni det?"), [required(), at_most(4000)])
    form = TextAreaField(_("Passade formen?"), [required(), at_most(4000)])
    method = TextAreaField(_("Hur fungerade metoden?"), [required(), at_most(4000)])
    evaluated_by = StringField(_("Vilka har utvärderat"), [required(), at_most(200)])
    evaluated_on = DateField(_("Dag"), [required()])


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
