"""What a writer does from the receipt: take back, add to, appeal; and anybody's report of a shown text."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from support.factories import (
    NOW,
    RULES,
    make_closed_dialogue,
    make_handed_over_dialogue,
    make_open_dialogue,
    make_submission,
    make_theme,
)

from portal.domain.dialogues import ShowMode
from portal.domain.moderation import AppealOutcome, Reason, ReviewState
from portal.domain.questions import Given
from portal.domain.refusals import Conflict, GateClosed, Invalid, NotFound, Refused
from portal.domain.themes import CodingState
from portal.models.audit import AuditEntry
from portal.models.moderation import Appeal, Report
from portal.models.themes import Quote
from portal.services import receipts


def added(session: Any, submission: Any, text: str = "Och en bänk vid bron.", seen: int = 0, now: Any = NOW) -> Any:
    """Add a text to the question that was answered."""
    given = (Given(submission.answers[0].question_id, text),)
    return receipts.add_to(session, RULES, submission.id, given, seen, now)


def code_of(what: Any) -> str:
    """The only code that a call is refused with."""
    with pytest.raises(Refused) as refused:
        what()
    (code,) = refused.value.codes
    return code


def test_taken_back_is_neither_shown_nor_quoted_nor_counted_and_stays_in_the_record(session):
    dialogue = make_open_dialogue(session)
    submission = make_submission(session, dialogue, state=ReviewState.SHOWN)
    theme = make_theme(session, dialogue, "Träd")
    session.add(Quote(theme_id=theme.id, answer_id=submission.answers[0].id, start=0, end=5))
    session.flush()
    receipts.take_back(session, submission.id, NOW)
    assert (submission.state, submission.reason, submission.counted) == (
        ReviewState.TAKEN_BACK,
        Reason.TAKEN_BACK,
        False,
    )
    assert submission.answers[0].text
    assert session.scalar(select(func.count()).select_from(Quote)) == 0
    assert session.scalars(select(AuditEntry.verb)).all()[-1] == "take_back"
    assert code_of(lambda: receipts.take_back(session, submission.id, NOW)) == "ALREADY_TAKEN_BACK"


def test_taken_back_after_the_handover_stays_in_the_figures(session):
    submission = make_submission(session, make_handed_over_dialogue(session), state=ReviewState.SHOWN)
    receipts.take_back(session, submission.id, NOW)
    assert submission.counted


def test_taking_back_ends_the_appeal(session):
    submission = make_submission(
        session, make_open_dialogue(session), state=ReviewState.WITHHELD, reason=Reason.OTHER_MATTER
    )
    receipts.appeal(session, RULES, submission.id, "Den gäller just den här frågan.", NOW)
    receipts.take_back(session, submission.id, NOW)
    assert session.scalars(select(Appeal)).one().outcome is AppealOutcome.LAPSED
    assert not submission.appeal_open


def test_what_is_added_stands_beside_the_first_text_and_waits_for_review_again(session):
    submission = make_submission(session, make_open_dialogue(session), state=ReviewState.SHOWN)
    before = submission.answers[0].text
    added(session, submission)
    assert [answer.text for answer in submission.answers] == [before, "Och en bänk vid bron."]
    assert (submission.additions, submission.state) == (1, ReviewState.WAITING)
    assert submission.coding is CodingState.WAITING


def test_adding_the_same_twice_adds_it_once_and_something_else_is_a_conflict(session):
    submission = make_submission(session, make_open_dialogue(session))
    added(session, submission)
    added(session, submission)
    assert submission.additions == 1
    with pytest.raises(Conflict):
        added(session, submission, "Något annat.")


def test_where_texts_are_shown_at_once_an_addition_is_too_unless_it_holds_personal_data(session):
    dialogue = make_open_dialogue(session, show_mode=ShowMode.AT_ONCE)
    submission = make_submission(session, dialogue)
    submission.state = ReviewState.SHOWN
    session.flush()
    added(session, submission)
    assert submission.state is ReviewState.SHOWN
    added(session, submission, "Ring mig på 070-123 45 67.", seen=1)
    assert submission.state is ReviewState.WAITING


def test_nothing_is_added_to_a_closed_dialogue_or_to_what_was_taken_back_or_without_text(session):
    closed = make_submission(session, make_closed_dialogue(session))
    assert code_of(lambda: added(session, closed)) == "NOT_OPEN_FOR_ADDITIONS"
    dialogue = make_open_dialogue(session)
    gone = make_submission(session, dialogue)
    receipts.take_back(session, gone.id, NOW)
    assert code_of(lambda: added(session, gone)) == "TAKEN_BACK"
    empty = make_submission(session, dialogue)
    assert code_of(lambda: added(session, empty, "  ")) == "NOTHING_WRITTEN"


def test_a_decision_can_be_appealed_for_21_days_once_with_a_text(session):
    submission = make_submission(
        session, make_open_dialogue(session), state=ReviewState.WITHHELD, reason=Reason.OTHER_MATTER
    )
    last = NOW + timedelta(days=21)

    def appeal(text: str = "Den gäller frågan.", now: Any = last) -> Any:
        return receipts.appeal(session, RULES, submission.id, text, now)

    assert code_of(lambda: appeal(" ")) == "APPEAL_REQUIRED"
    assert code_of(lambda: appeal("x" * 4001)) == "ANSWER_TOO_LONG"
    assert code_of(lambda: appeal(now=last + timedelta(seconds=1))) == "APPEAL_TOO_LATE"
    assert not appeal().after_handover
    assert submission.appeal_open
    assert code_of(appeal) == "APPEAL_OPEN"
    submission.appeal_open = False
    session.flush()
    assert code_of(appeal) == "APPEAL_SETTLED"


def test_what_is_shown_or_waits_cannot_be_appealed(session):
    dialogue = make_open_dialogue(session)
    for state in (ReviewState.SHOWN, ReviewState.WAITING):
        one = make_submission(session, dialogue, state=state).id
        assert code_of(lambda one=one: receipts.appeal(session, RULES, one, "Nej.", NOW)) == "NOTHING_TO_APPEAL"


def test_an_appeal_after_the_handover_is_marked_so(session):
    submission = make_submission(
        session, make_handed_over_dialogue(session), state=ReviewState.WITHHELD, reason=Reason.OTHER_MATTER
    )
    assert receipts.appeal(session, RULES, submission.id, "Läs igen.", NOW).after_handover


def test_a_report_keeps_nothing_about_who_reported(session):
    submission = make_submission(session, make_open_dialogue(session), state=ReviewState.SHOWN)
    receipts.report(session, RULES, submission.id, Reason.THREAT_OR_HATE, "Läs andra meningen.", NOW)
    report = session.scalars(select(Report)).one()
    assert (report.reason, report.reported_on) == (Reason.THREAT_OR_HATE, NOW.date())
    assert submission.reports_open == 1
    assert session.scalars(select(AuditEntry).where(AuditEntry.verb == "report")).one().actor_id is None


def test_only_a_shown_text_is_reported_and_only_for_one_of_the_reasons(session):
    dialogue = make_open_dialogue(session)
    waiting, shown = make_submission(session, dialogue), make_submission(session, dialogue, state=ReviewState.SHOWN)
    with pytest.raises(NotFound):
        receipts.report(session, RULES, waiting.id, Reason.THREAT_OR_HATE, "", NOW)
    for reason in (None, Reason.TAKEN_BACK):
        with pytest.raises(Invalid) as refused:
            receipts.report(session, RULES, shown.id, reason, "", NOW)
        assert refused.value.codes == ("REPORT_REASON_REQUIRED",)


def test_that_a_receipt_was_opened_is_noted_once_per_edition_without_a_time(session):
    from portal.domain.feedback import EditionKind
    from portal.models.feedback import Edition, ReceiptOpened

    submission = make_submission(session, make_handed_over_dialogue(session))
    edition = Edition(
        dialogue_id=submission.dialogue_id,
        number=1,
        kind=EditionKind.RESULT,
        content={},
        content_hash="",
        as_of=NOW,
        published_at=NOW,
    )
    session.add(edition)
    session.flush()
    for _ in range(2):
        receipts.note_opened(session, submission.id, edition.id)
    assert session.scalar(select(func.count()).select_from(ReceiptOpened)) == 1
    assert {column.name for column in ReceiptOpened.__table__.columns} == {"submission_id", "edition_id"}


def test_gates_that_are_closed_say_so_as_gates(session):
    submission = make_submission(session, make_closed_dialogue(session))
    with pytest.raises(GateClosed):
        added(session, submission)
