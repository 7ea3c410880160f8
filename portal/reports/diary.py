"""The chronological register as rows of a page or a file, in the reader's words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from portal.domain.submissions import Timing
from portal.queries.diary import Line
from portal.reports.feedback import Voice


def columns() -> list[str]:
    """The headings of the file."""
    return list(_names().values())


def _names() -> dict[str, str]:
    return {
        "registry_number": _("Diarienummer"),
        "dialogue": _("Dialog"),
        "number": _("Nummer"),
        "received": _("Kom in"),
        "registered": _("Registrerad"),
        "channel": _("Väg"),
        "language": _("Språk"),
        "state": _("Visas"),
        "reason": _("Skäl"),
        "recorded_by": _("Registrerad av"),
        "timing": _("Anmärkning"),
    }


def rows(lines: Iterator[Line] | Sequence[Line], voice: Voice, zone: ZoneInfo) -> Iterator[dict[str, Any]]:
    """The lines of the file, one a submission, by the names of `columns`."""
    names = _names()
    for line in lines:
        yield {names[key]: value for key, value in told(line, voice, zone).items()}


def told(line: Line, voice: Voice, zone: ZoneInfo) -> Mapping[str, Any]:
    """One line in words; times to the minute in the municipality's zone."""
    return {
        "registry_number": line.registry_number,
        "dialogue": line.title,
        "number": line.number,
        "received": f"{line.received_at.astimezone(zone):%Y-%m-%d %H:%M}",
        "registered": f"{line.registered_at.astimezone(zone):%Y-%m-%d %H:%M}",
        "channel": str(voice.channels[line.channel]),
        "language": voice.language_name(line.language) if line.language != "und" else "",
        "state": str(voice.states[line.state]),
        "reason": str(voice.reasons[line.reason]) if line.reason else "",
        "recorded_by": line.recorded_by or _("portalen"),
        "timing": ", ".join(remarks(line)),
    }


def remarks(line: Line) -> list[str]:
    """What is remarkable about when it came."""
    found = {
        Timing.TOO_LATE: _("kom in efter sista dagen"),
        Timing.TOO_EARLY: _("kom in före första dagen"),
        Timing.WITHIN_GRACE: _("kom in strax efter stängning"),
    }.get(line.timing)
    return [*([found] if found else []), *([_("kom in efter överlämningen")] if line.after_handover else [])]
