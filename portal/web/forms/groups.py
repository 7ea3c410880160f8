"""Forms about affected groups, their measures and the dialogue group."""

from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectField, StringField, TextAreaField

from portal.web.forms.base import Form, at_most, required
from portal.web.forms.fields import day, swedish, whole_number
from portal.web.forms.saving import Seen
from portal.web.staff_labels import MEASURE_STATUSES, MEMBER_ROLES, choices


class GroupForm(Seen):
    """What is known of an affected group."""

    how_affected = TextAreaField(_("Hur berörs gruppen?"), [at_most(2000)])
    estimated_size = StringField(_("Ungefär hur många?"), [whole_number(0, 10_000_000)])
    size_source = StringField(_("Varifrån kommer siffran?"), [at_most(200)])
    barriers = TextAreaField(_("Vad kan hindra dem från att delta?"), [at_most(2000)])


class NewGroupForm(GroupForm):
    """A new group with its Swedish name."""

    name = swedish("group", "name", _("Vilka är det?"), must=True)


class MeasureForm(Form):
    """A new measure for a group."""

    what = swedish("measure", "what", _("Vad gör ni för att de ska kunna delta?"), must=True)
    owner = StringField(_("Vem ansvarar?"), [required(_("Skriv vem som ansvarar.")), at_most(120)])
    due_on = day(_("Klart senast"))


class SettleForm(Seen):
    """What became of a measure."""

    state = RadioField(_("Hur gick det?"), [required(_("Välj hur det gick."))], choices=choices(MEASURE_STATUSES))
    because = TextAreaField(_("Varför blev den inte gjord?"), [at_most(1000)])


class MemberForm(Form):
    """A new member of the dialogue group: an account, or a name."""

    user = SelectField(_("Person med konto"))
    name = StringField(_("Eller namn"), [at_most(120)])
    role = RadioField(_("Roll"), [required(_("Välj en roll."))], choices=choices(MEMBER_ROLES))
    from_on = day(_("Från och med"), must=True)


class EndForm(Form):
    """The last day of a member."""

    until_on = day(_("Till och med"), must=True)
