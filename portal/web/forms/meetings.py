"""Forms about meetings: when and where, and what came of it."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, StringField, TextAreaField, TimeField

from portal.domain.submissions import MAX_PRESENT
from portal.models.groups import AffectedGroup, GroupMember
from portal.web.forms.base import at_most, required
from portal.web.forms.dialogues import Boxes
from portal.web.forms.fields import day, number_of, swedish, whole_number
from portal.web.forms.saving import Seen

GROUP = "group-"
_CLOCK = ["%H:%M", "%H.%M", "%H:%M:%S"]


def _time(label: object) -> Any:
    return TimeField(label, [required(_("Skriv ett klockslag, till exempel 18.30."))], format=_CLOCK)


class WhenForm(Seen):
    """When a meeting is held, in the municipality's time."""

    on = day(_("Dag"), must=True)
    starts = _time(_("Börjar"))
    ends = _time(_("Slutar"))
    people_hear_each_other = BooleanField(_("Deltagarna hör och kan svara varandra"), default=True)

    def moments(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Beginning and end as instants; the form is valid."""
        return _instant(self.on.data, self.starts.data, zone), _instant(self.on.data, self.ends.data, zone)


class NewMeetingForm(WhenForm):
    """A new meeting with its Swedish words."""

    title = swedish("meeting", "title", _("Mötets namn"), must=True)
    place = swedish("meeting", "place", _("Plats"), must=True)
    about = swedish("meeting", "about", _("Om mötet"))


class HeldForm(Seen):
    """What came of a meeting."""

    head_count = StringField(
        _("Hur många deltog?"),
        [required(_("Skriv hur många som deltog, också om det var noll.")), whole_number(0, MAX_PRESENT)],
    )
    no_notes_because = TextAreaField(_("Varför finns det inga anteckningar?"), [at_most(1000)])
    elected = Boxes(_("Vilka förtroendevalda i dialoggruppen var på plats?"))

    def by_group(self) -> dict[int, int]:
        """Heads by the id of each affected group that has a number; the form is valid."""
        fields = [field for field in self if field.name.startswith(GROUP)]
        counted = [(int(field.name.removeprefix(GROUP)), number_of(field)) for field in fields]
        return {group_id: heads for group_id, heads in counted if heads is not None}


def held_form(groups: Sequence[AffectedGroup], elected: Sequence[GroupMember], standing: dict[str, Any]) -> HeldForm:
    """The form with a number for each group and a box for each elected member."""
    fields = {
        f"{GROUP}{one.id}": StringField(one.texts.plain("name"), [whole_number(0, MAX_PRESENT)]) for one in groups
    }
    form: HeldForm = type("HeldHere", (HeldForm,), fields)(data=standing)
    form.elected.choices = [(str(one.id), one.name) for one in elected]
    return form


def _instant(on: date | None, at: time | None, zone: ZoneInfo) -> datetime:
    assert on is not None
    assert at is not None
    return datetime.combine(on, at, zone)
