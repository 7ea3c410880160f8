"""An extensive dialogue of the board, in Swedish and with the mouse, that an elected member follows in Finnish."""

from datetime import UTC, datetime
from typing import Any

import pytest
from browser.journey import board, board_back
from browser.journey.people import Official
from browser.journey.residents import Resident
from support.factories import PASSWORD, make_body, make_user

from portal.domain.bodies import BodyKind
from portal.domain.permissions import Role

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]


@pytest.fixture
def town(changes: Any) -> None:
    """The board with its sub-committee, those who work for it, and a member who reads Finnish."""
    with changes() as session:
        made = make_body(session, "Kommunstyrelsen", kind=BodyKind.EXECUTIVE_BOARD)
        make_body(session, "Arbetsutskottet", kind=BodyKind.SUB_COMMITTEE).parent_id = made.id
        for name, role in (
            ("Rune Registrator", Role.REGISTRAR),
            ("Lena Lindqvist", Role.DIALOGUE_LEAD),
            ("Stina Stöd", Role.DIALOGUE_SUPPORT),
            ("Mira Moderator", Role.MODERATOR),
            ("Eeva Edustaja", Role.ELECTED_READER),
        ):
            email = f"{name.split()[0].lower()}@asby.example"
            user = make_user(session, name, roles=(role,), body=made, email=email, password=PASSWORD)
            user.language = "fi" if role is Role.ELECTED_READER else "sv"


def at(month: int, day: int, year: int = 2026) -> datetime:
    """Ten in the morning that day."""
    return datetime(year, month, day, 8, tzinfo=UTC)


def test_a_dialogue_of_the_board_goes_from_its_agenda_to_its_annual_report(town, people, clock, watch, tmp_path):
    registrar, lead = people(Official), people(Official)
    registrar.signs_in("rune@asby.example")
    board.brings_two_matters_to_the_board(registrar)
    board.considers_both(registrar)
    board.everybody_sees_the_no(people(Resident))
    lead.signs_in("lena@asby.example")
    board.tests_the_matter_and_holds_it(lead)
    board.writes_the_commitment(lead)
    board.thinks_of_those_affected(lead)
    board.takes_into_the_group(lead, "Utredare", "Lena Lindqvist")
    board.takes_into_the_group(lead, "Dialogstöd", "Stina Stöd")
    board.writes_it_in_finnish(lead)
    board.approves_in_the_name_of_the_board(lead)
    board.is_refused_without_a_politician(lead)
    board.takes_into_the_group(lead, "Förtroendevald", "Eeva Edustaja")
    board.announces(lead)

    clock.move_to(at(3, 12))
    resident = people(Resident)
    board.everybody_sees_why_it_is_extensive(people(Resident))
    board.takes_part_at_the_library(resident)
    clock.move_to(at(3, 20))
    lead.signs_in("lena@asby.example")
    lead.goes_to(board.BASE)
    board.moves_the_day_of_the_answer(lead)
    watch.turn_to("amended")
    board.everybody_sees_the_change(people(Resident), resident)

    clock.move_to(at(4, 14))
    moderator, eeva = people(Official), people(board_back.Elected, "in Finnish")
    moderator.signs_in("mira@asby.example")
    board_back.reads_and_codes(moderator)
    lead.signs_in("lena@asby.example")
    board_back.writes_the_result(lead, tmp_path)
    eeva.signs_in("eeva@asby.example")
    board_back.the_elected_reads_the_result_in_finnish(eeva)
    board_back.answers_the_comment(lead)
    board_back.the_elected_sees_what_was_done(eeva)
    board_back.hands_over_and_publishes(lead)

    clock.move_to(at(6, 12))
    registrar.signs_in("rune@asby.example")
    board_back.records(registrar, "Arbetsutskottet", "Förslag till beslut", "2026-06-03", "12", board.BOARD)
    board_back.records(registrar, board.BOARD, "Beslutat", "2026-06-10", "88")
    board_back.records_that_the_clothes_were_bought(registrar)
    board_back.the_way_to_the_decision_is_drawn(people(Resident))
    lead.signs_in("lena@asby.example")
    board_back.writes_the_answer(lead, tmp_path)
    eeva.signs_in("eeva@asby.example")
    board_back.the_elected_reads_the_answer_in_finnish(eeva)
    board_back.approves_and_publishes_the_answer(lead)
    watch.turn_to("answered")
    board_back.the_answer_is_everywhere(people(Resident), resident, people(Resident, "fi"))

    clock.move_to(at(6, 25))
    lead.signs_in("lena@asby.example")
    lead.goes_to(board.BASE)
    board_back.the_group_evaluates(lead)
    eeva.signs_in("eeva@asby.example")
    board_back.the_elected_evaluates(eeva)
    board_back.reports_to_the_board_and_concludes(lead)

    clock.move_to(at(2, 12, 2027))
    registrar.signs_in("rune@asby.example")
    board_back.adopts_the_annual_report(registrar)
    board_back.everybody_reads_the_annual_report(people(Resident))
    board_back.the_figures_of_the_principles_count_it(people(Resident))
