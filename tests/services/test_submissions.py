"""Taking in from the web: what is stored, what is refused, and that sending again is always safe (promise 2)."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from support.factories import NOW, RULES, make_closed_dialogue, make_open_dialogue, make_question

from portal.domain.dialogues import ShowMode
from portal.domain.moderation import FlagKind, ReviewState
from portal.domain.questions import Given, QuestionKind
from portal.domain.receipts import hashed
from portal.domain.refusals import Conflict, GateClosed, Invalid
from portal.domain.submissions import Incoming, Wish
from portal.domain.themes import CodingState
from portal.models.audit import AuditEntry, PublicVersion
from portal.models.dialogues import Dialogue
from portal.models.mailing import ListEntry, OutboxMail
from portal.models.moderation import Flag
from portal.models.submissions import Submission, SubmissionContact, SubmissionCounter
from portal.queries import search
from portal.queries import submissions as questions
from portal.services import submissions

TEXT = "Plantera fler träd vid vattnet och ställ ut bänkar i skuggan."
KEY = "a-key-of-twenty-signs"


def said(session: Any, dialogue: Dialogue, text: str = TEXT, **incoming: Any) -> Incoming:
    """An answer to the first question."""
    return Incoming((Given(questions.asked(session, dialogue.id)[0].id, text),), **incoming)


def send(session: Any, dialogue: Dialogue, text: str = TEXT, key: str = KEY, now: Any = NOW, **incoming: Any) -> Any:
    """Receive one answer to the first question."""
    return submissions.receive(session, RULES, dialogue, said(session, dialogue, text, **incoming), key, now)


def test_what_is_received_is_numbered_dated_to_the_minute_and_kept_as_it_was_written(session):
    dialogue = make_open_dialogue(session)
    receipt = send(session, dialogue, now=NOW + timedelta(seconds=42))
    stored = session.scalars(select(Submission)).one()
    assert (receipt.number, receipt.again) == (1, False)
    assert stored.receipt_hash == hashed(receipt.code)
    assert (stored.received_at, stored.registered_at) == (NOW, NOW)
    assert [answer.text for answer in stored.answers] == [TEXT]
    assert (stored.language, stored.language_source) == ("sv", "recognised")
    assert stored.commitment_version_id == questions.version_in_force(session, dialogue.id)
    assert (stored.state, stored.coding) == (ReviewState.WAITING, CodingState.WAITING)


def test_the_audit_entry_tells_neither_who_nor_what_nor_the_second(session):
    dialogue = make_open_dialogue(session)
    receipt = send(session, dialogue, now=NOW + timedelta(seconds=42), wish=Wish("kalle@example.se", on_list=True))
    entry = session.scalars(select(AuditEntry).where(AuditEntry.verb == "receive")).one()
    assert (entry.actor_id, entry.at) == (None, NOW)
    written = f"{entry.before} {entry.after}"
    assert "träd" not in written
    assert "kalle" not in written
    assert receipt.code not in written


def test_the_same_key_gives_the_same_receipt_and_one_row(session):
    dialogue = make_open_dialogue(session)
    first, second = send(session, dialogue), send(session, dialogue)
    assert (second.code, second.number, second.again) == (first.code, first.number, True)
    assert session.scalar(select(func.count()).select_from(Submission)) == 1


def test_the_same_key_gives_its_receipt_also_after_closing(session):
    dialogue = make_open_dialogue(session)
    first = send(session, dialogue)
    assert send(session, dialogue, now=dialogue.closes_at + timedelta(days=30)).code == first.code


def test_the_same_key_with_another_text_is_a_conflict_and_stores_nothing(session):
    dialogue = make_open_dialogue(session)
    send(session, dialogue)
    with pytest.raises(Conflict) as refused:
        send(session, dialogue, "Något helt annat.")
    assert refused.value.codes == ("SENT_ALREADY",)


def test_a_key_belongs_to_its_dialogue(session):
    one, other = make_open_dialogue(session), make_open_dialogue(session)
    assert send(session, one).code != send(session, other).code


def test_a_form_opened_before_closing_has_a_grace_and_is_flagged(session):
    dialogue = make_open_dialogue(session)
    send(session, dialogue, now=dialogue.closes_at + timedelta(minutes=14))
    assert session.scalars(select(Submission)).one().timing == "within_grace"
    assert session.scalars(select(Flag)).one().kind is FlagKind.LATE_WITHIN_GRACE
    with pytest.raises(GateClosed) as refused:
        send(session, dialogue, key=KEY + "2", now=dialogue.closes_at + RULES.grace)
    assert refused.value.codes == ("DIALOGUE_CLOSED",)


def test_a_closed_dialogue_and_level_1_take_nothing(session):
    for dialogue, code in (
        (make_closed_dialogue(session), "DIALOGUE_CLOSED"),
        (make_open_dialogue(session, level=1), "NO_SUBMISSIONS_TAKEN"),
    ):
        with pytest.raises(GateClosed) as refused:
            send(session, dialogue)
        assert refused.value.codes == (code,)
    assert session.scalar(select(func.count()).select_from(Submission)) == 0


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "NOTHING_WRITTEN"),
        ("  \n", "NOTHING_WRITTEN"),
        ("x" * 4001, "ANSWER_TOO_LONG"),
        ("a\0b", "ANSWER_NOT_TEXT"),
    ],
)
def test_what_is_no_answer_is_refused_by_code(session, text, code):
    dialogue = make_open_dialogue(session)
    with pytest.raises(Invalid) as refused:
        send(session, dialogue, text)
    assert refused.value.codes == (code,)


def test_a_required_question_an_unknown_question_and_an_unknown_option_are_refused_on_their_fields(session):
    dialogue = make_open_dialogue(session)
    required = make_question(session, dialogue, "Var bor du?", required=True)
    choice = next(one for one in questions.asked(session, dialogue.id) if one.options)
    sent = (Given(choice.id, options=(10**6,)), Given(10**6, text="hej"))
    with pytest.raises(Invalid) as refused:
        submissions.receive(session, RULES, dialogue, Incoming(sent), KEY, NOW)
    assert {(one.code, one.field) for one in refused.value.refusals} == {
        ("QUESTION_UNKNOWN", "q-1000000"),
        ("OPTION_UNKNOWN", f"q-{choice.id}"),
        ("ANSWER_REQUIRED", f"q-{required.id}"),
    }


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        (Wish("", on_list=True), "ADDRESS_REQUIRED"),
        (Wish("a@b.se"), "ADDRESS_NEEDS_A_WISH"),
        (Wish("ingen adress", on_list=True), "ADDRESS_NOT_ACCEPTED"),
    ],
)
def test_an_address_without_a_wish_and_a_wish_without_an_address_are_refused(session, wish, code):
    dialogue = make_open_dialogue(session)
    with pytest.raises(Invalid) as refused:
        send(session, dialogue, wish=wish)
    assert refused.value.codes == (code,)


def test_no_address_is_taken_before_its_retention_is_decided(session):
    from dataclasses import replace

    dialogue = make_open_dialogue(session)
    incoming = said(session, dialogue, wish=Wish("a@b.se", on_list=True))
    with pytest.raises(Invalid) as refused:
        submissions.receive(session, replace(RULES, mail_offered=False), dialogue, incoming, KEY, NOW)
    assert refused.value.codes == ("MAIL_NOT_OFFERED",)


def test_list_and_contact_are_two_wishes(session):
    dialogue = make_open_dialogue(session)
    send(session, dialogue, key=KEY + "1", wish=Wish("a@b.se", on_list=True))
    send(session, dialogue, key=KEY + "2", wish=Wish("c@d.se", about_text=True))
    assert [row.address for row in session.scalars(select(ListEntry))] == ["a@b.se"]
    assert [row.address for row in session.scalars(select(SubmissionContact))] == ["c@d.se"]
    assert session.scalar(select(func.count()).select_from(OutboxMail)) == 1


def test_personal_data_is_flagged_where_it_stands(session):
    dialogue = make_open_dialogue(session)
    send(session, dialogue, "Skriv till kalle@example.se så berättar jag mer om gatan.")
    flag = session.scalars(select(Flag)).one()
    assert (flag.kind, flag.start, flag.end) == (FlagKind.EMAIL, 11, 27)
    assert session.scalars(select(Submission)).one().flags_standing == 1


def test_where_texts_are_shown_at_once_personal_data_still_waits(session):
    dialogue = make_open_dialogue(session, show_mode=ShowMode.AT_ONCE)
    send(session, dialogue, key=KEY + "1")
    send(session, dialogue, "Ring 070-123 45 67 om gatan.", key=KEY + "2")
    states = session.scalars(select(Submission.state).order_by(Submission.number)).all()
    assert states == [ReviewState.SHOWN, ReviewState.WAITING]


def test_answers_without_text_are_accepted_at_once_and_need_no_theme(session):
    dialogue = make_open_dialogue(session)
    choice = next(one for one in questions.asked(session, dialogue.id) if one.kind is QuestionKind.ONE_CHOICE)
    incoming = Incoming((Given(choice.id, options=(min(choice.options),)),))
    submissions.receive(session, RULES, dialogue, incoming, KEY, NOW)
    stored = session.scalars(select(Submission)).one()
    assert (stored.state, stored.coding, stored.counted) == (ReviewState.SHOWN, CodingState.NONE, True)


def test_what_waits_for_review_does_not_empty_the_page_cache(session):
    dialogue = make_open_dialogue(session)
    session.commit()
    before = session.scalars(select(PublicVersion.version)).all()
    send(session, dialogue)
    session.commit()
    assert session.scalars(select(PublicVersion.version)).all() == before


def test_many_at_once_some_of_them_twice_lose_nothing_and_double_nothing(changes: Callable[[], Any]):
    with changes() as session:
        dialogue = make_open_dialogue(session)
        incoming = said(session, dialogue)
    keys = [f"{KEY}-{n // 2}" for n in range(80)]
    receipts: list[tuple[str, str, int]] = []
    faults: list[BaseException] = []

    def work(mine: list[str]) -> None:
        for key in mine:
            try:
                with changes() as session:
                    receipt = submissions.receive(session, RULES, dialogue, incoming, key, NOW)
                receipts.append((key, receipt.code, receipt.number))
            except BaseException as fault:
                faults.append(fault)

    threads = [threading.Thread(target=work, args=(keys[n::8],)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert len(receipts) == 80
    assert len(set(receipts)) == 40
    with changes() as session:
        numbers = session.scalars(select(Submission.number).order_by(Submission.number)).all()
        assert numbers == list(range(1, 41))
        assert session.get_one(SubmissionCounter, dialogue.id).last_number == 40
        assert session.scalar(select(func.count()).select_from(AuditEntry).where(AuditEntry.verb == "receive")) == 40


def test_two_identical_sendings_at_the_same_instant_become_one(changes: Callable[[], Any]):
    with changes() as session:
        dialogue = make_open_dialogue(session)
        incoming = said(session, dialogue)
    for round_ in range(10):
        barrier, codes = threading.Barrier(4), []

        def work(key: str, barrier: Any = barrier, codes: list[Any] = codes) -> None:
            barrier.wait()
            with changes() as session:
                codes.append(submissions.receive(session, RULES, dialogue, incoming, key, NOW))

        threads = [threading.Thread(target=work, args=(f"{KEY}-{round_}",)) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(codes) == 4
        assert len({(one.code, one.number) for one in codes}) == 1
        assert sum(not one.again for one in codes) == 1
    with changes() as session:
        assert session.scalars(select(Submission.number).order_by(Submission.number)).all() == list(range(1, 11))


def test_a_text_is_found_by_its_words_when_the_worker_has_been_there_and_until_then_it_is_counted_as_waiting(session):
    dialogue = make_open_dialogue(session)
    receipt = send(session, dialogue)
    assert search.found(session, dialogue.id, "bänk", ["sv"]) == []
    assert search.waiting(session, dialogue.id) == 1
    assert submissions.index_waiting(session, 100) == 1
    assert search.found(session, dialogue.id, "bänk", ["sv"]) == [receipt.number]
    assert search.waiting(session, dialogue.id) == 0
    assert submissions.index_waiting(session, 100) == 0


def test_a_text_that_was_changed_before_the_worker_came_is_found_by_what_it_says_now(session):
    dialogue = make_open_dialogue(session)
    receipt = send(session, dialogue)
    session.scalars(select(Submission)).one().answers[0].text = "Belysningen saknas."
    submissions.index_waiting(session, 100)
    assert search.found(session, dialogue.id, "bänk", ["sv"]) == []
    assert search.found(session, dialogue.id, "belysning", ["sv"]) == [receipt.number]


def test_an_answer_without_text_has_nothing_to_wait_for(session):
    dialogue = make_open_dialogue(session)
    choice = make_question(session, dialogue, "Var bor du?", kind=QuestionKind.ONE_CHOICE, options=("Norr", "Söder"))
    given = Given(choice.id, options=(choice.options[0].id,))
    submissions.receive(session, RULES, dialogue, Incoming((given,)), KEY, NOW)
    assert search.waiting(session, dialogue.id) == 0
