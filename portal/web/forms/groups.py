"""Forms about affected groups, their measures and the dialogue group."""

import re

from flask_babel import lazy_gettext as _
from wtforms import Field, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import ValidationError

from portal.domain.refusals import Refusal
from portal.web.forms.base import Form, at_most, required
from portal.web.forms.fields import day, swedish, whole_number
from portal.web.forms.saving import Seen
from portal.web.messages import words
from portal.web.staff_labels import MEASURE_STATUSES, MEMBER_ROLES, choices

_TARGET = re.compile(r"([0-9]{1,7})\s*(%|procent)?")


def _number_or_share(_form: Form, field: Field) -> None:
    if field.data and _TARGET.fullmatch(field.data) is None:
        raise ValidationError(words(Refusal("TARGET_UNREADABLE")))


class GroupForm(Seen):
    """What is known of an affected group."""

    how_affected = TextAreaField(_("Hur berörs gruppen?"), [at_most(2000)])
    estimated_size = StringField(_("Ungefär hur många?"), [whole_number(0, 10_000_000)])
    size_source = StringField(_("Varifrån kommer siffran?"), [at_most(200)])
    target = StringField(_("Hur många vill ni höra?"), [at_most(20), _number_or_share])
    barriers = TextAreaField(_("Vad kan hindra dem från att delta?"), [at_most(2000)])

    def wanted(self) -> tuple[int | None, int | None]:
        """The target as a number of people, or in per cent of the group; the form is valid."""
        read = _TARGET.fullmatch(self.target.data or "")
        if read is None:
            return None, None
        number = int(read[1])
        return (None, number) if read[2] else (number, None)


class NewGroupForm(GroupForm):
    """A new group with its Swedish name."""

    name = swedish("group", "name", _("Vilka är det?"), must=True)


class OwnerForm(Form):
    """Who does a measure and by when; the view gives the choices of `user`."""

    user = SelectField(_("Vem ansvarar?"))
    owner = StringField(_("Eller namn på någon annan"), [at_most(120)])
    due_on = day(_("Klart senast"))


class MeasureForm(OwnerForm):
    """A new measure for a group."""

    what = swedish("measure", "what", _("Vad gör ni för att de ska kunna delta?"), must=True)
    place = swedish("measure", "place", _("Var?"))


class PlanForm(OwnerForm):
    """A measure's owner and day, changed."""

    version = IntegerField(default=0)


class AddressForm(Form):
    """The short address of a measure."""

    code = StringField(_("Kort adress"), [at_most(60)])


class SettleForm(Form):
    """What became of a measure."""

    version = IntegerField(default=0)
    state = RadioField(_("Hur gick det?"), [required(_("Välj hur det gick."))], choices=choices(MEASURE_STATUSES))
    because = TextAreaField(_("Varför blev den inte gjord?"), [at_most(1000)])


class MemberForm(Form):
    """A new member of the dialogue group: an account, or a name."""

    user = SelectField(_("Person med konto"))
    name = StringField(_("Eller namn"), [at_most(120)])
    role = RadioField(_("Roll"), [required(_("Välj en roll."))], choices=choices(MEMBER_ROLES))
    from_on = day(_("Från och med"), must=True)
    competence = StringField(_("Utbildning för uppdraget"), [at_most(300)])


class EndForm(Form):
    """The last day of a member, and who takes over that day, if anybody does."""

    until_on = day(_("Till och med"), must=True)
    user = SelectField(_("Person med konto"))
    name = StringField(_("Eller namn"), [at_most(120)])
    competence = StringField(_("Utbildning för uppdraget"), [at_most(300)])


class CompetenceForm(Seen):
    """What a member is trained in."""

    competence = StringField(_("Utbildning för uppdraget"), [at_most(300)])
