"""Matters of the made-up municipality: registered, considered, tested for suitability, decided without dialogue."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from portal.demo import tested
from portal.demo.content import read
from portal.demo.town import Town
from portal.domain.matters import ConsiderationOutcome, MatterFacts
from portal.domain.suitability import (
    CURRENT_VERSION,
    QUESTION_SETS,
    AnswerKind,
    SuitabilityAnswer,
    SuitabilityOutcome,
)
from portal.models.matters import Matter
from portal.services import matters


def register_all(town: Town) -> None:
    """Plan the matters that become no dialogue, and the one that waits for its consideration."""
    for place, given in enumerate(read("matters")):
        register(town, f"matter-{place}", given)


def register(town: Town, key: str, given: dict[str, Any]) -> None:
    """Plan one matter with its consideration and its suitability test, as far as they are written."""
    town.at(given["registered"], 8, 0, lambda session, now: _register(town, session, key, given, now))
    if "considered" in given:
        consider_at(town, key, given)
    if "decided" in given:
        town.at(given["decided"]["on"], 15, 0, lambda session, now: _decided(town, session, key, given, now))
    if "test" in given:
        town.at(given["test"]["on"], 8, 20, lambda session, now: _test(town, session, key, given, now))


def consider_at(town: Town, key: str, given: dict[str, Any]) -> None:
    """Plan what was considered in a matter."""
    town.at(given["considered"]["on"], 8, 10, lambda session, now: _consider(town, session, key, given, now))


def _register(town: Town, session: Session, key: str, given: dict[str, Any], now: datetime) -> None:
    facts = MatterFacts(
        given["title"],
        given["summary"],
        registry_number=town.day(town.office(given["registered"])).strftime(given["number"]),
        planned_decision_on=town.workday(given["decision"]),
        statutory_link=given.get("link"),
    )
    actor = town.actor(session, "birgitta")
    made = matters.register(session, actor, town.rules, town.body(session, given["body"]), facts, now)
    town.matters[key] = made.id


def _consider(town: Town, session: Session, key: str, given: dict[str, Any], now: datetime) -> None:
    said = given["considered"]
    matters.consider(
        session,
        town.actor(session, "birgitta"),
        town.rules,
        session.get_one(Matter, town.matters[key]),
        ConsiderationOutcome(said.get("outcome", "dialogue")),
        said["grounds"],
        town.body(session, given["body"]),
        said["by"],
        town.day(town.office(said["on"])),
        now,
        section=said.get("section", ""),
    )


def _test(town: Town, session: Session, key: str, given: dict[str, Any], now: datetime) -> None:
    said, matter = given["test"], session.get_one(Matter, town.matters[key])
    actor, body = town.lead(session, given["body"]), town.body(session, given["body"])
    asked = QUESTION_SETS[CURRENT_VERSION]
    answers = {question.key: SuitabilityAnswer.YES for question in asked if question.kind is AnswerKind.YES_NO}
    facts = matters.SuitabilityFacts(
        answers,
        said.get("words", tested.WORDS),
        said["purpose"],
        said["benefit"],
        said["grounds"],
        highest_level=said["level"],
    )
    test = matters.save_suitability(session, actor, matter, facts, 0, now)
    chair, on = given["considered"]["by"], town.day(town.office(said["on"]))
    matters.decide_suitability(
        session, actor, town.rules, matter, SuitabilityOutcome.SUITABLE, body, chair, on, test.version, now
    )


def _decided(town: Town, session: Session, key: str, given: dict[str, Any], now: datetime) -> None:
    said, matter = given["decided"], session.get_one(Matter, town.matters[key])
    actor, day = town.actor(session, "birgitta"), town.day(town.office(said["on"]))
    matters.record_decided(session, actor, town.rules, matter, day, said["section"], matter.version, now)
