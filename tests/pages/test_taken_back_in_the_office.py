"""A text that its writer took back, as the office reads it afterwards."""

from support import factories as f

from portal.domain.moderation import AppealOutcome, Reason, ReportOutcome, ReviewState
from portal.models.moderation import Appeal, ReviewDecision
from portal.services import receipts
from portal.web.reading_labels import APPEAL_OUTCOMES, REPORT_OUTCOMES


def test_a_text_taken_back_while_its_appeal_waited_is_read_with_what_became_of_the_appeal(page, changes, time_machine):
    time_machine.move_to(f.NOW)
    with changes() as session:
        dialogue = f.make_closed_dialogue(session, slug="parken")
        one = f.make_submission(session, dialogue, "Text.", state=ReviewState.WITHHELD, reason=Reason.OTHER_MATTER)
        decision = session.query(ReviewDecision).one()
        session.add(Appeal(submission_id=one.id, decision_id=decision.id, text="Läs igen!", lodged_at=f.NOW))
        session.flush()
        receipts.take_back(session, one.id, f.NOW)
        page.sign_in(f.make_user(session, "Lena Lindqvist").session_token)
    assert "prövas inte, texten togs tillbaka" in page.get("/office/dialogues/parken/reading/1?show=all").words


def test_everything_that_can_become_of_an_appeal_or_a_report_has_a_name():
    assert set(APPEAL_OUTCOMES) == set(AppealOutcome)
    assert set(REPORT_OUTCOMES) == set(ReportOutcome)
