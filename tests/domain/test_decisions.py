"""Which decisions can be recorded, what speaks against one, and when an appeal ends."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from portal.domain.decisions import (
    DecisionDetails,
    DecisionFacts,
    DecisionKind,
    appeal_ends,
    doubts,
    faults,
    minutes_faults,
    minutes_pending,
    section_of,
)
from portal.domain.dialogues import Stage

CLOSED, HANDED, TODAY = date(2027, 2, 14), date(2027, 3, 1), date(2027, 3, 20)
COMMITTEE, BOARD = 1, 2
FACTS = DecisionFacts(Stage.HANDED_OVER, TODAY, CLOSED, HANDED, False, COMMITTEE, False)
DECIDED = DecisionDetails(COMMITTEE, date(2027, 3, 17), "§ 41", DecisionKind.DECIDED, final=True)
LATER = date(2027, 4, 14)


def codes(found):
    return [one.code for one in found]


def test_a_final_decision_of_the_deciding_body_is_recorded_without_a_word_against_it():
    assert faults(DECIDED, FACTS) == ()
    assert doubts(DECIDED, FACTS) == ()


@pytest.mark.parametrize("kind", DecisionKind)
def test_no_step_is_dated_before_people_had_finished_writing(kind):
    details = replace(DECIDED, kind=kind, final=False, decided_on=CLOSED, new_planned_on=LATER, next_body_id=BOARD)
    assert "DECIDED_BEFORE_CLOSING" in codes(faults(details, FACTS))
    assert "DECIDED_BEFORE_CLOSING" not in codes(faults(details, replace(FACTS, stopped=True)))


@pytest.mark.parametrize("stage", set(Stage) - {Stage.HANDED_OVER, Stage.ANSWERED})
def test_a_decision_waits_for_the_handover(stage):
    assert "DECISION_BEFORE_HANDOVER" in codes(faults(DECIDED, replace(FACTS, stage=stage)))


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        pytest.param({"decided_on": TODAY + timedelta(days=1)}, "DECIDED_IN_THE_FUTURE", id="tomorrow"),
        pytest.param({"section": " § "}, "NO_SECTION", id="no number"),
        pytest.param({"kind": DecisionKind.POSTPONED, "new_planned_on": LATER}, "NOT_A_FINAL_KIND", id="postponed"),
        pytest.param({"kind": DecisionKind.PROPOSED, "next_body_id": BOARD}, "PROPOSAL_IS_NOT_FINAL", id="proposal"),
        pytest.param({"kind": DecisionKind.REFERRED_BACK, "final": False}, "NO_NEW_PLANNED_DECISION", id="no new day"),
        pytest.param({"new_planned_on": date(2027, 3, 17)}, "NEW_DATE_NOT_LATER", id="new day not later"),
        pytest.param({"kind": DecisionKind.PROPOSED, "final": False}, "NO_NEXT_BODY", id="proposal to nobody"),
        pytest.param({"next_body_id": COMMITTEE}, "NEXT_BODY_IS_THE_SAME", id="to itself"),
        pytest.param({"delegate": "Ordföranden"}, "NO_DELEGATION", id="by no delegation"),
        pytest.param({"link": "protokoll.pdf"}, "LINK_NOT_WEB", id="no address"),
        pytest.param({"minutes_approved_on": date(2027, 3, 16)}, "APPROVED_BEFORE_DECIDED", id="approved before"),
        pytest.param({"appeal_until": date(2027, 3, 16)}, "APPEAL_ENDS_TOO_EARLY", id="appeal ended before"),
    ],
)
def test_what_the_minutes_cannot_say_is_refused(changed, code):
    assert codes(faults(replace(DECIDED, **changed), FACTS)) == [code]


def test_there_is_one_final_decision():
    second = replace(FACTS, final_exists=True)
    assert codes(faults(DECIDED, second)) == ["ALREADY_A_FINAL_DECISION"]
    assert faults(replace(DECIDED, final=False), second) == ()


def test_a_final_decision_of_another_body_is_doubted_and_one_of_its_delegate_is_not():
    assert codes(doubts(replace(DECIDED, body_id=BOARD), FACTS)) == ["FINAL_BY_ANOTHER_BODY"]
    assert doubts(replace(DECIDED, delegate="Chefen", delegation="4.2"), FACTS) == ()
    assert doubts(replace(DECIDED, body_id=BOARD, final=False), FACTS) == ()


def test_a_decision_made_before_the_body_had_the_result_is_doubted():
    early = replace(DECIDED, decided_on=HANDED - timedelta(days=1))
    assert codes(doubts(early, FACTS)) == ["DECIDED_WITHOUT_THE_RESULT"]
    assert doubts(replace(early, kind=DecisionKind.POSTPONED, final=False), FACTS) == ()
    assert doubts(replace(early, decided_on=HANDED), FACTS) == ()


@pytest.mark.parametrize(
    ("noticed", "last"),
    [
        (date(2027, 3, 1), date(2027, 3, 22)),
        (date(2027, 3, 6), date(2027, 3, 29)),
        (date(2027, 3, 7), date(2027, 3, 29)),
    ],
)
def test_an_appeal_ends_three_weeks_after_the_notice_and_never_on_a_weekend(noticed, last):
    assert appeal_ends(noticed) == last


def test_minutes_wait_to_be_approved_except_where_a_delegate_decided():
    assert minutes_pending("", None)
    assert not minutes_pending("", date(2027, 3, 20))
    assert not minutes_pending("Chefen", None)


def test_minutes_are_not_approved_in_the_future():
    assert codes(minutes_faults(HANDED, TODAY + timedelta(days=1), None, TODAY)) == ["MINUTES_APPROVED_IN_THE_FUTURE"]


def test_the_sign_before_the_number_is_the_pages_own():
    assert section_of(" § 41 ") == section_of("41") == "41"
