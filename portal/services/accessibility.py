"""Reports of what on the portal cannot be used: taken in from anybody, ticked off by an administrator."""

from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.accessibility import MOST_PLACE, MOST_TEXT, report_faults
from portal.domain.calendar import local_day
from portal.domain.permissions import RESIDENT, Act, Actor, require
from portal.domain.refusals import Invalid, NotFound, Refusal
from portal.domain.rules import Rules
from portal.effects import audit
from portal.models.accessibility import AccessibilityReport


def report(session: Session, rules: Rules, text: str, place: str, now: datetime) -> AccessibilityReport:
    """Take a report in, with nothing about who sent it. Raises Invalid for an empty or a too long one."""
    limits = {"text": MOST_TEXT, "place": MOST_PLACE}
    if faults := report_faults(text, place):
        raise Invalid(*(Refusal(code, field, {"limit": limits[field]}) for code, field in faults))
    row = AccessibilityReport(text=text.strip(), place=place.strip(), reported_on=local_day(now, rules.zone))
    session.add(row)
    session.flush()
    audit.record(session, RESIDENT, "accessibility.report", "accessibility_report", row.id, None, None, now)
    return row


def handle(session: Session, actor: Actor, rules: Rules, report_id: int, now: datetime) -> None:
    """Tick a report off as handled. Raises NotFound for one that is not there."""
    require(actor, Act.SEE_SETTINGS)
    row = session.get(AccessibilityReport, report_id)
    if row is None:
        raise NotFound("NOT_FOUND")
    if row.handled_on is None:
        row.handled_on = local_day(now, rules.zone)
        after = {"handled_on": row.handled_on}
        audit.record(session, actor, "accessibility.handle", "accessibility_report", row.id, None, after, now)
