"""What others wrote: only what may be shown, with masks, and gone one request after it was hidden."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select
from support.answered import make_answered_dialogue, make_compiled_dialogue
from support.factories import NOW, make_coding, make_open_dialogue, make_submission, make_theme, make_user

from portal.domain.dialogues import ShowMode
from portal.domain.moderation import Reason, ReviewState
from portal.domain.submissions import Channel, Wording
from portal.effects.publication import raise_version
from portal.models.commitments import CommitmentVersion
from portal.models.dialogues import Dialogue
from portal.models.moderation import Mask, PersonalReply, ReviewDecision
from portal.models.submissions import Answer, Submission
from portal.transaction import counted

CANARY = 'KANARIE <script>alert(1)</script> & "fågel"'
LIST = "/sv/dialogues/parken/submissions"
HIDDEN = (
    (ReviewState.WAITING, None, "Den väntar på granskning."),
    (ReviewState.WITHHELD, Reason.THREAT_OR_HATE, "Skälet är: hot eller hat mot människor."),
    (ReviewState.TAKEN_BACK, Reason.TAKEN_BACK, "Den som skrev har tagit tillbaka den."),
    (ReviewState.ERASED, None, "Den är gallrad."),
)


@pytest.fixture(autouse=True)
def _then():
    with time_machine.travel(NOW, tick=False):
        yield


def test_a_shown_text_is_read_as_it_was_written_with_its_language_and_the_way_to_report_it(page, changes):
    with changes() as session:
        dialogue = make_open_dialogue(session, slug="parken")
        make_submission(session, dialogue, "ابني عمره سبع سنوات", language="ar", state=ReviewState.SHOWN)
        make_submission(
            session,
            dialogue,
            CANARY,
            state=ReviewState.SHOWN,
            channel=Channel.PHONE,
            wording=Wording.SUMMARY,
            present=8,
        )
    shown = page.get(LIST)
    assert CANARY in shown.words
    assert "<script>alert" not in shown.text
    assert [(one.get("lang"), one.get("dir")) for one in shown.all("p", class_="written")] == [
        ("sv", "ltr"),
        ("ar", "rtl"),
    ]
    assert "Sammanfattat av den som tog emot" in shown.words
    assert "8 närvarande" in shown.words
    assert f"{LIST}/2/report" in shown.links()
    assert "ابني" in page.get(f"{LIST}/1").words


@pytest.mark.parametrize(("state", "reason", "said"), HIDDEN)
def test_a_text_that_is_not_shown_is_nowhere_and_its_page_says_only_why(page, changes, state, reason, said):
    with changes() as session:
        dialogue = make_open_dialogue(session, slug="parken")
        make_submission(session, dialogue, CANARY, state=state, reason=reason)
    assert "KANARIE" not in page.get(LIST).text
    shown = page.get(f"{LIST}/1")
    assert "KANARIE" not in shown.text
    assert said in shown.words
    assert "noindex" in shown.text


def test_masked_parts_are_blocks_and_nothing_tells_how_long_they_were(page, changes):
    with changes() as session:
        dialogue = make_open_dialogue(session, slug="parken")
        made = make_submission(session, dialogue, "Fråga Kalle Kula på Storgatan.", state=ReviewState.MASKED)
        decision = session.scalar(select(ReviewDecision).where(ReviewDecision.submission_id == made.id))
        decision.masks = [Mask(answer_id=made.answers[0].id, start=6, end=16, reason=Reason.PERSONAL_DATA)]
    for address in (LIST, f"{LIST}/1"):
        shown = page.get(address)
        assert "Fråga ███ på Storgatan." in shown.words
        assert "Kalle" not in shown.text


def test_a_text_is_gone_one_request_after_it_was_hidden(page, changes):
    with changes() as session:
        dialogue = make_open_dialogue(session, slug="parken")
        make_submission(session, dialogue, CANARY, state=ReviewState.SHOWN)
    assert "KANARIE" in page.get(LIST).text
    assert "KANARIE" in page.get(f"{LIST}/1").text
    with changes() as session:
        hidden = session.scalar(select(Submission))
        hidden.state, hidden.reason = ReviewState.WITHHELD, Reason.PERSONAL_DATA
        raise_version(session, f"dialogue:{hidden.dialogue_id}")
    assert "KANARIE" not in page.get(LIST).text
    assert "KANARIE" not in page.get(f"{LIST}/1").text


def test_a_quote_is_taken_out_of_every_edition_and_the_handover_when_its_text_is_hidden(page, changes):
    with changes() as session:
        made = make_answered_dialogue(session, text="KANARIE i skugga")
        slug = made.dialogue.slug
    addresses = [f"/sv/dialogues/{slug}/{part}" for part in ("feedback", "feedback/1", "feedback/2", "handover")]
    for address in addresses:
        assert "KANARIE" in page.get(address).text, address
    with changes() as session:
        hidden = session.scalar(select(Submission))
        hidden.state, hidden.reason = ReviewState.WITHHELD, Reason.PERSONAL_DATA
        raise_version(session, f"dialogue:{hidden.dialogue_id}")
    for address in addresses:
        shown = page.get(address)
        assert "KANARIE" not in shown.text, address
        assert "[borttaget]" in shown.words, address
        assert "Skälet är: uppgifter om dig eller någon annan som inte bör spridas." in shown.words, address


def test_a_dialogue_that_shows_no_texts_shows_none_whatever_was_decided(page, changes):
    with changes() as session:
        dialogue = make_open_dialogue(session, slug="parken", show_mode=ShowMode.NEVER)
        make_submission(session, dialogue, CANARY, state=ReviewState.SHOWN)
    assert "KANARIE" not in page.get(LIST).text
    shown = page.get(f"{LIST}/1")
    assert "KANARIE" not in shown.text
    assert "Texterna i den här dialogen visas inte för andra." in shown.words


def test_widening_how_texts_are_shown_never_shows_those_that_came_before(page, changes):
    with changes() as session:
        dialogue = make_open_dialogue(session, slug="parken", show_mode=ShowMode.NEVER)
        make_submission(session, dialogue, CANARY, state=ReviewState.SHOWN)
        first = session.scalar(select(CommitmentVersion))
        content = {**first.content, "show_mode": "after_review"}
        session.add(
            CommitmentVersion(
                dialogue_id=dialogue.id, number=2, content=content, content_hash="-", frozen_at=NOW, decided_by="ordf."
            )
        )
        dialogue.show_mode = ShowMode.AFTER_REVIEW
        session.flush()
        make_submission(session, dialogue, "Skriven efteråt.", state=ReviewState.SHOWN)
    shown = page.get(LIST)
    assert "KANARIE" not in shown.text
    assert "Skriven efteråt." in shown.words


def test_texts_shown_at_once_wait_for_review_when_that_is_promised_instead(page, changes):
    with changes() as session:
        dialogue = make_open_dialogue(session, slug="parken", show_mode=ShowMode.AT_ONCE)
        made = make_submission(session, dialogue, CANARY)
        made.state = ReviewState.SHOWN
    assert "KANARIE" in page.get(LIST).text
    with changes() as session:
        dialogue = session.scalar(select(Dialogue))
        dialogue.show_mode = ShowMode.AFTER_REVIEW
        raise_version(session, f"dialogue:{dialogue.id}")
    assert "KANARIE" not in page.get(LIST).text


def test_what_was_added_after_the_decision_is_not_shown(page, changes):
    with changes() as session:
        dialogue = make_open_dialogue(session, slug="parken")
        made = make_submission(session, dialogue, "Det första.", state=ReviewState.SHOWN)
        question_id = made.answers[0].question_id
        session.add(Answer(submission_id=made.id, question_id=question_id, addition=1, position=2, text=CANARY))
    shown = page.get(f"{LIST}/1")
    assert "Det första." in shown.words
    assert "KANARIE" not in shown.text


def test_a_personal_reply_is_for_its_receipt_only(page, changes):
    with changes() as session:
        dialogue = make_open_dialogue(session, slug="parken")
        made = make_submission(session, dialogue, "Hej", state=ReviewState.SHOWN)
        user = make_user(session)
        session.add(
            PersonalReply(submission_id=made.id, text=CANARY, language="sv", replied_by_id=user.id, replied_at=NOW)
        )
    assert "KANARIE" not in page.get(LIST).text + page.get(f"{LIST}/1").text


def test_themes_are_a_filter_only_when_the_result_is_published(page, changes):
    with changes() as session:
        early = make_open_dialogue(session, slug="tidig")
        theme = make_theme(session, early, "Hemligt tema")
        make_coding(session, make_submission(session, early, "Hej", state=ReviewState.SHOWN), theme)
        made = make_compiled_dialogue(session)
        make_submission(session, made.dialogue, "Utan tema", state=ReviewState.SHOWN, now=NOW - timedelta(days=15))
        theme_id, published, early_theme = made.theme.id, made.dialogue.slug, theme.id
    assert "Hemligt tema" not in page.get("/sv/dialogues/tidig/submissions").text
    page.get(f"/sv/dialogues/tidig/submissions?theme={early_theme}", status=404)
    whole = page.get(f"/sv/dialogues/{published}/submissions")
    assert "Utan tema" in whole.words
    chosen = page.submit(whole, status=200, theme=str(theme_id))
    assert "Fler träd i skugga." in chosen.words
    assert "Utan tema" not in chosen.words


def test_the_filter_counts_out_a_language_from_five_texts_up(page, changes):
    with changes() as session:
        dialogue = make_open_dialogue(session, slug="parken")
        for language, times in (("sv", 5), ("fi", 4), ("ar", 1)):
            for _each in range(times):
                make_submission(session, dialogue, "Hej", language=language, state=ReviewState.SHOWN)
    shown = page.get("/sv/dialogues/parken/submissions").words
    assert "Svenska (5)" in shown
    assert "Finska" in shown
    assert "Arabiska" in shown
    assert "(4)" not in shown
    assert "(1)" not in shown


def test_the_list_goes_on_page_by_page_and_loses_nothing(page, changes, engine):
    with changes() as session:
        dialogue = make_open_dialogue(session, slug="parken")
        for number in range(1, 48):
            language = "fi" if number % 9 == 0 else "sv"
            make_submission(session, dialogue, f"text-{number}.", state=ReviewState.SHOWN, language=language)
    seen, address = [], LIST
    while address:
        with counted(engine) as sent:
            shown = page.get(address)
        assert len(sent) <= 16, "\n".join(sent)
        seen += [int(one.text.removeprefix("text-").rstrip(".")) for one in shown.all("p", class_="written")]
        address = next((one.get("href") for one in shown.all("a", rel="next")), None)
    assert seen == list(range(47, 0, -1))
    assert len(page.get(f"{LIST}?language=fi").all("p", class_="written")) == 5
    back = page.get(f"{LIST}?before=8")
    newer = page.get(back.all("a", rel="prev")[0].get("href"))
    assert [one.text for one in newer.all("p", class_="written")][-1] == "text-8."


@pytest.mark.parametrize("query", ["theme=x", "before=-1", "before=99999999999", "theme=²", "after=1;2"])
def test_a_mangled_address_is_not_found(page, changes, query):
    with changes() as session:
        make_open_dialogue(session, slug="parken")
    page.get(f"{LIST}?{query}", status=404)
    page.get(f"{LIST}/99999999999999999999", status=404)
    page.get(f"{LIST}/7", status=404)
