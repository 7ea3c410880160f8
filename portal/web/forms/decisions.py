"""The forms of a decision: as the minutes have it, and as it should have been recorded."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, DateField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from portal.domain.decisions import DecisionDetails, DecisionKind
from portal.models.bodies import Body
from portal.models.decisions import Decision
from portal.reports.decisions import decision_name
from portal.web.forms.base import Form, at_most, required
from portal.web.forms.saving import Seen


class DecisionForm(Seen):
    """A decision as the minutes have it."""

    body = SelectField(_("Vem beslutade"), coerce=int)
    delegate = StringField(_("Delegat, om någon beslutade i nämndens ställe"), [at_most(120)])
    delegation = StringField(_("Enligt vilken delegation"), [at_most(200)])
    decided_on = DateField(_("Dag för beslutet"), [required()])
    section = StringField(_("Paragraf eller nummer"), [required(), at_most(40)])
    kind = RadioField(_("Vad blev beslutet?"), [required()])
    next_body = SelectField(_("Vart går förslaget?"), coerce=int, default=0)
    final = BooleanField(_("Det här är det slutliga beslutet i ärendet"))
    new_planned_on = DateField(_("När väntas beslutet i stället?"), [Optional()])
    link = StringField(_("Länk till protokollet"), [at_most(500)])
    how_weighed = TextAreaField(_("Hur vägdes resultatet in?"), [at_most(2000)])
    minutes_approved_on = DateField(_("Dag då protokollet justerades"), [Optional()])
    appeal_until = DateField(_("Sista dag att överklaga"), [Optional()])
    sure = BooleanField(_("Jag har kontrollerat det. Så var det."))

    def offer(self, bodies: Iterable[Body]) -> None:
        """Fill in the bodies and kinds to choose from."""
        named = [(body.id, body.texts.plain("name")) for body in bodies]
        self.body.choices = named
        self.next_body.choices = [(0, _("Välj …")), *named]
        self.kind.choices = [(kind.value, decision_name(kind)) for kind in DecisionKind]

    def fill(self, decision: Decision) -> None:
        """Put what was recorded into the fields."""
        for name in ("delegate", "delegation", "decided_on", "section", "final", "new_planned_on", "link",
                     "how_weighed", "minutes_approved_on", "appeal_until"):  # fmt: skip
            self[name].data = getattr(decision, name)
        self.body.data, self.kind.data = decision.body_id, decision.kind.value
        self.next_body.data = decision.next_body_id or 0

    def details(self) -> DecisionDetails:
        """What the form says, as the service takes it."""
        assert self.decided_on.data is not None
        return DecisionDetails(
            body_id=self.body.data,
            decided_on=self.decided_on.data,
            section=self.section.data or "",
            kind=DecisionKind(self.kind.data),
            final=bool(self.final.data),
            delegate=self.delegate.data or "",
            delegation=self.delegation.data or "",
            next_body_id=self.next_body.data or None if self.kind.data == DecisionKind.PROPOSED else None,
            link=self.link.data or "",
            how_weighed=self.how_weighed.data or "",
            minutes_approved_on=self.minutes_approved_on.data,
            appeal_until=self.appeal_until.data,
            new_planned_on=self.new_planned_on.data,
            sure=bool(self.sure.data),
        )


class CorrectionForm(DecisionForm):
    """A decision as it should have been recorded, and why it was not."""

    because = TextAreaField(_("Vad var fel?"), [required(_("Skriv vad som var fel.")), at_most(600)])


class StrikeForm(Form):
    """Why a decision that was recorded should not stand there at all."""

    why = TextAreaField(_("Varför ska det strykas?"), [required(_("Skriv varför.")), at_most(600)])
