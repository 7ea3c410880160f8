"""What bodies did with the matters of the made-up municipality, and what the registrar wrote down of it."""

from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from portal.demo.town import Town
from portal.domain.decisions import DecisionDetails, DecisionKind
from portal.domain.moderation import Verdict
from portal.domain.questions import Given as Answered
from portal.domain.submissions import Channel, Registration
from portal.queries import answers, late_views, submissions
from portal.services import decisions, handovers, moderation, registrations

Given = dict[str, Any]


def plan(town: Town, key: str, given: Given) -> None:
    """Plan the decisions, a further handover, and what came in too late, as far as the content has them."""
    for told in given.get("decisions", ()):
        town.at(told["on"], 16, 0, partial(_decide, town, key, told))
    if told := given.get("again"):
        town.at(told["on"], 14, 30, partial(_hand_over_again, town, key, given, told))
    if told := given.get("late"):
        town.at(told["on"], 10, 0, partial(_register_late, town, key, told))
        town.at(told["sent"], 11, 0, partial(_send_late, town, key))


def _decide(town: Town, key: str, told: Given, session: Session, now: datetime) -> None:
    details = DecisionDetails(
        body_id=town.bodies[told["body"]],
        decided_on=town.day(town.office(told["on"])),
        section=told["section"],
        kind=DecisionKind(told["kind"]),
        final=told.get("final", False),
        delegate=told.get("delegate", ""),
        delegation=told.get("delegation", ""),
        next_body_id=town.bodies[told["next"]] if "next" in told else None,
        link=told.get("link", ""),
        how_weighed=told["weighed"],
        new_planned_on=town.workday(told["new"]) if "new" in told else None,
    )
    actor, dialogue = town.actor(session, "birgitta"), town.dialogue(session, key)
    made = decisions.record(session, actor, town.rules, dialogue, details, now).id
    if "minutes" in told:
        town.at(told["minutes"], 15, 0, partial(_approve_minutes, town, key, told, made))


def _approve_minutes(town: Town, key: str, told: Given, made: int, session: Session, now: datetime) -> None:
    actor, dialogue = town.actor(session, "birgitta"), town.dialogue(session, key)
    decision = answers.decision_of(session, dialogue.id, made)
    on = town.day(town.office(told["minutes"]))
    notice = on if told.get("final") else None
    decisions.approve_minutes(session, actor, dialogue, decision, on, now, noticed_on=notice)


def _hand_over_again(town: Town, key: str, given: Given, told: Given, session: Session, now: datetime) -> None:
    town.write(session, key, {f"result.{field}": words for field, words in told["texts"].items()}, now)
    dialogue = town.dialogue(session, key)
    content, documents = town.draft(session, dialogue, now, told["reason"])
    actor = town.lead(session, given["body"])
    handovers.hand_over(session, actor, town.rules, dialogue, content, documents, now, told["reason"])


def _register_late(town: Town, key: str, told: Given, session: Session, now: datetime) -> None:
    dialogue, actor = town.dialogue(session, key), town.actor(session, "birgitta")
    asked = next(one for one in submissions.asked(session, dialogue.id) if one.kind.value == "free_text")
    given = Registration(
        answers=(Answered(asked.id, text=told["text"]),),
        channel=Channel(told["channel"]),
        received_at=now,
        language=told["language"],
        outside_reason=told["because"],
    )
    registrations.register(session, actor, town.rules, dialogue, given, f"late {key}", now)


def _send_late(town: Town, key: str, session: Session, now: datetime) -> None:
    dialogue = town.dialogue(session, key)
    views = late_views.of_dialogue(session, dialogue.id)
    text, reader = town.numbered(session, key, views[-1].number), town.actor(session, "isak")
    moderation.mark_read(session, reader, text, now)
    moderation.decide(session, reader, town.rules, text, version=text.version, verdict=Verdict.SHOWN, now=now)
    handovers.send_late_views(session, town.actor(session, "birgitta"), dialogue, views[-1].number, now)
