"""Reading what came in: review, masks, themes, appeals, reports and replies, by the two moderators in turn."""

from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from portal.demo.content import Voice
from portal.demo.town import Town
from portal.demo.voices import Sent
from portal.domain.calendar import local_day
from portal.domain.moderation import (
    STOPS_SHOWING,
    AppealOutcome,
    MaskedPart,
    Reason,
    ReviewState,
    Verdict,
    places_of,
)
from portal.domain.themes import AnswerCoding, Chosen, Stance
from portal.models.submissions import Submission
from portal.queries import commitments, review
from portal.services import appeals, codings, moderation, replies, themes

_MODERATORS = ("isak", "leyla")


def plan(town: Town, key: str, given: dict[str, Any], sent: list[Sent]) -> None:
    """Plan the reading of a dialogue: themes from one day, review and coding each morning until their own last day."""
    if "handling" not in given:
        return
    told = given["handling"]
    town.at(told["themes"], 8, 0, partial(_make_themes, town, key, given))
    read: set[int] = set()
    coded: set[int] = set()
    for day in range(given["dialogue"]["opens"] + 1, told["reviewed"] + 1):
        town.at(day, 8, 30, partial(_review_all, town, key, sent, read))
    for day in range(told["themes"], told["coded"] + 1):
        town.at(day, 10, 30, partial(_code_all, town, key, sent, read, coded))
    specials = given.get("specials", {})
    if settled := specials.get("appeal_settled"):
        town.at(settled["settle"], 13, 0, partial(_settle, town, key, settled))
    if reply := specials.get("reply"):
        town.at(reply["day"], 14, 0, partial(_reply, town, key, given["body"], reply))


def _make_themes(town: Town, key: str, given: dict[str, Any], session: Session, now: datetime) -> None:
    dialogue, actor = town.dialogue(session, key), town.lead(session, given["body"])
    points = [point.id for point in commitments.points_of(session, dialogue.id)]
    for told in given["themes"]:
        theme = themes.create(session, actor, dialogue, name=told["name"]["sv"], now=now)
        if told.get("stance"):
            themes.set_stance(session, actor, dialogue, theme, version=theme.version, with_stance=True, now=now)
        if told.get("points"):
            chosen = [points[number - 1] for number in told["points"]]
            themes.link_points(session, actor, dialogue, theme, point_ids=chosen, now=now)
        town.themes[key, told["key"]] = theme.id


def _review_all(town: Town, key: str, sent: list[Sent], read: set[int], session: Session, now: datetime) -> None:
    for place, (voice, submission_id) in enumerate(sent):
        if submission_id in read:
            continue
        submission = session.get_one(Submission, submission_id)
        session.refresh(submission)
        if local_day(submission.registered_at, town.rules.zone) == local_day(now, town.rules.zone):
            continue
        read.add(submission_id)
        if submission.state is ReviewState.WAITING:
            _review(town, session, submission, voice, _MODERATORS[place % 2], now)


def _review(town: Town, session: Session, submission: Submission, voice: Voice, who: str, now: datetime) -> None:
    actor = town.actor(session, who)
    moderation.mark_read(session, actor, submission, now)
    parts = _masks(session, submission, voice)
    reason = Reason(voice.options["withhold"]) if "withhold" in voice.options else None
    verdict = Verdict.WITHHELD if reason else Verdict.MASKED if parts else Verdict.SHOWN
    moderation.decide(
        session,
        actor,
        town.rules,
        submission,
        version=submission.version,
        verdict=verdict,
        reason=reason,
        parts=parts,
        now=now,
    )
    if to := voice.options.get("passed"):
        on = local_day(now, town.rules.zone)
        replies.pass_on(session, actor, submission, to=to, passed_on=on, now=now)


def _masks(session: Session, submission: Submission, voice: Voice) -> list[MaskedPart]:
    """Everything that was pointed out, and the words that the content wants hidden."""
    parts = [
        MaskedPart(flag.answer_id, flag.start, flag.end)
        for flag in review.flags_of(session, submission.id)
        if flag.kind in STOPS_SHOWING and flag.answer_id is not None and flag.start is not None and flag.end is not None
    ]
    for answer in submission.answers:
        for span in places_of(answer.text or "", voice.options.get("mask", "")):
            parts.append(MaskedPart(answer.id, span.start, span.end))
    return parts


def _code_all(
    town: Town, key: str, sent: list[Sent], read: set[int], coded: set[int], session: Session, now: datetime
) -> None:
    actor = town.actor(session, "tove")
    for voice, submission_id in sent:
        if submission_id in coded or submission_id not in read:
            continue
        coded.add(submission_id)
        submission = session.get_one(Submission, submission_id)
        texts = [answer for answer in submission.answers if answer.coding is not None]
        if not texts:
            continue
        chosen = tuple(
            Chosen(town.themes[key, theme], Stance(stance) if stance else None) for theme, stance in voice.themes
        )
        first, *others = sorted(texts, key=lambda answer: answer.position)
        wanted = [AnswerCoding(first.id, chosen, no_theme=not chosen)]
        wanted += [AnswerCoding(answer.id, no_theme=True) for answer in others]
        codings.code(session, actor, submission, version=submission.version, answers=wanted, now=now)


def _settle(town: Town, key: str, told: dict[str, Any], session: Session, now: datetime) -> None:
    submission = town.submission(session, key, told["id"])
    session.refresh(submission)
    decision = review.standing_decision(session, submission.id)
    assert decision is not None
    other = next(who for who in _MODERATORS if town.users[who] != decision.decided_by_id)
    appeal = review.appeals_of(session, submission.id)[0]
    appeals.settle(
        session,
        town.actor(session, other),
        town.rules,
        appeal.id,
        version=submission.version,
        outcome=AppealOutcome.UPHELD,
        explanation=told["explanation"],
        now=now,
    )


def _reply(town: Town, key: str, body: str, told: dict[str, Any], session: Session, now: datetime) -> None:
    submission = town.submission(session, key, told["id"])
    replies.reply(session, town.lead(session, body), submission, text=told["text"], language="sv", now=now)
