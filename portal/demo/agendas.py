"""The bodies' meetings in the made-up municipality: agendas, a moved meeting, matters decided without dialogue."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from portal.demo import matters as registered
from portal.demo.content import read
from portal.demo.town import Town
from portal.models.agendas import BodyMeeting
from portal.models.matters import Matter
from portal.services import agendas


def plan(town: Town) -> None:
    """Plan everything; the dialogues' own matters are registered by then."""
    content = read("agendas")
    for key, given in content["matters"].items():
        registered.register(town, key, given)
        if "again" in given:
            again = {**given, "considered": given["again"]}
            registered.consider_at(town, key, again)
    for key, given in content["meetings"].items():
        _at(town, given["entered"], 14, _enter, key, given)
        for place, item in enumerate(given["items"], 1):
            since = max(given["entered"], content["matters"].get(item, {}).get("registered", -400))
            _at(town, since, 15, _put, key, {"matter": item, "number": str(place)})
        if "bulk" in given:
            _at(town, given["bulk"]["on"], 14, _consider, key, given["bulk"])
        if "moved" in given:
            _at(town, given["moved"]["on"], 14, _move, key, given["moved"])


def _at(town: Town, day: int, hour: int, event: Any, key: str, given: dict[str, Any]) -> None:
    town.at(day, hour, 0, lambda session, now: event(town, session, key, given, now))


def _enter(town: Town, session: Session, key: str, given: dict[str, Any], now: datetime) -> None:
    actor, body = town.actor(session, "birgitta"), town.body(session, given["body"])
    town.sittings[key] = agendas.hold(session, actor, town.rules, body, town.workday(given["on"]), now).id


def _put(town: Town, session: Session, key: str, given: dict[str, Any], now: datetime) -> None:
    meeting, matter = _meeting(town, session, key), session.get_one(Matter, town.matters[given["matter"]])
    agendas.put(session, town.actor(session, "birgitta"), town.rules, meeting, matter, given["number"], now)


def _consider(town: Town, session: Session, key: str, given: dict[str, Any], now: datetime) -> None:
    ids = [town.matters[one] for one in given["matters"]]
    day = town.day(town.office(given["on"]))
    agendas.consider_in_bulk(
        session, town.actor(session, "birgitta"), town.rules, _meeting(town, session, key), ids, given["grounds"],
        given["by"], day, now,
    )  # fmt: skip


def _move(town: Town, session: Session, key: str, given: dict[str, Any], now: datetime) -> None:
    meeting, day = _meeting(town, session, key), town.workday(given["to"])
    actor = town.actor(session, "birgitta")
    agendas.move(session, actor, town.rules, meeting, day, given["reason"], meeting.version, now)


def _meeting(town: Town, session: Session, key: str) -> BodyMeeting:
    return session.get_one(BodyMeeting, town.sittings[key])
