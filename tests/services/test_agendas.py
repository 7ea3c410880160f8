"""The bodies' agendas: meetings, items, moved days, considerations in bulk, rows of a file (A1, A2)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from support import factories
from support.factories import NOW, RULES
from support.traces import refused, verbs

from portal.domain.agenda_rows import AgendaRow
from portal.domain.matters import ConsiderationOutcome
from portal.domain.permissions import SYSTEM, Role
from portal.domain.refusals import Conflict, GateClosed, Invalid, NotAllowed
from portal.models.agendas import BodyMeeting
from portal.models.matters import Matter
from portal.queries import agendas as known
from portal.queries import matters as register
from portal.services import agendas, matters

TODAY = NOW.date()
DAY, LATER = TODAY + timedelta(days=60), TODAY + timedelta(days=74)


def meeting_with(session: Session, *waiting: Matter, on: date = DAY) -> BodyMeeting:
    body = waiting[0].body if waiting else factories.make_body(session)
    meeting = agendas.hold(session, SYSTEM, RULES, body, on, NOW)
    for place, matter in enumerate(waiting, 1):
        agendas.put(session, SYSTEM, RULES, meeting, matter, str(place), NOW)
    return meeting


def waiting(session: Session, title: str = "Ny park", number: str = "TN 2026/1", **given: object) -> Matter:
    return factories.make_matter(session, title=title, registry_number=number, considered=None, suitable=False, **given)


def bulk(session: Session, meeting: BodyMeeting, *chosen: Matter, **given: object) -> int:
    values = {"grounds": "Rör bara inköp.", "decided_by": "Olle Ordförande", "decided_on": TODAY} | given
    ids = [one.id for one in chosen]
    return agendas.consider_in_bulk(session, SYSTEM, RULES, meeting, ids, now=NOW, **values)


def row(number: str = "TN 2026/9", **given: object) -> AgendaRow:
    values = {"title": "Ny bro", "body": "tekniska nämnden", "meeting_date": DAY} | given
    return AgendaRow(2, number, **values)


def test_a_body_has_one_meeting_a_day_and_none_in_the_past(session: Session) -> None:
    meeting = meeting_with(session)
    with refused(session, "MEETING_ALREADY_THAT_DAY", kind=Invalid):
        agendas.hold(session, SYSTEM, RULES, meeting.body, DAY, NOW)
    with refused(session, "BODY_MEETING_IN_PAST", kind=Invalid):
        agendas.hold(session, SYSTEM, RULES, meeting.body, TODAY - timedelta(days=1), NOW)
    agendas.cancel(session, SYSTEM, RULES, meeting, meeting.version, NOW)
    agendas.hold(session, SYSTEM, RULES, meeting.body, DAY, NOW)


def test_a_matter_without_planned_decision_gets_the_day_of_its_meeting(session: Session) -> None:
    matter = waiting(session)
    matter.planned_decision_on = None
    meeting = meeting_with(session, matter)
    assert matter.planned_decision_on == DAY
    with refused(session, "ALREADY_ON_AGENDA", kind=Invalid):
        agendas.put(session, SYSTEM, RULES, meeting, matter, "", NOW)
    assert verbs(session)[-2:] == ["agendas.hold", "agendas.put"]


def test_an_agenda_that_was_dealt_with_is_not_changed(session: Session) -> None:
    matter, other = waiting(session), waiting(session, "Ny bro")
    meeting = meeting_with(session, matter)
    meeting.held_on = TODAY - timedelta(days=1)
    session.flush()
    with refused(session, "BODY_MEETING_HELD", kind=GateClosed):
        agendas.put(session, SYSTEM, RULES, meeting, other, "", NOW)
    with refused(session, "BODY_MEETING_HELD", kind=GateClosed):
        agendas.take_off(session, SYSTEM, RULES, meeting, matter.id, NOW)
    with refused(session, "BODY_MEETING_HELD", kind=GateClosed):
        agendas.move(session, SYSTEM, RULES, meeting, LATER, "Sjukdom", meeting.version, NOW)


def test_a_withdrawn_matter_is_not_put_on_an_agenda(session: Session) -> None:
    matter, meeting = waiting(session), meeting_with(session)
    matters.withdraw(session, SYSTEM, matter, TODAY, NOW)
    with refused(session, "MATTER_WITHDRAWN", kind=GateClosed):
        agendas.put(session, SYSTEM, RULES, meeting, matter, "", NOW)


def test_a_matter_taken_off_stays_in_the_register_and_owes_what_it_owed(session: Session) -> None:
    matter = waiting(session)
    meeting = meeting_with(session, matter)
    agendas.take_off(session, SYSTEM, RULES, meeting, matter.id, NOW)
    assert meeting.items == []
    assert register.unconsidered(session) == [matter]
    with refused(session, "NOT_ON_AGENDA", kind=Conflict):
        agendas.take_off(session, SYSTEM, RULES, meeting, matter.id, NOW)


def test_a_moved_meeting_takes_the_matters_planned_for_its_day_along(session: Session) -> None:
    follows, stays, period = waiting(session), waiting(session, "Ny bro"), waiting(session, "Ny väg")
    for matter in (follows, period):
        matter.planned_decision_on = DAY
    period.planned_period = "våren 2026"
    meeting = meeting_with(session, follows, stays, period)
    moved = agendas.move(session, SYSTEM, RULES, meeting, LATER, "Krock", meeting.version, NOW)
    assert (moved.from_on, moved.to_on, meeting.held_on) == (DAY, LATER, LATER)
    assert follows.planned_decision_on == LATER
    assert stays.planned_decision_on == TODAY + timedelta(days=100)
    assert period.planned_decision_on == DAY


def test_a_promise_does_not_move_with_a_meeting_and_is_pointed_out(session: Session) -> None:
    dialogue = factories.make_open_dialogue(session)
    assert dialogue.planned_decision_on is not None
    meeting = meeting_with(session, dialogue.matter, on=dialogue.planned_decision_on)
    assert known.moved_away(session, [dialogue]) == {}
    promised = dialogue.planned_decision_on
    agendas.move(session, SYSTEM, RULES, meeting, promised + timedelta(days=7), "Krock", meeting.version, NOW)
    assert dialogue.planned_decision_on == promised
    assert known.moved_away(session, [dialogue]) == {dialogue.id: meeting}
    agendas.move(session, SYSTEM, RULES, meeting, promised, "Tillbaka", meeting.version, NOW)
    assert known.moved_away(session, [dialogue]) == {}
    agendas.cancel(session, SYSTEM, RULES, meeting, meeting.version, NOW)
    assert known.moved_away(session, [dialogue]) == {dialogue.id: meeting}


@pytest.mark.parametrize(
    ("to", "reason", "code"),
    [
        (DAY, "Krock", "MOVED_TO_THE_SAME_DAY"),
        (TODAY - timedelta(days=1), "Krock", "BODY_MEETING_IN_PAST"),
        (LATER, " ", "MOVE_WITHOUT_REASON"),
        (LATER + timedelta(days=1), "Krock", "MEETING_ALREADY_THAT_DAY"),
    ],
)
def test_a_meeting_is_not_moved_so(session: Session, to: date, reason: str, code: str) -> None:
    meeting = meeting_with(session)
    agendas.hold(session, SYSTEM, RULES, meeting.body, LATER + timedelta(days=1), NOW)
    with refused(session, code, kind=Invalid):
        agendas.move(session, SYSTEM, RULES, meeting, to, reason, meeting.version, NOW)


def test_two_officials_do_not_move_one_meeting_past_each_other(session: Session) -> None:
    meeting = meeting_with(session)
    read = meeting.version
    agendas.move(session, SYSTEM, RULES, meeting, LATER, "Krock", read, NOW)
    with refused(session, "CHANGED_MEANWHILE", kind=Conflict):
        agendas.move(session, SYSTEM, RULES, meeting, DAY, "Krock", read, NOW)
    with refused(session, "CHANGED_MEANWHILE", kind=Conflict):
        agendas.cancel(session, SYSTEM, RULES, meeting, read, NOW)


def test_several_items_are_considered_at_once_with_one_line_of_grounds(session: Session) -> None:
    one, two, left = waiting(session), waiting(session, "Ny bro"), waiting(session, "Ny väg")
    meeting = meeting_with(session, one, two, left)
    assert bulk(session, meeting, one, two) == 2
    assert register.unconsidered(session) == [left]
    for matter in (one, two):
        standing = register.standing_consideration(session, matter.id)
        assert standing is not None
        assert (standing.outcome, standing.grounds) == (ConsiderationOutcome.NOT_AFFECTING_GROUPS, "Rör bara inköp.")
    assert verbs(session)[-2:] == ["agendas.consider_in_bulk"] * 2


def test_a_bulk_consideration_without_items_grounds_or_decider_is_refused(session: Session) -> None:
    matter = waiting(session)
    meeting = meeting_with(session, matter)
    with refused(session, "NOTHING_CHOSEN", kind=Invalid):
        bulk(session, meeting)
    with refused(session, "CONSIDERATION_WITHOUT_GROUNDS", "NO_DECIDER", "DECIDED_IN_THE_FUTURE", kind=Invalid):
        bulk(session, meeting, matter, grounds=" ", decided_by="", decided_on=TODAY + timedelta(days=1))


def test_nothing_is_half_done_when_an_item_was_considered_or_withdrawn_meanwhile(session: Session) -> None:
    one, two = waiting(session), waiting(session, "Ny bro", "TN 2026/2")
    meeting = meeting_with(session, one, two)
    bulk(session, meeting, two)
    with refused(session, "CONSIDERED_MEANWHILE", kind=Conflict):
        bulk(session, meeting, one, two)
    three = waiting(session, "Ny väg", "TN 2026/3")
    agendas.put(session, SYSTEM, RULES, meeting, three, "", NOW)
    matters.withdraw(session, SYSTEM, three, TODAY, NOW)
    with refused(session, "CONSIDERED_MEANWHILE", kind=Conflict):
        bulk(session, meeting, one, three)
    agendas.take_off(session, SYSTEM, RULES, meeting, one.id, NOW)
    with refused(session, "NOT_ON_AGENDA", kind=Conflict):
        bulk(session, meeting, one)


def test_who_keeps_matters_of_one_body_keeps_its_agendas_only(session: Session) -> None:
    matter = waiting(session)
    meeting = meeting_with(session, matter)
    other = factories.make_body(session, "Kulturnämnden")
    stranger = factories.actor(factories.make_user(session, roles=[Role.REGISTRAR], body=other))
    elected = factories.actor(factories.make_user(session, roles=[Role.ELECTED_READER], body=meeting.body))
    for actor in (stranger, elected):
        with refused(session, "NOT_ALLOWED", kind=NotAllowed):
            agendas.hold(session, actor, RULES, meeting.body, LATER, NOW)
        with refused(session, "NOT_ALLOWED", kind=NotAllowed):
            agendas.consider_in_bulk(session, actor, RULES, meeting, [matter.id], "Skäl", "Olle", TODAY, NOW)
        with refused(session, "NOT_ALLOWED", kind=NotAllowed):
            agendas.take_in(session, actor, RULES, row(), "", NOW)


def test_a_row_registers_its_matter_and_puts_it_on_the_agenda_once(session: Session) -> None:
    factories.make_body(session)
    taken = agendas.take_in(session, SYSTEM, RULES, row(number="TN 2026/9"), "", NOW)
    assert (taken.registered, taken.placed, taken.moved) == (True, True, False)
    again = agendas.take_in(session, SYSTEM, RULES, row(number="tn  2026/9", title="Annat"), "", NOW)
    assert (again.registered, again.placed, again.moved) == (False, False, False)
    matter = session.scalars(select(Matter)).one()
    assert (matter.texts.plain("title"), matter.planned_decision_on) == ("Ny bro", DAY)
    assert [one.held_on for one in known.of_matter(session, matter.id)] == [DAY]


def test_a_row_with_another_day_moves_the_item_and_its_planned_decision(session: Session) -> None:
    factories.make_body(session)
    agendas.take_in(session, SYSTEM, RULES, row(), "", NOW)
    taken = agendas.take_in(session, SYSTEM, RULES, row(meeting_date=LATER), "", NOW)
    assert (taken.registered, taken.placed, taken.moved) == (False, False, True)
    matter = session.scalars(select(Matter)).one()
    assert matter.planned_decision_on == LATER
    assert [one.held_on for one in known.of_matter(session, matter.id)] == [LATER]


def test_a_matter_that_was_dealt_with_once_comes_on_the_next_agenda_as_well(session: Session) -> None:
    factories.make_body(session)
    agendas.take_in(session, SYSTEM, RULES, row(), "", NOW)
    afterwards = NOW + timedelta(days=61)
    assert agendas.take_in(session, SYSTEM, RULES, row(), "", afterwards).placed is False
    taken = agendas.take_in(session, SYSTEM, RULES, row(meeting_date=LATER), "", afterwards)
    assert (taken.placed, taken.moved) == (True, False)
    matter = session.scalars(select(Matter)).one()
    assert [one.held_on for one in known.of_matter(session, matter.id)] == [DAY, LATER]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"body": "Rymdnämnden"}, "row.no-body"),
        ({"body": ""}, "row.no-body"),
        ({"meeting_date": TODAY - timedelta(days=1)}, "row.meeting-in-past"),
        ({"title": ""}, "NO_TITLE"),
        ({"statutory_link": "samrad"}, "NOT_AN_ADDRESS"),
    ],
)
def test_a_row_that_cannot_be_taken_in_leaves_nothing(session: Session, given: dict[str, object], code: str) -> None:
    factories.make_body(session)
    with refused(session, code, *(["NO_SUMMARY"] if code == "NO_TITLE" else []), kind=Invalid):
        agendas.take_in(session, SYSTEM, RULES, row(**given), "", NOW)


def test_a_row_of_a_withdrawn_matter_is_not_put_on_an_agenda(session: Session) -> None:
    matter = waiting(session, number="TN 2026/9")
    matters.withdraw(session, SYSTEM, matter, TODAY, NOW)
    with refused(session, "row.withdrawn", kind=Invalid):
        agendas.take_in(session, SYSTEM, RULES, row(), "", NOW)
