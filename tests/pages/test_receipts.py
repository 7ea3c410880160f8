"""*Min synpunkt*: from the code to the words and what they led to; what a writer does from there."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import func, select
from support.factories import (
    NOW,
    RULES,
    actor,
    code_of,
    make_closed_dialogue,
    make_handed_over_dialogue,
    make_open_dialogue,
    make_submission,
    make_texts,
    make_theme,
    make_user,
)

from portal.domain.commitments import content_hash
from portal.domain.dialogues import ShowMode
from portal.domain.feedback import EditionKind, Outcome
from portal.domain.moderation import Reason, ReviewState
from portal.domain.permissions import Role
from portal.domain.themes import CodingState
from portal.effects.texts import write
from portal.models.commitments import CommitmentVersion
from portal.models.dialogues import Dialogue
from portal.models.evaluations import ParticipantEvaluation
from portal.models.feedback import Edition, ReceiptOpened
from portal.models.moderation import Appeal, Mask, PassingOn, PersonalReply, Report, ReviewDecision
from portal.models.submissions import Submission
from portal.models.themes import Coding
from portal.queries import answers
from portal.services import registrations

KEY = "receipt-key"
TEXT = "Plantera fler träd vid vattnet."


@pytest.fixture(autouse=True)
def the_time() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def made(changes: Callable[[], Any], dialogue: Callable[..., Any] = make_open_dialogue, **given: Any) -> str:
    """A dialogue with one submission; returns the address of its receipt."""
    with changes() as session:
        mode = given.pop("show_mode", ShowMode.AFTER_REVIEW)
        make_submission(session, dialogue(session, show_mode=mode), TEXT, key=KEY, **given)
    return f"/sv/receipt/{code_of(KEY)}"


def the_submission(session: Any) -> Submission:
    """The only submission."""
    return session.scalars(select(Submission)).one()


def test_a_receipt_is_stored_by_nobody_on_the_way_and_not_indexed(page, changes):
    headers = page.get(made(changes)).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in headers["X-Robots-Tag"]


def test_the_receipt_shows_the_code_as_text_and_picture_the_words_and_the_promise(page, changes):
    found = page.get(made(changes))
    for told in (code_of(KEY), TEXT, "Vi har tagit emot din synpunkt", "Det här lovade vi", "Vilka växter parken får"):
        assert told in found.words
    assert "<svg" in found.text


def test_an_unknown_and_a_mistyped_code_get_the_same_page_that_says_how_to_read_one(page, changes):
    made(changes)
    unknown, mistyped = code_of("another key"), code_of(KEY)[:-1] + "A"
    if mistyped == code_of(KEY):
        mistyped = code_of(KEY)[:-1] + "B"
    wrong = (unknown, mistyped, "hej", "ABCD-EFGH")
    pages = {typed: page.get(f"/sv/receipt/{typed}", 404) for typed in wrong}
    assert len({found.text.replace(typed, "") for typed, found in pages.items()}) == 1
    assert "Så läser du koden" in pages["hej"].words
    assert "Vi kan inte ta fram den igen." in pages["hej"].words


@pytest.mark.parametrize("typed", ["{code}", "{lower}", "  {spaced} "])
def test_the_look_up_reads_a_code_as_people_write_it_and_sets_no_cookie(page, changes, typed):
    made(changes)
    code = code_of(KEY)
    form = page.get("/sv/receipt")
    assert "Set-Cookie" not in form.headers
    written = typed.format(code=code, lower=code.lower(), spaced=code.replace("-", " "))
    found = page.get("/sv/receipt", 303, query_string={"code": written})
    assert found.location.endswith(f"/sv/receipt/{code}")
    assert page.get("/sv/receipt", 404, query_string={"code": "fel"}).field("code") == "fel"


def test_a_printed_form_says_that_it_is_not_registered_yet(page, changes):
    with changes() as session:
        dialogue = make_open_dialogue(session)
        support = make_user(session, "Stina", roles=(Role.DIALOGUE_SUPPORT,))
        (code,) = registrations.prepare_codes(session, actor(support), RULES, dialogue, 1, NOW)
    found = page.get(f"/sv/receipt/{code}")
    assert "Vi har inte registrerat formuläret ännu. Det kan ta upp till 5 arbetsdagar." in found.words


@pytest.mark.parametrize(
    ("state", "reason", "mode", "words"),
    [
        (ReviewState.SHOWN, None, ShowMode.AFTER_REVIEW, "Vi har läst den. Den visas."),
        (ReviewState.SHOWN, None, ShowMode.NEVER, "den får citeras utan namn"),
        (ReviewState.WITHHELD, Reason.THREAT_OR_HATE, ShowMode.AFTER_REVIEW, "Därför: hot eller hat mot människor."),
        (ReviewState.WITHHELD, Reason.THREAT_OR_HATE, ShowMode.NEVER, "Den citeras inte."),
    ],
)
def test_the_decision_is_told_with_its_reason(page, changes, state, reason, mode, words):
    assert words in page.get(made(changes, state=state, reason=reason, show_mode=mode)).words


def test_what_is_masked_is_marked_in_the_own_text_and_the_rest_is_read_as_it_was(page, changes):
    address = made(changes)
    with changes() as session:
        submission = the_submission(session)
        decision = ReviewDecision(submission_id=submission.id, verdict="masked", decided_at=NOW)
        answer = submission.answers[0]
        decision.masks = [Mask(answer_id=answer.id, start=0, end=8, reason=Reason.PERSONAL_DATA)]
        session.add(decision)
        submission.state = ReviewState.MASKED
    found = page.get(address)
    assert [mark.text for mark in found.all("mark")] == [TEXT[:8]]
    assert TEXT in found.words
    assert "uppgifter om dig eller någon annan som inte bör spridas" in found.words


def answered(session: Any, coded_at: Any = NOW) -> None:
    """A theme with its answer, the submission coded to it, and a published answer."""
    submission = the_submission(session)
    dialogue = session.get_one(Dialogue, submission.dialogue_id)
    theme = make_theme(session, dialogue, "Skugga och träd")
    theme.outcome = Outcome.CHANGED
    write(session, theme.result_texts, "summary", "sv", "Många vill ha träd.", now=NOW)
    write(session, theme.answer_texts, "became", "sv", "Vi planterar fjorton träd.", now=NOW)
    write(session, theme.answer_texts, "reason", "sv", "Det blir svalare.", now=NOW)
    session.add(
        Coding(answer_id=submission.answers[0].id, theme_id=theme.id, first_theme_id=theme.id, coded_at=coded_at)
    )
    submission.coding = CodingState.THEMED
    session.flush()
    content = answers.content_of(session, dialogue, NOW)
    session.add(
        Edition(
            dialogue_id=dialogue.id,
            number=1,
            kind=EditionKind.ANSWER,
            content=content,
            content_hash="",
            as_of=NOW,
            published_at=NOW,
        )
    )
    dialogue.handed_over_at = dialogue.answered_at = NOW


def test_themes_are_told_from_the_published_result_and_not_before(page, changes):
    address = made(changes, make_closed_dialogue, state=ReviewState.SHOWN)
    with changes() as session:
        submission = the_submission(session)
        theme = make_theme(session, session.get_one(Dialogue, submission.dialogue_id), "Hemligt arbetstema")
        session.add(
            Coding(answer_id=submission.answers[0].id, theme_id=theme.id, first_theme_id=theme.id, coded_at=NOW)
        )
    found = page.get(address)
    assert "Hemligt arbetstema" not in found.text
    assert "När resultatet är klart ser du här vilka teman din synpunkt räknas i." in found.words


def test_the_answer_to_its_theme_stands_on_the_receipt_and_its_opening_is_noted(page, changes):
    address = made(changes, make_closed_dialogue, state=ReviewState.SHOWN)
    with changes() as session:
        answered(session)
    found = page.get(address)
    for told in ("Svaret på din synpunkt är klart", "Skugga och träd", "Ändrades", "Vi planterar fjorton träd.",
                 "Det blir svalare.", "Det vi lovade att ni kunde påverka Vilka växter parken får"):  # fmt: skip
        assert told in found.words
    page.get(address)
    with changes() as session:
        assert session.scalar(select(func.count()).select_from(ReceiptOpened)) == 1


def test_what_was_coded_after_the_edition_is_counted_in_the_next(page, changes):
    address = made(changes, make_closed_dialogue, state=ReviewState.SHOWN)
    with changes() as session:
        answered(session, coded_at=NOW + timedelta(days=1))
    assert "Den räknas i nästa utgåva av resultatet." in page.get(address).words


def test_it_lies_with_the_body_after_the_handover(page, changes):
    found = page.get(made(changes, make_handed_over_dialogue, state=ReviewState.SHOWN))
    assert "Den ligger hos nämnden, som beslutar" in found.words


def test_a_body_that_has_not_decided_in_time_is_not_said_to_decide_on_a_day_that_is_gone(page, changes):
    address = made(changes, make_handed_over_dialogue, state=ReviewState.SHOWN)
    with changes() as session:
        session.scalars(select(Dialogue)).one().planned_decision_on = NOW.date() - timedelta(days=3)
    assert "Den ligger hos nämnden, som inte har beslutat än." in page.get(address).words
    with changes() as session:
        dialogue = session.scalars(select(Dialogue)).one()
        dialogue.planned_decision_on, dialogue.planned_period = NOW.date() + timedelta(days=90), "våren 2027"
    assert "Den ligger hos nämnden, som beslutar våren 2027." in page.get(address).words


def test_a_promise_of_shared_decision_names_the_body_as_a_sentence_does(page, changes):
    address = made(changes)
    with changes() as session:
        dialogue = session.scalars(select(Dialogue)).one()
        dialogue.level, dialogue.delegating_body = 5, "Kommunfullmäktige"
        dialogue.delegating_date, dialogue.delegating_section = NOW.date(), "14"
    words = page.get(address).words
    assert "inom de ramar som kommunfullmäktige har bestämt" in words
    assert "Kommunfullmäktige fastställer valet" in words


def test_an_amendment_made_after_it_was_written_stands_beside_the_promise(page, changes):
    address = made(changes)
    with changes() as session:
        dialogue_id = the_submission(session).dialogue_id
        first = session.scalars(select(CommitmentVersion)).one()
        reason = make_texts(session, "amendment", reason="Marken är förorenad.")
        session.add(
            CommitmentVersion(
                dialogue_id=dialogue_id,
                number=2,
                content=first.content,
                content_hash=content_hash(first.content),
                frozen_at=NOW,
                reason_texts=reason,
            )
        )
    found = page.get(address)
    assert "Löftet har ändrats sedan du skrev" in found.words
    assert "Marken är förorenad." in found.words


def test_a_personal_reply_and_a_passing_on_are_read_on_the_receipt(page, changes):
    address = made(changes)
    with changes() as session:
        one, official = the_submission(session).id, make_user(session, "Karin Kontakt")
        session.add(PassingOn(submission_id=one, to="Trafikkontoret", passed_on=NOW.date()))
        session.add(
            PersonalReply(
                submission_id=one,
                text="Tack, det ska vi titta på.",
                language="sv",
                replied_by_id=official.id,
                replied_at=NOW,
            )
        )
    words = page.get(address).words
    for told in ("Tack, det ska vi titta på.", "Karin Kontakt", "Vi skickade den vidare till Trafikkontoret"):
        assert told in words


def test_a_writer_takes_the_text_back(page, changes):
    address = made(changes, state=ReviewState.SHOWN)
    receipt = page.follow(page.submit(page.get(f"{address}/take-back"), 303))
    assert "Du har tagit tillbaka din synpunkt" in receipt.h1
    assert "Du har redan tagit tillbaka synpunkten." in page.submit(page.get(f"{address}/take-back"), 422).words


def test_a_writer_adds_a_text_and_reads_both(page, changes):
    address = made(changes)
    form = page.get(f"{address}/add")
    name = form.all("textarea")[0].get("name")
    receipt = page.follow(page.submit(form, 303, **{name: "Och en bänk vid bron."}))
    assert TEXT in receipt.words
    assert "Och en bänk vid bron." in receipt.words
    empty = page.submit(page.get(f"{address}/add"), 422, **{name: " "})
    assert "Du har inte svarat på någon fråga än." in empty.words


def test_a_writer_appeals_and_is_told_so(page, changes):
    address = made(changes, state=ReviewState.WITHHELD, reason=Reason.OTHER_MATTER)
    form = page.get(f"{address}/appeal")
    assert "Skriv varför" in page.submit(form, 422, text=" ").words
    receipt = page.follow(page.submit(form, 303, text="Den gäller just parken."))
    assert "Vi har inte svarat än." in receipt.words
    with changes() as session:
        assert session.scalars(select(Appeal)).one().text == "Den gäller just parken."


def test_an_expired_form_keeps_what_was_written(page, changes):
    address = made(changes, state=ReviewState.WITHHELD, reason=Reason.OTHER_MATTER)
    page.get(f"{address}/appeal")
    answer = page.post(f"{address}/appeal", {"csrf_token": "old", "text": "Den gäller just parken."}, 400)
    assert answer.field("text") == "Den gäller just parken."
    with changes() as session:
        assert session.scalars(select(Appeal)).all() == []


def test_a_writer_evaluates_once_from_the_receipt_and_the_answers_have_no_key_to_the_submission(page, changes):
    address = made(changes, make_closed_dialogue, state=ReviewState.SHOWN)
    page.get(f"{address}/evaluate", 404)
    with changes() as session:
        answered(session)
    form = page.get(f"{address}/evaluate")
    receipt = page.follow(page.submit(form, 303, understood="4", could_say="5", saw_what_happened="3"))
    assert "Hur var dialogen?" not in receipt.words
    assert "Du har redan svarat" in page.submit(form, 422, understood="4", could_say="5", saw_what_happened="3").words
    with changes() as session:
        one = session.scalars(select(ParticipantEvaluation)).one()
        assert one.from_receipt
        assert {column.name for column in ParticipantEvaluation.__table__.columns} & {
            "submission_id",
            "receipt",
        } == set()


def test_anybody_reports_a_shown_text(page, changes):
    made(changes, state=ReviewState.SHOWN)
    with changes() as session:
        slug = session.scalars(select(Dialogue.slug)).one()
    address = f"/sv/dialogues/{slug}/submissions/1/report"
    form = page.get(address)
    assert "Välj vad det är som är fel" in page.submit(form, 422, text="Jag håller inte med.").words
    assert "Tack, vi läser texten igen" in page.follow(page.submit(form, 303, reason="threat_or_hate", text="")).words
    with changes() as session:
        assert session.scalars(select(Report)).one().reason is Reason.THREAT_OR_HATE


def test_what_is_not_shown_cannot_be_reported_and_does_not_tell_that_it_exists(page, changes):
    made(changes, state=ReviewState.WITHHELD, reason=Reason.OTHER_MATTER)
    with changes() as session:
        slug = session.scalars(select(Dialogue.slug)).one()
    hidden = page.get(f"/sv/dialogues/{slug}/submissions/1/report", 404)
    missing = page.get(f"/sv/dialogues/{slug}/submissions/99/report", 404)
    assert hidden.text.replace("/1/", "/99/") == missing.text
