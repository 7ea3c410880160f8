"""Bodies of the made-up municipality: seats, goals, yearly plans, a joint dialogue, one that became another."""

from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from portal.demo.content import read
from portal.demo.people import BEGINNING
from portal.demo.town import Town
from portal.domain.bodies import RolesThen
from portal.domain.calendar import local_day
from portal.domain.permissions import SYSTEM
from portal.domain.seats import SeatRole
from portal.domain.steering import SteeringKind
from portal.models.plans import PlannedDialogue
from portal.queries import plans as known
from portal.services import abolitions, commitments, joint_bodies, plans, seats, steering
from portal.services.abolitions import Abolition
from portal.services.plans import LineFacts
from portal.services.steering import SteeringFacts

Given = dict[str, Any]


def plan(town: Town) -> None:
    """Plan everything about the bodies themselves; their dialogues are planned elsewhere."""
    told = read("bodies")
    town.at(BEGINNING, 8, 0, partial(_steer, town, told["steering"]))
    for body, rows in told["seats"].items():
        for row in rows:
            town.at(min(-1, max(BEGINNING + 7, row["since"])), 7, 0, partial(_seat, town, body, row))
    for body, given in told["plans"].items():
        town.at(given["adopted"] - 5, 13, 0, partial(_draft, town, body, given))
        town.at(given["adopted"], 16, 0, partial(_adopt, town, body, given))
        for row in given["lines"]:
            if "later" in row:
                town.at(row["later"], 13, 0, partial(_add_line, town, body, row))
        town.at(-2, 15, 0, partial(_follow, town, body, given))
    town.at(told["abolished"]["day"], 16, 30, partial(_abolish, town, told["abolished"]))


def join(town: Town, key: str, given: Given) -> None:
    """Plan that another body holds the dialogue too, if one does: it joins at first and approves the promise."""
    told = read("bodies")["joint"].get(key)
    if told is not None:
        town.at(given["dialogue"]["held"], 14, 0, partial(_join, town, key, given, told))
        town.at(given["dialogue"]["approved"]["on"], 9, 15, partial(_approve, town, key, told))


def _steer(town: Town, told: Given, session: Session, now: datetime) -> None:
    for body, rows in told.items():
        for row in rows:
            decided = town.workday(row["decided"]) if "decided" in row else None
            facts = SteeringFacts(SteeringKind(row["kind"]), row["name"], town.today.year + row.get("year", 0), decided)
            town.goals[row["name"]] = steering.add(session, SYSTEM, town.body(session, body), facts, now).id


def _seat(town: Town, body: str, row: Given, session: Session, now: datetime) -> None:
    user = town.user(session, row["user"]) if "user" in row else None
    until = town.day(row["until"]) if "until" in row else None
    role, since = SeatRole(row["role"]), town.day(row["since"])
    actor = town.actor(session, "birgitta")
    seats.seat(
        session, actor, town.body(session, body), row.get("name", ""), role, since, now, until_on=until, user=user
    )


def _draft(town: Town, body: str, given: Given, session: Session, now: datetime) -> None:
    plans.begin(session, town.lead(session, body), town.rules, town.body(session, body), town.today.year, now)
    for row in given["lines"]:
        if "later" not in row:
            _add_line(town, body, row, session, now)


def _add_line(town: Town, body: str, row: Given, session: Session, now: datetime) -> None:
    plan = known.by_year(session, town.bodies[body], town.today.year)
    facts = LineFacts(row["title"], row["quarter"], row["level"], town.user(session, row["lead"]).name)
    made = plans.add_line(session, town.lead(session, body), town.rules, plan, facts, plan.version, now)
    if told := row.get("dropped"):
        town.at(told["on"], 14, 0, partial(_drop, town, body, made.id, told["because"]))


def _adopt(town: Town, body: str, given: Given, session: Session, now: datetime) -> None:
    plan, on = known.by_year(session, town.bodies[body], town.today.year), town.day(town.office(given["adopted"]))
    plans.adopt(session, town.actor(session, "birgitta"), town.rules, plan, on, given["section"], plan.version, now)


def _drop(town: Town, body: str, line_id: int, because: str, session: Session, now: datetime) -> None:
    line = session.get_one(PlannedDialogue, line_id)
    plans.drop_line(session, town.lead(session, body), town.rules, line, because, line.plan.version, now)


def _follow(town: Town, body: str, given: Given, session: Session, now: datetime) -> None:
    plan = known.by_year(session, town.bodies[body], town.today.year)
    by_title = {line.texts.plain("title"): line for line in plan.lines}
    for row in given["lines"]:
        if "dialogue" in row:
            line, dialogue = by_title[row["title"]["sv"]], town.dialogue(session, row["dialogue"])
            plans.tie_line(session, town.lead(session, body), line, dialogue, plan.version, now)


def _join(town: Town, key: str, given: Given, told: Given, session: Session, now: datetime) -> None:
    body, actor = town.body(session, told["body"]), town.lead(session, given["body"])
    joint_bodies.join(session, actor, town.dialogue(session, key), body, now)


def _approve(town: Town, key: str, told: Given, session: Session, now: datetime) -> None:
    dialogue, body = town.dialogue(session, key), town.body(session, told["body"])
    actor, on = town.actor(session, "birgitta"), local_day(now, town.rules.zone)
    commitments.approve(
        session, actor, town.rules, dialogue, told["by"], told["role"], on, told["section"], now, body=body
    )


def _abolish(town: Town, told: Given, session: Session, now: datetime) -> None:
    body, successor = town.body(session, told["body"]), town.body(session, told["successor"])
    how = Abolition(town.day(town.office(told["day"])), successor, move=True, roles=RolesThen.CARRY)
    abolitions.abolish(session, SYSTEM, town.rules, body, how, now)
