"""A2: dialogue is held at the right point of the decision process: the line to the decision, and what breaks it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy.orm import Session
from support import factories
from support.factories import NOW, RULES, in_languages
from support.traces import log, refused

from portal.domain.agendas import BreakKind, breaks
from portal.domain.lifecycle import Gate
from portal.domain.permissions import SYSTEM, Role
from portal.domain.refusals import GateClosed, Invalid
from portal.models.dialogues import Dialogue
from portal.queries import agendas as known
from portal.services import agendas, amendments, dialogues
from portal.services.amendments import Amended

TODAY = NOW.date()
REASON = in_languages("Sammanträdet är flyttat.")


@pytest.fixture(autouse=True)
def _at_now() -> Any:
    with time_machine.travel(NOW, tick=True):
        yield


def planned(dialogue: Dialogue) -> date:
    """The day on which the decision is promised."""
    assert dialogue.planned_decision_on is not None
    return dialogue.planned_decision_on


def closing(dialogue: Dialogue) -> date:
    """The last open day."""
    assert dialogue.closes_at is not None
    return (dialogue.closes_at - timedelta(minutes=1)).date()


def ready(session: Session, days_left: int) -> Dialogue:
    """A dialogue that lacks nothing but, perhaps, time between its closing and the decision."""
    dialogue = factories.make_dialogue_ready_to_announce(session)
    dialogue.planned_decision_on = closing(dialogue) + timedelta(days=days_left)
    session.flush()
    factories.approve(session, dialogue)
    return dialogue


def amend(session: Session, dialogue: Dialogue, **given: Any) -> None:
    amendments.amend(session, SYSTEM, RULES, dialogue, Amended(**given), REASON, "Olle", dialogue.version, NOW)


def test_the_line_to_the_decision_is_public_with_its_days_in_order(page, changes: Callable[[], Any]) -> None:
    with changes() as session:
        dialogue = factories.make_open_dialogue(session)
        meeting = agendas.hold(session, SYSTEM, RULES, dialogue.body, planned(dialogue), NOW)
        agendas.put(session, SYSTEM, RULES, meeting, dialogue.matter, "7", NOW)
        slug, matter = dialogue.slug, dialogue.matter.slug
    shown = page.get(f"/sv/dialogues/{slug}/")
    line = " ".join("".join(shown.all("ol", class_="line")[0].itertext()).split())
    steps = [
        "Övervägd: det ska bli dialog", "Dialog pågår23 feb.–22 mars 2026",
        "Resultatet: det här sa nisenast 21 april 2026",
        "Resultatet lämnas till tekniska nämndenföre 21 maj 2026",
        "Sammanträde och beslut i tekniska nämnden21 maj 2026", "Svar till alla som har deltagitsenast 11 juni 2026",
    ]  # fmt: skip
    assert [line.find(step) >= 0 for step in steps] == [True] * len(steps), line
    assert sorted(steps, key=line.index) == steps
    assert "Klart:" in line
    assert "Kommer:" in line
    assert shown.all("li", aria_current="step")
    on_matter = page.get(f"/sv/matters/{matter}/").all("ol", class_="line")[0]
    assert "Övervägt: ska det bli dialog?" in "".join(on_matter.itertext())


def test_a_meeting_on_another_day_than_the_decision_has_a_place_of_its_own(page, changes: Callable[[], Any]) -> None:
    with changes() as session:
        dialogue = factories.make_open_dialogue(session)
        part = factories.make_body(session, "Arbetsutskottet")
        meeting = agendas.hold(session, SYSTEM, RULES, part, planned(dialogue) - timedelta(days=14), NOW)
        agendas.put(session, SYSTEM, RULES, meeting, dialogue.matter, "", NOW)
        slug = dialogue.slug
    line = "".join(page.get(f"/sv/dialogues/{slug}/").all("ol", class_="line")[0].itertext())
    assert line.index("Sammanträde i arbetsutskottet") < line.index("Beslut i tekniska nämnden")


def test_a_dialogue_that_opens_after_the_decision_is_refused(session: Session) -> None:
    dialogue = ready(session, -40)
    with refused(session, "DECISION_NOT_AFTER_CLOSING", "ANSWER_LATER_THAN_TWELVE_WEEKS", kind=GateClosed):
        dialogues.announce(session, SYSTEM, RULES, dialogue, NOW)


def test_a_dialogue_is_not_held_when_its_decision_day_has_come(session: Session) -> None:
    matter = factories.make_matter(session, planned_decision_on=TODAY)
    with refused(session, "AFTER_PLANNED_DECISION", kind=GateClosed):
        dialogues.hold(
            session, SYSTEM, RULES, matter, matter.body, {"sv": "Parken"}, NOW, steering_goal="Mål", steering_year=2026
        )


def test_a_dialogue_that_closes_too_near_the_decision_is_warned(session: Session) -> None:
    dialogues.announce(session, SYSTEM, RULES, ready(session, 14), NOW)
    dialogue = ready(session, 13)
    with refused(session, "CLOSES_TOO_NEAR_DECISION", kind=GateClosed):
        dialogues.announce(session, SYSTEM, RULES, dialogue, NOW)


def test_the_warning_is_passed_with_a_reason_that_the_public_reads(page, changes: Callable[[], Any]) -> None:
    with changes() as session:
        dialogue = ready(session, 13)
        slug = dialogue.slug
        code, why = "CLOSES_TOO_NEAR_DECISION", "Nämnden läser under kvällarna."
        dialogues.pass_should(session, SYSTEM, RULES, dialogue, Gate.ANNOUNCE, code, why, NOW)
        dialogues.announce(session, SYSTEM, RULES, dialogue, NOW)
    words = page.get(f"/sv/dialogues/{slug}/log").words
    assert "Nämnden läser under kvällarna." in words
    assert "tid att sammanställa och läsa synpunkterna" in words


def test_an_amendment_keeps_the_same_rule(session: Session) -> None:
    dialogue = factories.make_open_dialogue(session)
    near = closing(dialogue) + timedelta(days=13)
    with refused(session, "CLOSES_TOO_NEAR_DECISION", kind=Invalid):
        amend(session, dialogue, planned_decision_on=near)
    with refused(session, "DECISION_NOT_AFTER_CLOSING", kind=Invalid):
        amend(session, dialogue, planned_decision_on=closing(dialogue))
    amend(session, dialogue, planned_decision_on=near, short_time_because="Nämnden läser fort.")
    kind, data = log(session, dialogue.id)[-1]
    assert (kind, data["code"], data["reason"]) == ("should_passed", "CLOSES_TOO_NEAR_DECISION", "Nämnden läser fort.")


def test_an_amendment_that_leaves_more_time_than_before_needs_no_excuse(session: Session) -> None:
    dialogue = factories.make_open_dialogue(session)
    amend(session, dialogue, planned_decision_on=closing(dialogue) + timedelta(days=5), short_time_because="Brådskar")
    amend(session, dialogue, planned_decision_on=closing(dialogue) + timedelta(days=9))
    amend(session, dialogue, result_by=closing(dialogue) + timedelta(days=20))


def test_a_moved_meeting_shows_what_it_breaks_before_it_is_moved(page, changes: Callable[[], Any]) -> None:
    with changes() as session:
        dialogue = factories.make_open_dialogue(session)
        meeting = agendas.hold(session, SYSTEM, RULES, dialogue.body, planned(dialogue), NOW)
        agendas.put(session, SYSTEM, RULES, meeting, dialogue.matter, "7", NOW)
        promised, meeting_id, near = planned(dialogue), meeting.id, closing(dialogue) + timedelta(days=3)
        found = breaks(known.item_days(session, meeting, RULES, NOW), promised, near, TODAY, RULES)
        assert {one.kind for one in found} >= {BreakKind.CLOSES_TOO_NEAR, BreakKind.ANOTHER_DAY_PROMISED}
        keeper = factories.make_user(session, roles=[Role.REGISTRAR, Role.DIALOGUE_LEAD])
    page.sign_in(keeper.session_token)
    form = page.get(f"/office/agendas/{meeting_id}/move")
    shown = page.submit(form, status=200, to=near.isoformat(), reason="Krock")
    assert "bara 3 dagar före sammanträdet. Det bör vara minst 14." in shown.words
    assert "Löftet säger att beslutet fattas torsdag 21 maj 2026." in shown.words
    page.submit(shown, status=303, button="confirm", to=near.isoformat(), reason="Krock")
    with changes() as session:
        fresh = known.by_id(session, meeting_id)
        assert (fresh.held_on, fresh.moves[0].from_on, fresh.moves[0].reason) == (near, promised, "Krock")
        dialogue = session.get_one(Dialogue, dialogue.id)
        assert dialogue.planned_decision_on == promised, "a promise is changed by an amendment only"
    desk = page.get("/office/").words
    assert "Löftet måste ändras: ny beslutsdag" in desk
    assert "Resultatet är lovat till tisdag 21 april 2026, efter sammanträdet." in desk
