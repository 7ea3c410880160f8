"""Promise 6: nobody overwrites a colleague unseen. Two have read the same; both act; one is told."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session
from support import factories as f
from support.sending import together

from portal import transaction
from portal.domain.dialogues import ShowMode
from portal.domain.moderation import Reason, Verdict
from portal.domain.permissions import Actor, Role
from portal.domain.refusals import Refused
from portal.models.dialogues import Dialogue
from portal.models.moderation import ReviewDecision
from portal.models.submissions import Submission
from portal.queries import review
from portal.services import amendments, moderation, texts

Act = Callable[[Session, Actor], object]


def both(engine: Engine, *acts: Act, roles: tuple[Role, ...] = (Role.MODERATOR, Role.DIALOGUE_LEAD)) -> list[str]:
    """What became of colleagues who act at once."""
    with transaction.changes(engine) as session:
        people = [f.actor(f.make_user(session, f"Person {n}", roles=roles)) for n in range(len(acts))]
    ready, outcomes = threading.Barrier(len(acts)), list[str]()

    def one(act: Act, actor: Actor) -> None:
        ready.wait(30)
        try:
            with transaction.changes(engine) as session:
                act(session, actor)
            outcomes.append("done")
        except Refused as refused:
            outcomes.extend(refused.codes)

    together(*(threading.Thread(target=one, args=pair) for pair in zip(acts, people, strict=True)))
    return sorted(outcomes)


@pytest.fixture
def reviews(engine: Engine) -> list[Act]:
    """Two decisions about one submission, by people who both read it as it came."""
    with transaction.changes(engine) as session:
        submission_id = f.make_submission(session, f.make_open_dialogue(session)).id

    def decide(verdict: Verdict, reason: Reason | None) -> Act:
        def act(session: Session, actor: Actor) -> object:
            found = session.get_one(Submission, submission_id)
            return moderation.decide(
                session, actor, f.RULES, found, version=1, verdict=verdict, reason=reason, now=f.NOW
            )

        return act

    return [decide(Verdict.SHOWN, None), decide(Verdict.WITHHELD, Reason.OTHER_MATTER)]


def decisions(engine: Engine) -> int:
    with transaction.reading(engine) as session:
        return len(session.scalars(select(ReviewDecision)).all())


def test_of_two_who_review_the_same_text_one_is_told(engine, reviews):
    assert both(engine, *reviews) == ["READ_BY_ANOTHER_MEANWHILE", "done"]
    assert decisions(engine) == 1


def test_a_review_that_does_not_look_at_the_version_is_found(engine, reviews, monkeypatch):
    locked = review.locked
    monkeypatch.setattr(review, "locked", lambda session, submission_id, _version: locked(session, submission_id, None))
    assert both(engine, *reviews) == ["done", "done"]
    assert decisions(engine) == 2


def test_of_two_who_write_the_same_text_one_is_told_and_the_first_words_stand(engine):
    with transaction.changes(engine) as session:
        dialogue_id = f.make_dialogue(session).id
    written: list[str] = []

    def write(words: str) -> Act:
        def act(session: Session, actor: Actor) -> object:
            dialogue = session.get_one(Dialogue, dialogue_id)
            made = texts.write(session, actor, dialogue, "dialogue.background", "sv", words, 0, f.NOW)
            written.append(words)
            return made

        return act

    assert both(engine, write("Första."), write("Andra.")) == ["CHANGED_MEANWHILE", "done"]
    with transaction.reading(engine) as session:
        assert session.get_one(Dialogue, dialogue_id).texts.plain("background") == written[0]


def test_of_two_who_change_the_promise_one_is_told(engine):
    with transaction.changes(engine) as session:
        dialogue = f.make_open_dialogue(session, show_mode=ShowMode.AT_ONCE)
        dialogue_id, version = dialogue.id, dialogue.version

    def amend(mode: ShowMode) -> Act:
        def act(session: Session, actor: Actor) -> object:
            found, amended = session.get_one(Dialogue, dialogue_id), amendments.Amended(show_mode=mode)
            reason = f.in_languages("Skäl.")
            return amendments.amend(session, actor, f.RULES, found, amended, reason, "Olle", version, f.NOW)

        return act

    assert both(engine, amend(ShowMode.AFTER_REVIEW), amend(ShowMode.NEVER)) == ["CHANGED_MEANWHILE", "done"]


def test_who_was_too_late_sees_both_decisions_side_by_side(page, changes: Any, time_machine):
    time_machine.move_to(f.NOW)
    with changes() as session:
        dialogue = f.make_closed_dialogue(session, slug="parken")
        submission = f.make_submission(session, dialogue, "Text om parken.")
        user, other = (f.make_user(session, name) for name in ("Lena Lindqvist", "Olof Other"))
        colleague, submission_id = f.actor(other), submission.id
    page.sign_in(user.session_token)
    address = "/office/dialogues/parken/reading/1"
    form = page.get(address).form("version")
    fields = {part.get("name"): part.get("value") for part in form.iter("input") if part.get("type") == "hidden"}
    with changes() as session:
        found = session.get_one(Submission, submission_id)
        moderation.decide(
            session,
            colleague,
            f.RULES,
            found,
            version=1,
            verdict=Verdict.WITHHELD,
            reason=Reason.OTHER_MATTER,
            now=f.NOW,
        )
    told = page.post(address, {**fields, "act": "show"}, 409)
    assert "Olof Other" in told.words or "en kollega" in told.words.lower(), told.words[:1500]
