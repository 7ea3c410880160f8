"""The outreach kit: posters and texts in every language, each measure with an address of its own (B1)."""

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pikepdf
import pytest
import time_machine
from support.factories import NOW, make_announced_dialogue, make_dialogue_ready_to_announce, make_user

from portal.app import create_app
from portal.domain.permissions import SYSTEM, Role
from portal.domain.sms import length_of
from portal.queries import dialogues
from portal.queries import groups as known
from portal.services import groups

HERE = "/office/dialogues/parken/outreach/"


@pytest.fixture
def settings(settings: Any) -> Any:
    return replace(settings, public_url="https://dialog.asby.example")


@pytest.fixture(autouse=True)
def _at_now() -> Any:
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def office(page: Any, changes: Callable[[], Any]) -> Any:
    with changes() as session:
        dialogue = make_announced_dialogue(session, slug="parken")
        group = known.of_dialogue(session, dialogue.id)[0]
        groups.add_measure(session, SYSTEM, dialogue, group, {"sv": "Torget"}, "Lena", None, NOW)
        support = make_user(session, "Tove Rönnäng", roles=(Role.DIALOGUE_SUPPORT,))
    page.sign_in(support.session_token)
    return page


def pdf(office: Any, address: str) -> pikepdf.Pdf:
    answer = office.client.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    return pikepdf.open(io.BytesIO(answer.data))


def test_the_texts_are_there_to_copy_with_the_public_address(office):
    shown = office.get(HERE)
    texts = ["".join(one.itertext()) for one in shown.all("textarea")]
    assert len(texts) == 3
    assert all("https://dialog.asby.example/d/parken" in text for text in texts)
    assert length_of(texts[0].strip()).parts == 1
    assert all(one.get("readonly") is not None for one in shown.all("textarea"))
    assert "publika adress är inte inställd" not in shown.words


@pytest.mark.parametrize(("language", "direction"), [("sv", "ltr"), ("fi", "ltr"), ("ar", "rtl")])
def test_the_poster_is_an_accessible_document_in_each_language(office, language, direction):
    page = office.client.get(f"{HERE}poster?language={language}").get_data(as_text=True)
    assert f'<html lang="{language}" dir="{direction}">' in page
    document = pdf(office, f"{HERE}poster.pdf?language={language}")
    assert str(document.Root.Lang) == language
    assert len(document.pages) == 1
    with document.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
    assert figures(document.Root.StructTreeRoot) == 1


def figures(element: Any) -> int:
    """How many pictures of the document have a text instead."""
    here = int(str(element.get("/S", "")) == "/Figure" and bool(str(element.get("/Alt", ""))))
    children = element.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary):
            here += figures(child)
    return here


def test_the_poster_of_a_measure_has_the_address_of_the_measure(office):
    page = office.client.get(f"{HERE}poster?measure=torget").get_data(as_text=True)
    assert "dialog.asby.example/d/parken/torget" in page
    assert "dialog.asby.example/d/parken/torget" not in office.client.get(f"{HERE}poster").get_data(as_text=True)


def test_the_level_is_explained_on_one_page(office):
    page = office.client.get(f"{HERE}explanation").get_data(as_text=True)
    for told in ("Vilka växter parken får", "Parken ligger kvar vid Hamngatan", "Beslutet fattas av", "Svaret"):
        assert told in page
    assert len(pdf(office, f"{HERE}explanation.pdf?language=fi").pages) == 1


def test_a_long_question_still_fits_on_its_page(office, changes):
    from portal.effects.texts import write

    with changes() as session:
        dialogue = dialogues.by_slug(session, "parken")
        for name, length in (("title", 140), ("lede", 400), ("use", 1200)):
            write(session, dialogue.texts, name, "sv", ("Ordentligt långa ord " * 80)[:length], now=NOW)
    assert len(pdf(office, f"{HERE}poster.pdf").pages) == 1
    assert len(pdf(office, f"{HERE}explanation.pdf").pages) == 1


@pytest.mark.parametrize("part", ["", "poster", "poster.pdf", "explanation", "explanation.pdf"])
def test_there_is_nothing_in_a_language_that_the_dialogue_is_not_held_in(office, part):
    assert office.client.get(f"{HERE}{part}?language=de").status_code == 404


def test_there_is_no_poster_of_a_measure_that_is_none(office):
    assert office.client.get(f"{HERE}poster?measure=nej").status_code == 404
    assert office.client.get(f"{HERE}poster.pdf?measure=nej").status_code == 404


def test_before_the_announcement_everything_says_that_it_is_a_draft(office, changes):
    with changes() as session:
        slug = make_dialogue_ready_to_announce(session, slug="snart").slug
    there = f"/office/dialogues/{slug}/outreach/"
    assert "Dela inte ut något än" in office.get(there).words
    assert "Dela inte ut det här än" in office.client.get(f"{there}poster").get_data(as_text=True)


def test_a_missing_public_address_is_said_before_anything_is_printed(office, settings, engine):
    app = create_app(replace(settings, public_url=None), engine)
    client = app.test_client()
    with office.client.session_transaction() as known_cookie, client.session_transaction() as cookie:
        cookie.update(known_cookie)
    assert "publika adress är inte inställd" in client.get(HERE).get_data(as_text=True)
