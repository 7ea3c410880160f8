"""V: openness, respect and responsibility run through every dialogue: one can read all that was done, and by whom."""

from datetime import timedelta

import pytest
import time_machine
from support.answered import make_answered_dialogue
from support.factories import NOW, RULES, in_languages, lead, make_body, make_open_dialogue, make_submission

from portal.domain.moderation import Reason, ReviewState
from portal.domain.public_log import LogKind
from portal.domain.refusals import Invalid
from portal.effects import public_log
from portal.queries import public_log as known
from portal.services import amendments, dialogues, endings
from portal.services.amendments import Amended


@pytest.fixture(autouse=True)
def _then():
    with time_machine.travel(NOW, tick=False):
        yield


def passed(session, dialogue, at=NOW):
    public_log.note(
        session, dialogue.id, LogKind.SHOULD_PASSED, at, "dialogue_lead",
        gate="announce", code="OPEN_TOO_SHORT", reason="Nämnden möts redan i april.",
    )  # fmt: skip


def test_the_log_tells_what_was_announced_amended_and_by_which_office_with_grounds(page, changes):
    with changes() as session:
        dialogue = make_open_dialogue(session, slug="parken")
        amendments.amend(
            session, lead(session), RULES, dialogue, Amended(answer_by=dialogue.answer_by + timedelta(days=7)),
            in_languages("Nämnden möts en vecka senare."), "Olle Ordförande", dialogue.version, NOW,
        )  # fmt: skip
    shown = page.get("/sv/dialogues/parken/log").words
    assert "Dialogen tillkännagavs och löftet publicerades. Löftet godkändes av Olle Ordförande" in shown
    assert "Löftet ändrades: när svaret kommer." in shown
    assert "Beslutat av Olle Ordförande. Skälet: Nämnden möts en vecka senare." in shown
    assert "dialogansvarig" in shown
    assert "Lena Lindqvist" not in shown, "who works at the desk is an office, not a name"


def test_the_review_is_told_in_totals_by_reason(page, changes):
    with changes() as session:
        dialogue = make_open_dialogue(session, slug="parken")
        make_submission(session, dialogue, "Ett.", state=ReviewState.SHOWN)
        make_submission(session, dialogue, "Två.", state=ReviewState.WITHHELD, reason=Reason.THREAT_OR_HATE)
    shown = page.get("/sv/dialogues/parken/log").words
    assert "Hot eller hat mot människor" in shown
    assert "Två." not in shown


def test_what_was_passed_with_a_reason_stands_there_with_the_reason_marked_as_swedish_elsewhere(page, changes):
    with changes() as session:
        passed(session, make_open_dialogue(session, slug="parken"))
    assert "Skälet: Nämnden möts redan i april." in page.get("/sv/dialogues/parken/log").words
    arabic = page.get("/ar/dialogues/parken/log")
    marked = [one for one in arabic.all("span", lang="sv") if one.text == "Nämnden möts redan i april."]
    assert len(marked) == 1


def test_the_log_is_a_feed_too_in_the_readers_language(page, changes):
    with changes() as session:
        make_open_dialogue(session, slug="parken")
    feed = page.get("/sv/dialogues/parken/log.atom")
    assert feed.response.mimetype == "application/atom+xml"
    assert "<title>Dialogen tillkännagavs och löftet publicerades.</title>" in feed.text


def test_a_decision_is_told_with_its_body(page, changes):
    with changes() as session:
        made = make_answered_dialogue(session)
        public_log.note(
            session, made.dialogue.id, LogKind.DECISION_RECORDED, NOW, "registrar",
            body_id=made.dialogue.body_id, final=True, decision="decided", section="31", decided_on=NOW.date(),
        )  # fmt: skip
        slug = made.dialogue.slug
    shown = page.get(f"/sv/dialogues/{slug}/log").words
    assert "Slutligt beslut infört: beslutat måndag 2 mars 2026, § 31. Beslutande: Tekniska nämnden." in shown


def test_the_shoulds_that_were_passed_in_a_year_are_counted_for_each_body(session):
    ours = make_open_dialogue(session)
    theirs = make_open_dialogue(session, body=make_body(session, "Kulturnämnden"))
    passed(session, ours)
    passed(session, theirs)
    passed(session, theirs, NOW - timedelta(days=365))
    assert [one.slug for one in known.shoulds_passed_in_year(session, RULES, 2026)] == [ours.slug, theirs.slug]
    (one,) = known.shoulds_passed_in_year(session, RULES, 2025, theirs.body_id)
    assert (one.code, one.reason) == ("OPEN_TOO_SHORT", "Nämnden möts redan i april.")


def test_a_should_is_never_passed_without_a_reason(session):
    dialogue = make_open_dialogue(session)
    from portal.domain.lifecycle import Gate

    with pytest.raises(Invalid) as refused:
        dialogues.pass_should(
            session, lead(session), RULES, dialogue, Gate.ANNOUNCE, "OPEN_TOO_SHORT", " ", NOW
        )  # fmt: skip
    assert refused.value.codes == ("SHOULD_WITHOUT_REASON",)


def test_a_stop_is_told_with_who_decided_it_and_the_section(page, changes):
    with changes() as session:
        dialogue = make_open_dialogue(session, slug="parken")
        make_submission(session, dialogue, "Ett.")
        reason = in_languages("Marken är såld.")
        endings.stop_early(session, lead(session), RULES, dialogue, reason, "Tekniska nämnden", NOW, "§ 12")
    assert "Dialogen avbröts. Beslutat av Tekniska nämnden, § 12." in page.get("/sv/dialogues/parken/log").words
