"""Dialogues of the made-up municipality up to their announcement, and the ways out before anything has come."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from portal.demo import reach
from portal.demo.town import Town
from portal.domain.commitments import PointKind
from portal.domain.dialogues import ShowMode
from portal.domain.groups import MeasureStatus, MemberRole
from portal.domain.lifecycle import Gate
from portal.domain.permissions import Actor
from portal.domain.questions import QuestionKind
from portal.models.dialogues import Dialogue
from portal.models.groups import Measure
from portal.models.matters import Matter
from portal.models.meetings import Meeting
from portal.queries import methods
from portal.services import amendments, commitments, dialogues, endings, groups, meetings, questions

Given = dict[str, Any]
Verb = Callable[[Town, Session, Actor, Dialogue, Given, datetime], None]
METHODS = {2: ("survey",), 3: ("meeting", "walk"), 4: ("workshop",), 5: ("budget",)}
"""The methods a dialogue of the demonstration uses, by its step, unless its content names others."""

_FREE = ("lede", "background", "purpose", "benefit", "use")


def plan(town: Town, key: str, given: Given) -> None:
    """Plan the preparation of one dialogue: held, planned, approved, announced, amended, ended."""
    told = given["dialogue"]
    town.at(told["held"], 10, 0, lambda session, now: _hold(town, session, key, given, now))
    town.at(told["held"], 13, 0, lambda session, now: _fill(town, session, key, given, now))
    if "approved" in told:
        town.at(told["approved"]["on"], 8, 45, lambda session, now: _approve(town, session, key, given, now))
        town.at(told["announced"], 10, 0, lambda session, now: _announce(town, session, key, given, now))
    for name, verb in (("amended", _amend), ("cancelled", _cancel), ("abandoned", _abandon), ("stopped", _stop)):
        if name in given:
            town.at(given[name]["day"], 14, 0, partial(_change, town, key, given["body"], given[name], verb))


def _change(town: Town, key: str, body: str, said: Given, verb: Verb, session: Session, now: datetime) -> None:
    verb(town, session, town.lead(session, body), town.dialogue(session, key), said, now)


def _hold(town: Town, session: Session, key: str, given: Given, now: datetime) -> None:
    told, body = given["dialogue"], given["body"]
    before = given.get("follows")
    made = dialogues.hold(
        session,
        town.lead(session, body),
        town.rules,
        session.get_one(Matter, town.matters[before or key]),
        town.body(session, body),
        told["title"],
        now,
        steering_goal=told["goal"],
        steering_year=now.year,
        steering_item=town.goal(session, told["goal"]),
        planned_decision_on=town.workday(told["decision"]),
        follows=town.dialogue(session, before) if before else None,
    )
    town.dialogues[key] = made.id


def _fill(town: Town, session: Session, key: str, given: Given, now: datetime) -> None:
    told = given["dialogue"]
    _plan(town, session, key, given, now)
    town.write(session, key, {f"dialogue.{field}": told[field] for field in _FREE if field in told}, now)
    dialogue, actor = town.dialogue(session, key), town.actor(session, "tove")
    for kind, name in ((PointKind.CHANGEABLE, "points"), (PointKind.FIXED, "fixed")):
        for words in given.get(name, ()):
            commitments.add_point(session, actor, dialogue, kind, words, now)
    for group in given["groups"]:
        _add_group(town, session, key, group, now)
    for member in given.get("members", ()):
        user = town.user(session, member["user"]) if "user" in member else None
        role = MemberRole(member["role"])
        name, competence = member.get("name", ""), member.get("competence", "")
        groups.add_member(session, actor, dialogue, name, role, now.date(), now, user, competence)
    reach.ask(town, session, key, given, now)
    for question in given["questions"]:
        _add_question(town, session, key, question, now)
    for meeting in given.get("meetings", ()):
        _add_meeting(town, session, key, meeting, now)


def _plan(town: Town, session: Session, key: str, given: Given, now: datetime) -> None:
    told, dialogue = given["dialogue"], town.dialogue(session, key)
    handed = told.get("delegation")
    wanted = dialogues.Plan(
        level=told["level"],
        show_mode=ShowMode(told["show"]),
        languages=town.rules.languages,
        deciding_body=dialogue.matter.body,
        planned_decision_on=town.workday(told["decision"]),
        opens_on=town.day(told["opens"]),
        closes_on=town.day(told["closes"]),
        result_by=town.workday(told["result_by"]) if "result_by" in told else None,
        answer_by=town.workday(told["answer_by"]) if "answer_by" in told else None,
        steering_goal=told["goal"],
        steering_year=now.year,
        steering_item=town.goal(session, told["goal"]),
        delegation=dialogues.Delegation(handed["body"], town.day(town.office(handed["on"])), handed["section"])
        if handed
        else None,
        method_ids=tuple(
            method.id
            for method in methods.everyone(session)
            if method.key in told.get("methods", METHODS[told["level"]])
        ),
        contact=town.user(session, told["contact"]) if "contact" in told else None,
        planned_cost=told.get("cost"),
        extensive="extensive" in told,
        extensive_reason=told.get("extensive", told.get("not_extensive", "")),
    )
    actor = town.lead(session, given["body"])
    dialogues.plan(session, actor, town.rules, dialogue, wanted, dialogue.version, now)


def _add_group(town: Town, session: Session, key: str, group: Given, now: datetime) -> None:
    dialogue, actor = town.dialogue(session, key), town.actor(session, "tove")
    size, target = (group.get("size"), group.get("source", "")), (group.get("target"), group.get("share"))
    facts = groups.GroupFacts(group["how"], *size, group.get("barriers", ""), *target)
    made = groups.add_group(session, actor, dialogue, group["name"], facts, now)
    for measure in group["measures"]:
        due = town.workday(measure["due"])
        user = town.user(session, measure["user"]) if "user" in measure else None
        row = groups.add_measure(
            session, actor, dialogue, made, measure["what"], measure.get("owner", ""), due, now,
            place=measure.get("place"), user=user,
        )  # fmt: skip
        status = MeasureStatus.DONE if measure.get("done") else MeasureStatus.NOT_DONE
        if "done" in measure or "not_done" in measure:
            because = measure.get("not_done", "")
            _settle_later(town, key, row.id, measure["due"] + 1, status, because)


def _settle_later(town: Town, key: str, measure_id: int, day: int, status: MeasureStatus, because: str) -> None:
    def settle(session: Session, now: datetime) -> None:
        measure = session.get_one(Measure, measure_id)
        actor = town.actor(session, "tove")
        groups.settle_measure(session, actor, town.dialogue(session, key), measure, status, because, now)

    town.at(day, 9, 30, settle)


def _add_question(town: Town, session: Session, key: str, asked: Given, now: datetime) -> None:
    facts = questions.QuestionFacts(
        QuestionKind(asked["kind"]), page=asked.get("page", 1), required=asked.get("required", False)
    )
    made = questions.add(
        session,
        town.actor(session, "tove"),
        town.dialogue(session, key),
        facts,
        asked["label"],
        now,
        help_text=asked.get("help"),
        options=asked.get("options", ()),
        scale_low=asked.get("scale_low"),
        scale_high=asked.get("scale_high"),
    )
    town.questions[key, asked["key"]] = made.id


def _add_meeting(town: Town, session: Session, key: str, given: Given, now: datetime) -> None:
    hour, minute = (int(part) for part in given["from"].split(":"))
    starts = town.moment(town.office(given["day"]), hour, minute)
    ends = starts + timedelta(hours=given["hours"])
    dialogue, actor = town.dialogue(session, key), town.actor(session, "tove")
    made = meetings.add(
        session, actor, dialogue, given["title"], given["place"], starts, ends, now, about=given.get("about")
    )
    town.meetings[key, given["key"]] = made.id
    if "heads" not in given:
        return

    def held(session: Session, now: datetime) -> None:
        reach.held(town, session, key, given, session.get_one(Meeting, made.id), now)

    town.at_moment(ends + timedelta(hours=1), held)


def _approve(town: Town, session: Session, key: str, given: Given, now: datetime) -> None:
    said = given["dialogue"]["approved"]
    actor, dialogue = town.actor(session, "birgitta"), town.dialogue(session, key)
    on, by, role = town.day(town.office(said["on"])), said["by"], said["role"]
    commitments.approve(session, actor, town.rules, dialogue, by, role, on, said["section"], now)


def _announce(town: Town, session: Session, key: str, given: Given, now: datetime) -> None:
    actor, dialogue = town.lead(session, given["body"]), town.dialogue(session, key)
    for code, reason in given.get("passed", {}).get("announce", {}).items():
        dialogues.pass_should(session, actor, town.rules, dialogue, Gate.ANNOUNCE, code, reason, now)
    dialogues.announce(session, actor, town.rules, dialogue, now)


def _amend(town: Town, session: Session, actor: Actor, dialogue: Dialogue, said: Given, now: datetime) -> None:
    closes = town.day(said["closes"])
    amendments.extend(session, actor, town.rules, dialogue, closes, said["reason"], said["by"], dialogue.version, now)


def _cancel(town: Town, session: Session, actor: Actor, dialogue: Dialogue, said: Given, now: datetime) -> None:
    endings.cancel(session, actor, town.rules, dialogue, said["reason"], now)


def _abandon(town: Town, session: Session, actor: Actor, dialogue: Dialogue, said: Given, now: datetime) -> None:
    endings.abandon(session, actor, town.rules, dialogue, said["note"], now)


def _stop(town: Town, session: Session, actor: Actor, dialogue: Dialogue, said: Given, now: datetime) -> None:
    endings.stop_early(session, actor, town.rules, dialogue, said["reason"], said["by"], now, said["section"])
