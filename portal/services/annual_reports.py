"""Adopting the annual report of a body and a year: from then on it is frozen and public (D2)."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from portal.domain.annual_reports import adoption_faults, year_faults
from portal.domain.calendar import local_day
from portal.domain.commitments import content_hash
from portal.domain.permissions import Act, Actor, require
from portal.domain.refusals import Conflict, Invalid, Refusal
from portal.domain.rules import Rules
from portal.effects import audit
from portal.effects.locking import lock
from portal.effects.publication import SITE, raise_version
from portal.models.annual_reports import AnnualReport
from portal.models.bodies import Body
from portal.queries import annual_reports
from portal.queries.annual_report_content import accounted_for, basis_of, content_of


@dataclass(frozen=True)
class Adoption:
    """What the minutes say. `seen` is the number of the newest version the form knew of (0: none); `change` what a
    correction of it changes."""

    year: int
    on: date | None
    section: str
    seen: int = 0
    change: str = ""


def adopt(
    session: Session,
    actor: Actor,
    rules: Rules,
    body: Body,
    adoption: Adoption,
    content: Mapping[str, Any],
    html: str,
    now: datetime,
) -> AnnualReport:
    """Seal `html`, made from `content`, as the body's report of the year. Every dialogue it owes is in it.

    Raises Conflict with REPORT_ALREADY_ADOPTED (a colleague was first) or CHANGED_MEANWHILE (the facts are others than
    those that were read), and Invalid with REPORT_YEAR_OUT_OF_RANGE, ADOPTED_BEFORE_YEAR_END, ADOPTED_IN_THE_FUTURE,
    NOT_A_DATE, NO_REPORT_SECTION or CORRECTION_WITHOUT_CHANGE.
    """
    require(actor, Act.RECORD_DECISIONS, body.id)
    today = local_day(now, rules.zone)
    lock(session, body)
    before = annual_reports.newest(session, body.id, adoption.year)
    if adoption.seen != (before.number if before else 0):
        raise Conflict(Refusal("REPORT_ALREADY_ADOPTED", params={"year": adoption.year}))
    faults = year_faults(adoption.year, today)
    faults += adoption_faults(adoption.year, adoption.on, adoption.section, today)
    if before is not None and not adoption.change.strip():
        faults.append(Refusal("CORRECTION_WITHOUT_CHANGE", "change"))
    if faults or adoption.on is None:
        raise Invalid(*faults)
    current = content_of(session, body, adoption.year, rules, now)
    if basis_of(current) != basis_of(dict(content)):
        raise Conflict(Refusal("CHANGED_MEANWHILE"))
    report = AnnualReport(
        body_id=body.id,
        year=adoption.year,
        number=adoption.seen + 1,
        content=dict(content),
        content_hash=content_hash(content),
        html=html,
        html_hash=hashlib.sha256(html.encode()).hexdigest(),
        accounts_for=accounted_for(current),
        change=adoption.change.strip(),
        adopted_on=adoption.on,
        section=adoption.section.strip(),
        recorded_at=now,
        recorded_by_id=actor.user_id,
    )
    session.add(report)
    session.flush()
    after = {"body": body.id, "year": report.year, "number": report.number, "html_hash": report.html_hash}
    after |= {"on": report.adopted_on, "section": report.section, "change": report.change}
    audit.record(session, actor, "annual_reports.adopt", "annual_report", report.id, None, after, now)
    raise_version(session, SITE)
    return report
