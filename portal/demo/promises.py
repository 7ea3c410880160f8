"""Promises in the made-up municipality: read as drafts, amended, proposed, and followed until they are kept."""

from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from portal.demo.content import Words, read
from portal.demo.town import Town
from portal.domain.feedback import DeliveryActKind, EditionKind, FollowUpStatus, Outcome
from portal.models.drafts import DraftComment
from portal.models.feedback import FollowUp
from portal.queries import drafts as standing
from portal.queries import feedback as published
from portal.services import amendments, answers, deliveries, drafts, feedback, follow_ups

Given = dict[str, Any]
_LEADS = {"strandparken": "tn", "skolvagar": "tn", "fritidsgard": "kfn", "kvarnbacken": "tn"}


def plan(town: Town) -> None:
    """Plan the readings and comments of a draft, an amendment, a proposal, and what became of an answer's promises."""
    given = read("promises")
    told = given["drafts"]
    town.at(told["read"], 19, 0, partial(_read_draft, town, told))
    for comment in told["comments"]:
        town.at(comment["day"], 20, 0, partial(_comment, town, told, comment))
    changed = told["changed"]
    town.at(changed["day"], 10, 0, partial(_change_draft, town, told, changed))
    town.at(given["amended"]["day"], 13, 0, partial(_amend, town, given["amended"]))
    town.at(given["proposal"]["day"], 10, 0, partial(_propose, town, given["proposal"]))
    town.at(given["promised"]["written"], 8, 0, partial(_promise, town, given["promised"]))
    for act in given["promised"]["reached"]:
        town.at(act["day"], 18, 0, partial(_reach, town, given["promised"], act))


def _read_draft(town: Town, told: Given, session: Session, now: datetime) -> None:
    actor, dialogue = town.actor(session, told["reader"]), town.dialogue(session, told["dialogue"])
    draft = standing.standing(session, dialogue, town.rules, now)
    assert draft is not None
    drafts.mark_read(session, actor, town.rules, dialogue, draft.subject, draft.content_hash, now)


def _comment(town: Town, told: Given, said: Given, session: Session, now: datetime) -> None:
    actor, dialogue = town.actor(session, told["reader"]), town.dialogue(session, told["dialogue"])
    draft = standing.standing(session, dialogue, town.rules, now)
    assert draft is not None
    row = drafts.comment(session, actor, town.rules, dialogue, draft.subject, said["part"], said["text"], now)
    if "reply" in said:
        town.at(said["replied"], 11, 0, partial(_reply, town, told, said, row.id))


def _reply(town: Town, told: Given, said: Given, comment_id: int, session: Session, now: datetime) -> None:
    actor, dialogue = town.actor(session, said["by"]), town.dialogue(session, told["dialogue"])
    drafts.resolve(session, actor, dialogue, session.get_one(DraftComment, comment_id), said["reply"], now)


def _change_draft(town: Town, told: Given, changed: Given, session: Session, now: datetime) -> None:
    town.write(session, told["dialogue"], {changed["key"]: {"sv": changed["sv"]}}, now)


def _amend(town: Town, told: Given, session: Session, now: datetime) -> None:
    dialogue, actor = town.dialogue(session, told["dialogue"]), town.lead(session, _LEADS[told["dialogue"]])
    amended = amendments.Amended(texts={told["key"]: told["words"]})
    amendments.amend(session, actor, town.rules, dialogue, amended, told["reason"], told["by"], dialogue.version, now)


def _propose(town: Town, told: Given, session: Session, now: datetime) -> None:
    key = told["dialogue"]
    dialogue, actor = town.dialogue(session, key), town.lead(session, _LEADS[key])
    texts: dict[str, Words] = {}
    for one in told["themes"]:
        theme = town.theme(session, key, one["key"])
        answers.set_outcome(session, actor, dialogue, theme, Outcome(one["outcome"]), now)
        texts |= {f"theme_answer.{theme.id}.{field}": one[field] for field in ("became", "reason")}
    town.write(session, key, texts, now)
    feedback.publish_proposal(session, actor, town.rules, dialogue, feedback.Note(told["note"]), now)


def _promise(town: Town, told: Given, session: Session, now: datetime) -> None:
    key, actor = told["dialogue"], town.actor(session, "tove")
    dialogue = town.dialogue(session, key)
    for one in told["rows"]:
        due, what = town.workday(one["due"]), one["what"]
        row = answers.promise_follow_up(session, actor, dialogue, what["sv"], one["owner"], due, now)
        translated = {code: text for code, text in what.items() if code != "sv"}
        town.write(session, key, {f"follow_up.{row.id}.what": translated}, now)
        if "status" in one:
            town.at(told["settled"], 15, 0, partial(_settle, town, told, one, row.id))


def _settle(town: Town, told: Given, one: Given, row_id: int, session: Session, now: datetime) -> None:
    actor, dialogue = town.actor(session, "tove"), town.dialogue(session, told["dialogue"])
    row, status = session.get_one(FollowUp, row_id), FollowUpStatus(one["status"])
    follow_ups.settle(session, actor, dialogue, row, status, one.get("because", {}), now)


def _reach(town: Town, told: Given, act: Given, session: Session, now: datetime) -> None:
    key = told["dialogue"]
    actor, dialogue = town.lead(session, _LEADS[key]), town.dialogue(session, key)
    edition = published.newest_of_kind(session, dialogue.id, EditionKind.ANSWER)
    assert edition is not None
    day = town.day(town.office(act["day"]))
    kind = DeliveryActKind(act["kind"])
    deliveries.record_act(session, actor, town.rules, edition, kind, day, act["number"], act["note"], now)
