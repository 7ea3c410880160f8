"""The register of matters, the bodies, the principles, the notices, the feed and the short addresses."""

import re
from xml.etree import ElementTree

import pytest
import time_machine
from sqlalchemy import select
from support.answered import make_answered_dialogue
from support.factories import (
    LANGUAGES,
    NOW,
    make_body,
    make_dialogue_ready_to_announce,
    make_matter,
    make_open_dialogue,
    make_user,
)

from portal.domain.matters import ConsiderationOutcome
from portal.domain.moderation import REVIEWER_REASONS
from portal.domain.permissions import Role
from portal.domain.principles import Principle
from portal.effects.publication import raise_version
from portal.models.accessibility import AccessibilityReport
from portal.models.audit import AuditEntry
from portal.models.matters import Consideration
from portal.transaction import counted
from portal.web import labels
from portal.web.principle_words import CHAPTERS, PRINCIPLES

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def _then():
    with time_machine.travel(NOW, tick=False):
        yield


def test_every_matter_shows_what_was_considered_also_when_it_was_no(page, changes):
    with changes() as session:
        make_matter(session, title="Ny skola", considered=None, suitable=False)
        make_matter(session, title="Lönesystem", considered=ConsiderationOutcome.NOT_AFFECTING_GROUPS, suitable=False)
        make_matter(session, title="Ny park")
    shown = page.get("/sv/matters/").words
    assert "Ny skola" in shown
    assert "Saknar övervägande" in shown
    assert "Berör inte grupper av invånare direkt." in shown
    assert "Det ska bli dialog." in shown
    waiting = page.submit(page.get("/sv/matters/"), status=200, outcome="waiting").words
    assert "Ny skola" in waiting
    assert "Ny park" not in waiting
    refused = page.get("/sv/matters/?outcome=not_affecting_groups").words
    assert "Lönesystem" in refused
    assert "Ny skola" not in refused
    page.get("/sv/matters/?outcome=kanske", status=404)


def test_a_replaced_consideration_stays_readable(page, changes):
    with changes() as session:
        matter = make_matter(session, title="Ny park", considered=ConsiderationOutcome.NO_DIALOGUE, suitable=False)
        session.add(
            Consideration(
                matter=matter,
                outcome=ConsiderationOutcome.DIALOGUE,
                grounds="Många hörde av sig.",
                body=matter.body,
                decided_by="Olle Ordförande",
                decided_on=NOW.date(),
                recorded_at=NOW,
            )
        )
        slug = matter.slug
    for language in LANGUAGES:
        page.get(f"/{language}/matters/{slug}/")
    shown = page.get(f"/sv/matters/{slug}/").words
    assert "Många hörde av sig." in shown
    assert "Förslaget ändrar vardagen för dem som bor i närheten." in shown
    assert "Gäller inte längre. Det finns ett senare övervägande." in shown
    assert shown.index("Många hörde av sig.") < shown.index("Gäller inte längre.")


def test_the_register_goes_on_page_by_page(page, changes, engine):
    with changes() as session:
        body = make_body(session)
        for number in range(45):
            make_matter(session, title=f"Ärende {number:02}", body=body, suitable=False)
    with counted(engine) as sent:
        first = page.get("/sv/matters/")
    assert len(sent) <= 9, "\n".join(sent)
    second = page.get(first.all("a", rel="next")[0].get("href"))
    titles = re.findall(r"Ärende \d\d", first.words + second.words)
    assert sorted(set(titles)) == [f"Ärende {number:02}" for number in range(45)]
    page.get("/sv/matters/?before=igår", status=404)


def test_a_body_says_what_it_has_promised_and_what_waits(page, changes):
    with changes() as session:
        dialogue = make_open_dialogue(session, title="Parken")
        make_matter(session, title="Ny väg", body=dialogue.body, considered=None, suitable=False)
    for language in LANGUAGES:
        page.get(f"/{language}/bodies/tekniska-namnden/")
    shown = page.get("/sv/bodies/tekniska-namnden/").words
    assert "Resultat senast" in shown
    assert "Svar senast" in shown
    assert "1 ärende saknar övervägande" in shown
    page.get("/sv/bodies/ingen/", status=404)


def test_each_of_the_thirteen_principles_is_told_with_how_it_is_kept(page):
    assert set(PRINCIPLES) == set(Principle)
    assert sorted(one for _title, members in CHAPTERS for one in members) == sorted(Principle)
    for language in LANGUAGES:
        shown = page.get(f"/{language}/principles")
        assert {part.get("id") for part in shown.all("div", class_="principle")} == {one.lower() for one in Principle}
    words = page.get("/sv/principles").words
    for reason in REVIEWER_REASONS:
        assert str(labels.REASONS[reason]) in words
    assert "Steg 5: Medbeslutande" in words


@pytest.mark.parametrize("path", ["privacy", "accessibility", "languages"])
def test_the_pages_about_the_service_are_whole_in_every_language(page, path):
    for language in LANGUAGES:
        shown = page.get(f"/{language}/{path}")
        assert "Set-Cookie" not in shown.headers


def test_the_accessibility_statement_has_what_the_law_asks_for(page):
    shown = page.get("/sv/accessibility")
    assert "Åsby kommun" in shown.words
    assert "delvis förenlig" in shown.words
    assert "Redogörelsen uppdaterades" in shown.words
    assert "https://www.digg.se/tdosanmalan" in shown.links()
    assert "/sv/accessibility/report" in shown.links()
    assert "/sv/accessibility" in page.get("/sv/").links()


def test_anybody_tells_what_does_not_work_and_an_administrator_reads_it(page, changes, reading):
    form = page.get("/sv/accessibility/report")
    refused = page.submit(form, status=422, text="", place="/sv/")
    assert refused.field("place") == "/sv/"
    page.submit(page.get("/sv/accessibility/report"), status=422, text="x" * 4001)
    page.follow(page.submit(page.get("/sv/accessibility/report"), 303, text="Knappen <b>läses</b> inte upp."))
    with reading() as session:
        report = session.scalars(select(AccessibilityReport)).one()
        assert (report.text, report.reported_on) == ("Knappen <b>läses</b> inte upp.", NOW.date())
        entry = session.scalars(select(AuditEntry).where(AuditEntry.verb == "accessibility.report")).one()
        assert "Knappen" not in str(entry.after)
    with changes() as session:
        token = make_user(session, roles=(Role.ADMINISTRATOR,)).session_token
    page.sign_in(token)
    listed = page.get("/admin/accessibility/")
    assert "Knappen <b>läses</b> inte upp." in listed.words
    page.post("/admin/accessibility/1/handle", status=303)
    assert "Åtgärdat måndag 2 mars 2026" in page.get("/admin/accessibility/").words


def test_only_an_administrator_reads_such_reports(page, changes):
    page.get("/admin/accessibility/", status=302)
    with changes() as session:
        token = make_user(session, roles=(Role.MODERATOR,)).session_token
    page.sign_in(token)
    page.get("/admin/accessibility/", status=403)


def test_the_feed_is_atom_and_tells_only_what_is_public(page, changes):
    with changes() as session:
        make_open_dialogue(session, title="Parken & <torget>", languages=("sv", "en"))
        make_answered_dialogue(session)
        make_dialogue_ready_to_announce(session, title="KANARIE")
    shown = page.get("/ar/feed.atom")
    assert shown.headers["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(shown.text)
    assert "KANARIE" not in shown.text
    for part in ("id", "title", "updated", "author", "link"):
        assert feed.find(ATOM + part) is not None
    entries = feed.findall(ATOM + "entry")
    ids = [entry.findtext(ATOM + "id") for entry in entries]
    assert len(ids) == len(set(ids)) == 2
    park = next(entry for entry in entries if "Parken & <torget>" in (entry.findtext(ATOM + "title") or ""))
    assert park.find(ATOM + "title").get("{http://www.w3.org/XML/1998/namespace}lang") == "sv"
    assert park.find(ATOM + "link").get("href").startswith("http://localhost/ar/dialogues/")


def test_the_feed_is_new_one_request_after_a_change(page, changes):
    assert "<entry>" not in page.get("/sv/feed.atom").text
    with changes() as session:
        make_open_dialogue(session)
        raise_version(session, "site")
    assert "<entry>" in page.get("/sv/feed.atom").text


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("/d/parken", "dialogues/parken/"),
        ("/d/parken/affisch", "dialogues/parken/"),
        ("/r/TALL-7KX2", "receipt/TALL-7KX2"),
    ],
)
def test_a_short_address_goes_to_the_browsers_language_and_remembers_nothing(page, short, long):
    for asked, language in (("ar", "ar"), ("fi-FI,en;q=0.5", "fi"), ("de", "sv"), ("", "sv")):
        shown = page.get(short, status=302, headers={"Accept-Language": asked})
        assert shown.location == f"/{language}/{long}"
        assert "Set-Cookie" not in shown.headers
        assert "Accept-Language" in shown.headers["Vary"]


def test_what_is_not_there_is_said_in_the_readers_language(page):
    assert page.get("/ar/dialogues/finns-inte/", status=404).tree.get("lang") == "ar"
    assert page.get("/ar/nonsens", status=404).tree.get("lang") == "ar"
    assert page.get("/xx/", status=404, headers={"Accept-Language": "fi"}).tree.get("lang") == "fi"


def test_robots_are_kept_from_receipts_and_the_office(page):
    said = page.get("/robots.txt").text
    for path in ("/office/", "/admin/", "/r/", "/sv/receipt", "/ar/receipt"):
        assert f"Disallow: {path}" in said
