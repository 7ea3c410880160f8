"""The annual report that one body of the made-up municipality has adopted, and the dialogue of that year in it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from portal.demo.town import Town
from portal.models.bodies import Body
from portal.services import annual_reports
from portal.services.annual_reports import Adoption

Annual = Callable[[Session, Body, Adoption, str, datetime], tuple[dict[str, Any], str]]
"""Gives the content and the document of an annual report that is adopted, as the office does."""

LAST_YEAR = frozenset({"biblioteket"})
"""The dialogues whose days are counted from 1 December of the reported year."""
_ADOPTED = (2, 20)
_COMMENT = (
    "Nämnden är nöjd med att fler får plats på biblioteket, och tar med sig att de unga ska tillfrågas innan förslaget "
    "är skrivet."
)


def reported_year(town: Town) -> int:
    """The last year whose report can have been adopted by now."""
    adopted = date(town.today.year, *_ADOPTED)
    return town.today.year - (1 if town.today > adopted else 2)


def town_of(town: Town, key: str) -> Town:
    """The town as a dialogue sees it: the same people and events, but for those of last year another *today*."""
    if key not in LAST_YEAR:
        return town
    return replace(town, shift=(date(reported_year(town), 12, 1) - town.today).days)


def plan(town: Town, body: str, annual: Annual) -> None:
    """Plan the adoption of the body's report."""
    year = reported_year(town)
    day = town.office((date(year + 1, *_ADOPTED) - town.today).days)

    def adopt(session: Session, now: datetime) -> None:
        adoption, owner = Adoption(year, town.day(day), "§ 14"), town.body(session, body)
        content, html = annual(session, owner, adoption, _COMMENT, now)
        actor = town.actor(session, "birgitta")
        annual_reports.adopt(session, actor, town.rules, owner, adoption, content, html, now)

    town.at(day, 15, 0, adopt)
