"""Measures after they were added: owner, day, short address, and two officials who settle the same one."""

from datetime import date

import pytest
from sqlalchemy.orm import Session
from support import factories
from support.factories import NOW
from support.traces import refused, verbs

from portal.domain.groups import MeasureStatus
from portal.domain.permissions import SYSTEM, Role
from portal.domain.refusals import Conflict, GateClosed, Invalid
from portal.models.dialogues import Dialogue
from portal.models.groups import Measure
from portal.queries import groups as known
from portal.services import groups, measures


def added(session: Session, dialogue: Dialogue, what: str = "Möte i skolan") -> Measure:
    group = known.of_dialogue(session, dialogue.id)[0]
    return groups.add_measure(session, SYSTEM, dialogue, group, {"sv": what}, "Lena", None, NOW)


@pytest.fixture
def dialogue(session: Session) -> Dialogue:
    return factories.make_dialogue_ready_to_announce(session)


def test_each_measure_gets_a_short_address_of_its_own(session, dialogue):
    codes = [added(session, dialogue).address.code for _ in range(3)]
    assert codes == ["mote-skolan", "mote-skolan-2", "mote-skolan-3"]
    assert set(known.addresses(session, dialogue.id)) == set(codes)


def test_an_address_is_chosen_plain_and_not_twice(session, dialogue):
    first, second = added(session, dialogue), added(session, dialogue, "Torget")
    measures.choose_address(session, SYSTEM, dialogue, first, " Skolan ", NOW)
    assert first.address.code == "skolan"
    with refused(session, "ADDRESS_TAKEN", kind=Invalid):
        measures.choose_address(session, SYSTEM, dialogue, second, "skolan", NOW)
    with refused(session, "ADDRESS_NOT_PLAIN", kind=Invalid):
        measures.choose_address(session, SYSTEM, dialogue, second, "på torget!", NOW)
    measures.choose_address(session, SYSTEM, dialogue, first, "skolan", NOW)


def test_an_address_that_may_be_printed_stays(session):
    dialogue = factories.make_open_dialogue(session)
    measure = added(session, dialogue)
    with refused(session, "ADDRESS_MAY_BE_PRINTED", kind=GateClosed):
        measures.choose_address(session, SYSTEM, dialogue, measure, "skolan", NOW)


def test_a_measure_from_before_there_were_addresses_gets_one_even_when_the_dialogue_is_open(session):
    dialogue = factories.make_open_dialogue(session)
    [measure] = known.of_dialogue(session, dialogue.id)[0].measures
    assert measure.address is None
    measures.choose_address(session, SYSTEM, dialogue, measure, "", NOW)
    assert measure.address.code == "mote-skolan"


def test_the_owner_is_an_account_or_a_name_and_may_change_with_the_day(session, dialogue):
    measure = added(session, dialogue)
    owner = factories.make_user(session, "Tove Rönnäng", roles=[Role.DIALOGUE_SUPPORT])
    measures.plan(session, SYSTEM, dialogue, measure, "", owner, date(2026, 5, 1), NOW, measure.version)
    assert (measure.owner, measure.owner_id, measure.due_on) == ("Tove Rönnäng", owner.id, date(2026, 5, 1))
    with refused(session, "NO_OWNER", kind=Invalid):
        measures.plan(session, SYSTEM, dialogue, measure, " ", None, None, NOW)
    assert verbs(session)[-1] == "measures.plan"


def test_the_second_official_who_settles_the_same_measure_is_told(session, dialogue):
    measure = added(session, dialogue)
    seen = measure.version
    groups.settle_measure(session, SYSTEM, dialogue, measure, MeasureStatus.DONE, "", NOW, seen)
    with refused(session, "CHANGED_MEANWHILE", kind=Conflict):
        groups.settle_measure(session, SYSTEM, dialogue, measure, MeasureStatus.NOT_DONE, "Regn.", NOW, seen)
    assert measure.status is MeasureStatus.DONE


def test_a_target_needs_the_size_it_is_a_part_of(session, dialogue):
    facts = groups.GroupFacts(target=40)
    with refused(session, "TARGET_WITHOUT_SIZE", kind=Invalid):
        groups.add_group(session, SYSTEM, dialogue, {"sv": "Äldre"}, facts, NOW)


def test_where_a_measure_is_done_is_a_text_of_its_own(session, dialogue):
    group = known.of_dialogue(session, dialogue.id)[0]
    where = {"sv": "Skolans matsal", "fi": "Koulun ruokala"}
    made = groups.add_measure(session, SYSTEM, dialogue, group, {"sv": "Möte"}, "Lena", None, NOW, place=where)
    assert made.texts.plain("place", "fi") == "Koulun ruokala"
