"""The way back in the office: result, handover, decision, answer, editions, evaluation, conclusion."""

import io
import re

import pytest
import time_machine
from support import factories as make

from portal.adapters import csv_files
from portal.domain.feedback import EditionKind
from portal.domain.moderation import ReviewState
from portal.domain.permissions import Role
from portal.domain.themes import Stance
from portal.queries import dialogues, feedback
from portal.queries.texts import sheet_rows

NOW = make.NOW


@pytest.fixture
def closed(changes, page):
    """A closed dialogue in two languages with three coded submissions; the lead is signed in. Returns its slug."""
    with changes() as session:
        dialogue = make.make_closed_dialogue(session, languages=("sv", "en"))
        for group in _groups(session, dialogue):
            for measure in group.measures:
                measure.status = "done"
        reviewer = make.make_user(session, "Rut Granskare", roles=(Role.MODERATOR,), body=dialogue.body)
        theme = make.make_theme(session, dialogue, "Fler träd", with_stance=True)
        for text, stance in (("Plantera fler träd.", Stance.FOR), ("Träd skymmer sikten.", Stance.AGAINST)):
            one = make.make_submission(session, dialogue, text, state=ReviewState.SHOWN, reviewer=reviewer)
            make.make_coding(session, one, theme, stance=stance)
        roles = (Role.DIALOGUE_LEAD, Role.REGISTRAR)
        lead = make.make_user(session, "Lena Ledare", roles=roles, body=dialogue.body)
        slug, token = dialogue.slug, lead.session_token
    with time_machine.travel(NOW, tick=False):
        page.sign_in(token)
        yield slug


def _groups(session, dialogue):
    from sqlalchemy import select

    from portal.models.groups import AffectedGroup

    return session.scalars(select(AffectedGroup).where(AffectedGroup.dialogue_id == dialogue.id))


def _fill(opened, **values):
    """Every empty area of the page's texts, with words of its own or those given for its name's end."""
    fields = {}
    for area in [*opened.all("textarea"), *opened.all("input")]:
        name = area.get("name", "")
        if name.startswith("t-"):
            given = next((text for end, text in values.items() if end in name), None)
            fields[name] = given if given is not None else f"Text för {name}."
    return fields


def _send(page, opened, address, **extra):
    versions = {
        part.get("name"): part.get("value", "")
        for part in opened.all("input")
        if part.get("name", "").startswith("vt-")
    }
    return page.post(address, {**versions, **extra}, 303)


def _translate(page, reading, slug):
    """Fetch the English sheet, fill it in, send it back."""
    base = f"/office/dialogues/{slug}/texts/"
    sheet = page.get(base + "en/sheet.csv")
    rows = list(csv_files.rows(io.BytesIO(sheet.response.get_data())))
    assert rows and set(rows[0].values) == {"key", "Swedish", "target"}
    done = [
        {**row.values, "target": row.values["target"] or "In English: " + row.values["Swedish"][:60]} for row in rows
    ]
    file = io.BytesIO()
    csv_files.write(done, ("key", "Swedish", "target"), file)
    file.seek(0)
    page.get(base)
    answer = page.post(base + "en/sheet", {"sheet": (file, "en.csv")}, 200, content_type="multipart/form-data")
    assert "texter är sparade" in answer.words
    return answer


def _hand_over(page, reading, slug):
    base = f"/office/dialogues/{slug}/"
    opened = page.get(base + "result/")
    _send(page, opened, base + "result/", **_fill(opened))
    _translate(page, reading, slug)
    page.get(base + "handover/")
    page.post(base + "handover/", {}, 303)
    handed = page.get(base + "handover/")
    assert "Resultatet är överlämnat." in handed.words, handed.words


def test_the_result_is_written_translated_handed_over_and_published(page, closed, reading):
    base = f"/office/dialogues/{closed}/"
    opened = page.get(base + "result/")
    assert "2 synpunkter" in opened.words
    page.post(base + "result/quotes", {"theme": _theme_id(opened), "number": 1, "quote": "fler träd"}, 303)
    assert "Citatet är valt" in page.get(base + "result/").words
    _hand_over(page, reading, closed)
    shown = page.get(base + "handover/")
    assert "SHA-256" in shown.words
    document = page.client.get(base + "handover/1.html").get_data(as_text=True)
    assert "fler träd" in document and "Text för t-theme_result" in document
    assert "style-src" in page.client.get(base + "handover/1.html").headers["Content-Security-Policy"]
    page.get(base + "result/preview?language=en")
    page.post(base + "result/publish", {}, 303)
    with reading() as session:
        dialogue = dialogues.by_slug(session, closed)
        edition = feedback.newest_of_kind(session, dialogue.id, EditionKind.RESULT)
        assert edition is not None and edition.number == 1
        assert edition.content["themes"][0]["count"] == 2
        assert edition.content["themes"][0]["stance"] == {"for": 1, "against": 1}


def _theme_id(opened):
    return re.search(r'id="theme-(\d+)"', opened.text).group(1)


def test_a_quote_that_does_not_stand_in_the_text_is_refused(page, closed):
    opened = page.get(f"/office/dialogues/{closed}/result/")
    page.post(
        f"/office/dialogues/{closed}/result/quotes", {"theme": _theme_id(opened), "number": 1, "quote": "aldrig"}, 303
    )
    assert "Orden finns inte i den synpunkten" in page.get(f"/office/dialogues/{closed}/result/").words


def test_the_handover_is_refused_while_something_is_missing(page, closed, reading):
    page.get(f"/office/dialogues/{closed}/handover/")
    page.post(f"/office/dialogues/{closed}/handover/", {}, 303)
    assert "Skriv vilka som deltog." in page.get(f"/office/dialogues/{closed}/handover/").text
    with reading() as session:
        assert dialogues.by_slug(session, closed).handed_over_at is None


def test_a_decision_before_the_handover_is_refused_and_the_form_keeps_its_words(page, closed):
    opened = page.get(f"/office/dialogues/{closed}/decisions/")
    again = page.submit(opened, 422, section="31", decided_on="2026-03-01", kind="decided", how_weighed="Vi vägde in.")
    assert "måste vara överlämnat" in again.words
    assert again.field("section") == "31" and again.field("how_weighed") == "Vi vägde in."


def _decide(page, slug):
    opened = page.get(f"/office/dialogues/{slug}/decisions/")
    page.submit(
        opened, 303, section="31", decided_on="2026-03-02", kind="decided", final="y", how_weighed="Vägde tungt."
    )


def test_the_answer_goes_out_only_when_every_point_and_theme_has_an_outcome_and_it_is_approved(page, closed, reading):
    base = f"/office/dialogues/{closed}/"
    _hand_over(page, reading, closed)
    page.get(base + "editions/")
    page.post(base + "editions/answer", {}, 303)
    refused = page.get(base + "editions/").words
    assert "Det slutliga beslutet måste vara registrerat." in refused
    _decide(page, closed)
    opened = page.get(base + "answer/")
    outcomes = {
        part.get("name"): "changed" for part in opened.all("select") if part.get("name", "").startswith("outcome-")
    }
    _send(page, opened, base + "answer/", **_fill(opened), **outcomes)
    page.submit(page.get(base + "answer/"), 303, next_step_owner="Gatuenheten", next_step_on="2026-05-01")
    _translate(page, reading, closed)
    page.get(base + "answer/preview")
    page.post(base + "editions/answer", {}, 303)
    assert "Svaret måste vara godkänt" in page.get(base + "editions/").words
    page.submit(page.get(base + "answer/"), 303, approved_by="Olle Ordförande", approved_on="2026-03-02")
    assert "Godkänt av Olle Ordförande" in page.get(base + "answer/").words
    page.post(base + "editions/answer", {}, 303)
    with reading() as session:
        dialogue = dialogues.by_slug(session, closed)
        assert dialogue.answered_at is not None
        edition = feedback.newest_of_kind(session, dialogue.id, EditionKind.ANSWER)
        assert {point["outcome"] for point in edition.content["points"]} == {"changed"}
        assert edition.content["approval"]["by"] == "Olle Ordförande"
    # an approval does not cover words that were changed after it
    opened = page.get(base + "answer/")
    _send(page, opened, base + "answer/", **_fill(opened, influence="Ändrade ord."))
    assert "inte godkänt så som det lyder nu" in page.get(base + "answer/").words
    # evaluation and conclusion
    opened = page.get(base + "evaluation/")
    page.submit(
        opened, 303, purpose_met="Ja", form="Bra", method="Bra", evaluated_by="Gruppen", evaluated_on="2026-03-02"
    )
    page.post(base + "evaluation/conclude", {}, 303)
    assert "Skriv minst en lärdom" in page.get(base + "evaluation/").words
    page.submit(page.get(base + "evaluation/"), 303, lesson="Stå vid hållplatsen.")
    page.post(base + "evaluation/conclude", {}, 303)
    with reading() as session:
        assert dialogues.by_slug(session, closed).concluded_at is not None
    page.get(base + "editions/")
    page.post(base + "editions/", {"kind": "follow_up", "note-sv": "Träden är planterade."}, 303)
    assert "Träden är planterade." in page.get(base + "editions/").words


def test_an_interim_notice_needs_its_reason_and_keeps_what_was_written(page, closed):
    base = f"/office/dialogues/{closed}/editions/"
    page.get(base)
    again = page.post(base, {"kind": "interim", "note-en": "Late", "new_answer_by": "2026-06-01"}, 422)
    assert "Skriv vad som är nytt och varför." in again.words and again.field("note-en") == "Late"


def test_two_officials_writing_one_text_are_both_heard(page, closed):
    base = f"/office/dialogues/{closed}/result/"
    mine = page.get(base)
    field = next(part.get("name") for part in mine.all("textarea") if "overview" in part.get("name", ""))
    page.post(base, {field: "Min kollegas ord.", "v" + field: "0"}, 303)
    clash = page.post(base, {field: "Mina ord.", "v" + field: "0"}, 409)
    assert "Min kollegas ord." in clash.words and clash.field(field) == "Mina ord."


def test_a_sheet_row_whose_swedish_has_changed_is_not_taken_in(page, closed, reading):
    base = f"/office/dialogues/{closed}/texts/"
    with reading() as session:
        rows = sheet_rows(session, dialogues.by_slug(session, closed), "en")
    file = io.BytesIO()
    first = rows[0]
    csv_files.write(
        [
            {"key": first.key, "Swedish": "En äldre text", "target": "An older text"},
            {"key": "no.such.key", "Swedish": "x", "target": "y"},
        ],
        ("key", "Swedish", "target"),
        file,
    )
    file.seek(0)
    page.get(base)
    answer = page.post(base + "en/sheet", {"sheet": (file, "en.csv")}, 200, content_type="multipart/form-data")
    assert "Den svenska texten har ändrats" in answer.words and "Nyckeln finns inte" in answer.words


def test_a_reader_of_drafts_sees_every_page_but_publishes_nothing(page, closed, changes):
    with changes() as session:
        dialogue = dialogues.by_slug(session, closed)
        reader = make.make_user(session, "Eva Vald", roles=(Role.ELECTED_READER,), body=dialogue.body)
        token = reader.session_token
    page.sign_in(token)
    base = f"/office/dialogues/{closed}/"
    for part in ("texts/", "result/", "handover/", "decisions/", "answer/", "editions/", "evaluation/"):
        page.get(base + part)
    page.post(base + "result/publish", {}, 403)
    page.post(base + "handover/", {}, 403)
