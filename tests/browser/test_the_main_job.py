"""The main job, once, in Swedish and with the mouse: from a matter in the registry to what each view led to."""

from datetime import UTC, datetime
from typing import Any

import pytest
from browser.journey import giving_back, planning, taking_in
from browser.journey.people import Official
from browser.journey.residents import Resident
from support.factories import PASSWORD, make_body, make_user

from portal.clock import now
from portal.domain.permissions import Role
from portal.mail.deliver import deliver_due

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]


@pytest.fixture
def town(changes: Any) -> None:
    """A committee and the people who work for it."""
    with changes() as session:
        body = make_body(session)
        for name, role in (
            ("Rune Registrator", Role.REGISTRAR),
            ("Lena Lindqvist", Role.DIALOGUE_LEAD),
            ("Mira Moderator", Role.MODERATOR),
        ):
            email = f"{name.split()[0].lower()}@asby.example"
            make_user(session, name, roles=(role,), body=body, email=email, password=PASSWORD)


def at(month: int, day: int) -> datetime:
    """Ten in the morning that day."""
    return datetime(2026, month, day, 8, tzinfo=UTC)


def test_a_matter_becomes_an_answer_that_reaches_everybody_who_wrote(
    town, people, clock, watch, engine, settings, tmp_path
):
    registrar, lead, moderator = people(Official), people(Official), people(Official)
    registrar.signs_in("rune@asby.example")
    planning.registers_the_matter(registrar)
    lead.signs_in("lena@asby.example")
    planning.tests_whether_it_suits(lead)
    planning.holds_it(lead)
    planning.writes_the_commitment(lead)
    planning.thinks_of_those_affected(lead)
    planning.asks(lead)
    planning.translates_in_the_editor(lead)
    planning.approves_and_announces(lead)

    clock.move_to(at(3, 9))
    samira, hassan, emma, greta = people(Resident), people(Resident, "ar"), people(Resident, "en"), people(Resident)
    taking_in.samira_writes_in_swedish(samira)
    deliver_due(engine, settings, now())
    taking_in.hassan_writes_in_arabic(hassan)
    taking_in.emma_writes_in_english(emma)
    registrar.signs_in("rune@asby.example")
    greta.code = taking_in.greta_calls(registrar)

    clock.move_to(at(3, 10))
    moderator.signs_in("mira@asby.example")
    taking_in.makes_the_themes(moderator)
    taking_in.reads_everything(moderator)
    watch.turn_to("read")
    taking_in.others_read_only_what_is_shown(people(Resident))
    taking_in.receipts_tell_how_it_was_read(samira, greta)

    clock.move_to(at(4, 7))
    lead.signs_in("lena@asby.example")
    giving_back.settles_the_measure(lead)
    giving_back.writes_the_result(lead)
    giving_back.has_it_translated(lead, tmp_path)
    giving_back.hands_over_and_publishes_the_result(lead)
    deliver_due(engine, settings, now())

    clock.move_to(at(5, 21))
    registrar.signs_in("rune@asby.example")
    giving_back.records_the_decision(registrar)
    lead.signs_in("lena@asby.example")
    giving_back.writes_the_answer(lead)
    giving_back.has_it_translated(lead, tmp_path)
    giving_back.approves_and_publishes_the_answer(lead)
    deliver_due(engine, settings, now())
    giving_back.the_answer_reached_the_list(lead, tmp_path)
    watch.turn_to("answered")
    giving_back.receipts_show_what_each_led_to(samira, hassan, emma, greta)
    giving_back.the_answer_stands_beside_the_promise(people(Resident))
    giving_back.says_how_it_was(samira)

    clock.move_to(at(6, 1))
    lead.signs_in("lena@asby.example")
    lead.goes_to(giving_back.BASE)
    giving_back.evaluates_and_concludes(lead)
