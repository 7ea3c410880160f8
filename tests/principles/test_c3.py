"""C3: more extensive dialogues are reported in the committee. How it is kept, and how the portal refuses otherwise."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy.orm import Session
from support.answered import make_answered_dialogue
from support.factories import (
    NOW,
    RULES,
    lead,
    make_body,
    make_dialogue_ready_to_announce,
    make_open_dialogue,
    make_submission,
    make_user,
)
from support.reported import make_big
from support.traces import log, refused, verbs

from portal.cli import jobs
from portal.domain.bodies import BodyKind
from portal.domain.extensive import Criterion, Limits
from portal.domain.lifecycle import Gate, checks
from portal.domain.permissions import SYSTEM, Role
from portal.domain.refusals import Conflict, GateClosed, Invalid, NotAllowed
from portal.models.dialogues import Dialogue
from portal.queries import extensive as known
from portal.queries import lifecycle
from portal.services import dialogues, evaluations, extensive

DAY = timedelta(days=1)


def criteria(session: Session, dialogue: Dialogue, rules: Any = RULES) -> list[Criterion]:
    return [met.criterion for met in known.of_dialogue(session, dialogue, rules).criteria]


def missing(session: Session, dialogue: Dialogue) -> set[str]:
    facts = lifecycle.facts_of(session, dialogue, RULES, NOW)
    return {check.code for check in checks(Gate.CONCLUDE, facts) if not check.met}


def test_the_portal_sets_it_by_how_many_are_affected_how_many_wrote_what_it_costs_and_who_holds_it(session) -> None:
    dialogue = make_open_dialogue(session)
    assert criteria(session, dialogue) == []
    make_big(session, dialogue, 5000)
    dialogue.planned_cost = 250_000
    make_submission(session, dialogue)
    dialogue.held_by = make_body(session, "Kommunstyrelsen", kind=BodyKind.EXECUTIVE_BOARD)
    session.flush()
    assert criteria(session, dialogue, replace(RULES, extensive=Limits(submissions=1))) == list(Criterion)


def test_the_criteria_are_counted_anew_as_facts_change_while_it_lives(session) -> None:
    dialogue, few = make_open_dialogue(session), replace(RULES, extensive=Limits(submissions=2))
    make_submission(session, dialogue)
    assert not known.of_dialogue(session, dialogue, few).holds
    make_submission(session, dialogue)
    assert known.of_dialogue(session, dialogue, few).holds
    dialogue.planned_cost = 300_000
    assert known.of_dialogue(session, dialogue, RULES).holds
    extensive.set_cost(session, SYSTEM, RULES, dialogue, 1000, dialogue.version, NOW)
    assert not known.of_dialogue(session, dialogue, RULES).holds


def test_the_log_tells_when_it_becomes_extensive_and_by_which_figures(session) -> None:
    dialogue = make_open_dialogue(session)
    assert not extensive.tell(session, dialogue, RULES, NOW)
    make_big(session, dialogue, 6000)
    assert dialogue.id in known.untold(session, RULES)
    assert extensive.tell(session, dialogue, RULES, NOW)
    row = {"criterion": "many_affected", "figure": 6000, "limit": 5000}
    assert log(session, dialogue.id)[-1] == ("extensive_told", {"criteria": [row]})
    assert known.untold(session, RULES) == {}
    assert not extensive.tell(session, dialogue, RULES, NOW)


def test_the_announcement_tells_it_at_once(session) -> None:
    dialogue = make_dialogue_ready_to_announce(session)
    make_big(session, dialogue)
    dialogues.announce(session, SYSTEM, RULES, dialogue, NOW)
    assert log(session, dialogue.id)[-1][0] == "extensive_told"


def test_staff_say_otherwise_with_a_reason_both_ways_and_it_is_public(session) -> None:
    dialogue = make_open_dialogue(session)
    actor = lead(session, body=dialogue.body)
    extensive.state(session, actor, RULES, dialogue, True, "Rör alla skolor.", dialogue.version, NOW)
    assert known.of_dialogue(session, dialogue, RULES).holds
    assert log(session, dialogue.id)[-1] == ("extensive_stated", {"stated": True, "reason": "Rör alla skolor."})
    make_big(session, dialogue)
    extensive.state(session, actor, RULES, dialogue, False, "Bara en remiss.", dialogue.version, NOW)
    assert not known.of_dialogue(session, dialogue, RULES).holds
    assert (dialogue.extensive_stated_by_id, dialogue.extensive_stated_at) == (actor.user_id, NOW)
    assert [(one.id, found.reason) for one, found in known.overrides(session, RULES)] == [
        (dialogue.id, "Bara en remiss.")
    ]
    extensive.state(session, actor, RULES, dialogue, None, "", dialogue.version, NOW)
    assert known.of_dialogue(session, dialogue, RULES).holds
    assert known.overrides(session, RULES) == []
    assert verbs(session)[-3:] == ["extensive.state"] * 3


@pytest.mark.parametrize("stated", [True, False])
def test_no_override_without_a_reason(session, stated: bool) -> None:
    dialogue = make_open_dialogue(session)
    with refused(session, "EXTENSIVE_WITHOUT_REASON", kind=Invalid):
        extensive.state(session, SYSTEM, RULES, dialogue, stated, "  ", dialogue.version, NOW)


def test_two_officials_do_not_overwrite_each_other(session) -> None:
    dialogue = make_open_dialogue(session)
    seen = dialogue.version
    extensive.state(session, SYSTEM, RULES, dialogue, True, "Viktigt.", seen, NOW)
    with refused(session, "CHANGED_MEANWHILE", kind=Conflict):
        extensive.state(session, SYSTEM, RULES, dialogue, False, "Litet.", seen, NOW)


def test_only_the_lead_of_the_body_says_otherwise(session) -> None:
    dialogue = make_open_dialogue(session)
    stranger = lead(session, body=make_body(session, "Socialnämnden"))
    with refused(session, "NOT_ALLOWED", kind=NotAllowed):
        extensive.state(session, stranger, RULES, dialogue, True, "x", dialogue.version, NOW)


def test_an_extensive_dialogue_is_not_concluded_before_it_is_reported_in_its_body(session) -> None:
    dialogue = make_big(session, make_answered_dialogue(session).dialogue)
    assert "NOT_REPORTED_TO_BODY" in missing(session, dialogue)
    evaluations.report_to_body(session, SYSTEM, RULES, dialogue, NOW.date(), "§ 44", NOW)
    assert "NOT_REPORTED_TO_BODY" not in missing(session, dialogue)
    assert log(session, dialogue.id)[-1] == ("reported_to_body", {"on": NOW.date().isoformat(), "section": "§ 44"})
    found = known.reported(session, RULES)
    assert (found.reported, found.answered) == (1, 1)


def test_a_small_one_needs_no_report(session) -> None:
    assert "NOT_REPORTED_TO_BODY" not in missing(session, make_answered_dialogue(session).dialogue)


@pytest.mark.parametrize(
    ("days", "section", "code"),
    [(-1, "§ 44", "REPORTED_BEFORE_ANSWER"), (1, "§ 44", "REPORTED_IN_THE_FUTURE"), (0, " § ", "NO_SECTION")],
)
def test_a_report_before_the_answer_in_the_future_or_without_a_section_is_refused(
    session, days: int, section: str, code: str
) -> None:
    dialogue = make_answered_dialogue(session).dialogue
    with refused(session, code, kind=Invalid):
        evaluations.report_to_body(session, SYSTEM, RULES, dialogue, NOW.date() + days * DAY, section, NOW)


def test_what_is_not_answered_is_not_reported(session) -> None:
    dialogue = make_open_dialogue(session)
    with refused(session, "NOT_ANSWERED", kind=GateClosed):
        evaluations.report_to_body(session, SYSTEM, RULES, dialogue, NOW.date(), "§ 44", NOW)


def test_limits_that_are_changed_afterwards_do_not_change_a_concluded_dialogue(session) -> None:
    dialogue = make_big(session, make_answered_dialogue(session).dialogue)
    evaluations.report_to_body(session, SYSTEM, RULES, dialogue, NOW.date(), "§ 44", NOW)
    view = evaluations.GroupView("Ja.", "Bra.", "Bra.", "Dialoggruppen", NOW.date())
    evaluations.evaluate(session, SYSTEM, dialogue, view, NOW)
    evaluations.learn(session, SYSTEM, dialogue, "Fråga tidigt.", None, NOW.date(), NOW)
    evaluations.conclude(session, SYSTEM, RULES, dialogue, NOW)
    higher = replace(RULES, extensive=Limits(affected=100_000))
    assert known.of_dialogue(session, dialogue, higher).holds
    with refused(session, "ALREADY_CONCLUDED", kind=GateClosed):
        extensive.state(session, SYSTEM, RULES, dialogue, False, "Litet.", dialogue.version, NOW)


def test_the_worker_tells_the_log_at_night(changes, reading, engine, settings) -> None:
    with changes() as session:
        dialogue_id = make_big(session, make_open_dialogue(session)).id
    jobs.tell_extensive(engine, settings, NOW)
    jobs.tell_extensive(engine, settings, NOW + DAY)
    with reading() as session:
        assert [kind for kind, _data in log(session, dialogue_id)].count("extensive_told") == 1


@pytest.fixture
def at_now() -> Any:
    with time_machine.travel(NOW, tick=True):
        yield


def test_the_public_reads_on_the_page_that_it_is_extensive_and_why_and_when_it_was_reported(
    page, changes, at_now
) -> None:
    with changes() as session:
        dialogue = make_big(session, make_answered_dialogue(session).dialogue)
        slug = dialogue.slug
    words = page.get(f"/sv/dialogues/{slug}/").words
    assert "En omfattande dialog" in words
    assert "Ungefär 6\xa0000 personer berörs. Gränsen är 5\xa0000.".replace("\xa0", " ") in words.replace("\xa0", " ")
    assert "redovisas den i tekniska nämnden" in words
    with changes() as session:
        again = session.get_one(Dialogue, dialogue.id)
        evaluations.report_to_body(session, SYSTEM, RULES, again, NOW.date(), "§ 44", NOW)
    assert "Den redovisades i tekniska nämnden 2 mars 2026, § 44." in page.get(f"/sv/dialogues/{slug}/").words
    assert "Dialogen redovisades för nämnden" in page.get(f"/sv/dialogues/{slug}/log").words


def test_the_office_says_why_not_and_the_reason_is_kept_in_the_log(page, changes, at_now) -> None:
    with changes() as session:
        dialogue = make_big(session, make_open_dialogue(session))
        address = f"/office/dialogues/{dialogue.slug}/stages/extensive"
        page.sign_in(make_user(session, roles=(Role.DIALOGUE_LEAD,), body=dialogue.body).session_token)
        slug = dialogue.slug
    shown = page.get(address)
    assert "Dialogen räknas som omfattande" in shown.words
    empty = page.submit(shown, 422, stated="no", extensive_reason="")
    assert "Skälet blir offentligt" in empty.words
    page.submit(page.get(address), 303, stated="no", extensive_reason="Frågan är liten.")
    assert (
        "Vi räknar inte dialogen som omfattande. Skälet: Frågan är liten." in page.get(f"/sv/dialogues/{slug}/").words
    )
    told = page.get(f"/sv/dialogues/{slug}/log").words
    assert "Vi räknar inte dialogen som omfattande." in told
    assert "Skälet: Frågan är liten." in told
    page.submit(page.get(address), 303, actual_cost="310 000")
    assert "Dialogen kostar 310 000 kronor" in page.get(address).words.replace("\xa0", " ")
    assert page.submit(page.get(address), 422, actual_cost="mycket").status == 422


def test_what_it_is_planned_to_cost_is_part_of_the_plan(page, changes, at_now) -> None:
    with changes() as session:
        dialogue = make_dialogue_ready_to_announce(session)
        address = f"/office/dialogues/{dialogue.slug}/commitment/plan/"
        page.sign_in(make_user(session, roles=(Role.DIALOGUE_LEAD,), body=dialogue.body).session_token)
    wrong = page.submit(page.get(address), 422, planned_cost="dyrt")
    assert wrong.field("planned_cost") == "dyrt"
    page.submit(page.get(address), 303, planned_cost="260 000")
    assert page.get(address).field("planned_cost") == "260000"
    with changes() as session:
        again = session.get_one(Dialogue, dialogue.id)
        assert criteria(session, again) == [Criterion.HIGH_COST]
