"""What residents of the made-up municipality send, by web, paper, phone and at meetings, and what they do later."""

import random
import secrets
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from portal.demo import content, reach
from portal.demo.content import Voice
from portal.demo.town import Town, chance
from portal.domain.moderation import Reason
from portal.domain.questions import Given, QuestionKind
from portal.domain.submissions import Channel, Incoming, Registration, Wish, Wording
from portal.models.meetings import Meeting
from portal.models.questions import Question
from portal.queries import questions
from portal.services import receipts, registrations, submissions

_BY_HAND = {"paper": Channel.PAPER, "phone": Channel.PHONE, "letter": Channel.LETTER, "meeting": Channel.MEETING}
_HOURS = (7, 8, 12, 15, 17, 18, 19, 20, 21, 21, 22)
JOIN = 0.2
"""How many of those who write from the web ask to be told."""
Sent = tuple[Voice, int]
"""What was sent, and the id it was given."""


def plan(town: Town, key: str, given: dict[str, Any]) -> list[Sent]:
    """Plan everything that is sent to a dialogue; the list is filled, in the order of arrival, when the town runs."""
    said = list(content.voices(key))
    said += [Voice("sv", (), ()) for _ in range(given.get("closed_only", 0))]
    sent: list[Sent] = []
    drawn, came = chance(key), chance(f"{key} reach")
    for moment, voice in zip(_moments(town, given, len(said), drawn), _in_order(said, drawn), strict=True):
        if "day" in voice.options:
            moment = town.moment(int(voice.options["day"]), 20, 15)
        by_hand = next((channel for name, channel in _BY_HAND.items() if name in voice.options), None)
        if by_hand is None:
            town.at_moment(moment, partial(_receive, town, key, given, voice, drawn, came, sent))
        elif by_hand is Channel.MEETING:
            meeting = next(one for one in given["meetings"] if one["key"] == voice.options["meeting"])
            event = partial(_register, town, key, given, voice, by_hand, None, drawn, sent)
            town.at_moment(town.moment(meeting["day"] + 1, 9, 30), event)
        else:
            later = min(moment + timedelta(hours=14), town.moment(-1, 16))
            town.at_moment(later, partial(_register, town, key, given, voice, by_hand, moment, drawn, sent))
    for name, verb in (
        ("report", _report),
        ("take_back", _take_back),
        ("appeal", _appeal),
        ("appeal_settled", _appeal),
    ):
        if told := given.get("specials", {}).get(name):
            town.at_moment(town.moment(told["day"], 12), partial(verb, town, key, told))
    return sent


def _in_order(said: list[Voice], drawn: random.Random) -> list[Voice]:
    """All of them mixed; but first come those that stand first, and those that something follows."""
    first = [voice for place, voice in enumerate(said) if place < 6 or voice.key]
    rest = [voice for voice in said if voice not in first]
    drawn.shuffle(rest)
    return first + rest


def _moments(town: Town, given: dict[str, Any], number: int, drawn: random.Random) -> list[datetime]:
    """As people write: most in the first days and some at the end, in the evenings."""
    told = given["dialogue"]
    first = told["opens"]
    last = min(given.get("stopped", {}).get("day", told["closes"] + 4) - 4, -1)
    span = last - first
    found = []
    for _ in range(number):
        share = drawn.random() ** 1.6 if drawn.random() < 0.75 else 1 - drawn.random() ** 2 * 0.4
        found.append(town.moment(first + round(share * span), drawn.choice(_HOURS), drawn.randrange(60)))
    return sorted(found)


def _receive(
    town: Town,
    key: str,
    given: Any,
    voice: Voice,
    drawn: random.Random,
    came: random.Random,
    sent: list[Sent],
    session: Session,
    now: datetime,
) -> None:
    dialogue = town.dialogue(session, key)
    answers = _answers(session, town, key, given, voice, drawn)
    wish = Wish()
    joins = "list" in voice.options or drawn.random() < JOIN
    if joins or "contact" in voice.options:
        address = f"invanare{drawn.randrange(1000, 9999)}@example.net"
        language = voice.language if voice.language in town.rules.languages else "sv"
        wish = Wish(address, language=language, on_list=joins, about_text="contact" in voice.options)
    incoming = Incoming(answers, voice.language if voice.texts else "", wish)
    reached = reach.of_voice(town, session, key, given, came)
    once = secrets.token_hex(16)
    receipt = submissions.receive(session, town.rules, dialogue, incoming, once, now, reached=reached)
    _remember(town, session, key, voice, receipt.number, sent)
    if voice.themes:
        town.codes.setdefault(key, receipt.code)


def _register(
    town: Town,
    key: str,
    given: Any,
    voice: Voice,
    channel: Channel,
    came: datetime | None,
    drawn: random.Random,
    sent: list[Sent],
    session: Session,
    now: datetime,
) -> None:
    dialogue, meeting_id = town.dialogue(session, key), None
    if came is None:
        meeting_id = town.meetings[key, voice.options["meeting"]]
        came = session.get_one(Meeting, meeting_id).ends_at
    wording = Wording.VERBATIM if channel in (Channel.PAPER, Channel.LETTER) else Wording.SUMMARY
    registration = Registration(
        _answers(session, town, key, given, voice, drawn, alone=channel is Channel.PAPER),
        channel,
        came,
        wording,
        voice.language,
        int(voice.options.get("n", 1)),
        meeting_id,
    )
    actor = town.actor(session, "tove")
    receipt = registrations.register(session, actor, town.rules, dialogue, registration, secrets.token_hex(16), now)
    _remember(town, session, key, voice, receipt.number, sent)


def _remember(town: Town, session: Session, key: str, voice: Voice, number: int, sent: list[Sent]) -> None:
    row = town.numbered(session, key, number)
    sent.append((voice, row.id))
    if voice.key:
        town.submissions[key, voice.key] = row.id


def _answers(
    session: Session, town: Town, key: str, given: Any, voice: Voice, drawn: random.Random, alone: bool = True
) -> tuple[Given, ...]:
    """The voice's texts in the order of the free questions; closed questions by chance, or as the voice chose."""
    asked = {one["key"]: one for one in given["questions"]}
    ids = {town.questions[key, name]: one for name, one in asked.items()}
    texts = iter(voice.texts)
    found: list[Given | None] = []
    for question in questions.of_dialogue(session, town.dialogues[key]):
        if question.kind is QuestionKind.FREE_TEXT:
            if text := next(texts, None):
                found.append(Given(question.id, text=text))
        elif alone:
            found.append(_chosen(question, ids[question.id], voice, drawn))
    return tuple(one for one in found if one is not None)


def _chosen(question: Question, asked: dict[str, Any], voice: Voice, drawn: random.Random) -> Given | None:
    weights = asked["weights"]
    fixed = voice.options.get("choice")
    if fixed and question.kind is QuestionKind.ONE_CHOICE:
        return Given(question.id, options=(question.options[int(fixed) - 1].id,))
    if drawn.randrange(100) >= asked.get("answered", 100) and not asked.get("required"):
        return None
    if question.kind is QuestionKind.SCALE:
        return Given(question.id, scale=drawn.choices(range(question.lowest, question.highest + 1), weights)[0])
    many = 1 if question.kind is QuestionKind.ONE_CHOICE else drawn.choice((1, 2, 2, 3))
    chosen = dict.fromkeys(drawn.choices([option.id for option in question.options], weights, k=many))
    return Given(question.id, options=tuple(chosen))


def _report(town: Town, key: str, told: dict[str, Any], session: Session, now: datetime) -> None:
    submission_id, reason = town.submissions[key, told["id"]], Reason(told["reason"])
    receipts.report(session, town.rules, submission_id, reason, told["text"], now)


def _take_back(town: Town, key: str, told: dict[str, Any], session: Session, now: datetime) -> None:
    receipts.take_back(session, town.submissions[key, told["id"]], now)


def _appeal(town: Town, key: str, told: dict[str, Any], session: Session, now: datetime) -> None:
    receipts.appeal(session, town.rules, town.submissions[key, told["id"]], told["text"], now)
