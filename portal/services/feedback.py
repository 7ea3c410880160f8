"""Feedback as numbered editions: result, answer, corrections, interim notices, follow-ups (D1).

An edition is frozen when it is published; what is wrong in it is said in a new one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.domain.commitments import content_hash
from portal.domain.dialogues import Stage, stage_of
from portal.domain.feedback import EditionKind, is_mailed
from portal.domain.lifecycle import Gate, require_open
from portal.domain.mailing import MailKind
from portal.domain.permissions import Act, Actor, require
from portal.domain.public_log import LogKind
from portal.domain.refusals import GateClosed, Invalid, Refusal
from portal.domain.rules import Rules
from portal.domain.texts import Origin
from portal.effects import audit, merging, notify, public_log, publication, texts
from portal.models.dialogues import Dialogue
from portal.models.feedback import Edition
from portal.models.texts import TextSet
from portal.queries import answers, feedback, lifecycle, results

_MAIL = {
    EditionKind.RESULT: MailKind.RESULT,
    EditionKind.PROPOSAL: MailKind.PROPOSAL,
    EditionKind.ANSWER: MailKind.ANSWER,
    EditionKind.CORRECTION: MailKind.CORRECTION,
    EditionKind.INTERIM: MailKind.INTERIM,
    EditionKind.FOLLOW_UP: MailKind.FOLLOW_UP,
}
_LOG = {
    EditionKind.RESULT: LogKind.RESULT_PUBLISHED,
    EditionKind.PROPOSAL: LogKind.PROPOSAL_PUBLISHED,
    EditionKind.ANSWER: LogKind.ANSWER_PUBLISHED,
    EditionKind.CORRECTION: LogKind.CORRECTION_PUBLISHED,
    EditionKind.INTERIM: LogKind.INTERIM_PUBLISHED,
    EditionKind.FOLLOW_UP: LogKind.FOLLOW_UP_PUBLISHED,
}


@dataclass(frozen=True)
class Note:
    """What an edition says of itself (why a correction, why the answer is late), by language; Swedish is required."""

    by_language: Mapping[str, str]


def publish_result(session: Session, actor: Actor, rules: Rules, dialogue: Dialogue, now: datetime) -> Edition:
    """Publishes *Det här sa ni*. Refuses while the gate *publish the result* is closed, and a second first result."""
    require(actor, Act.PUBLISH, dialogue.body_id)
    require_open(Gate.RESULT, lifecycle.facts_of(session, dialogue, rules, now))
    if feedback.newest_of_kind(session, dialogue.id, EditionKind.RESULT) is not None:
        raise GateClosed("RESULT_ALREADY_PUBLISHED")
    content = results.content_of(session, dialogue, now)
    return _publish(session, actor, rules, dialogue, EditionKind.RESULT, content, None, now)


def publish_proposal(
    session: Session, actor: Actor, rules: Rules, dialogue: Dialogue, note: Note, now: datetime
) -> Edition:
    """Publishes *förvaltningens förslag*: the result with what the administration proposes for themes and points.

    It is no answer: only a decision makes it one. Refuses before the result can be published, once a final decision or
    a stop is recorded, without a note, without any proposal, and where a proposal lacks its reason in some language.
    """
    require(actor, Act.PUBLISH, dialogue.body_id)
    facts = lifecycle.facts_of(session, dialogue, rules, now)
    require_open(Gate.RESULT, facts)
    if dialogue.answered_at is not None or facts.final_decision or facts.stop_recorded:
        raise GateClosed("DECIDED_IS_NO_PROPOSAL")
    _require_note(note)
    content = _as_proposal(answers.content_of(session, dialogue, now))
    proposed = [task for task in (*content["themes"], *content["points"]) if task["outcome"]]
    if not proposed:
        raise GateClosed("NOTHING_PROPOSED")
    lacking = [code for code in content["languages"] if any(not task["reason"].get(code) for task in proposed)]
    if lacking:
        raise GateClosed(Refusal("PROPOSAL_WITHOUT_REASON", params={"languages": tuple(lacking)}))
    return _publish(session, actor, rules, dialogue, EditionKind.PROPOSAL, content, note, now)


def publish_answer(session: Session, actor: Actor, rules: Rules, dialogue: Dialogue, now: datetime) -> Edition:
    """Publishes the answer to all themes and points at once. Refuses while the gate *publish the answer* is closed.

    What was merged into this dialogue is answered with it.
    """
    require(actor, Act.PUBLISH, dialogue.body_id)
    require_open(Gate.ANSWER, lifecycle.facts_of(session, dialogue, rules, now))
    dialogue.answered_at = now
    content = answers.content_of(session, dialogue, now)
    edition = _publish(session, actor, rules, dialogue, EditionKind.ANSWER, content, None, now)
    merging.answer_merged(session, actor, rules, dialogue, now)
    return edition


def publish_correction(
    session: Session, actor: Actor, rules: Rules, dialogue: Dialogue, note: Note, now: datetime
) -> Edition:
    """Publishes a corrected edition that says what changed and why. Mailed only when it changes an outcome.

    Refuses before anything was published, without a note, and (once answered) while the answer is incomplete.
    """
    require(actor, Act.PUBLISH, dialogue.body_id)
    previous = feedback.newest_with_content(session, dialogue.id)
    if previous is None:
        raise GateClosed("NOTHING_TO_CORRECT")
    _require_note(note)
    answered = dialogue.answered_at is not None
    if answered:
        content = answers.content_of(session, dialogue, now)
    elif previous.content.get("proposal"):
        content = _as_proposal(answers.content_of(session, dialogue, now))
    else:
        content = results.content_of(session, dialogue, now)
    if answered:
        _require_whole_answer(content)
    changed = feedback.outcomes(previous.content) != feedback.outcomes(content)
    return _publish(session, actor, rules, dialogue, EditionKind.CORRECTION, content, note, now, changed)


def publish_interim(
    session: Session,
    actor: Actor,
    rules: Rules,
    dialogue: Dialogue,
    note: Note,
    new_answer_by: date | None,
    now: datetime,
) -> Edition:
    """Publishes a *mellanbesked*: why the answer is late and when it comes. It never stops the clock."""
    require(actor, Act.PUBLISH, dialogue.body_id)
    if stage_of(dialogue.stage_facts(), now) not in (Stage.ANALYSING, Stage.HANDED_OVER):
        raise GateClosed("NO_ANSWER_PENDING")
    _require_note(note)
    return _publish(session, actor, rules, dialogue, EditionKind.INTERIM, {}, note, now, new_answer_by=new_answer_by)


def publish_follow_up(
    session: Session, actor: Actor, rules: Rules, dialogue: Dialogue, note: Note, now: datetime
) -> Edition:
    """Publishes how it went with what was promised in the answer; also after the dialogue is concluded."""
    require(actor, Act.PUBLISH, dialogue.body_id)
    if dialogue.answered_at is None:
        raise GateClosed("NOT_ANSWERED")
    _require_note(note)
    content = answers.content_of(session, dialogue, now)
    return _publish(session, actor, rules, dialogue, EditionKind.FOLLOW_UP, content, note, now)


def _as_proposal(content: dict[str, Any]) -> dict[str, Any]:
    """Only what is proposed: the rest of a prepared answer stays a draft until all of it is published together."""
    kept = {
        **content,
        "proposal": True,
        "follow_ups": [],
        "approval": None,
        "next_step_owner": "",
        "next_step_on": None,
    }
    kept |= {field: {} for field in ("influence", "decision_weighed", "next_step")}
    for tasks in ("themes", "points"):
        blank: dict[str, Any] = {"became": {}, "reason": {}}
        kept[tasks] = [task if task["outcome"] else {**task, **blank} for task in content[tasks]]
    return kept


def _require_note(note: Note) -> None:
    if not note.by_language.get("sv", "").strip():
        raise Invalid(Refusal("EDITION_WITHOUT_NOTE", "note-sv"))


def _require_whole_answer(content: Mapping[str, Any]) -> None:
    tasks = [*content["themes"], *(point for point in content["points"] if point["kind"] == "changeable")]
    if any(task["outcome"] is None or not task["reason"].get("sv") for task in tasks):
        raise GateClosed("THEME_WITHOUT_OUTCOME")
    if content["approval"] is None:
        raise GateClosed("ANSWER_NOT_APPROVED")


def _publish(
    session: Session,
    actor: Actor,
    rules: Rules,
    dialogue: Dialogue,
    kind: EditionKind,
    content: Mapping[str, Any],
    note: Note | None,
    now: datetime,
    changes_outcome: bool = False,
    new_answer_by: date | None = None,
) -> Edition:
    number = (session.scalar(select(func.max(Edition.number)).where(Edition.dialogue_id == dialogue.id)) or 0) + 1
    edition = Edition(
        dialogue_id=dialogue.id,
        number=number,
        kind=kind,
        content=dict(content),
        content_hash=content_hash(content),
        changes_outcome=changes_outcome,
        new_answer_by=new_answer_by,
        as_of=now,
        published_at=now,
        published_by_id=actor.user_id,
    )
    if note is not None:
        edition.note_texts = TextSet(kind="edition")
        session.add(edition.note_texts)
        for language, words in note.by_language.items():
            if words.strip():
                texts.write(
                    session,
                    edition.note_texts,
                    "note",
                    language,
                    words,
                    origin=Origin.HUMAN,
                    read_by_id=actor.user_id,
                    now=now,
                )
    session.add(edition)
    session.flush()
    after = {"number": number, "kind": kind.value, "content_hash": edition.content_hash}
    audit.record(session, actor, f"feedback.publish_{kind.value}", "edition", edition.id, None, after, now, dialogue.id)
    public_log.note(session, dialogue.id, _LOG[kind], now, role="dialogue_lead", number=number)
    publication.raise_version(session, "site", f"dialogue:{dialogue.id}")
    if is_mailed(kind, changes_outcome):
        notify.tell_list(session, rules, dialogue, _MAIL[kind], now, edition_id=edition.id)
    return edition
