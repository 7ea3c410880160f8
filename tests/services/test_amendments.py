"""A promise is changed in public: old, new, reason, who, when; those who can be reached are told (B2)."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from support import factories
from support.factories import NOW, RULES, ZONE, in_languages
from support.traces import log, refused, rows

from portal.domain.calendar import last_day
from portal.domain.commitments import PointKind
from portal.domain.dialogues import Level, ShowMode, Stage, stage_of
from portal.domain.mailing import MailKind
from portal.domain.permissions import SYSTEM, Role
from portal.domain.refusals import Conflict, GateClosed, Invalid, NotAllowed
from portal.models.commitments import CommitmentVersion
from portal.models.dialogues import Dialogue
from portal.models.mailing import OutboxMail
from portal.queries import commitments
from portal.services import amendments
from portal.services.amendments import Amended

REASON = in_languages("Vi behöver mer tid.")


def closing(dialogue: Dialogue) -> date:
    assert dialogue.closes_at is not None
    return last_day(dialogue.closes_at, ZONE)


def amend(session: Session, dialogue: Dialogue, amended: Amended, reason=REASON, by="Olle", now=NOW):
    return amendments.amend(session, SYSTEM, RULES, dialogue, amended, reason, by, dialogue.version, now)


def test_an_amendment_shows_old_and_new_and_those_on_the_list_are_told(session: Session) -> None:
    dialogue = factories.make_open_dialogue(session)
    factories.make_list_entry(session, dialogue, "bo@example.net", language="fi")
    old = closing(dialogue)
    version = amend(session, dialogue, Amended(closes_on=old + timedelta(days=7)))
    [amendment] = commitments.amendments_of(session, dialogue.id)
    [change] = amendment.changes
    assert (change.part, change.old, change.new) == (
        "closes_on",
        old.isoformat(),
        (old + timedelta(days=7)).isoformat(),
    )
    assert amendment.reason is not None
    assert amendment.reason.plain("reason", "ar") == "[ar] Vi behöver mer tid."
    assert (version.number, version.decided_by) == (2, "Olle")
    assert log(session, dialogue.id)[-1] == ("amended", {"number": 2, "parts": ["closes_on"]})
    [mail] = session.scalars(select(OutboxMail))
    assert (mail.kind, mail.language) == (MailKind.AMENDMENT, "fi")
    assert session.info["public_scopes"] >= {"site", f"dialogue:{dialogue.id}"}


def test_the_first_promise_stays_as_it_was_frozen(session: Session) -> None:
    dialogue = factories.make_open_dialogue(session)
    first = commitments.versions_of(session, dialogue.id)[0]
    before = dict(first.content)
    amend(session, dialogue, Amended(show_mode=ShowMode.NEVER, answer_by=date(2026, 9, 1)))
    assert commitments.versions_of(session, dialogue.id)[0].content == before
    assert dialogue.answer_by == date(2026, 9, 1)
    assert dialogue.first_answer_by != dialogue.answer_by
    latest = commitments.latest_version(session, dialogue.id)
    assert latest is not None
    assert latest.content["show_mode"] == "never"


def test_texts_and_points_of_the_promise_change_in_every_language(session: Session) -> None:
    dialogue = factories.make_open_dialogue(session)
    first, second = commitments.points_of(session, dialogue.id, PointKind.CHANGEABLE)
    amended = Amended(
        texts={
            "dialogue.purpose": in_languages("Ett nytt syfte."),
            f"point.{first.id}.text": in_languages("Träd och buskar"),
        },
        new_points=((PointKind.FIXED, in_languages("Budgeten är två miljoner.")),),
        withdrawn_points=(second.id,),
    )
    version = amend(session, dialogue, amended)
    assert [change["part"] for change in version.content["changes"]] == ["purpose", "points", "fixed"]
    assert [point.texts.plain("text") for point in commitments.points_of(session, dialogue.id)] == [
        "Träd och buskar",
        "Parken ligger kvar vid Hamngatan",
        "Budgeten är två miljoner.",
    ]


def test_a_point_of_another_dialogue_is_not_withdrawn(session: Session) -> None:
    dialogue, other = factories.make_open_dialogue(session), factories.make_open_dialogue(session)
    [foreign, *_rest] = commitments.points_of(session, other.id)
    with pytest.raises(Invalid, match="NOT_OF_THIS_DIALOGUE"):
        amend(session, dialogue, Amended(withdrawn_points=(foreign.id,)))


def test_an_amendment_needs_its_reason_in_every_language_and_somebody_who_decided(session: Session) -> None:
    dialogue = factories.make_open_dialogue(session)
    later = Amended(closes_on=closing(dialogue) + timedelta(days=7))
    with refused(session, "TEXT_MISSING_IN", "NO_DECIDER", kind=Invalid):
        amend(session, dialogue, later, reason={"sv": "Mer tid."}, by=" ")
    with refused(session, "AMENDMENT_WITHOUT_REASON", "TEXT_MISSING_IN", kind=Invalid):
        amend(session, dialogue, later, reason={})


def test_a_changed_text_is_changed_in_every_language(session: Session) -> None:
    dialogue = factories.make_open_dialogue(session)
    with refused(session, "TEXT_MISSING_IN", kind=Invalid):
        amend(session, dialogue, Amended(texts={"dialogue.use": {"sv": "Nytt."}}))
    with refused(session, "NOT_PART_OF_PROMISE", kind=Invalid):
        amend(session, dialogue, Amended(texts={"dialogue.title": in_languages("Ny rubrik")}))


def test_a_promise_is_never_lowered_to_information(session: Session) -> None:
    dialogue = factories.make_open_dialogue(session)
    with refused(session, "LEVEL_ONE_IS_NO_DIALOGUE", kind=Invalid):
        amend(session, dialogue, Amended(level=Level.INFORMATION))


def test_shared_decision_takes_a_delegating_decision(session: Session) -> None:
    dialogue = factories.make_open_dialogue(session)
    with refused(session, "NO_DELEGATING_DECISION", kind=Invalid):
        amend(session, dialogue, Amended(level=Level.SHARED_DECISION))
    decision = ("Kommunfullmäktige", date(2026, 2, 2), "§ 8")
    amend(session, dialogue, Amended(level=Level.SHARED_DECISION, delegation=decision))
    assert dialogue.level == Level.SHARED_DECISION


def test_a_promise_is_sealed_by_the_handover(session: Session) -> None:
    dialogue = factories.make_handed_over_dialogue(session)
    with refused(session, "PROMISE_SEALED_BY_HANDOVER", kind=GateClosed):
        amend(session, dialogue, Amended(answer_by=date(2026, 12, 1)))


def test_a_dialogue_that_is_prepared_has_no_promise_to_amend(session: Session) -> None:
    dialogue = factories.make_dialogue_ready_to_announce(session)
    with refused(session, "NOT_ANNOUNCED", kind=GateClosed):
        amend(session, dialogue, Amended(answer_by=date(2026, 12, 1)))


def test_a_cancelled_dialogue_is_not_amended(session: Session) -> None:
    dialogue = factories.make_open_dialogue(session)
    dialogue.cancelled_at = NOW
    with refused(session, "DIALOGUE_ENDED", kind=GateClosed):
        amend(session, dialogue, Amended(show_mode=ShowMode.NEVER))


def test_only_a_dialogue_lead_amends(session: Session) -> None:
    dialogue = factories.make_open_dialogue(session)
    registrar = factories.actor(factories.make_user(session, roles=[Role.REGISTRAR]))
    amended = Amended(show_mode=ShowMode.NEVER)
    with refused(session, "NOT_ALLOWED", kind=NotAllowed):
        amendments.amend(session, registrar, RULES, dialogue, amended, REASON, "Olle", dialogue.version, NOW)


def test_nobody_amends_what_a_colleague_amended_meanwhile(session: Session) -> None:
    dialogue = factories.make_open_dialogue(session)
    read = dialogue.version
    amend(session, dialogue, Amended(show_mode=ShowMode.NEVER))
    amended = Amended(show_mode=ShowMode.AT_ONCE)
    with refused(session, "CHANGED_MEANWHILE", kind=Conflict):
        amendments.amend(session, SYSTEM, RULES, dialogue, amended, REASON, "Olle", read, NOW)


def test_extending_the_closing_time_after_it_has_passed_reopens_the_dialogue(session: Session) -> None:
    dialogue = factories.make_closed_dialogue(session)
    assert stage_of(dialogue.stage_facts(), NOW) is Stage.ANALYSING
    until = NOW.date() + timedelta(days=5)
    amendments.extend(session, SYSTEM, RULES, dialogue, until, REASON, "Olle", dialogue.version, NOW)
    assert stage_of(dialogue.stage_facts(), NOW) is Stage.OPEN
    assert closing(dialogue) == until


def test_extending_moves_the_last_day_forward_only_and_no_stopped_dialogue_opens_again(session: Session) -> None:
    dialogue = factories.make_open_dialogue(session)
    with refused(session, "NOT_LATER", kind=Invalid):
        amendments.extend(session, SYSTEM, RULES, dialogue, closing(dialogue), REASON, "Olle", dialogue.version, NOW)
    dialogue.stopped_at = NOW
    with refused(session, "STOPPED_IS_NOT_REOPENED", kind=Invalid):
        amend(session, dialogue, Amended(closes_on=closing(dialogue) + timedelta(days=2)))


@pytest.mark.parametrize("amended", [Amended(), Amended(level=Level.CONSULTATION)])
def test_an_amendment_that_changes_nothing_leaves_nothing_in_the_database(
    changes: Callable[[], AbstractContextManager[Session]], amended: Amended
) -> None:
    with changes() as session:
        dialogue_id = factories.make_open_dialogue(session).id
    with changes() as session:
        before = rows(session)
    with pytest.raises(Invalid, match="NOTHING_CHANGED"), changes() as session:
        amend(session, session.get_one(Dialogue, dialogue_id), amended)
    with changes() as session:
        assert rows(session) == before
        assert [each.number for each in session.scalars(select(CommitmentVersion))] == [1]


def test_the_last_point_that_can_change_is_not_withdrawn(
    changes: Callable[[], AbstractContextManager[Session]],
) -> None:
    with changes() as session:
        dialogue = factories.make_open_dialogue(session)
        points = tuple(point.id for point in commitments.points_of(session, dialogue.id, PointKind.CHANGEABLE))
        dialogue_id = dialogue.id
    with pytest.raises(Invalid, match="NO_POINT_THAT_CAN_CHANGE"), changes() as session:
        amend(session, session.get_one(Dialogue, dialogue_id), Amended(withdrawn_points=points))
    with changes() as session:
        assert len(commitments.points_of(session, dialogue_id, PointKind.CHANGEABLE)) == 2
