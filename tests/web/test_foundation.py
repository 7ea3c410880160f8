"""What every page and every request relies on."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Blueprint, render_template_string
from sqlalchemy.orm import Session

from portal.models.audit import PublicVersion
from portal.transaction import counted
from portal.web import page_cache
from portal.web.access import public
from portal.web.input import clean, safe_target

Changes = Callable[[], AbstractContextManager[Session]]
A_PAGE = '<!doctype html><html lang="sv" dir="ltr"><head><title>Prov</title></head><body><h1>%s</h1></body></html>'


@pytest.fixture
def trial(app):
    """A page that is kept, a page that is not, and how often each was made."""
    blueprint = Blueprint("trial", __name__)
    made = []

    @blueprint.get("/kept")
    @public
    def kept():
        page_cache.cacheable("site")
        made.append("kept")
        return A_PAGE % len(made)

    @blueprint.get("/open")
    def unmarked():
        return A_PAGE % "öppen"

    app.register_blueprint(blueprint, url_prefix="/trial")
    return made


def raise_version(changes: Changes) -> None:
    with changes() as session:
        row = session.get(PublicVersion, "site")
        if row is None:
            session.add(PublicVersion(scope="site", version=1))
        else:
            row.version += 1


def test_a_kept_page_is_made_once_and_made_again_one_request_after_a_change(page, trial, changes):
    assert page.get("/trial/kept").h1 == "1"
    assert page.get("/trial/kept").h1 == "1"
    raise_version(changes)
    assert page.get("/trial/kept").h1 == "2"
    raise_version(changes)
    assert page.get("/trial/kept").h1 == "3"
    assert page.get("/trial/kept").h1 == "3"


def test_a_kept_page_sends_no_statement_through_the_pool_and_answers_304(page, trial, engine):
    first = page.get("/trial/kept")
    with counted(engine) as sent:
        again = page.get("/trial/kept", status=304, headers={"If-None-Match": first.headers["ETag"]})
    assert not sent
    assert "Set-Cookie" not in first.headers
    assert again.text == ""
    assert again.headers["Cache-Control"] == "no-cache"


def test_a_page_asked_for_with_a_query_or_a_cookie_is_made_anew(page, trial):
    page.get("/trial/kept")
    assert page.get("/trial/kept?a=1").h1 == "2"
    page.client.set_cookie("a", "b")
    assert page.get("/trial/kept").h1 == "3"
    page.client.delete_cookie("a")
    assert page.get("/trial/kept").h1 == "1"


def test_a_view_that_does_not_say_who_may_enter_is_closed(page, trial):
    page.get("/trial/open", status=403)


def test_the_start_address_follows_the_browsers_language_and_remembers_nothing(page):
    answer = page.get("/", status=302, headers={"Accept-Language": "fi-FI,fi;q=0.9"})
    assert answer.location == "/fi/"
    assert "Set-Cookie" not in answer.headers
    assert page.get("/", status=302, headers={"Accept-Language": "xx"}).location == "/sv/"


def test_a_missing_page_says_so_in_the_language_of_the_address(page):
    assert page.get("/sv/finns-inte", status=404).h1 == "Sidan finns inte"
    assert 'lang="ar" dir="rtl"' in page.get("/ar/x", status=404).text
    page.get("/xx/", status=404)


def test_an_answer_that_says_no_gives_the_written_text_back(page):
    said = page.post("/sv/", {"text": "En ganska lång text <b>som</b> jag har skrivit", "password": "x" * 40})
    assert said.status >= 400
    assert "En ganska lång text <b>som</b> jag har skrivit" in said.words
    assert "x" * 40 not in said.text


@pytest.mark.parametrize("body", [b"text=a%ffb", b"text=a%00b", b"text=\xff"])
def test_text_that_is_no_text_is_answered_with_400(page, body):
    page.get("/sv/finns-inte", status=404)
    page._open("POST", "/sv/finns-inte", 400, data=body, content_type="application/x-www-form-urlencoded")


def test_what_is_too_large_is_answered_with_413(page):
    page.post("/sv/x", {"text": "x" * 1_100_000}, status=413)
    page.post("/sv/x", {f"f{n}": "" for n in range(1_200)}, status=413)


def test_a_foreign_host_is_refused(page):
    page._open("GET", "/healthz", 400, base_url="http://evil.example")


def test_every_answer_forbids_what_is_inline_or_foreign(page):
    policy = page.get("/sv/finns-inte", status=404).headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


def test_text_is_cleaned_of_what_nobody_can_see(app):
    assert clean("a\0b\r\nc\x07") == "ab\nc"
    assert clean(None) == ""


@pytest.mark.parametrize(
    "evil", ["//evil", "/\\evil", "https:evil", "///evil", "https://evil", "/\tx", "", None, "evil"]
)
def test_a_redirect_never_leaves_the_portal(evil):
    assert safe_target(evil, "/office/") == "/office/"
    assert safe_target("/office/x?a=1", "/office/") == "/office/x?a=1"


def test_an_undefined_name_in_a_template_is_an_error(app):
    with app.test_request_context("/sv/"), pytest.raises(Exception, match="undefined"):
        render_template_string("{{ there_is_no_such_thing }}")
