"""Meetings: added before and after the announcement, held with a head-count, and with notes or a reason for none."""

from datetime import timedelta

from sqlalchemy.orm import Session
from support import factories
from support.factories import NOW, RULES, in_languages
from support.traces import log, refused

from portal.domain.permissions import SYSTEM
from portal.domain.refusals import GateClosed, Invalid
from portal.models.dialogues import Dialogue
from portal.models.meetings import Meeting
from portal.queries import lifecycle
from portal.queries import meetings as known
from portal.services import meetings

SOON = NOW + timedelta(days=3)
HOURS = timedelta(hours=2)


def added(session: Session, dialogue: Dialogue) -> Meeting:
    title, place = in_languages("Träff"), in_languages("Biblioteket")
    return meetings.add(session, SYSTEM, dialogue, title, place, SOON, SOON + HOURS, NOW)


def test_a_meeting_added_while_the_dialogue_runs_stands_in_the_log(session: Session) -> None:
    preparing, running = factories.make_dialogue(session), factories.make_open_dialogue(session)
    added(session, preparing)
    meeting = added(session, running)
    assert log(session, preparing.id) == []
    assert log(session, running.id)[-1][0] == "meeting_added"
    assert known.coming(session, running.id, NOW) == [meeting]
    assert known.coming(session, running.id, SOON + HOURS) == []


def test_a_meeting_has_a_title_a_place_and_an_end(session: Session) -> None:
    dialogue = factories.make_dialogue(session)
    with refused(session, "NO_TITLE", "NO_PLACE", "ENDS_BEFORE_IT_BEGINS", kind=Invalid):
        meetings.add(session, SYSTEM, dialogue, {}, {}, SOON, SOON, NOW)


def test_a_moved_meeting_shows_both_times(session: Session) -> None:
    dialogue = factories.make_open_dialogue(session)
    meeting = added(session, dialogue)
    meetings.move(session, SYSTEM, dialogue, meeting, SOON + HOURS, SOON + 2 * HOURS, NOW)
    kind, data = log(session, dialogue.id)[-1]
    assert (kind, data["old"], data["new"]) == ("corrected", SOON.isoformat(), (SOON + HOURS).isoformat())


def test_a_cancelled_meeting_owes_no_notes(session: Session) -> None:
    dialogue = factories.make_open_dialogue(session)
    meetings.cancel(session, SYSTEM, dialogue, added(session, dialogue), NOW)
    assert lifecycle.facts_of(session, dialogue, RULES, NOW).meetings == ()
    assert len(known.of_dialogue(session, dialogue.id, with_cancelled=True)) == 1


def test_a_meeting_is_held_before_its_heads_are_counted(session: Session) -> None:
    dialogue = factories.make_open_dialogue(session)
    meeting = added(session, dialogue)
    with refused(session, "MEETING_NOT_HELD_YET", kind=GateClosed):
        meetings.record_held(session, SYSTEM, dialogue, meeting, 12, "", NOW)
    with refused(session, "HEAD_COUNT_OUT_OF_RANGE", kind=Invalid):
        meetings.record_held(session, SYSTEM, dialogue, meeting, -1, "", SOON)
    meetings.record_held(session, SYSTEM, dialogue, meeting, 0, "Ingen kom.", SOON)
    [facts] = lifecycle.facts_of(session, dialogue, RULES, SOON).meetings
    assert (facts.head_count, facts.no_notes_because) == (0, True)
    with refused(session, "MEETING_ALREADY_HELD", kind=GateClosed):
        meetings.cancel(session, SYSTEM, dialogue, meeting, SOON)


def test_no_meeting_is_added_after_the_handover(session: Session) -> None:
    dialogue = factories.make_handed_over_dialogue(session)
    with refused(session, "ALREADY_HANDED_OVER", kind=GateClosed):
        added(session, dialogue)
