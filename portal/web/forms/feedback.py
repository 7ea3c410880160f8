"""Forms about decisions, the answer, editions and evaluation."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, DateField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from portal.domain.decisions import DecisionKind
from portal.domain.feedback import FollowUpStatus, Outcome
from portal.domain.texts import field_of
from portal.models.bodies import Body
from portal.reports.feedback import decision_name, follow_up_name
from portal.web.forms.base import Form, at_most, required
from portal.web.forms.fields import whole_number
from portal.web.labels import OUTCOMES

NOTE_LIMIT = field_of("edition", "note").limit


class DecisionForm(Form):
    """A decision as the minutes have it."""

    body = SelectField(_("Vem beslutade"), coerce=int)
    delegate = StringField(_("Delegat, om någon beslutade i nämndens ställe"), [at_most(120)])
    decided_on = DateField(_("Dag för beslutet"), [required()])
    section = StringField(_("Paragraf eller nummer"), [required(), at_most(40)])
    kind = RadioField(_("Vad blev beslutet?"), [required()])
    final = BooleanField(_("Det här är det slutliga beslutet i ärendet"))
    new_planned_on = DateField(_("När väntas beslutet i stället?"), [Optional()])
    link = StringField(_("Länk till protokollet"), [at_most(500)])
    how_weighed = TextAreaField(_("Hur vägdes resultatet in?"), [at_most(2000)])
    minutes_approved_on = DateField(_("Dag då protokollet justerades"), [Optional()])
    appeal_until = DateField(_("Sista dag att överklaga"), [Optional()])

    def offer(self, bodies: Iterable[Body]) -> None:
        """Fill in the bodies and kinds to choose from."""
        self.body.choices = [(body.id, body.texts.plain("name")) for body in bodies]
        self.kind.choices = [(kind.value, decision_name(kind)) for kind in DecisionKind]


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
