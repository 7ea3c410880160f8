"""Promises in the office: drafts for the elected, words of the ladder, follow-ups, and themes merged meanwhile."""

from datetime import timedelta

import pytest
import time_machine
from support import factories as make
from support.answered import make_answered_dialogue, make_compiled_dialogue

from portal.domain.permissions import Role
from portal.effects.texts import write
from portal.models.feedback import DeliveryAct, FollowUp
from portal.models.ladders import Ladder
from portal.models.themes import Theme
from portal.queries import dialogues
from portal.services import answers, feedback

NOW = make.NOW


@pytest.fixture(autouse=True)
def _then():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def enter(page, changes):
    """Sign in as somebody new with these roles, for every body; the language of the account is given."""

    def signed_in(*roles: Role, name: str = "Pia Politiker", language: str = "sv"):
        with changes() as session:
            user = make.make_user(session, name, roles=roles)
            user.language = language
            token = user.session_token
        page.sign_in(token)
        return page

    return signed_in


def prepared(changes) -> str:
    with changes() as session:
        slug = make.make_dialogue_ready_to_announce(session).slug
    return f"/office/dialogues/{slug}/"


def test_the_elected_find_the_draft_on_the_desk_read_it_and_see_later_what_is_new(changes, enter):
    base, page = prepared(changes), enter(Role.ELECTED_READER)
    assert "Nytt att läsa: Åtagandet: det här lovar vi" in page.get("/office/").words
    opened = page.get(base + "drafts/")
    assert "Du får säga vad du tycker om förslagen" in opened.words
    page.submit(opened, 303, content_hash=opened.field("content_hash"))
    assert "Nytt att läsa" not in page.get("/office/").words
    with changes() as session:
        dialogue = dialogues.by_slug(session, base.split("/")[3])
        write(session, dialogue.texts, "purpose", "sv", "Vi vill veta var skuggan behövs mest.", now=NOW)
    assert "Ändrat sedan du läste det måndag 2 mars 2026." in page.get("/office/").words
    again = page.get(base + "drafts/")
    assert "Nytt sedan du läste måndag 2 mars 2026 Syftet" in again.words
    assert "Vi vill veta var skuggan behövs mest." in "".join(again.all("ins")[0].itertext())


def test_a_version_that_changed_while_it_was_read_is_not_marked_and_says_so(changes, enter):
    base, page = prepared(changes), enter(Role.ELECTED_READER)
    opened = page.get(base + "drafts/")
    with changes() as session:
        dialogue = dialogues.by_slug(session, base.split("/")[3])
        write(session, dialogue.texts, "purpose", "sv", "Något annat.", now=NOW)
    refused = page.submit(opened, 409, content_hash=opened.field("content_hash"))
    assert "Utkastet ändrades medan du läste." in refused.words


def test_a_comment_is_seen_beside_the_editor_answered_there_and_read_by_its_writer(changes, enter):
    base, page = prepared(changes), enter(Role.ELECTED_READER)
    page.submit(page.get(base + "drafts/"), 303, part="purpose", text="Skriv vad det kostar.")
    lead = enter(Role.DIALOGUE_LEAD, name="Lena Ledare")
    assert "1 kommentar om utkastet väntar på svar" in lead.get("/office/").words
    editor = lead.get(base + "commitment/")
    assert "Skriv vad det kostar." in editor.text
    beside = next(one.get("action", "") for one in editor.all("form") if "comments/" in one.get("action", ""))
    empty = lead.post(beside, {"reply": " "}, 303)
    assert "Skriv vad ni gjorde med kommentaren" in lead.follow(empty).words
    lead.post(beside, {"reply": "Det står i bakgrunden nu."}, 303)
    assert "Det står i bakgrunden nu." in enter(Role.ELECTED_READER).get(base + "drafts/").words


@pytest.mark.parametrize(("language", "said"), [("fi", "Pia"), ("en", "Pia")])
def test_the_draft_is_read_in_the_language_of_the_reader(changes, enter, language, said):
    base, page = prepared(changes), enter(Role.ELECTED_READER, language=language)
    shown = page.get(base + "drafts/")
    assert shown.tree.get("lang") == language
    assert f"[{language}] Vi vill veta hur parken ska användas." in shown.words
    assert said in shown.text


def test_a_moderator_is_not_let_into_drafts(changes, enter):
    enter(Role.MODERATOR).get(prepared(changes) + "drafts/", 403)


def test_an_administrator_words_the_ladder_and_a_half_translated_step_is_kept_and_refused(changes, enter):
    page = enter(Role.ADMINISTRATOR)
    opened = page.get("/admin/ladder/")
    half = {"label-2-sv": "Tycka till"}
    refused = page.submit(opened, 422, **half)
    assert "Skriv texten på alla språk" in refused.words
    assert refused.field("label-2-sv") == "Tycka till"
    whole = {f"label-2-{code}": f"Tycka {code}" for code in make.LANGUAGES}
    page.submit(opened, 303, hidden="4", **whole)
    with changes() as session:
        assert session.query(Ladder).one().hidden_level == 4
    assert page.get("/admin/ladder/").field("label-2-fi") == "Tycka fi"
    assert "Steg 2: Tycka sv" in page.get("/sv/principles").words
    late = page.submit(opened, 409, hidden="", **whole)
    assert "ändrat" in late.words


def test_a_follow_up_is_settled_in_every_language_and_told_by_an_edition(changes, enter):
    with changes() as session:
        made = make_answered_dialogue(session)
        answers.promise_follow_up(session, make.lead(session), made.dialogue, "Mäta igen.", "Lena", NOW.date(), NOW)
        note = feedback.Note(make.in_languages("Ett löfte till."))
        feedback.publish_follow_up(session, make.lead(session), make.RULES, made.dialogue, note, NOW)
        base = f"/office/dialogues/{made.dialogue.slug}/follow-ups/"
    page = enter(Role.DIALOGUE_LEAD)
    with changes() as session:
        one = session.query(FollowUp).one().id
    refused = page.submit(page.get(f"{base}{one}"), 422, state="changed", because_sv="Vi väntar.")
    assert "Texten behövs på alla dialogens språk." in refused.words
    assert refused.field("because-sv") == "Vi väntar."
    words = {f"because_{code}": f"Vi väntar {code}." for code in make.LANGUAGES}
    with time_machine.travel(NOW + timedelta(hours=1)):
        page.submit(page.get(f"{base}{one}"), 303, state="changed", **words)
        assert "1 uppföljning är inte berättad för invånarna" in page.get(base).words
    notes = {f"note_{code}": "Nytt." for code in make.LANGUAGES}
    with time_machine.travel(NOW + timedelta(hours=2)):
        page.submit(page.get(base), 303, **notes)
        assert "inte berättad" not in page.get(base).words
        assert "Vi väntar fi." in page.get("/fi/promised").words


def test_posters_are_written_in_under_their_edition_and_a_mistake_is_told_there(changes, enter):
    with changes() as session:
        slug = make_answered_dialogue(session).dialogue.slug
    page = enter(Role.DIALOGUE_LEAD)
    address = f"/office/dialogues/{slug}/editions/"
    act = {"act": "poster", "done_on": "2026-03-01", "number": "12", "note": ""}
    assert "Skriv vad ni gjorde." in page.submit(page.get(address), 422, **act).words
    page.submit(page.get(address), 303, **{**act, "note": "I trapphusen."})
    with changes() as session:
        assert session.query(DeliveryAct).one().number == 12


def test_what_was_written_about_a_theme_that_was_merged_meanwhile_is_shown_and_nothing_is_saved(changes, enter):
    with changes() as session:
        made = make_compiled_dialogue(session)
        gone = make.make_theme(session, made.dialogue, "Skuggplatser")
        address, gone_id, into = f"/office/dialogues/{made.dialogue.slug}/answer/", gone.id, made.theme.id
    page = enter(Role.DIALOGUE_LEAD)
    opened = page.get(address)
    with changes() as session:
        session.get_one(Theme, gone_id).merged_into_id = into
    written = {f"t-theme_answer-{gone_id}-became-sv": "Vi sätter upp segel.", "t-answer-influence-sv": "Ni var många."}
    refused = page.submit(opened, 409, **written)
    assert "En kollega har slagit ihop ett av temana. Inget är sparat." in refused.words
    assert "Temat ”Skuggplatser” hör nu till ”Mer skugga”" in refused.words
    assert "Vi sätter upp segel." in refused.words
    assert refused.field("t-answer-influence-sv") == "Ni var många."
    page.submit(refused, 303, t_answer_influence_sv="Ni var många.")
