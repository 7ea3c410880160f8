"""The page behind the link in every mail."""

import dataclasses

import pytest
from sqlalchemy import select
from support.factories import RULES, SECRET, make_contact, make_list_entry, make_open_dialogue, make_submission

from portal.domain.mailing import ListWish
from portal.models.mailing import ListDayCount, ListEntry
from portal.models.submissions import SubmissionContact
from portal.queries import mailing as lists


@pytest.fixture
def settings(settings):
    return dataclasses.replace(settings, secret_key=SECRET, public_url="https://dialog.example.se", demo=False)


@pytest.fixture
def listed(changes):
    with changes() as session:
        dialogue = make_open_dialogue(session)
        entry = make_list_entry(session, dialogue)
        return lists.list_token(RULES, dialogue.id, entry.key)


@pytest.fixture
def contact(changes):
    with changes() as session:
        submission = make_submission(session, make_open_dialogue(session))
        make_contact(session, submission)
        return lists.contact_token(RULES, submission.id)


def entries(reading):
    with reading() as session:
        return session.scalars(select(ListEntry)).all()


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_opening_the_link_changes_nothing_and_sets_no_cookie(page, reading, listed, language):
    shown = page.get(f"/{language}/mail/{listed}")
    assert len(entries(reading)) == 1
    assert shown.headers["Cache-Control"] == "no-store"
    assert shown.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in shown.headers["X-Robots-Tag"]
    assert "Set-Cookie" not in shown.headers
    assert "bo@example.net" not in shown.text


def test_one_press_leaves_the_list_and_pressing_again_does_no_harm(page, reading, listed):
    here = f"/sv/mail/{listed}"
    after = page.follow(page.post(here, {"do": "leave"}, 303))
    assert "Vi har tagit bort din adress" in after.words
    assert entries(reading) == []
    assert "Vi har tagit bort din adress" in page.follow(page.post(here, {"do": "leave"}, 303)).words
    with reading() as session:
        assert [(c.joined, c.left) for c in session.scalars(select(ListDayCount))] == [(0, 1)]


def test_a_mail_program_leaves_in_one_click_without_cookie_or_page(app, reading, listed):
    answer = app.test_client().post(f"/sv/mail/{listed}", data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200, "a mail program does not follow redirects (RFC 8058)"
    assert entries(reading) == []


@pytest.mark.parametrize("wish", list(ListWish))
def test_the_reader_chooses_how_much_to_hear(page, reading, listed, wish):
    shown = page.get(f"/sv/mail/{listed}")
    after = page.follow(page.submit(shown, 303, do=wish.value))
    assert "Ditt val är sparat" in after.words
    assert entries(reading)[0].wish is wish


def test_the_link_about_ones_own_text_removes_that_address_only(page, reading, contact):
    shown = page.get(f"/sv/mail/{contact}")
    assert "kan visas som du skrev den" in shown.words
    page.post(f"/sv/mail/{contact}", {"do": "leave"}, 303)
    with reading() as session:
        assert session.scalars(select(SubmissionContact)).all() == []
    assert page.post(f"/sv/mail/{contact}", {"do": "only_answer"}).status == 422


def test_a_link_that_is_none_of_ours_is_not_found(page, reading, listed, contact):
    wrong = [
        listed[:-1] + ("0" if listed[-1] != "0" else "1"),
        "2" + listed[1:],
        contact[:-3],
        "c-x",
        "x",
        "7-",
        "å" * 40,
    ]
    for token in wrong:
        assert "Länken stämmer inte. Öppna den igen från mejlet" in page.get(f"/sv/mail/{token}", 404).words
        page.post(f"/sv/mail/{token}", {"do": "leave"}, 404)
    assert len(entries(reading)) == 1


def test_a_press_that_is_none_of_ours_is_refused(page, listed):
    page.post(f"/sv/mail/{listed}", {"do": "everything"}, 400)
    page.post(f"/sv/mail/{listed}", {}, 400)
