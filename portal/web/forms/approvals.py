"""The form of an approval in the body's name: the same for the commitment and for the answer."""

from flask_babel import lazy_gettext as _
from wtforms import RadioField, StringField

from portal.domain.approvals import ApprovalKind
from portal.web.approval_words import KINDS
from portal.web.forms.base import Form, at_most, required
from portal.web.forms.fields import day
from portal.web.staff_labels import choices


class ApprovalForm(Form):
    """Who approved, as what, when, and by which § or delegation; what each kind needs is said by the service."""

    approval_kind = RadioField(
        _("Hur är det godkänt?"), [required(_("Välj hur det är godkänt."))], choices=choices(KINDS),
        default=ApprovalKind.CHAIR.value,
    )  # fmt: skip
    approved_by = StringField(_("Vem godkände?"), [at_most(120)])
    approver_role = StringField(_("I vilken roll?"), [at_most(120)])
    delegation = StringField(_("Enligt vilken delegation?"), [at_most(300)])
    approved_on = day(_("Dag"), must=True)
    section = StringField(_("Paragraf"), [at_most(40)])

    @property
    def kind(self) -> ApprovalKind:
        """The kind that was chosen."""
        return ApprovalKind(self.approval_kind.data)
