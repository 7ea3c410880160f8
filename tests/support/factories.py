"""Real rows for tests, made by plain functions with keyword arguments; each makes what it needs and is not given.

Dialogues stand at a stage at `now` (default `NOW`, a Monday), so tests travel to `NOW` or pass their own moment.
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.bodies import BodyKind
from portal.domain.commitments import PointKind, content_hash
from portal.domain.groups import MemberRole
from portal.domain.mailing import AddressKind
from portal.domain.moderation import Reason, ReviewState, Verdict
from portal.domain.permissions import RESIDENT, Actor, Role
from portal.domain.public_log import LogKind
from portal.domain.questions import QuestionKind
from portal.domain.receipts import code_for, hashed
from portal.domain.submissions import Channel, LanguageSource, Timing, Wording
from portal.domain.themes import CodingState, Stance
from portal.effects import public_log
from portal.effects.texts import new_set
from portal.models.commitments import CommitmentVersion
from portal.models.dialogues import Dialogue
from portal.models.groups import GroupMember
from portal.models.mailing import ListEntry
from portal.models.moderation import ReviewDecision
from portal.models.questions import Question
from portal.models.submissions import Answer, AnswerOption, Submission, SubmissionContact, SubmissionCounter
from portal.models.themes import Coding, Theme
from portal.models.users import User
from portal.queries import commitments
from support.parts import (
    LANGUAGES,
    NOW,
    PASSWORD,
    RULES,
    SECRET,
    ZONE,
    _number,
    actor,
    approve,
    in_languages,
    lead,
    make_body,
    make_dialogue,
    make_group,
    make_matter,
    make_meeting,
    make_point,
    make_question,
    make_suitability,
    make_texts,
    make_user,
    suitability_answers,
)

__all__ = [
    "LANGUAGES", "NOW", "PASSWORD", "RESIDENT", "RULES", "SECRET", "ZONE", "actor", "approve", "code_of",
    "in_languages", "lead", "make_announced_dialogue", "make_body", "make_closed_dialogue", "make_coding",
    "make_contact",
    "make_dialogue", "make_dialogue_ready_to_announce", "make_group", "make_handed_over_dialogue", "make_list_entry",
    "make_matter", "make_meeting", "make_open_dialogue", "make_point", "make_question", "make_submission",
    "make_suitability", "make_texts", "make_theme", "make_user", "suitability_answers",
]  # fmt: skip


def make_dialogue_ready_to_announce(session: Session, *, now: datetime = NOW, **given: Any) -> Dialogue:
    """A dialogue for which the gate *announce* is open: everything in sv, fi, en and ar unless `languages` is given.

    It has two changeable points and a fixed one, a free-text question, a choice of three, one group with a measure, a
    contact person and a moderator; if the executive board holds it (`held_by`), a dialogue group. `given` goes to
    `make_dialogue`.
    """
    dialogue = make_dialogue(session, now=now, **given)
    make_point(session, dialogue, "Vilka växter parken får")
    make_point(session, dialogue, "Var bänkar och lekplatser står")
    make_point(session, dialogue, "Parken ligger kvar vid Hamngatan", kind=PointKind.FIXED)
    make_question(session, dialogue, "Vad tycker du att vi ska tänka på?")
    make_question(
        session,
        dialogue,
        "När vill du vara i parken?",
        kind=QuestionKind.ONE_CHOICE,
        options=("På morgonen", "På dagen", "På kvällen"),
    )
    make_group(session, dialogue)
    contact = make_user(session, "Karin Kontakt", body=dialogue.body, now=now)
    make_user(session, "Mats Moderator", roles=(Role.MODERATOR,), body=dialogue.body, now=now)
    dialogue.contact_id = contact.id
    if dialogue.held_by.kind is BodyKind.EXECUTIVE_BOARD:
        for role in MemberRole:
            session.add(GroupMember(dialogue_id=dialogue.id, name=f"Den {role}", role=role, from_on=now.date()))
    session.flush()
    approve(session, dialogue, now=now)
    return dialogue


def _announce(session: Session, dialogue: Dialogue, at: datetime) -> Dialogue:
    for entry in dialogue.languages:
        entry.shown_at = at
    content = commitments.content_of(session, dialogue, RULES)
    session.add(
        CommitmentVersion(
            dialogue_id=dialogue.id, number=1, content=content, content_hash=content_hash(content), frozen_at=at
        )
    )
    dialogue.announced_at = at
    dialogue.first_result_by, dialogue.first_answer_by = dialogue.result_by, dialogue.answer_by
    public_log.note(session, dialogue.id, LogKind.ANNOUNCED, at)
    session.flush()
    return dialogue


def make_announced_dialogue(session: Session, *, now: datetime = NOW, **given: Any) -> Dialogue:
    """Announced the day before `now`, opens in ten days (`opens_in`), is open 28 days (`open_days`)."""
    return _announce(session, make_dialogue_ready_to_announce(session, now=now, **given), now - timedelta(days=1))


def make_open_dialogue(session: Session, *, now: datetime = NOW, **given: Any) -> Dialogue:
    """Announced 20 days before `now`, open since seven days and for 21 more."""
    given.setdefault("opens_in", -7)
    return _announce(session, make_dialogue_ready_to_announce(session, now=now, **given), now - timedelta(days=20))


def make_closed_dialogue(session: Session, *, now: datetime = NOW, **given: Any) -> Dialogue:
    """Announced 50 days before `now`, was open for 28 days until twelve days ago; nothing is handed over."""
    given.setdefault("opens_in", -40)
    return _announce(session, make_dialogue_ready_to_announce(session, now=now, **given), now - timedelta(days=50))


def make_handed_over_dialogue(session: Session, *, now: datetime = NOW, **given: Any) -> Dialogue:
    """A closed dialogue with the moment of its handover, the day before `now`; without the document itself."""
    dialogue = make_closed_dialogue(session, now=now, **given)
    dialogue.handed_over_at = now - timedelta(days=1)
    session.flush()
    return dialogue


def code_of(key: str) -> str:
    """The receipt code that a submission made with this `key` has."""
    return code_for(RULES.keys.receipts, key)


def make_submission(
    session: Session,
    dialogue: Dialogue,
    text: str | None = "Plantera fler träd vid vattnet.",
    *,
    answers: Mapping[int, str] | None = None,
    choices: Mapping[int, Iterable[int]] | None = None,
    key: str | None = None,
    language: str = "sv",
    channel: Channel = Channel.WEB,
    wording: Wording = Wording.VERBATIM,
    state: ReviewState = ReviewState.WAITING,
    reason: Reason | None = None,
    reviewer: User | None = None,
    present: int = 1,
    received_at: datetime | None = None,
    after_handover: bool = False,
    now: datetime = NOW,
) -> Submission:
    """A submission: `text` answers the first free-text question; `answers` {question id: text} adds more.

    `choices` is {question id: option ids}. A reviewed `state` gets its decision; `code_of(key)` is its receipt code.
    """
    key = key or f"key-{next(_number)}"
    number = _next_number(session, dialogue.id)
    reviewed = state in (ReviewState.SHOWN, ReviewState.MASKED, ReviewState.WITHHELD)
    version = commitments.latest_version(session, dialogue.id)
    received = received_at or now
    submission = Submission(
        dialogue_id=dialogue.id,
        number=number,
        receipt_hash=hashed(code_of(key)),
        key_hash=hashlib.sha256(key.encode()).hexdigest(),
        channel=channel,
        received_at=received,
        registered_at=max(received, now),
        wording=wording,
        language=language,
        language_source=LanguageSource.STATED,
        present=present,
        commitment_version_id=version.id if version else None,
        timing=Timing.IN_TIME,
        state=state,
        reason=reason,
        counted=reason not in (Reason.ADVERTISING_OR_TEST, Reason.TAKEN_BACK),
        taken_back_at=received if state is ReviewState.TAKEN_BACK else None,
        after_handover=after_handover,
        read_by_id=reviewer.id if reviewer else None,
    )
    texts = dict(answers or {})
    if text is not None:
        texts.setdefault(_first_free_text(session, dialogue).id, text)
    submission.coding = CodingState.WAITING if texts else CodingState.NONE
    submission.answers = [
        Answer(question_id=question_id, position=place, text=words, coding=CodingState.WAITING)
        for place, (question_id, words) in enumerate(texts.items(), 1)
    ]
    for question_id, option_ids in (choices or {}).items():
        chosen = [AnswerOption(option_id=option_id) for option_id in option_ids]
        submission.answers.append(Answer(question_id=question_id, position=len(submission.answers) + 1, options=chosen))
    session.add(submission)
    session.flush()
    if reviewed:
        verdict, by = Verdict(state.value), reviewer.id if reviewer else None
        session.add(
            ReviewDecision(
                submission_id=submission.id,
                verdict=verdict,
                reason=reason,
                decided_by_id=by,
                decided_at=max(received, now),
            )
        )
        session.flush()
    return submission


def _next_number(session: Session, dialogue_id: int) -> int:
    counter = session.get(SubmissionCounter, dialogue_id)
    if counter is None:
        counter = SubmissionCounter(dialogue_id=dialogue_id, last_number=0)
        session.add(counter)
    counter.last_number += 1
    return counter.last_number


def _first_free_text(session: Session, dialogue: Dialogue) -> Question:
    found = session.scalar(
        select(Question)
        .where(Question.dialogue_id == dialogue.id, Question.kind == QuestionKind.FREE_TEXT)
        .order_by(Question.position)
        .limit(1)
    )
    return found or make_question(session, dialogue)


def make_theme(session: Session, dialogue: Dialogue, name: str = "Mer grönska", *, with_stance: bool = False) -> Theme:
    """A theme named in every language of the dialogue, without summary or outcome."""
    codes = [entry.language for entry in dialogue.languages]
    theme = Theme(
        dialogue_id=dialogue.id,
        position=next(_number),
        texts=make_texts(session, "theme", name=in_languages(name, codes)),
        result_texts=new_set(session, "theme_result"),
        answer_texts=new_set(session, "theme_answer"),
        with_stance=with_stance,
    )
    session.add(theme)
    session.flush()
    return theme


def make_coding(
    session: Session,
    submission: Submission,
    theme: Theme,
    *,
    stance: Stance | None = None,
    coder: Actor | None = None,
    now: datetime = NOW,
) -> list[Coding]:
    """Every free-text answer of the submission coded to the theme."""
    texts = [answer for answer in submission.answers if answer.text is not None]
    codings = [
        Coding(
            answer_id=answer.id,
            theme_id=theme.id,
            first_theme_id=theme.id,
            stance=stance,
            coded_by_id=coder.user_id if coder else None,
            coded_at=now,
        )
        for answer in texts
    ]
    for answer in texts:
        answer.coding = CodingState.THEMED
    submission.coding = CodingState.THEMED
    session.add_all(codings)
    session.flush()
    return codings


def make_contact(
    session: Session, submission: Submission, address: str = "anna@example.net", *, language: str = "sv"
) -> SubmissionContact:
    """The address of a writer who asked to be written to about this very text."""
    contact = SubmissionContact(submission_id=submission.id, kind=AddressKind.EMAIL, address=address, language=language)
    session.add(contact)
    session.flush()
    return contact


def make_list_entry(
    session: Session,
    dialogue: Dialogue,
    address: str = "bo@example.net",
    *,
    language: str = "sv",
    kind: AddressKind = AddressKind.EMAIL,
    now: datetime = NOW,
) -> ListEntry:
    """Somebody on the dialogue's list."""
    entry = ListEntry(
        key=f"{next(_number):032d}",
        dialogue_id=dialogue.id,
        kind=kind,
        address=address,
        language=language,
        joined_on=now.date(),
    )
    session.add(entry)
    session.flush()
    return entry
