"""A resident takes part: pages of questions, a look before sending, the receipt; and all that can go wrong."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from sqlalchemy import func, select
from support.factories import NOW, make_announced_dialogue, make_closed_dialogue, make_open_dialogue, make_question

from portal.domain.questions import QuestionKind
from portal.models.audit import AuditEntry
from portal.models.dialogues import Dialogue
from portal.models.mailing import ListEntry, OutboxMail
from portal.models.submissions import Submission, SubmissionContact
from portal.queries import submissions

TEXT = "Plantera fler träd vid vattnet och ställ ut bänkar i skuggan."


@pytest.fixture
def dialogue(changes: Callable[[], Any]) -> Any:
    with time_machine.travel(NOW, tick=False), changes() as session:
        made = make_open_dialogue(session)
        made.body.email = "tekniska@asby.example"
    with time_machine.travel(NOW, tick=False):
        yield made


@pytest.fixture
def address(dialogue: Dialogue) -> str:
    return f"/sv/dialogues/{dialogue.slug}/take-part"


@pytest.fixture
def text_field(dialogue: Dialogue, changes: Callable[[], Any]) -> str:
    with changes() as session:
        return f"q-{submissions.asked(session, dialogue.id)[0].id}"


def received(changes: Callable[[], Any]) -> list[Submission]:
    with changes() as session:
        return list(session.scalars(select(Submission)))


def sent(page: Any, review: Any, status: int = 303, **fields: Any) -> Any:
    """Press *Skicka* on the review page."""
    return page.submit(review, status=status, button="send", at="review", **fields)


def reviewed(page: Any, address: str, **answers: Any) -> Any:
    """Fill in the first page and go on to the review page."""
    return page.submit(page.get(address), status=200, button="review", **answers)


def test_a_resident_says_a_view_reads_it_through_sends_it_and_gets_a_receipt(page, address, text_field, changes):
    review = reviewed(page, address, **{text_field: TEXT})
    assert TEXT in review.words
    receipt = page.follow(sent(page, review))
    assert "Vi har tagit emot din synpunkt" in receipt.words
    assert TEXT in receipt.words
    assert receipt.headers["Cache-Control"] == "no-store"
    assert receipt.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in receipt.headers["X-Robots-Tag"]
    (submission,) = received(changes)
    assert (submission.number, submission.language) == (1, "sv")
    assert submission.received_at.second == 0


def test_the_page_says_before_the_first_field_what_is_promised_and_that_no_name_is_needed(page, address):
    words = page.get(address).words
    for told in (
        "Du behöver inget konto och inget namn.",
        "Texterna visas efter granskning, utan namn.",
        "Du får säga vad du tycker om förslagen.",
        "Steg 2 av 5",
    ):
        assert told in words
        assert words.index(told) < words.index("Vad tycker du att vi ska tänka på?")


def test_sending_the_same_form_twice_gives_the_same_receipt_and_one_row(page, address, text_field, changes):
    review = reviewed(page, address, **{text_field: TEXT})
    first, second = sent(page, review), sent(page, review)
    assert first.location.split("?")[0] == second.location.split("?")[0]
    assert "Du hade redan skickat det här" in page.follow(second).words
    assert len(received(changes)) == 1


def test_a_sent_form_that_was_changed_and_sent_again_keeps_the_new_text_on_the_page(page, address, text_field, changes):
    review = reviewed(page, address, **{text_field: TEXT})
    sent(page, review)
    again = sent(page, review, 409, **{text_field: "En helt annan text."})
    assert "En helt annan text." in again.words
    assert "Öppna din kvittens" in again.words
    assert len(received(changes)) == 1


def test_two_tabs_are_two_submissions(page, address, text_field, changes):
    one, other = reviewed(page, address, **{text_field: TEXT}), reviewed(page, address, **{text_field: "En till."})
    sent(page, one)
    sent(page, other)
    assert sorted(row.number for row in received(changes)) == [1, 2]


def test_going_back_loses_nothing(page, address, text_field, dialogue):
    review = reviewed(page, address, **{text_field: TEXT})
    back = page.submit(review, status=200, button="page-1", at="review")
    assert back.field(text_field) == TEXT


def test_questions_on_several_pages_are_carried_along(page, changes, dialogue, address, text_field):
    with changes() as session:
        made = make_question(session, session.merge(dialogue), "Var bor du?", required=True)
        made.page = 2
        later = f"q-{made.id}"
    second = page.submit(page.get(address), status=200, button="page-2", **{text_field: TEXT})
    assert "Steg 2 av 3" in second.words
    empty = page.submit(second, status=422, button="review", **{later: " "})
    assert "Skriv ett svar på frågan." in empty.words
    review = page.submit(empty, status=200, button="review", **{later: "I Åsby."})
    assert TEXT in review.words
    assert "I Åsby." in review.words
    sent(page, review)
    (submission,) = received(changes)
    assert [answer.text for answer in submission.answers] == [TEXT, "I Åsby."]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"text": ""}, "Du har inte svarat på någon fråga än."),
        ({"text": "x" * 4001}, "Den får ha högst 4000 tecken, och du har skrivit 4001."),
        ({"text": "x" * 600_000}, "du har skrivit 600000."),
        ({"choice": "99999"}, "Välj något av alternativen som finns på sidan."),
        ({"choice": "en bil"}, "Välj något av alternativen som finns på sidan."),
        ({"q-99999": "Fråga som inte finns, men text som är skriven."}, "Formuläret har ändrats"),
        ({"q-'drop": "Fråga som inte finns, men text som är skriven."}, "Formuläret har ändrats"),
        ({"text": TEXT, "email": "ingen adress", "on_list": "y"}, "Skriv en e-postadress"),
        ({"text": TEXT, "email": "a@b.se"}, "Kryssa i vad du vill att vi skriver om"),
        ({"text": TEXT, "on_list": "y"}, "Skriv din e-postadress, eller ta bort krysset."),
        ({"text": TEXT, "language": "<script>"}, "Det språket kan vi inte ta emot här."),
        ({"text": TEXT, "language": "xx-klingon"}, "Det språket kan vi inte ta emot här."),
    ],
)
def test_what_cannot_be_taken_is_said_in_words_and_stays_in_the_form(
    page, address, text_field, changes, dialogue, wrong, words
):
    with changes() as session:
        choice = next(f"q-{one.id}" for one in submissions.asked(session, dialogue.id) if one.options)
    names = {"text": text_field, "choice": choice}
    page.get(address)
    answer = page.post(address, {"key": "k" * 20, **{names.get(name, name): v for name, v in wrong.items()}}, 422)
    assert words in answer.words
    for value in wrong.values():
        if len(value) > 20:
            assert value in answer.text
    with changes() as session:
        for table in (Submission, AuditEntry, OutboxMail, ListEntry, SubmissionContact):
            assert session.scalar(select(func.count()).select_from(table)) == 0


def test_the_language_of_the_reader_is_the_language_of_the_fault(page, dialogue, text_field):
    address = f"/ar/dialogues/{dialogue.slug}/take-part"
    page.get(address)
    answer = page.post(address, {"key": "k" * 20, text_field: "x" * 5000}, 422)
    assert answer.tree.get("dir") == "rtl"


def test_nul_bytes_and_broken_utf_8_are_answered_with_400_and_leave_no_trace(page, address, text_field, changes):
    page.get(address)
    for broken in (b"%00", b"%ff%fe", b"%ed%a0%80"):
        body = b"csrf_token=" + page.token().encode() + b"&" + text_field.encode() + b"=hej" + broken
        answer = page.client.post(address, data=body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 400
    assert received(changes) == []


def test_five_thousand_fields_are_too_many(page, address, changes):
    page.get(address)
    answer = page.post(address, {f"q-{n}": "x" for n in range(5000)}, 413)
    assert answer.h1
    assert received(changes) == []


def test_a_missing_or_old_token_costs_nobody_their_text(page, address, text_field, changes):
    page.get(address)
    fields = {"key": "k" * 20, text_field: TEXT, "at": "review", "go": "send"}
    for token in ("", "old"):
        answer = page.post(address, {**fields, "csrf_token": token}, 400)
        assert "Sidan hade varit öppen för länge" in answer.words
        assert TEXT in answer.words
    assert received(changes) == []
    page.follow(sent(page, answer))
    assert len(received(changes)) == 1


def test_a_late_form_is_told_so_and_loses_nothing(page, address, text_field, changes, dialogue):
    review = reviewed(page, address, **{text_field: TEXT})
    with time_machine.travel(dialogue.closes_at.timestamp() + 15 * 60, tick=False):
        late = sent(page, review, 422)
    assert "Din synpunkt är inte skickad" in late.words
    assert TEXT in late.text
    assert "tekniska@asby.example" in late.words
    assert "TN 2026/41" in late.words
    assert received(changes) == []


def test_a_form_sent_within_the_grace_is_taken_and_marked(page, address, text_field, changes, dialogue):
    review = reviewed(page, address, **{text_field: TEXT})
    with time_machine.travel(dialogue.closes_at.timestamp() + 14 * 60, tick=False):
        assert "strax efter stängning" in page.follow(sent(page, review)).words
    (submission,) = received(changes)
    assert submission.timing == "within_grace"


def test_before_opening_after_closing_and_at_level_1_there_is_no_form(page, changes):
    with time_machine.travel(NOW, tick=False):
        with changes() as session:
            early, late = make_announced_dialogue(session, title="Tidig"), make_closed_dialogue(session, title="Sen")
            told = make_open_dialogue(session, title="Bara information", level=1)
            off = make_announced_dialogue(session, title="Inställd")
            off.cancelled_at = NOW
            cases = [
                (off.slug, "ställdes in"),
                (early.slug, "har inte öppnat än"),
                (late.slug, "Dialogen stängde"),
                (told.slug, "går inte att påverka"),
            ]
        for slug, words in cases:
            found = page.get(f"/sv/dialogues/{slug}/take-part")
            assert words in found.words
            assert not found.all("textarea")


def test_personal_data_is_pointed_out_to_the_writer_before_sending(page, address, text_field):
    review = reviewed(page, address, **{text_field: "Ring mig på 070-123 45 67 eller skriv till kalle@example.se."})
    assert "Det här ser ut som personuppgifter" in review.words
    assert "kalle@example.se" in review.words


def test_the_language_is_recognised_and_can_be_stated(page, address, text_field, changes):
    arabic = "نريد المزيد من الأشجار والمقاعد في الحديقة الجديدة بجانب الشارع"
    review = reviewed(page, address, **{text_field: arabic})
    assert "Vi tror att du har skrivit på arabiska" in review.words
    sent(page, review)
    sent(page, reviewed(page, address, **{text_field: "Kort."}), language="fi")
    assert [(row.language, str(row.language_source)) for row in received(changes)] == [
        ("ar", "recognised"),
        ("fi", "stated"),
    ]


def test_the_two_boxes_stand_as_they_were_decided_and_neither_is_ticked(page, address, text_field):
    review = reviewed(page, address, **{text_field: TEXT})
    for told in (
        "Skicka koden till mig och skriv när resultatet och svaret är klara.",
        "Skriv också om min text inte kan visas som jag skrev den.",
        "Då sparar vi adressen ihop med din text tills svaret är klart.",
        "Den som ber att få se allmänna handlingar kan då få veta vem som skrev.",
    ):
        assert told in review.words
    assert not [box for box in review.all("input", type="checkbox") if box.get("checked") is not None]


def test_an_address_goes_where_it_was_asked_to_and_nowhere_else(page, address, text_field, changes):
    sent(page, reviewed(page, address, **{text_field: TEXT}), email="a@example.se", on_list="y")
    sent(page, reviewed(page, address, **{text_field: TEXT}), email="b@example.se", about_text="y")
    with changes() as session:
        assert [row.address for row in session.scalars(select(ListEntry))] == ["a@example.se"]
        assert [row.address for row in session.scalars(select(SubmissionContact))] == ["b@example.se"]
        assert session.scalar(select(func.count()).select_from(OutboxMail)) == 1


def test_the_printed_form_has_the_same_questions_and_a_slip(page, dialogue):
    printed = page.get(f"/sv/dialogues/{dialogue.slug}/print")
    for told in ("Vad tycker du att vi ska tänka på?", "På morgonen", "Riv av och spara", f"/d/{dialogue.slug}"):
        assert told in printed.words
    assert "Set-Cookie" not in printed.headers


def test_the_printed_form_says_that_it_is_no_samrad_and_that_texts_may_be_quoted(page, dialogue, changes):
    with changes() as session:
        here = session.get_one(Dialogue, dialogue.id)
        here.show_mode, here.quotes_allowed = "never", True
        here.matter.statutory_link = "https://asby.example/samrad"
    printed = page.get(f"/sv/dialogues/{dialogue.slug}/print").words
    assert (
        "Det här är inte samrådet om planen. "
        "Vill du kunna överklaga planen behöver du lämna dina synpunkter där också." in printed
    )
    assert "https://asby.example/samrad" in printed
    assert "Vi kan citera delar av texterna, utan namn." in printed
    assert printed.index("samrådet om planen") < printed.index("Vad tycker du att vi ska tänka på?")


def test_kinds_of_questions_are_all_taken(page, changes, dialogue, address):
    with changes() as session:
        here = session.merge(dialogue)
        several = make_question(session, here, "Vad?", kind=QuestionKind.SEVERAL_CHOICES, options=("A", "B", "C"))
        scale = make_question(session, here, "Hur trygg?", kind=QuestionKind.SCALE)
        chosen = [str(option.id) for option in several.options[:2]]
        names = {f"q-{several.id}": chosen, f"q-{scale.id}": "4"}
    review = reviewed(page, address, **names)
    assert [option for option in "ABC" if f">{option}</li>" in review.text] == ["A", "B"]
    sent(page, review)
    (submission,) = received(changes)
    assert {len(answer.options) for answer in submission.answers} == {0, 2}
    assert (str(submission.state), str(submission.coding)) == ("shown", "none")
