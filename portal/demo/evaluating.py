"""How the dialogues of the made-up municipality went: participants, the group, the elected, lessons, cost and reach."""

from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.demo.content import read
from portal.demo.town import Town
from portal.domain.evaluations import EvaluationKind, PurposeMet
from portal.models.submissions import Submission
from portal.queries import methods
from portal.services import evaluations

Given = dict[str, Any]
_DAYS = 14
"""Participants answer within two weeks of the answer."""


def plan(town: Town, key: str, given: Given) -> None:
    """Plan what `evaluations.yaml` says of one dialogue, after its answer."""
    told, answer = read("evaluations").get(key), given.get("answer")
    if told is None or answer is None:
        return
    first = answer["published"] + 1
    for name, by_receipt in (("participants", True), ("readers", False)):
        for place, values in enumerate(told.get(name, ())):
            moment = town.moment(first + place % _DAYS, 18, place)
            town.at_moment(moment, partial(_take_part, town, key, values, by_receipt))
    town.at(first, 15, 0, partial(_count, town, key, given, told["uses"]))
    if "group" in told:
        town.at(told["group"]["on"], 11, 0, partial(_evaluate, town, key, given, told["group"], EvaluationKind.GROUP))
    for said in told.get("elected", ()):
        town.at(said["on"], 11, 30, partial(_evaluate, town, key, given, said, EvaluationKind.ELECTED))
    for lesson in told.get("lessons", ()):
        town.at(lesson["on"], 11, 45, partial(_learn, town, key, given, lesson))


def _take_part(
    town: Town, key: str, values: list[int | None], by_receipt: bool, session: Session, now: datetime
) -> None:
    dialogue = town.dialogue(session, key)
    chosen = select(Submission).where(Submission.dialogue_id == dialogue.id, ~Submission.evaluation_used)
    writer = session.scalar(chosen.order_by(Submission.number).limit(1)) if by_receipt else None
    evaluations.take_part_in_evaluation(session, dialogue, evaluations.ParticipantView(*values), writer, now)


def _count(town: Town, key: str, given: Given, uses: Given, session: Session, now: datetime) -> None:
    dialogue, actor = town.dialogue(session, key), town.lead(session, given["body"])
    by_key = {method.key: method.id for method in methods.of_dialogue(session, dialogue.id)}
    counted = {by_key[name]: evaluations.Use(said["hours"], said["reached"]) for name, said in uses.items()}
    evaluations.record_uses(session, actor, dialogue, counted, now)


def _evaluate(
    town: Town, key: str, given: Given, said: Given, kind: EvaluationKind, session: Session, now: datetime
) -> None:
    actor = town.actor(session, said["user"]) if "user" in said else town.lead(session, given["body"])
    view = evaluations.GroupView(
        said["purpose"], said["form"], said["method"], said["by"], town.day(town.office(said["on"])),
        PurposeMet(said["met"]),
    )  # fmt: skip
    evaluations.evaluate(session, actor, town.dialogue(session, key), view, now, kind)


def _learn(town: Town, key: str, given: Given, lesson: Given, session: Session, now: datetime) -> None:
    method = methods.by_key(session, lesson["method"]).id if "method" in lesson else None
    actor, on = town.lead(session, given["body"]), town.day(town.office(lesson["on"]))
    evaluations.learn(session, actor, town.dialogue(session, key), lesson["text"], method, on, now)
