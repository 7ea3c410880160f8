"""A1: dialogue is always considered for a proposal that directly affects groups, and the outcome is public."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy.orm import Session
from support import factories
from support.factories import NOW, RULES
from support.traces import refused

from portal.domain.bodies import BodyKind
from portal.domain.lifecycle import Gate, checks
from portal.domain.matters import ConsiderationOutcome, MatterFacts
from portal.domain.permissions import SYSTEM, Role
from portal.domain.refusals import Conflict, GateClosed, Invalid
from portal.models.matters import Matter
from portal.queries import considered, lifecycle
from portal.queries import matters as known
from portal.services import agendas, dialogues, matters

TODAY = NOW.date()
NO = ConsiderationOutcome.NO_DIALOGUE


@pytest.fixture(autouse=True)
def _at_now() -> Any:
    with time_machine.travel(NOW, tick=True):
        yield


def waiting(session: Session, days: int = 0, **given: Any) -> Matter:
    """A matter that was registered so many days ago and that nobody has considered."""
    matter = factories.make_matter(session, considered=None, suitable=False, **given)
    matter.registered_on, matter.planned_decision_on = TODAY - timedelta(days=days), TODAY + timedelta(days=100)
    session.flush()
    return matter


def consider(session: Session, matter: Matter, outcome: ConsiderationOutcome, **given: Any) -> None:
    said = {"grounds": "Det berör få.", "decided_by": "Olle Ordförande", "decided_on": TODAY} | given
    matters.consider(session, SYSTEM, RULES, matter, outcome, body=matter.body, now=NOW, **said)


def test_every_registered_matter_waits_publicly_for_its_consideration(page, changes: Callable[[], Any]) -> None:
    with changes() as session:
        facts = MatterFacts({"sv": "Ny park"}, {"sv": "En park vid vattnet."}, "TN 2026/1")
        matters.register(session, SYSTEM, RULES, factories.make_body(session), facts, NOW)
    words = page.get("/sv/matters/?outcome=waiting").words
    assert "Ny park" in words
    assert "Saknar övervägande" in words
    assert "Ska övervägas senast onsdag 1 april 2026" in words


def test_a_matter_past_its_day_is_shown_as_overdue_in_plain_words(page, changes: Callable[[], Any]) -> None:
    with changes() as session:
        waiting(session, 42, title="Ny park")
    for address in ("/sv/matters/?outcome=overdue", "/sv/matters/ny-park/"):
        assert "Övervägandet är 12 dagar försenat." in page.get(address).words


def test_what_is_overdue_stands_on_the_desk_of_the_body_and_of_ks(page, changes: Callable[[], Any]) -> None:
    with changes() as session:
        board = factories.make_body(session, "Kommunstyrelsen", kind=BodyKind.EXECUTIVE_BOARD)
        matter = waiting(session, 42, title="Ny park")
        own = factories.make_user(session, roles=[Role.DIALOGUE_LEAD], body=matter.body)
        ks = factories.make_user(session, roles=[Role.DIALOGUE_LEAD], body=board)
    page.sign_in(own.session_token)
    assert "Överväg dialog: Ny park" in page.get("/office/").words
    page.sign_in(ks.session_token)
    assert "Tekniska nämnden: 1 övervägande är försenat" in page.get("/office/").words


def test_a_no_is_as_public_as_a_yes_with_grounds_name_and_day(page, changes: Callable[[], Any]) -> None:
    with changes() as session:
        consider(session, waiting(session, title="Ny park"), NO, section="§ 7")
    words = page.get("/sv/matters/ny-park/").words
    for said in ("Ingen dialog", "Det berör få.", "Olle Ordförande", "måndag 2 mars 2026", "§ 7"):
        assert said in words
    assert "Det berör få." in page.get("/sv/matters/feed.atom").text


def test_a_reconsideration_leaves_the_earlier_outcome_in_sight(page, changes: Callable[[], Any]) -> None:
    with changes() as session:
        matter = waiting(session, title="Ny park")
        consider(session, matter, NO)
        consider(session, matter, ConsiderationOutcome.DIALOGUE, grounds="Många hörde av sig.")
    words = page.get("/sv/matters/ny-park/").words
    assert words.index("Många hörde av sig.") < words.index("Så bedömde vi tidigare") < words.index("Det berör få.")


def test_a_statutory_consultation_says_what_it_means_for_the_right_to_appeal(page, changes: Callable[[], Any]) -> None:
    with changes() as session:
        matter = waiting(session, title="Ny detaljplan")
        matter.statutory_link = "https://asby.example/samrad"
        session.flush()
        consider(session, matter, ConsiderationOutcome.STATUTORY_CONSULTATION)
    shown = page.get("/sv/matters/ny-detaljplan/")
    assert "kan förlora rätten att överklaga" in shown.words
    assert "https://asby.example/samrad" in shown.links()


def test_items_of_an_agenda_are_considered_at_once_and_each_is_public(page, changes: Callable[[], Any]) -> None:
    with changes() as session:
        one, two = (waiting(session, title=title) for title in ("Nya vågar", "Nya kläder"))
        meeting = agendas.hold(session, SYSTEM, RULES, one.body, TODAY + timedelta(days=70), NOW)
        for matter in (one, two):
            agendas.put(session, SYSTEM, RULES, meeting, matter, "", NOW)
        ids = [one.id, two.id]
        agendas.consider_in_bulk(session, SYSTEM, RULES, meeting, ids, "Bara inköp.", "Olle", TODAY, NOW)
    words = page.get("/sv/matters/?outcome=not_affecting_groups").words
    assert words.count("Bara inköp.") == 2


def test_the_body_s_page_says_how_many_decided_matters_were_considered_in_time(
    page, changes: Callable[[], Any]
) -> None:
    with changes() as session:
        body = factories.make_body(session)
        early, late, never = (waiting(session, 60, title=title, body=body) for title in ("Ett", "Två", "Tre"))
        consider(session, early, NO, decided_on=TODAY - timedelta(days=40))
        consider(session, late, NO)
        for matter in (early, late, never):
            matters.record_decided(session, SYSTEM, RULES, matter, TODAY, "§ 1", matter.version, NOW)
    with changes() as session:
        figures = considered.in_year(session, 2026, None, RULES)
        assert (len(figures.in_time), len(figures.late), len(figures.without)) == (1, 1, 1)
    words = page.get("/sv/bodies/tekniska-namnden/").words
    assert "3 ärenden har avgjorts 2026." in words
    assert "i tid i 1 av dem, för sent i 1 och inte alls i 1." in words


def test_a_withdrawn_matter_owes_nothing(session: Session) -> None:
    matter = waiting(session, 60)
    matters.withdraw(session, SYSTEM, matter, TODAY, NOW)
    assert known.overdue(session, None, TODAY, RULES) == []


def test_a_consideration_without_grounds_or_decider_is_refused(session: Session) -> None:
    matter = waiting(session)
    with refused(session, "CONSIDERATION_WITHOUT_GROUNDS", "NO_DECIDER", kind=Invalid):
        consider(session, matter, NO, grounds=" ", decided_by="")


def test_no_dialogue_begins_in_a_matter_that_was_not_considered_for_it(session: Session) -> None:
    matter = factories.make_matter(session, considered=None)
    with refused(session, "NO_CONSIDERATION_FOR_DIALOGUE", kind=GateClosed):
        dialogues.hold(
            session, SYSTEM, RULES, matter, matter.body, {"sv": "Parken"}, NOW, steering_goal="Mål", steering_year=2026
        )


def test_no_dialogue_begins_in_a_matter_that_the_body_has_decided(session: Session) -> None:
    matter = factories.make_matter(session)
    matters.record_decided(session, SYSTEM, RULES, matter, TODAY, "§ 1", matter.version, NOW)
    facts = lifecycle.facts_for_hold(session, matter, RULES, NOW, steering_goal="Mål", steering_year=2026)
    assert [one.code for one in checks(Gate.HOLD, facts) if one.blocks] == ["ALREADY_DECIDED"]


def test_a_bulk_consideration_is_never_half_done(session: Session) -> None:
    one, two = waiting(session), waiting(session, registry_number="TN 2026/2")
    meeting = agendas.hold(session, SYSTEM, RULES, one.body, TODAY + timedelta(days=70), NOW)
    for matter in (one, two):
        agendas.put(session, SYSTEM, RULES, meeting, matter, "", NOW)
    consider(session, two, NO)
    with refused(session, "CONSIDERED_MEANWHILE", kind=Conflict):
        ids = [one.id, two.id]
        agendas.consider_in_bulk(session, SYSTEM, RULES, meeting, ids, "Inköp", "Olle", TODAY, NOW)


def test_a_dialogue_does_not_end_when_its_consideration_is_reversed_and_the_desk_says_so(
    page, changes: Callable[[], Any]
) -> None:
    with changes() as session:
        dialogue = factories.make_open_dialogue(session)
        consider(session, dialogue.matter, NO)
        lead = factories.make_user(session, roles=[Role.DIALOGUE_LEAD])
        slug = dialogue.slug
    assert page.get(f"/sv/dialogues/{slug}/").status == 200
    page.sign_in(lead.session_token)
    assert "Dialogen måste avbrytas" in page.get("/office/").words
