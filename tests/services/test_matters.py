"""Every matter is considered, and the outcome is public, the "no" ones too (A1); suitability is tested first (A3)."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session
from support import factories
from support.factories import NOW, RULES
from support.traces import refused, verbs

from portal.domain.matters import ConsiderationOutcome
from portal.domain.permissions import SYSTEM, Role
from portal.domain.refusals import Conflict, GateClosed, NotAllowed
from portal.domain.suitability import SuitabilityAnswer, SuitabilityOutcome
from portal.models.matters import Matter
from portal.queries import matters as known
from portal.services import matters
from portal.services.matters import MatterFacts, SuitabilityFacts

FACTS = MatterFacts({"sv": "Ny park"}, {"sv": "En park vid Hamngatan."}, "TN 2026/41", date(2026, 9, 1), "hösten 2026")
TODAY = NOW.date()
YES, WORDS = factories.suitability_answers()
TESTED = SuitabilityFacts(YES, WORDS, "Få veta mer.", "Bättre beslut.", "Allt är öppet.", 3)


def considered(session: Session, matter: Matter, outcome: ConsiderationOutcome, **given: object) -> None:
    values = {"grounds": "Det berör många.", "decided_by": "Olle Ordförande", "decided_on": TODAY} | given
    matters.consider(session, SYSTEM, RULES, matter, outcome, body=matter.body, now=NOW, **values)


def test_a_registered_matter_waits_for_its_consideration(session: Session) -> None:
    body = factories.make_body(session)
    matter = matters.register(session, SYSTEM, RULES, body, FACTS, NOW)
    assert known.unconsidered(session) == [matter]
    assert (matter.slug, matter.registered_on) == ("ny-park", TODAY)
    considered(session, matter, ConsiderationOutcome.NO_DIALOGUE)
    assert known.unconsidered(session) == []
    assert session.info["public_scopes"] == {"site"}


@pytest.mark.parametrize("outcome", [each for each in ConsiderationOutcome if "statutory" not in each.value])
def test_every_outcome_of_a_consideration_can_be_recorded(session: Session, outcome: ConsiderationOutcome) -> None:
    matter = factories.make_matter(session, considered=None, suitable=False)
    considered(session, matter, outcome)
    standing = known.standing_consideration(session, matter.id)
    assert standing is not None
    assert standing.outcome is outcome


def test_a_statutory_consultation_is_linked_to(session: Session) -> None:
    matter = factories.make_matter(session, considered=None)
    with refused(session, "NO_STATUTORY_LINK"):
        considered(session, matter, ConsiderationOutcome.STATUTORY_CONSULTATION)
    facts = MatterFacts(FACTS.title, FACTS.summary, statutory_link="https://asby.example/samrad")
    matters.change(session, SYSTEM, matter, facts, matter.version, NOW)
    considered(session, matter, ConsiderationOutcome.STATUTORY_CONSULTATION)


def test_a_later_consideration_replaces_the_earlier_and_both_stay(session: Session) -> None:
    matter = factories.make_matter(session)
    considered(session, matter, ConsiderationOutcome.NO_DIALOGUE)
    assert [each.outcome for each in matter.considerations] == [
        ConsiderationOutcome.DIALOGUE,
        ConsiderationOutcome.NO_DIALOGUE,
    ]


def test_a_consideration_needs_grounds_a_person_and_a_day_that_has_come(session: Session) -> None:
    matter = factories.make_matter(session, considered=None)
    tomorrow = TODAY + timedelta(days=1)
    with refused(session, "CONSIDERATION_WITHOUT_GROUNDS", "NO_DECIDER", "DECIDED_IN_THE_FUTURE"):
        considered(session, matter, ConsiderationOutcome.DIALOGUE, grounds=" ", decided_by="", decided_on=tomorrow)


def test_a_withdrawn_matter_is_not_considered_and_its_dialogue_lives(session: Session) -> None:
    dialogue = factories.make_open_dialogue(session)
    matters.withdraw(session, SYSTEM, dialogue.matter, TODAY, NOW)
    assert dialogue.stopped_at is None
    assert f"dialogue:{dialogue.id}" in session.info["public_scopes"]
    with refused(session, "MATTER_WITHDRAWN", kind=GateClosed):
        considered(session, dialogue.matter, ConsiderationOutcome.DIALOGUE)


def test_nobody_overwrites_a_colleagues_matter_unseen(session: Session) -> None:
    matter = factories.make_matter(session)
    read = matter.version
    matters.change(session, SYSTEM, matter, FACTS, read, NOW)
    with refused(session, "CHANGED_MEANWHILE", kind=Conflict):
        matters.change(session, SYSTEM, matter, MatterFacts({"sv": "Annat"}, {"sv": "Annat"}), read, NOW)
    assert matter.texts.plain("title") == "Ny park"


def test_a_moderator_does_not_consider(session: Session) -> None:
    matter = factories.make_matter(session, considered=None)
    moderator = factories.actor(factories.make_user(session, roles=[Role.MODERATOR]))
    with refused(session, "NOT_ALLOWED", kind=NotAllowed):
        matters.consider(
            session,
            moderator,
            RULES,
            matter,
            ConsiderationOutcome.NO_DIALOGUE,
            "Nej",
            matter.body,
            "Jag",
            TODAY,
            NOW,
        )


def decide(session: Session, matter: Matter, outcome: SuitabilityOutcome, version: int) -> None:
    matters.decide_suitability(
        session, SYSTEM, RULES, matter, outcome, matter.body, "Olle Ordförande", TODAY, version, NOW
    )


def test_a_suitability_test_is_saved_in_parts_and_then_decided(session: Session) -> None:
    matter = factories.make_matter(session, suitable=False)
    half = SuitabilityFacts({"ours_to_decide": SuitabilityAnswer.YES}, {"ours_to_decide": "Ja."})
    test = matters.save_suitability(session, SYSTEM, matter, half, 0, NOW)
    with refused(session, "SUITABILITY_TEST_INCOMPLETE", "NO_PURPOSE", "NO_GROUNDS"):
        decide(session, matter, SuitabilityOutcome.SUITABLE, test.version)
    matters.save_suitability(session, SYSTEM, matter, TESTED, test.version, NOW)
    decide(session, matter, SuitabilityOutcome.SUITABLE, test.version)
    assert test.outcome is SuitabilityOutcome.SUITABLE
    assert verbs(session)[-1] == "matters.decide_suitability"


def test_what_can_no_longer_be_influenced_is_not_found_suitable(session: Session) -> None:
    matter = factories.make_matter(session, suitable=False)
    answers = YES | {"open_to_influence": SuitabilityAnswer.NO}
    facts = SuitabilityFacts(answers, WORDS, "Syfte", "Nytta", "Skäl", 3)
    test = matters.save_suitability(session, SYSTEM, matter, facts, 0, NOW)
    with refused(session, "ANSWERS_SPEAK_AGAINST"):
        decide(session, matter, SuitabilityOutcome.SUITABLE, test.version)
    decide(session, matter, SuitabilityOutcome.NOT_SUITABLE, test.version)


def test_changed_answers_take_the_outcome_away(session: Session) -> None:
    matter = factories.make_matter(session)
    test = known.suitability_of(session, matter.id)
    assert test is not None
    matters.save_suitability(session, SYSTEM, matter, TESTED, test.version, NOW)
    assert test.outcome is None


def test_a_suitability_test_that_a_colleague_saved_meanwhile_is_not_overwritten(session: Session) -> None:
    matter = factories.make_matter(session, suitable=False)
    test = matters.save_suitability(session, SYSTEM, matter, TESTED, 0, NOW)
    with refused(session, "CHANGED_MEANWHILE", kind=Conflict):
        matters.save_suitability(session, SYSTEM, matter, SuitabilityFacts({}, {}), 0, NOW)
    assert test.purpose == "Få veta mer."
