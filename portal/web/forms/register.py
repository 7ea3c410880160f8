"""The form where staff register what came on paper, by phone, letter, e-mail, sms or at a meeting."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, DateField, HiddenField, IntegerField, RadioField, SelectField, StringField, TimeField

from portal.domain.languages import SOURCE
from portal.domain.mailing import AddressKind
from portal.domain.questions import Given, field_name
from portal.domain.submissions import Channel, Registration, Wish, Wording
from portal.models.meetings import Meeting
from portal.models.questions import Question
from portal.web.forms.base import Form, required
from portal.web.forms.take_part import language_choices, question_field
from portal.web.labels import CHANNELS
from portal.web.reading_labels import WORDINGS

ADDRESS_KINDS = {
    AddressKind.EMAIL: _("e-postadress"),
    AddressKind.POST: _("postadress"),
    AddressKind.PHONE: _("telefonnummer"),
}


class RegisterForm(Form):
    """What stands beside the dialogue's questions."""

    key = HiddenField()
    channel = RadioField(
        _("Hur kom synpunkten in?"),
        [required(_("Välj hur synpunkten kom in."))],
        choices=[(one.value, CHANNELS[one]) for one in Channel if one is not Channel.WEB],
    )
    meeting_id = SelectField(_("Vilket möte?"), coerce=int, default=0)
    received_on = DateField(_("Dag då den kom till kommunen"), [required(_("Skriv ett datum."))])
    received_time = TimeField(_("Klockslag"), [required(_("Skriv ett klockslag, till exempel 18.30."))])
    outside_reason = StringField(_("Varför tas den med, om den kom när dialogen inte var öppen?"))
    wording = RadioField(
        _("Är det skribentens egna ord?"),
        choices=[(one.value, label) for one, label in WORDINGS.items()],
        default=Wording.VERBATIM.value,
    )
    language = SelectField(_("Språk"), validate_choice=False)
    present = IntegerField(_("Hur många står bakom den?"), [required(_("Skriv ett tal."))], default=1)
    code = StringField(_("Koden på formuläret, om det har en"))
    address = StringField(_("Adress eller telefonnummer"))
    kind = SelectField(_("Det är en"), choices=[(one.value, label) for one, label in ADDRESS_KINDS.items()])
    on_list = BooleanField(_("Personen vill veta när resultatet och svaret är klara."))
    about_text = BooleanField(_("Personen vill också veta om texten inte kan visas som den är."))

    def registration(self, given: tuple[Given, ...], zone: ZoneInfo) -> Registration:
        """What the service takes; the moment is read in the municipality's zone."""
        assert self.received_on.data is not None
        assert self.received_time.data is not None
        return Registration(
            answers=given,
            channel=Channel(self.channel.data),
            received_at=datetime.combine(self.received_on.data, self.received_time.data, zone),
            wording=Wording(self.wording.data),
            language=self.language.data or "",
            present=self.present.data or 0,
            meeting_id=self.meeting_id.data or None,
            outside_reason=self.outside_reason.data or "",
            code=self.code.data or "",
            wish=Wish(
                address=self.address.data or "",
                kind=AddressKind(self.kind.data),
                language=(self.language.data or SOURCE) if self.language.data in ("sv", "fi", "en", "ar") else SOURCE,
                on_list=bool(self.on_list.data),
                about_text=bool(self.about_text.data),
            ),
        )


def register_form(
    questions: Sequence[Question], meetings: Sequence[Meeting], reader: str, first: Sequence[str]
) -> RegisterForm:
    """The form with one field a question, none of them required: nobody on the phone saw the form."""
    fields = {field_name(question.id): question_field(question, reader) for question in questions}
    kind: type[RegisterForm] = type("RegisterHere", (RegisterForm,), fields)
    form = kind()
    form.language.choices = language_choices(reader, first)
    named = [(one.id, one.texts.plain("title")) for one in meetings]
    form.meeting_id.choices = [(0, _("Inget möte")), *named]
    return form
