"""Matters: registered, considered (A1), tested for suitability (A3), withdrawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from portal.domain.bodies import refuse_abolished, refuse_move
from portal.domain.calendar import local_day
from portal.domain.decisions import section_of
from portal.domain.dialogues import LIVING_STAGES, Stage, stage_of
from portal.domain.matters import ConsiderationOutcome, MatterFacts
from portal.domain.permissions import Act, Actor, require
from portal.domain.refusals import Conflict, GateClosed, Invalid, Refusal
from portal.domain.rules import Rules
from portal.domain.suitability import (
    FEWEST_LEVEL,
    SENTENCE_LIMIT,
    QuestionSet,
    SuitabilityAnswer,
    SuitabilityOutcome,
    speaks_against,
    unanswered,
)
from portal.effects import audit
from portal.effects import matters as written
from portal.effects.locking import lock
from portal.effects.matters import Judgement
from portal.models.bodies import Body
from portal.models.dialogues import Dialogue
from portal.models.matters import Consideration, Matter, MatterMove, SuitabilityReply, SuitabilityTest
from portal.queries import dialogues, matters, suitability


@dataclass(frozen=True)
class SuitabilityFacts:
    """What a suitability test says so far; `answers` and `notes` by question key.

    A question in words has its words among the notes. `asked` is the version of the questions that were on the screen;
    None stands for the one that the test follows.
    """

    answers: Mapping[str, SuitabilityAnswer]
    notes: Mapping[str, str]
    purpose: str = ""
    benefit: str = ""
    grounds: str = ""
    highest_level: int | None = None
    asked: int | None = None


def register(
    session: Session, actor: Actor, rules: Rules, body: Body, facts: MatterFacts, now: datetime, on: date | None = None
) -> Matter:
    """Register a matter of a body, on a day (default today); from then on it waits publicly for its consideration.

    Raises Invalid with NO_TITLE, NO_SUMMARY, PERIOD_WITHOUT_LAST_DAY or NOT_AN_ADDRESS.
    """
    require(actor, Act.KEEP_MATTERS, body.id)
    refuse_abolished(body.abolished_on)
    return written.add(session, actor, "matters.register", body, facts, on or local_day(now, rules.zone), now)


def change(session: Session, actor: Actor, matter: Matter, facts: MatterFacts, version: int, now: datetime) -> None:
    """Change what is registered of a matter. A dialogue that was announced keeps the decision day it promised."""
    require(actor, Act.KEEP_MATTERS, matter.body_id)
    written.refuse_faults(facts)
    lock(session, matter, version)
    before = written.said(matter)
    written.fill(session, matter, facts, now)
    matter.version += 1
    session.flush()
    audit.record(session, actor, "matters.change", "matter", matter.id, before, written.said(matter), now)
    written.raise_of(session, matter)


def consider(
    session: Session,
    actor: Actor,
    rules: Rules,
    matter: Matter,
    outcome: ConsiderationOutcome,
    grounds: str,
    body: Body,
    decided_by: str,
    decided_on: date,
    now: datetime,
    section: str = "",
) -> Consideration:
    """Record what was considered, by which body or in its name; public, the "no" ones too. A later one replaces it.

    A reversed consideration never ends a dialogue by itself. Raises Invalid with CONSIDERATION_WITHOUT_GROUNDS,
    NO_DECIDER, DECIDED_IN_THE_FUTURE or NO_STATUTORY_LINK, GateClosed with MATTER_WITHDRAWN.
    """
    require(actor, Act.CONSIDER, matter.body_id)
    judgement = Judgement(outcome, grounds, body, decided_by, decided_on, section)
    if found := written.judgement_faults(judgement, local_day(now, rules.zone), [matter.statutory_link]):
        raise Invalid(*found)
    lock(session, matter)
    if matter.withdrawn_on is not None:
        raise GateClosed(Refusal("MATTER_WITHDRAWN"))
    return written.consider(session, actor, "matters.consider", matter, judgement, now)


def record_decided(
    session: Session, actor: Actor, rules: Rules, matter: Matter, on: date, section: str, version: int, now: datetime
) -> None:
    """Record that the body decided a matter without dialogue; a dialogue's final decision decides its matter by itself.

    Raises GateClosed with MATTER_WITHDRAWN or DIALOGUE_STILL_LIVES, Conflict, or Invalid with DECIDED_IN_THE_FUTURE,
    DECIDED_BEFORE_REGISTERED or NO_SECTION.
    """
    require(actor, Act.RECORD_DECISIONS, matter.body_id)
    found = []
    if on > local_day(now, rules.zone):
        found.append(Refusal("DECIDED_IN_THE_FUTURE", "decided_on"))
    if on < matter.registered_on:
        found.append(Refusal("DECIDED_BEFORE_REGISTERED", "decided_on", {"registered": matter.registered_on}))
    if not section_of(section):
        found.append(Refusal("NO_SECTION", "section"))
    if found:
        raise Invalid(*found)
    lock(session, matter, version)
    if matter.withdrawn_on is not None:
        raise GateClosed(Refusal("MATTER_WITHDRAWN"))
    held = [one for one in dialogues.of_matter(session, matter.id) if one.stopped_at is None]
    if any(stage_of(one.stage_facts(), now) in LIVING_STAGES for one in held):
        raise GateClosed(Refusal("DIALOGUE_STILL_LIVES"))
    before = {"on": matter.decided_on, "section": matter.decided_section}
    matter.decided_on, matter.decided_section = on, section_of(section)
    matter.version += 1
    after = {"on": on, "section": matter.decided_section}
    audit.record(session, actor, "matters.record_decided", "matter", matter.id, before, after, now)
    written.raise_of(session, matter)


def move(
    session: Session, actor: Actor, rules: Rules, matter: Matter, to: Body, reason: str, version: int, now: datetime
) -> MatterMove:
    """Hand a matter over to another body. Its considerations stand, and dialogues that are being prepared come along.

    An announced dialogue stays with the body that gave its promise until it is moved itself (`corrections.move_body`).
    Raises Invalid with MOVED_TO_THE_SAME_BODY or MOVE_WITHOUT_REASON, GateClosed with MATTER_WITHDRAWN or Conflict.
    """
    require(actor, Act.KEEP_MATTERS, matter.body_id)
    refuse_move(matter.body_id, to.id, reason)
    lock(session, matter, version)
    if matter.withdrawn_on is not None:
        raise GateClosed(Refusal("MATTER_WITHDRAWN"))
    moved = MatterMove(
        matter_id=matter.id,
        from_body_id=matter.body_id,
        to_body_id=to.id,
        moved_on=local_day(now, rules.zone),
        reason=reason.strip(),
        recorded_by_id=actor.user_id,
        recorded_at=now,
    )
    session.add(moved)
    for dialogue in dialogues.of_matter(session, matter.id):
        if stage_of(dialogue.stage_facts(), now) is Stage.PREPARING:
            _take_along(dialogue, to)
    matter.body = to
    matter.version += 1
    session.flush()
    before, after = {"body": moved.from_body_id}, {"body": to.id, "reason": moved.reason}
    audit.record(session, actor, "matters.move", "matter", matter.id, before, after, now)
    written.raise_of(session, matter)
    return moved


def withdraw(session: Session, actor: Actor, matter: Matter, on: date, now: datetime) -> None:
    """Record that the matter was withdrawn. Its dialogues are not ended by that: the desk says they must be stopped."""
    require(actor, Act.KEEP_MATTERS, matter.body_id)
    lock(session, matter)
    if matter.withdrawn_on is not None:
        raise GateClosed(Refusal("MATTER_WITHDRAWN"))
    matter.withdrawn_on = on
    matter.version += 1
    audit.record(session, actor, "matters.withdraw", "matter", matter.id, None, {"on": on}, now)
    written.raise_of(session, matter)


def save_suitability(
    session: Session,
    actor: Actor,
    matter: Matter,
    facts: SuitabilityFacts,
    version: int,
    now: datetime,
) -> SuitabilityTest:
    """Save the suitability test as far as it is answered; changing it takes an outcome that was recorded away.

    `version` is 0 for a test not begun yet; a test begun now follows the newest questions. Raises Invalid with
    TEST_QUESTION_UNKNOWN, LEVEL_UNKNOWN or LONGER_THAN_A_SENTENCE; Conflict with QUESTIONS_CHANGED or
    CHANGED_MEANWHILE.
    """
    require(actor, Act.CONSIDER, matter.body_id)
    lock(session, matter)
    test = matters.suitability_of(session, matter.id)
    asked = suitability.of_version(session, test.questions_version) if test else suitability.newest(session)
    if facts.asked not in (None, asked.version):
        raise Conflict(Refusal("QUESTIONS_CHANGED"))
    _refuse_answers(asked, facts)
    if test is None:
        test = SuitabilityTest(matter_id=matter.id, questions_version=asked.version, version=0)
        session.add(test)
        session.flush()
        before = None
    else:
        before = _answered(test)
    lock(session, test, version)
    test.purpose, test.benefit, test.grounds = facts.purpose.strip(), facts.benefit.strip(), facts.grounds.strip()
    test.highest_level = facts.highest_level
    if test.outcome is not None:
        written.raise_of(session, matter)
    test.outcome, test.body_id, test.decided_by, test.decided_on = None, None, "", None
    _take_answers(test, facts)
    test.version += 1
    session.flush()
    audit.record(session, actor, "matters.save_suitability", "suitability", test.id, before, _answered(test), now)
    return test


def decide_suitability(
    session: Session,
    actor: Actor,
    rules: Rules,
    matter: Matter,
    outcome: SuitabilityOutcome,
    body: Body,
    decided_by: str,
    decided_on: date,
    version: int,
    now: datetime,
) -> SuitabilityTest:
    """Record what the suitability test found, by whom, when. *Suitable* needs every decisive question answered yes.

    Raises Invalid with SUITABILITY_TEST_INCOMPLETE, ANSWERS_SPEAK_AGAINST (`questions`), NO_HONEST_LEVEL,
    HONEST_LEVEL_IS_INFORMATION, NO_PURPOSE, NO_GROUNDS, NO_DECIDER or DECIDED_IN_THE_FUTURE.
    """
    require(actor, Act.CONSIDER, matter.body_id)
    lock(session, matter)
    test = matters.suitability_of(session, matter.id)
    if test is None:
        raise Invalid(Refusal("SUITABILITY_TEST_INCOMPLETE"))
    lock(session, test, version)
    asked = suitability.of_version(session, test.questions_version)
    said = {reply.question_key: reply.said for reply in test.answers}
    against = speaks_against(asked.questions, said)
    found = []
    if unanswered(asked.questions, said):
        found.append(Refusal("SUITABILITY_TEST_INCOMPLETE"))
    elif outcome is SuitabilityOutcome.SUITABLE:
        found += [Refusal("ANSWERS_SPEAK_AGAINST", "outcome", {"questions": against})] if against else []
        found += _level_faults(asked, test.highest_level)
    for code, field, text in (
        ("NO_PURPOSE", "purpose", test.purpose),
        ("NO_GROUNDS", "grounds", test.grounds),
        ("NO_DECIDER", "decided_by", decided_by),
    ):
        if not text.strip():
            found.append(Refusal(code, field))
    if decided_on > local_day(now, rules.zone):
        found.append(Refusal("DECIDED_IN_THE_FUTURE", "decided_on"))
    if found:
        raise Invalid(*found)
    test.outcome, test.body_id = outcome, body.id
    test.decided_by, test.decided_on = decided_by.strip(), decided_on
    test.version += 1
    after = {"outcome": outcome, "body": body.id, "by": test.decided_by, "on": decided_on}
    audit.record(session, actor, "matters.decide_suitability", "suitability", test.id, None, after, now)
    written.raise_of(session, matter)
    return test


def _refuse_answers(asked: QuestionSet, facts: SuitabilityFacts) -> None:
    found = []
    if not set(facts.answers) | set(facts.notes) <= {question.key for question in asked.questions}:
        found.append(Refusal("TEST_QUESTION_UNKNOWN"))
    if facts.highest_level is not None and facts.highest_level not in range(1, 6):
        found.append(Refusal("LEVEL_UNKNOWN", "highest_level"))
    for field, text in (("purpose", facts.purpose.strip()), ("benefit", facts.benefit.strip())):
        if len(text) > SENTENCE_LIMIT:
            lengths = {"limit": SENTENCE_LIMIT, "length": len(text)}
            found.append(Refusal("LONGER_THAN_A_SENTENCE", field, lengths))
    if found:
        raise Invalid(*found)


def _level_faults(asked: QuestionSet, honest: int | None) -> list[Refusal]:
    if honest is None:
        return [Refusal("NO_HONEST_LEVEL", "outcome")] if asked.asks_honest_level else []
    return [Refusal("HONEST_LEVEL_IS_INFORMATION", "outcome")] if honest < FEWEST_LEVEL else []


def _take_answers(test: SuitabilityTest, facts: SuitabilityFacts) -> None:
    kept = {reply.question_key: reply for reply in test.answers}
    said = facts.answers.keys() | {key for key, note in facts.notes.items() if note.strip()}
    for key in kept.keys() - said:
        test.answers.remove(kept[key])
    for key in sorted(said):
        if key not in kept:
            kept[key] = SuitabilityReply(question_key=key)
            test.answers.append(kept[key])
        kept[key].answer, kept[key].note = facts.answers.get(key), facts.notes.get(key, "").strip()


def _take_along(dialogue: Dialogue, to: Body) -> None:
    """Nothing is promised yet: the dialogue is run, and decided on, by the new body; an approval no longer holds."""
    if dialogue.deciding_body_id == dialogue.body_id:
        dialogue.deciding_body = to
    dialogue.body = to
    dialogue.version += 1


def _answered(test: SuitabilityTest) -> dict[str, object]:
    answers = {reply.question_key: reply.said for reply in test.answers}
    return {"answers": answers, "purpose": test.purpose, "grounds": test.grounds, "level": test.highest_level}
