"""What a dialogue led to: promised → became, every edition, late words, the body's copy, the readers' evaluation."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select
from support.answered import add_edition, make_answered_dialogue, make_compiled_dialogue
from support.factories import LANGUAGES, NOW, make_handed_over_dialogue, make_open_dialogue, make_submission

from portal.domain.feedback import EditionKind
from portal.domain.public_log import LogKind
from portal.effects import public_log
from portal.effects.publication import raise_version
from portal.models.dialogues import Dialogue
from portal.models.evaluations import ParticipantEvaluation
from portal.models.handovers import Handover
from portal.transaction import counted
from portal.web.log_words import SENTENCES


@pytest.fixture(autouse=True)
def _then():
    with time_machine.travel(NOW, tick=False):
        yield


def address(slug: str, part: str = "feedback", language: str = "sv") -> str:
    return f"/{language}/dialogues/{slug}/{part}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_puts_what_became_beside_what_was_promised_in_every_language(page, changes, language):
    with changes() as session:
        slug = make_answered_dialogue(session).dialogue.slug
    shown = page.get(address(slug, language=language))
    mark = "" if language == "sv" else f"[{language}] "
    for said in (
        f"{mark}Vilka växter parken får",
        f"{mark}Växterna byts.",
        f"{mark}Mer skugga",
        f"{mark}Många vill ha skugga.",
        f"{mark}Vi planterar tolv träd.",
        f"{mark}Några vill ha sol.",
        f"{mark}Unga.",
        f"{mark}Ni fick oss att ändra ritningen.",
        f"{mark}Vi gräver i maj.",
    ):
        assert said in shown.words
    assert "Fler träd i skugga." in shown.words
    assert f"/{language}/receipt" in shown.links()


def test_the_answer_counts_outcomes_and_says_who_does_what_next(page, changes):
    with changes() as session:
        slug = make_answered_dialogue(session).dialogue.slug
    shown = page.get(address(slug)).words
    assert "1 synpunkt kom in." in shown
    assert "Ändrades 1 " in shown
    assert "Parkenheten" in shown
    assert "fredag 1 maj 2026" in shown
    assert "§ 31" in shown
    assert "Protokollet är inte justerat ännu." in shown
    assert "0 av 1 synpunkter är lästa av en människa." in shown
    assert "varken en omröstning eller en andel av invånarna" in shown


@pytest.mark.parametrize(
    ("late", "said"),
    [
        (-2, "Svaret kom 2 dagar tidigare än vi lovade."),
        (0, "Svaret kom den dag vi lovade."),
        (12, "Svaret kom 12 dagar senare än vi först lovade."),
    ],
)
def test_the_answer_says_how_it_kept_its_day(page, changes, late, said):
    with changes() as session:
        slug = make_answered_dialogue(session, late_days=late).dialogue.slug
    assert said in page.get(address(slug)).words


def test_before_the_result_the_page_says_when_it_comes(page, changes):
    with changes() as session:
        slug = make_open_dialogue(session).slug
    shown = page.get(address(slug)).words
    assert "Resultatet är inte klart än" in shown
    assert "Du får svar senast" in shown


def test_a_result_tells_what_was_said_and_when_the_answer_comes(page, changes):
    with changes() as session:
        slug = make_compiled_dialogue(session).dialogue.slug
    shown = page.get(address(slug))
    assert shown.h1.startswith("Det här sa ni")
    assert "Du får svar senast" in shown.words
    assert "Ändrades" not in shown.words


def test_what_is_written_after_the_publication_is_not_shown_before_the_next_edition(page, changes):
    with changes() as session:
        made = make_answered_dialogue(session)
        slug = made.dialogue.slug
        made.theme.answer_texts.get("became", "sv").source = "KANARIE"
        made.dialogue.answer_texts.get("influence", "sv").html = "<p>KANARIE</p>"
    assert "KANARIE" not in page.get(address(slug)).text


def test_every_edition_keeps_its_address_and_older_ones_say_that_they_are_older(page, changes):
    with changes() as session:
        made = make_answered_dialogue(session)
        slug = made.dialogue.slug
        add_edition(session, made.dialogue, EditionKind.CORRECTION, NOW, note="Fel datum för träden.")
    newest = page.get(address(slug))
    assert "Fel datum för träden." in newest.words
    for number in (1, 2, 3):
        assert address(slug, f"feedback/{number}") in newest.links()
        older = page.get(address(slug, f"feedback/{number}"))
        assert ("Det här är en äldre utgåva" in older.words) is (number != 3)
    page.get(address(slug, "feedback/4"), status=404)
    page.get(address(slug, "feedback/99999999999999999999"), status=404)


def test_an_interim_notice_is_read_on_both_pages_and_stops_no_clock(page, changes):
    with changes() as session:
        made = make_compiled_dialogue(session)
        slug = made.dialogue.slug
        made.dialogue.answer_by = made.dialogue.first_answer_by = (NOW - timedelta(days=3)).date()
        notice = add_edition(session, made.dialogue, EditionKind.INTERIM, NOW, note="Nämnden behöver mer tid.")
        notice.new_answer_by = (NOW + timedelta(days=30)).date()
    for part in ("", "feedback", "feedback/2"):
        assert "Nämnden behöver mer tid." in page.get(address(slug, part)).words
    for part in ("", "feedback"):
        assert "Svaret är 3 dagar försenat." in page.get(address(slug, part)).words
    assert page.get(address(slug)).h1.startswith("Det här sa ni")


def test_an_answer_without_a_final_decision_is_called_the_administrations_proposal(page, changes):
    with changes() as session:
        made = make_compiled_dialogue(session)
        made.dialogue.answered_at = NOW
        add_edition(session, made.dialogue, EditionKind.ANSWER, NOW)
        slug = made.dialogue.slug
    assert "Förvaltningens förslag" in page.get(address(slug)).words


def test_a_result_in_other_languages_only_is_shown_in_swedish_and_marked(page, changes):
    with changes() as session:
        made = make_answered_dialogue(session)
        slug = made.dialogue.slug
        dialogue_id = made.dialogue.id
    with changes() as session:
        from portal.models.feedback import Edition

        for edition in session.scalars(select(Edition).where(Edition.dialogue_id == dialogue_id)):
            edition.content = {**edition.content, "languages": ["sv", "en"]}
    shown = page.get(address(slug, language="ar"))
    body = shown.all("div", class_="feedback-body")[0]
    assert (body.get("lang"), body.get("dir")) == ("sv", "ltr")


def test_the_public_copy_of_the_handover_has_its_hash_and_no_list_of_who_sent_when(page, changes):
    with changes() as session:
        made = make_compiled_dialogue(session)
        slug = made.dialogue.slug
        digest = session.scalar(select(Handover.html_hash))
    shown = page.get(address(slug, "handover"))
    assert digest in shown.words
    assert "Många vill ha skugga." in shown.words
    assert "Förteckning över synpunkter" not in shown.words
    with changes() as session:
        make_handed_over_dialogue(session, slug="utan-dokument")
    page.get(address("utan-dokument", "handover"), status=404)


def test_readers_evaluate_without_leaving_more_than_a_week(page, changes, reading):
    with changes() as session:
        slug = make_answered_dialogue(session).dialogue.slug
    form = page.get(address(slug, "evaluation"))
    assert page.submit(form, status=422, understood="").status == 422
    page.submit(page.get(address(slug, "evaluation")), status=422, understood="9")
    thanked = page.follow(page.submit(page.get(address(slug, "evaluation")), 303, understood="4", could_say="5"))
    assert "Tack." in thanked.words
    with reading() as session:
        rows = session.scalars(select(ParticipantEvaluation)).all()
    assert [(row.understood, row.could_say, row.saw_what_happened, row.from_receipt) for row in rows] == [
        (4, 5, None, False)
    ]
    assert rows[0].week == "2026-W10"


def test_the_log_has_a_sentence_for_everything_that_can_happen(page, changes):
    assert set(SENTENCES) == set(LogKind)
    with changes() as session:
        dialogue = make_open_dialogue(session, slug="parken")
        make_submission(session, dialogue)
        for kind in LogKind:
            public_log.note(session, dialogue.id, kind, NOW, "dialogue_lead")
        more = {
            LogKind.AMENDED: {"number": 2, "parts": ["answer_by", "use"]},
            LogKind.CORRECTED: {"what": "text", "key": "dialogue.title", "old": "Gmmal", "new": "Gammal"},
            LogKind.MEETING_ADDED: {"meeting": 1, "starts_at": NOW},
            LogKind.SHOULD_PASSED: {"gate": "announce", "code": "OPEN_TOO_SHORT", "reason": "Beslutet är redan i maj."},
            LogKind.DECISION_RECORDED: {"decision": "decided", "section": "§ 31", "decided_on": NOW.date()},
            LogKind.LANGUAGE_ADDED: {"language": "fi"},
            LogKind.STOPPED: {"by": "Tekniska nämnden", "section": "§ 3"},
            LogKind.REPORTED_TO_BODY: {"on": NOW.date(), "section": "5"},
        }
        for kind, data in more.items():
            public_log.note(session, dialogue.id, kind, NOW, "registrar", **data)
        public_log.note(
            session, dialogue.id, LogKind.CORRECTED, NOW, what="meeting", old=NOW, new=NOW + timedelta(days=1)
        )
    for language in LANGUAGES:
        page.get(address("parken", "log", language))
    shown = page.get(address("parken", "log")).words
    for said in (
        "Löftet ändrades: när svaret kommer, så används det du skriver.",
        "Dialogen bör vara öppen i minst 21 dagar.",
        "Skälet: Beslutet är redan i maj.",
        "Beslut infört: beslutat måndag 2 mars 2026, § 31.",
        "Dialogen finns nu också på finska.",
        "tisdag 3 mars 2026 kl. 10.00",
        "Väntar på granskning1",
    ):
        assert said in shown


def test_feedback_pages_need_few_statements_and_are_new_after_a_change(page, changes, engine):
    with changes() as session:
        slug = make_answered_dialogue(session).dialogue.slug
    for part, most in (("feedback", 14), ("feedback/1", 14), ("handover", 12), ("log", 12)):
        with counted(engine) as sent:
            first = page.get(address(slug, part))
        assert len(sent) <= most, f"{part}\n" + "\n".join(sent)
        assert "Set-Cookie" not in first.headers
        page.get(address(slug, part), status=304, headers={"If-None-Match": first.headers["ETag"]})
    with changes() as session:
        dialogue = session.scalar(select(Dialogue))
        add_edition(session, dialogue, EditionKind.FOLLOW_UP, NOW, note="Träden står där.")
        raise_version(session, f"dialogue:{dialogue.id}")
    assert "Träden står där." in page.get(address(slug)).words
