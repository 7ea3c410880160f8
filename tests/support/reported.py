"""Dialogues and reports for the tests of C3 and D2: an answered dialogue that is extensive, and its body's report."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from portal.models.annual_reports import AnnualReport
from portal.models.bodies import Body
from portal.models.dialogues import Dialogue
from portal.models.groups import AffectedGroup
from portal.queries.annual_report_content import content_of
from portal.services import annual_reports
from portal.services.annual_reports import Adoption
from support.answered import Answered, make_answered_dialogue
from support.factories import NOW, RULES

LAST_YEAR = NOW.year - 1
IN_LAST_YEAR = NOW - timedelta(days=120)
"""A moment in the autumn of the year before `NOW`."""


def make_big(session: Session, dialogue: Dialogue, people: int = 6000) -> Dialogue:
    """Let so many be affected that the dialogue is extensive."""
    group = session.query(AffectedGroup).filter_by(dialogue_id=dialogue.id).first()
    assert group is not None
    group.estimated_size = people
    session.flush()
    return dialogue


def make_extensive_answer(session: Session, *, now: datetime = IN_LAST_YEAR, **given: Any) -> Answered:
    """A dialogue answered at `now` (last autumn), extensive because 6,000 people are affected."""
    made = make_answered_dialogue(session, now=now, **given)
    make_big(session, made.dialogue)
    return made


def adopted(
    session: Session,
    actor: Any,
    body: Body,
    year: int = LAST_YEAR,
    *,
    on: date | None = None,
    section: str = "§ 14",
    seen: int = 0,
    change: str = "",
    now: datetime = NOW,
) -> AnnualReport:
    """The body's report of the year, adopted ten days before `NOW` unless `on` says another day."""
    content = content_of(session, body, year, RULES, now)
    day = on or (now - timedelta(days=10)).date()
    adoption = Adoption(year, day, section, seen, change)
    return annual_reports.adopt(session, actor, RULES, body, adoption, content, "<p>Berättelsen</p>", now)
