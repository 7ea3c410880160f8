"""Forms about meetings: when and where, and what came of it."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, StringField, TextAreaField, TimeField

from portal.domain.submissions import MAX_PRESENT
from portal.web.forms.base import at_most, required
from portal.web.forms.fields import day, swedish, whole_number
from portal.web.forms.saving import Seen

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


def _instant(on: date | None, at: time | None, zone: ZoneInfo) -> datetime:
    assert on is not None
    assert at is not None
    return datetime.combine(on, at, zone)
