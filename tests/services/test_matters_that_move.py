"""A matter that another body takes over, and one that is decided without dialogue."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session
from support import factories
from support.factories import NOW, RULES
from support.traces import log, refused, verbs

from portal.domain.lifecycle import Gate, checks
from portal.domain.permissions import SYSTEM, Role
from portal.domain.refusals import Conflict, GateClosed, Invalid, NotAllowed
from portal.models.dialogues import Dialogue
from portal.queries import commitments, considered, lifecycle
from portal.queries import matters as known
from portal.services import corrections, matters

TODAY = NOW.date()


def moved(session: Session, dialogue: Dialogue) -> None:
    other = factories.make_body(session, "Kulturnämnden")
    matters.move(session, SYSTEM, RULES, dialogue.matter, other, "Ny ansvarsfördelning", dialogue.matter.version, NOW)


def test_a_moved_matter_keeps_its_considerations_and_says_where_it_came_from(session: Session) -> None:
    matter = factories.make_matter(session)
    before, other = matter.body, factories.make_body(session, "Kulturnämnden")
    matters.move(session, SYSTEM, RULES, matter, other, "Ny ansvarsfördelning", matter.version, NOW)
    (move,) = known.moves_of(session, matter.id)
    assert (move.from_body, move.to_body, move.moved_on) == (before, other, TODAY)
    standing = known.standing_consideration(session, matter.id)
    assert standing is not None
    assert standing.body == before
    assert verbs(session)[-1] == "matters.move"


def test_a_dialogue_that_is_being_prepared_comes_along_and_needs_a_new_approval(session: Session) -> None:
    dialogue = factories.make_dialogue_ready_to_announce(session)
    assert commitments.standing_approval(session, dialogue, RULES) is not None
    moved(session, dialogue)
    assert dialogue.body == dialogue.deciding_body == dialogue.matter.body
    assert commitments.standing_approval(session, dialogue, RULES) is None
    assert known.left_behind(session, [dialogue]) == set()


def test_an_announced_dialogue_stays_with_the_body_that_promised_until_it_is_moved_itself(session: Session) -> None:
    dialogue = factories.make_open_dialogue(session)
    promised_by = dialogue.body
    moved(session, dialogue)
    assert dialogue.body == promised_by
    assert known.left_behind(session, [dialogue]) == {dialogue.id}
    approval = commitments.standing_approval(session, dialogue, RULES)
    to = dialogue.matter.body
    corrections.move_body(session, SYSTEM, dialogue, to, "Följer ärendet", dialogue.version, NOW)
    assert dialogue.body == to
    assert dialogue.deciding_body == promised_by
    assert known.left_behind(session, [dialogue]) == set()
    kind, data = log(session, dialogue.id)[-1]
    assert (kind, data["what"], data["new"], data["reason"]) == ("corrected", "body", "Kulturnämnden", "Följer ärendet")
    assert approval is not None
    assert approval.approved_by == "Olle Ordförande"


def test_a_matter_is_not_moved_without_a_reason_to_the_same_body_or_unseen(session: Session) -> None:
    matter = factories.make_matter(session)
    other = factories.make_body(session, "Kulturnämnden")
    with refused(session, "MOVED_TO_THE_SAME_BODY", "MOVE_WITHOUT_REASON", kind=Invalid):
        matters.move(session, SYSTEM, RULES, matter, matter.body, " ", matter.version, NOW)
    with refused(session, "CHANGED_MEANWHILE", kind=Conflict):
        matters.move(session, SYSTEM, RULES, matter, other, "Skäl", matter.version - 1, NOW)
    stranger = factories.actor(factories.make_user(session, roles=[Role.REGISTRAR], body=other))
    with refused(session, "NOT_ALLOWED", kind=NotAllowed):
        matters.move(session, stranger, RULES, matter, other, "Skäl", matter.version, NOW)
    matters.withdraw(session, SYSTEM, matter, TODAY, NOW)
    with refused(session, "MATTER_WITHDRAWN", kind=GateClosed):
        matters.move(session, SYSTEM, RULES, matter, other, "Skäl", matter.version, NOW)


def test_a_dialogue_is_not_moved_before_its_promise_or_after_its_end(session: Session) -> None:
    dialogue = factories.make_dialogue(session)
    other = factories.make_body(session, "Kulturnämnden")
    with refused(session, "NOT_ANNOUNCED", kind=GateClosed):
        corrections.move_body(session, SYSTEM, dialogue, other, "Skäl", dialogue.version, NOW)
    dialogue.announced_at = dialogue.concluded_at = NOW
    session.flush()
    with refused(session, "DIALOGUE_ENDED", kind=GateClosed):
        corrections.move_body(session, SYSTEM, dialogue, other, "Skäl", dialogue.version, NOW)
    with refused(session, "MOVED_TO_THE_SAME_BODY", "MOVE_WITHOUT_REASON", kind=Invalid):
        corrections.move_body(session, SYSTEM, dialogue, dialogue.body, "", dialogue.version, NOW)


def test_a_matter_without_dialogue_is_decided_on_a_day_under_a_section(session: Session) -> None:
    matter = factories.make_matter(session, considered=None)
    matters.record_decided(session, SYSTEM, RULES, matter, TODAY, "§ 12", matter.version, NOW)
    assert (matter.decided_on, matter.decided_section) == (TODAY, "12")
    assert known.unconsidered(session) == []
    assert considered.days_of(session, [matter.id])[matter.id].decided_on == TODAY


@pytest.mark.parametrize(
    ("days", "section", "code"),
    [(1, "§ 1", "DECIDED_IN_THE_FUTURE"), (-31, "§ 1", "DECIDED_BEFORE_REGISTERED"), (0, "§ ", "NO_SECTION")],
)
def test_a_matter_is_not_decided_so(session: Session, days: int, section: str, code: str) -> None:
    matter = factories.make_matter(session)
    with refused(session, code, kind=Invalid):
        day = TODAY + timedelta(days=days)
        matters.record_decided(session, SYSTEM, RULES, matter, day, section, matter.version, NOW)


def test_a_matter_under_dialogue_is_decided_in_the_dialogue(session: Session) -> None:
    dialogue = factories.make_open_dialogue(session)
    with refused(session, "DIALOGUE_STILL_LIVES", kind=GateClosed):
        matters.record_decided(session, SYSTEM, RULES, dialogue.matter, TODAY, "§ 1", dialogue.matter.version, NOW)


def test_no_dialogue_is_announced_in_a_matter_that_is_decided(session: Session) -> None:
    dialogue = factories.make_dialogue_ready_to_announce(session)
    matter = dialogue.matter
    matters.record_decided(session, SYSTEM, RULES, matter, TODAY, "§ 1", matter.version, NOW)
    facts = lifecycle.facts_of(session, dialogue, RULES, NOW)
    assert [one.code for one in checks(Gate.ANNOUNCE, facts) if one.blocks] == ["ALREADY_DECIDED"]
