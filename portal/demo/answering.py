"""Result, handover, answer, evaluation and follow-up in the made-up municipality."""

from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.demo.content import Words
from portal.demo.town import Town
from portal.domain.evaluations import PurposeMet
from portal.domain.feedback import Outcome
from portal.domain.moderation import ReviewState, Span
from portal.models.dialogues import Dialogue
from portal.models.submissions import Answer, Submission
from portal.models.themes import Coding, Theme
from portal.queries import commitments
from portal.services import answers, evaluations, feedback, handovers, results

Given = dict[str, Any]
_LONGEST_QUOTE = 170


def plan(town: Town, key: str, given: Given) -> None:
    """Plan everything after the reading, as far as the content of the dialogue goes."""
    if result := given.get("result"):
        town.at(result["handed_over"], 9, 0, partial(_write_result, town, key, given))
        town.at(result["handed_over"], 14, 0, partial(_hand_over, town, key, given))
        town.at(result["published"], 10, 0, partial(_publish_result, town, key, given))
    if told := given.get("interim"):
        town.at(told["day"], 10, 0, partial(_interim, town, key, given, told))
    if told := given.get("answer"):
        town.at(told["approved"]["on"] - 1, 7, 30, partial(_write_answer, town, key, given, told))
        town.at(told["approved"]["on"], 8, 30, partial(_approve, town, key, told))
        town.at(told["published"], 10, 0, partial(_publish_answer, town, key, given))
    if told := given.get("conclusion"):
        _plan_conclusion(town, key, given, told)
    if told := given.get("follow_up"):
        town.at(told["day"], 10, 0, partial(_follow_up, town, key, given, told))


def _write_result(town: Town, key: str, given: Given, session: Session, now: datetime) -> None:
    texts = {f"result.{field}": words for field, words in given["result"]["texts"].items()}
    for told in given["themes"]:
        theme = town.theme(session, key, told["key"])
        texts[f"theme.{theme.id}.name"] = _translations(told["name"])
        texts |= {f"theme_result.{theme.id}.{field}": told[field] for field in ("summary", "minority") if field in told}
    town.write(session, key, texts, now)
    for told in given["themes"]:
        theme = town.theme(session, key, told["key"])
        _pick_quotes(town, session, key, given, theme, told.get("quotes", 0), now)


def _translations(words: Words) -> Words:
    return {code: text for code, text in words.items() if code != "sv"}


def _pick_quotes(
    town: Town, session: Session, key: str, given: Given, theme: Theme, wanted: int, now: datetime
) -> None:
    dialogue, actor = town.dialogue(session, key), town.lead(session, given["body"])
    found = session.execute(
        select(Answer, Submission.language)
        .join(Submission, Submission.id == Answer.submission_id)
        .join(Coding, Coding.answer_id == Answer.id)
        .where(Coding.theme_id == theme.id, Submission.state == ReviewState.SHOWN, Submission.present == 1)
        .order_by(Submission.number)
    ).all()
    short = [(answer, language) for answer, language in found if answer.text and len(answer.text) <= _LONGEST_QUOTE]
    foreign = [answer for answer, language in short if language != "sv"]
    swedish = [answer for answer, language in short if language == "sv"]
    for answer in [*foreign[:1], *swedish, *foreign[1:]][:wanted]:
        span = Span(0, len(answer.text or ""))
        results.pick_quote(session, actor, dialogue, theme, answer, span, now)


def _hand_over(town: Town, key: str, given: Given, session: Session, now: datetime) -> None:
    dialogue = town.dialogue(session, key)
    content, documents = town.draft(session, dialogue, now, "")
    handovers.hand_over(session, town.lead(session, given["body"]), town.rules, dialogue, content, documents, now)


def _publish_result(town: Town, key: str, given: Given, session: Session, now: datetime) -> None:
    feedback.publish_result(session, town.lead(session, given["body"]), town.rules, town.dialogue(session, key), now)


def _interim(town: Town, key: str, given: Given, told: Given, session: Session, now: datetime) -> None:
    actor, dialogue = town.lead(session, given["body"]), town.dialogue(session, key)
    day = town.workday(told["new_answer_by"])
    feedback.publish_interim(session, actor, town.rules, dialogue, feedback.Note(told["note"]), day, now)


def _write_answer(town: Town, key: str, given: Given, told: Given, session: Session, now: datetime) -> None:
    actor, dialogue = town.lead(session, given["body"]), town.dialogue(session, key)
    texts = {f"answer.{field}": words for field, words in told["texts"].items()}
    for point, became in zip(commitments.points_of(session, dialogue.id), told["points"], strict=False):
        answers.set_outcome(session, actor, dialogue, point, Outcome(became["outcome"]), now)
        texts |= {f"point_answer.{point.id}.{field}": became[field] for field in ("became", "reason")}
    for one in given["themes"]:
        theme = town.theme(session, key, one["key"])
        answers.set_outcome(session, actor, dialogue, theme, Outcome(one["outcome"]), now)
        texts |= {f"theme_answer.{theme.id}.{field}": one[field] for field in ("became", "reason")}
        if "follow_up" in one:
            row_id = _promise(town, session, dialogue, theme, one["follow_up"], now)
            texts[f"follow_up.{row_id}.what"] = _translations(one["follow_up"]["what"])
    town.write(session, key, texts, now)
    step = told["next_step"]
    answers.set_next_step(session, actor, dialogue, step["owner"], town.workday(step["on"]), dialogue.version, now)


def _promise(town: Town, session: Session, dialogue: Dialogue, theme: Theme, told: Given, now: datetime) -> int:
    due, actor = town.workday(told["due"]), town.actor(session, "tove")
    what = told["what"]["sv"]
    return answers.promise_follow_up(session, actor, dialogue, what, told["owner"], due, now, theme=theme).id


def _approve(town: Town, key: str, told: Given, session: Session, now: datetime) -> None:
    said, dialogue = told["approved"], town.dialogue(session, key)
    actor, on = town.actor(session, "birgitta"), town.day(town.office(said["on"]))
    answers.approve(session, actor, town.rules, dialogue, said["by"], said["role"], on, said["section"], now)


def _publish_answer(town: Town, key: str, given: Given, session: Session, now: datetime) -> None:
    feedback.publish_answer(session, town.lead(session, given["body"]), town.rules, town.dialogue(session, key), now)


def _follow_up(town: Town, key: str, given: Given, told: Given, session: Session, now: datetime) -> None:
    actor, dialogue = town.lead(session, given["body"]), town.dialogue(session, key)
    feedback.publish_follow_up(session, actor, town.rules, dialogue, feedback.Note(told["note"]), now)


def _plan_conclusion(town: Town, key: str, given: Given, told: Given) -> None:
    first = given["answer"]["published"] + 2
    for place, values in enumerate(told["participants"]):
        town.at_moment(town.moment(first + place, 19), partial(_take_part, town, key, values))
    town.at(told["reported"]["on"], 16, 0, partial(_report, town, key, told["reported"]))
    town.at(told["evaluated"]["on"], 11, 0, partial(_evaluate, town, key, given, told))
    town.at(told["concluded"], 9, 0, partial(_conclude, town, key, given))


def _take_part(town: Town, key: str, values: list[int], session: Session, now: datetime) -> None:
    view = evaluations.ParticipantView(*values)
    evaluations.take_part_in_evaluation(session, town.dialogue(session, key), view, None, now)


def _report(town: Town, key: str, told: Given, session: Session, now: datetime) -> None:
    actor, dialogue = town.actor(session, "birgitta"), town.dialogue(session, key)
    on = town.day(town.office(told["on"]))
    evaluations.report_to_body(session, actor, town.rules, dialogue, on, told["section"], now)


def _evaluate(town: Town, key: str, given: Given, told: Given, session: Session, now: datetime) -> None:
    said, dialogue, actor = told["evaluated"], town.dialogue(session, key), town.lead(session, given["body"])
    on = town.day(town.office(said["on"]))
    met = PurposeMet(said["met"]) if "met" in said else None
    view = evaluations.GroupView(said["purpose"], said["form"], said["method"], said["by"], on, met)
    evaluations.evaluate(session, actor, dialogue, view, now)
    for lesson in told["lessons"]:
        used = dialogue.methods[0].method_id if dialogue.methods else None
        evaluations.learn(session, actor, dialogue, lesson, used, on, now)


def _conclude(town: Town, key: str, given: Given, session: Session, now: datetime) -> None:
    evaluations.conclude(session, town.lead(session, given["body"]), town.rules, town.dialogue(session, key), now)
