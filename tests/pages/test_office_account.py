"""Signing in and out, one-time links, passwords, the own language; and what a stranger must not learn."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from support.factories import NOW, PASSWORD, actor, make_user

from portal.models.users import User
from portal.services import users

WRONG = "Det gick inte att logga in."


@pytest.fixture(autouse=True)
def _at_now() -> Any:
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def lena(changes: Callable[[], Any]) -> User:
    with changes() as session:
        return make_user(session, "Lena Lindqvist", email="lena@asby.example", password=PASSWORD)


def sign_in(page: Any, email: str, password: str, status: int = 303, address: str = "/sign-in") -> Any:
    return page.submit(page.get(address), status=status, email=email, password=password)


def test_staff_sign_in_reach_the_desk_and_sign_out_everywhere(page, lena, app):
    assert sign_in(page, "Lena@asby.example", PASSWORD).location == "/office/"
    desk = page.get("/office/")
    assert desk.h1 == "Mitt skrivbord"
    assert page.post("/sign-out", status=303).location == "/sign-in"
    page.get("/office/", status=302)


def test_staff_stay_signed_in_for_a_working_day_and_no_longer(page, lena):
    with time_machine.travel(NOW, tick=False) as clock:
        sign_in(page, "lena@asby.example", PASSWORD)
        page.get("/office/")
        clock.shift(11 * 3600)
        page.get("/office/")
        clock.shift(2 * 3600)
        page.get("/office/", status=302)


def test_a_wrong_password_and_nobody_get_the_same_answer(page, lena):
    known = sign_in(page, "lena@asby.example", "fel fel fel fel", status=422)
    unknown = sign_in(page, "ingen@asby.example", "fel fel fel fel", status=422)
    assert WRONG in known.words
    assert known.words == unknown.words


def test_after_five_wrong_attempts_the_right_password_gets_that_answer_too(page, lena):
    for _attempt in range(5):
        locked = sign_in(page, "lena@asby.example", "fel fel fel fel", status=422)
    right = sign_in(page, "lena@asby.example", PASSWORD, status=422)
    assert "spärras kontot i 15 minuter" in right.words
    assert right.words == locked.words
    with time_machine.travel(NOW.replace(hour=NOW.hour + 1)):
        sign_in(page, "lena@asby.example", PASSWORD)


def test_a_closed_account_does_not_open(page, changes):
    with changes() as session:
        make_user(session, "Bo", email="bo@asby.example", password=PASSWORD).active = False
    assert WRONG in sign_in(page, "bo@asby.example", PASSWORD, status=422).words


@pytest.mark.parametrize("evil", ["/\\evil", "//evil", "https:evil", "///evil", "https://evil", "evil", "/\tevil"])
def test_signing_in_never_leads_away_from_the_portal(page, lena, evil):
    page.get("/sign-in")
    answer = page.post("/sign-in", {"email": "lena@asby.example", "password": PASSWORD, "next": evil}, status=303)
    assert answer.location == "/office/"


def test_signing_in_leads_where_the_reader_was_going(page, lena):
    first = page.get("/office/matters/?state=lacking", status=302)
    form = page.follow(first)
    answer = page.submit(form, status=303, email="lena@asby.example", password=PASSWORD)
    assert answer.location == "/office/matters/?state=lacking"


def test_a_form_without_its_token_signs_nobody_in(page, lena):
    page.post("/sign-in", {"email": "lena@asby.example", "password": PASSWORD, "csrf_token": "x"}, status=400)
    page.get("/office/", status=302)


def test_empty_fields_are_pointed_out(page, lena):
    said = sign_in(page, "", "", status=422)
    assert "Skriv din e-postadress." in said.words
    assert "Skriv ditt lösenord." in said.words


def test_a_one_time_link_is_used_up_by_the_form_and_not_by_opening_it(page, lena, changes):
    with changes() as session:
        admin = make_user(session, "Ada", roles=("administrator",))
        token = users.make_link(session, actor(admin), session.get(User, lena.id), NOW)
    address = f"/sign-in/link/{token}"
    page.get(address)
    opened = page.get(address)
    assert "lena@asby.example" in opened.words
    assert opened.headers["Referrer-Policy"] == "no-referrer"
    assert "Minst 12 tecken" in opened.words
    page.submit(opened, status=422, password="kort")
    answer = page.submit(page.get(address), status=303, password="ett helt nytt lösenord")
    assert answer.location == "/sign-in"
    assert "gäller inte längre" in page.get(address, status=410).words
    sign_in(page, "lena@asby.example", "ett helt nytt lösenord")


def test_a_link_that_was_never_made_says_what_to_do(page, lena):
    assert "Be en administratör om en ny" in page.get("/sign-in/link/abc", status=410).words


def test_staff_choose_the_language_of_the_office(page, lena):
    sign_in(page, "lena@asby.example", PASSWORD)
    page.submit(page.get("/account/"), status=303, language="en")
    assert 'lang="en"' in page.get("/account/").text


def test_a_password_is_changed_with_the_old_one_only(page, lena, app):
    sign_in(page, "lena@asby.example", PASSWORD)
    said = page.submit(page.get("/account/password"), status=422, old="fel", password="ett helt nytt lösenord")
    assert "lösenord" in said.words
    page.submit(page.get("/account/password"), status=303, old=PASSWORD, password="ett helt nytt lösenord")
    page.get("/account/")
    page.post("/sign-out", status=303)
    sign_in(page, "lena@asby.example", "ett helt nytt lösenord")


def test_whoever_is_signed_out_while_writing_gets_the_text_back(page):
    text = "En lång text som skrevs innan sessionen tog slut."
    said = page.post("/office/matters/new", {"summary-sv": text}, status=403)
    assert text in said.words
    assert "logga in" in said.words
