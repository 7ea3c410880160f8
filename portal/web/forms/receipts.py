"""Forms of the receipt and of *Anmäl text*: adding text, asking for another look, reporting."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField, TextAreaField

from portal.domain.moderation import REVIEWER_REASONS
from portal.domain.questions import field_name
from portal.models.questions import Question
from portal.web.forms.base import Form
from portal.web.forms.take_part import said
from portal.web.labels import REASONS


class TakeBackForm(Form):
    """Only the token: the page says what taking back means."""


class AppealForm(Form):
    """Why the decision is wrong, in the writer's own words. Limits are checked by the service."""

    text = TextAreaField(_("Varför är beslutet fel?"))


class ReportForm(Form):
    """What is wrong with a shown text: one of the reasons for not showing, and perhaps a few words."""

    reason = RadioField(
        _("Vad är fel med texten?"),
        choices=[(reason.value, REASONS[reason]) for reason in REVIEWER_REASONS],
        validate_choice=False,
    )
    text = TextAreaField(_("Vill du förklara?"))


class AddForm(Form):
    """More text to the free-text questions; `additions` is how many additions the page showed."""

    additions = HiddenField()


def add_form(questions: Sequence[Question], reader: str) -> AddForm:
    """A form with a field for each of these questions."""
    fields = {field_name(one.id): TextAreaField(said(one.texts, "label", reader)) for one in questions}
    form: AddForm = type("AddFormIn", (AddForm,), fields)()
    return form
