"""What a resident meets: the first page, the list, and the page of one dialogue."""

from datetime import date, timedelta

import pytest
import time_machine
from sqlalchemy import select
from support.answered import make_answered_dialogue, postpone
from support.factories import (
    LANGUAGES,
    NOW,
    RULES,
    make_announced_dialogue,
    make_closed_dialogue,
    make_dialogue_ready_to_announce,
    make_handed_over_dialogue,
    make_meeting,
    make_open_dialogue,
    make_submission,
    make_texts,
)

from portal.domain.commitments import changes as differences
from portal.domain.commitments import content_hash
from portal.effects.publication import raise_version
from portal.effects.texts import write
from portal.models.commitments import CommitmentVersion
from portal.models.dialogues import Dialogue
from portal.queries import commitments
from portal.transaction import counted

ADDRESS = "/sv/dialogues/parken/"


@pytest.fixture(autouse=True)
def _then():
    with time_machine.travel(NOW, tick=False):
        yield


def test_the_first_page_says_what_is_open_what_comes_and_what_was_answered(page, changes):
    with changes() as session:
        make_open_dialogue(session, title="Parken", slug="parken")
        make_announced_dialogue(session, title="Badet", slug="badet")
        make_closed_dialogue(session, title="Torget", slug="torget")
        make_handed_over_dialogue(session, title="Biblioteket", slug="biblioteket")
        make_answered_dialogue(session)
    shown = page.get("/sv/").words
    for heading in ("Öppna nu", "Öppnar snart", "Sammanställs", "Hos politikerna", "Besvarade"):
        assert heading in shown
    assert "Steg 2 av 5: Konsultation" in shown
    assert "Ändrades 1 " in shown
    assert "Ändrades delvis 1" in shown


def test_the_first_page_without_any_dialogue_says_so(page):
    assert "Ingen dialog är öppen just nu." in page.get("/sv/").words


def test_a_dialogue_that_is_being_prepared_cannot_be_found_anywhere(page, changes):
    with changes() as session:
        dialogue = make_dialogue_ready_to_announce(session, title="Hemlig kanariefågel", slug="hemlig")
        matter = dialogue.matter.slug
    for part in ("", "submissions", "submissions/1", "feedback", "feedback/1", "handover", "log", "evaluation"):
        page.get(f"/sv/dialogues/hemlig/{part}", status=404)
    for address in (
        "/sv/",
        "/sv/dialogues/",
        f"/sv/matters/{matter}/",
        "/sv/feed.atom",
        "/sv/bodies/tekniska-namnden/",
    ):
        assert "kanariefågel" not in page.get(address).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_a_dialogue_is_whole_in_every_language(page, changes, language):
    with changes() as session:
        dialogue = make_open_dialogue(session, slug="parken", level=3)
        make_meeting(session, dialogue)
        make_submission(session, dialogue)
    shown = page.get(f"/{language}/dialogues/parken/")
    assert shown.tree.get("lang") == language
    assert shown.h1.endswith("Hur ska parken vid Hamngatan bli?")
    assert f"/{language}/dialogues/parken/take-part" in shown.links()
    assert "Vilka växter parken får" in shown.words
    assert "Parken ligger kvar vid Hamngatan" in shown.words


def test_the_promise_stands_before_the_way_to_the_form(page, changes):
    with changes() as session:
        make_open_dialogue(session, slug="parken")
    shown = page.get(ADDRESS).text
    assert shown.index("Så mycket kan du påverka") < shown.index("take-part")
    assert shown.index("Du får säga vad du tycker om förslagen.") < shown.index("take-part")


def test_a_dialogue_tells_who_promised_how_texts_are_shown_and_whom_to_ask(page, changes):
    with changes() as session:
        make_open_dialogue(session, slug="parken")
    shown = page.get(ADDRESS).words
    assert "Löftet godkändes av Olle Ordförande, ordförande, tekniska nämnden, måndag 2 mars 2026, § 14." in shown
    assert "Texterna visas efter granskning, utan namn." in shown
    assert "Karin Kontakt, handläggare svarar." in shown
    assert "Öppen till söndag 22 mars 2026 kl. 23.59" in shown


def test_only_an_open_dialogue_has_a_way_to_the_form(page, changes):
    with changes() as session:
        make_announced_dialogue(session, slug="kommer")
        make_closed_dialogue(session, slug="stangd")
    for slug in ("kommer", "stangd"):
        assert not [one for one in page.get(f"/sv/dialogues/{slug}/").links() if one.endswith("take-part")]


def test_texts_in_another_language_than_the_page_are_marked_and_explained(page, changes):
    with changes() as session:
        make_open_dialogue(session, slug="parken", languages=("sv", "en"))
    shown = page.get("/ar/dialogues/parken/")
    title = next(iter(shown.tree.iter("h1")))
    assert [(part.get("lang"), part.get("dir")) for part in title.iter("span")] == [("sv", "ltr")]
    assert shown.all("div", class_="notice-info")
    assert "/sv/dialogues/parken/" in page.get("/en/dialogues/parken/").links()


def test_a_language_that_is_not_shown_yet_is_not_read_by_anybody(page, changes):
    with changes() as session:
        dialogue = make_open_dialogue(session, slug="parken")
        next(entry for entry in dialogue.languages if entry.language == "fi").shown_at = None
    shown = page.get("/fi/dialogues/parken/")
    assert "[fi] Hur ska parken" not in shown.text
    assert "[fi] Vilka växter" not in shown.text


def test_an_amendment_is_dated_with_its_reason_and_what_it_was_before(page, changes):
    with changes() as session:
        dialogue = make_open_dialogue(session, slug="parken")
        old = commitments.content_of(session, dialogue, RULES)
        dialogue.answer_by += timedelta(days=14)
        write(session, dialogue.texts, "use", "sv", "Dina synpunkter blir underlag för beslutet i juni.", now=NOW)
        session.flush()
        new = commitments.content_of(session, dialogue, RULES)
        new["changes"] = [{"part": one.part, "old": one.old, "new": one.new} for one in differences(old, new)]
        session.add(
            CommitmentVersion(
                dialogue_id=dialogue.id,
                number=2,
                content=new,
                content_hash=content_hash(new),
                frozen_at=NOW,
                reason_texts=make_texts(session, "amendment", reason="Nämnden flyttade sitt möte."),
                decided_by="nämndens ordförande",
            )
        )
    shown = page.get(ADDRESS)
    assert "Löftet ändrades måndag 2 mars 2026. Beslutat av nämndens ordförande." in shown.words
    assert "Nämnden flyttade sitt möte." in shown.words
    assert "Först lovade vi svar senast" in shown.words
    assert [one.text.strip() for one in shown.tree.iter("ins") if one.text and "juni" in one.text]


@pytest.mark.parametrize(("days", "said"), [(1, "Svaret är 1 dag försenat."), (12, "Svaret är 12 dagar försenat.")])
def test_a_late_answer_is_said_in_plain_words_on_every_page(page, changes, days, said):
    with changes() as session:
        dialogue = make_handed_over_dialogue(session, slug="parken")
        dialogue.result_by = dialogue.first_result_by = None
        dialogue.answer_by = dialogue.first_answer_by = (NOW - timedelta(days=days)).date()
    for address in (ADDRESS, "/sv/", "/sv/dialogues/", "/sv/bodies/tekniska-namnden/", f"{ADDRESS}feedback"):
        assert said in page.get(address).words


def test_a_stopped_dialogue_says_why_who_and_that_it_will_be_answered(page, changes):
    with changes() as session:
        dialogue = make_closed_dialogue(session, slug="parken")
        dialogue.stopped_at, dialogue.stopped_by, dialogue.stopped_section = NOW, "Tekniska nämnden", "§ 9"
        dialogue.end_texts = make_texts(session, "stop", reason="Marken är såld.")
    shown = page.get(ADDRESS).words
    assert "Avbruten" in shown
    assert "Marken är såld." in shown
    assert "Beslutat av Tekniska nämnden, § 9." in shown


def test_a_stopped_dialogue_is_called_so_also_after_the_answer(page, changes):
    with changes() as session:
        make_answered_dialogue(session).dialogue.stopped_at = NOW
        handed = make_handed_over_dialogue(session, slug="parken")
        handed.stopped_at = NOW
        body = handed.body.texts.plain("name", "sv")
    shown = page.get("/sv/dialogues/").words
    assert "Avbruten och besvarad" in shown
    assert f"Avbruten, hos {body[0].lower()}{body[1:]}" in page.get(ADDRESS).words


def test_a_postponed_decision_is_shown_with_the_day_it_was_first_planned_for(page, changes):
    with changes() as session:
        dialogue = make_handed_over_dialogue(session, slug="parken")
        dialogue.planned_decision_on, dialogue.planned_period = date(2026, 3, 1), None
        postpone(session, dialogue, date(2026, 6, 17))
    assert "17 juni 2026 (uppskjutet från 1 mars 2026)" in page.get(ADDRESS).words


def test_a_stopped_dialogue_that_is_answered_elsewhere_leads_there(page, changes):
    with changes() as session:
        dialogue = make_closed_dialogue(session, slug="parken")
        other = make_open_dialogue(session, slug="stadsparken")
        dialogue.stopped_at, dialogue.answered_in_id = NOW, other.id
    for part in ("", "feedback"):
        assert "/sv/dialogues/stadsparken/feedback" in page.get(f"{ADDRESS}{part}").links()


def test_a_cancelled_dialogue_stays_with_its_reason_and_promises_nothing_more(page, changes):
    with changes() as session:
        dialogue = make_announced_dialogue(session, slug="parken")
        dialogue.cancelled_at = NOW
        dialogue.end_texts = make_texts(session, "stop", reason="Vägen byggs inte.")
    shown = page.get(ADDRESS).words
    assert "Dialogen är inställd" in shown
    assert "Vägen byggs inte." in shown
    assert "Du får svar senast" not in shown


def test_a_matter_with_a_statutory_consultation_says_that_this_is_not_it(page, changes):
    with changes() as session:
        dialogue = make_open_dialogue(session, slug="parken")
        dialogue.matter.statutory_link = "https://asby.example/samrad"
    shown = page.get(ADDRESS)
    assert "Det här är inte samrådet om planen" in shown.words
    assert "https://asby.example/samrad" in shown.links()


def test_dialogues_in_a_row_show_where_one_stands(page, changes):
    with changes() as session:
        first = make_answered_dialogue(session).dialogue
        second = make_open_dialogue(session, slug="forslaget", matter=first.matter)
        second.follows_id = first.id
    shown = page.get("/sv/dialogues/forslaget/")
    assert "1 av 2:" in shown.words
    assert "2 av 2:" in shown.words
    assert "det här ledde den till" in shown.words


def test_the_list_is_filtered_by_stage_and_body_without_a_script(page, changes):
    with changes() as session:
        make_open_dialogue(session, title="Parken", slug="parken")
        make_closed_dialogue(session, title="Torget", slug="torget")
    listed = page.get("/sv/dialogues/")
    chosen = page.submit(listed, status=200, stage="analysing")
    assert "Torget" in chosen.words
    assert "Parken" not in chosen.words
    assert "Ingen dialog passar" in page.get("/sv/dialogues/?body=ingen-namnd").words
    page.get("/sv/dialogues/?stage=nonsens", status=404)


def test_a_page_is_new_one_request_after_a_change_and_unchanged_otherwise(page, changes):
    with changes() as session:
        make_open_dialogue(session, slug="parken")
    first = page.get(ADDRESS)
    assert page.get(ADDRESS, status=304, headers={"If-None-Match": first.headers["ETag"]}).status == 304
    with changes() as session:
        dialogue = session.scalar(select(Dialogue).where(Dialogue.slug == "parken"))
        write(session, dialogue.texts, "title", "sv", "Ny rubrik", now=NOW)
        raise_version(session, f"dialogue:{dialogue.id}")
    assert page.get(ADDRESS, headers={"If-None-Match": first.headers["ETag"]}).h1 == "Ny rubrik"


def test_a_dialogue_opens_and_closes_on_a_kept_page_by_the_clock_alone(page, changes):
    with changes() as session:
        dialogue = make_announced_dialogue(session, slug="parken")
        opens, closes = dialogue.opens_at, dialogue.closes_at
    assert "Öppnar snart" in page.get(ADDRESS).words
    with time_machine.travel(opens, tick=False):
        assert "Lämna din synpunkt" in page.get(ADDRESS).words
    with time_machine.travel(closes, tick=False):
        assert "Lämna din synpunkt" not in page.get(ADDRESS).words


def test_a_public_page_sets_no_cookie_and_needs_few_statements_however_much_there_is(page, changes, engine):
    with changes() as session:
        dialogue = make_open_dialogue(session, slug="parken")
        make_meeting(session, dialogue)
        for _ in range(30):
            make_submission(session, dialogue)
        for number in range(4):
            make_open_dialogue(session, slug=f"fler-{number}")
    for address, most in (("/sv/", 8), ("/sv/dialogues/", 10), (ADDRESS, 18)):
        with counted(engine) as sent:
            shown = page.get(address)
        assert "Set-Cookie" not in shown.headers
        assert len(sent) <= most, "\n".join(sent)
        assert len(shown.text.encode()) < 60_000
