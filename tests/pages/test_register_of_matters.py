"""The public register of matters: searched, filtered, page by page, as a feed, and on one matter's page."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
import time_machine
from support.factories import LANGUAGES, NOW, RULES, make_body, make_matter, make_open_dialogue

from portal.domain.matters import ConsiderationOutcome, MatterFacts
from portal.domain.permissions import SYSTEM
from portal.services import agendas, matters

TODAY = NOW.date()
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def _at_now() -> Any:
    with time_machine.travel(NOW, tick=True):
        yield


def titles(page: Any, query: str) -> list[str]:
    shown = page.get(f"/sv/matters/?{query}")
    return ["".join(found.itertext()).strip() for found in shown.all("h2", class_="matter-title")]


@pytest.fixture
def register(changes: Callable[[], Any]) -> None:
    """Matters with other words, years, numbers and outcomes."""
    with changes() as session:
        body, other = make_body(session), make_body(session, "Kulturnämnden")
        rows = (
            ("Äldreboende vid Åsjön", "TN 2026/41", body, ConsiderationOutcome.NO_DIALOGUE, 2026),
            ("Ny bro över ån", "TN 2026/4", body, None, 2026),
            ("Öppettider på biblioteket", "KFN 2025/9", other, ConsiderationOutcome.INFORMATION_ONLY, 2025),
        )
        for title, number, owner, outcome, year in rows:
            texts = {"sv": title, "ar": "مكتبة"} if "bibliotek" in title else {"sv": title}
            facts = MatterFacts(texts, {"sv": f"{title}. 100 % klart_nu."}, number)
            matter = matters.register(session, SYSTEM, RULES, owner, facts, NOW, on=date(year, 1, 15))
            if outcome:
                matters.consider(session, SYSTEM, RULES, matter, outcome, "Skäl", owner, "Bo", TODAY, NOW)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=äldreboende", ["Äldreboende vid Åsjön"]),
        ("q=ÄLDREBOENDE+ÅSJÖN", ["Äldreboende vid Åsjön"]),
        ("q=aldreboende", []),
        ("q=öppet", ["Öppettider på biblioteket"]),
        ("q=مكتبة", ["Öppettider på biblioteket"]),
        ("q=kfn+2025/9", ["Öppettider på biblioteket"]),
        ("q=TN+2026/4", ["Ny bro över ån", "Äldreboende vid Åsjön"]),
        ("q=tn2026/4", ["Ny bro över ån"]),
        ("q=100+%25+klart_nu", ["Ny bro över ån", "Äldreboende vid Åsjön", "Öppettider på biblioteket"]),
        ("q=klartXnu", []),
        ("q=%25", ["Ny bro över ån", "Äldreboende vid Åsjön", "Öppettider på biblioteket"]),
        ("q=bro&body=kulturnamnden", []),
        ("year=2025", ["Öppettider på biblioteket"]),
        ("outcome=no_dialogue", ["Äldreboende vid Åsjön"]),
        ("outcome=waiting", ["Ny bro över ån"]),
        ("outcome=overdue", ["Ny bro över ån"]),
        ("outcome=waiting&body=kulturnamnden", []),
        ("q=++", ["Ny bro över ån", "Äldreboende vid Åsjön", "Öppettider på biblioteket"]),
    ],
)
def test_the_register_is_searched_and_filtered(page, register, query: str, found: list[str]) -> None:
    assert titles(page, query) == found


def test_an_exact_registry_number_stands_before_newer_matters_that_only_contain_it(page, changes) -> None:
    with changes() as session:
        body = make_body(session)
        make_matter(session, title="Den sökta", body=body, registry_number="TN 2026/4").registered_on = date(2026, 1, 1)
        make_matter(session, title="En annan", body=body, registry_number="TN 2026/44")
    assert titles(page, "q=tn 2026/4") == ["Den sökta", "En annan"]


def test_what_there_is_not_is_said_and_the_way_back_is_shown(page, register) -> None:
    shown = page.get("/sv/matters/?q=finnsinte")
    assert "Inget ärende passar det du har valt. Visa alla" in shown.words
    assert shown.field("q") == "finnsinte"
    for query in ("outcome=kanske", "year=i+år", "year=99", "before=igår"):
        page.get(f"/sv/matters/?{query}", status=404)


def test_an_empty_register_says_so(page) -> None:
    assert "Här finns inga ärenden än." in page.get("/sv/matters/").words


def test_the_pages_of_a_search_follow_each_other(page, changes) -> None:
    with changes() as session:
        body = make_body(session)
        for number in range(45):
            make_matter(session, title=f"Väg {number:02}", body=body, suitable=False)
    first = page.get("/sv/matters/?q=väg&year=2026")
    second = page.get(first.all("a", rel="next")[0].get("href"))
    assert sum(len(one.all("h2", class_="matter-title")) for one in (first, second)) == 45
    assert second.field("q") == "väg"


def test_the_feed_has_an_entry_for_each_consideration_the_newest_first(page, register) -> None:
    found = page.get("/sv/matters/")
    assert any(one.get("href") == "/sv/matters/feed.atom" for one in found.all("link", rel="alternate"))
    for language in LANGUAGES:
        feed = ElementTree.fromstring(page.get(f"/{language}/matters/feed.atom").text)
        entries = feed.findall(f"{ATOM}entry")
        assert [one.findtext(f"{ATOM}title") for one in entries] == [
            "Öppettider på biblioteket",
            "Äldreboende vid Åsjön",
        ] or (language == "ar" and entries[0].findtext(f"{ATOM}title") == "مكتبة")
        assert len({one.findtext(f"{ATOM}id") for one in entries}) == 2
    empty = page.get("/sv/feed.atom")
    assert empty.headers["Content-Type"].startswith("application/atom+xml")


def test_a_feed_without_considerations_is_still_a_feed(page) -> None:
    feed = ElementTree.fromstring(page.get("/sv/matters/feed.atom").text)
    assert feed.findall(f"{ATOM}entry") == []
    assert feed.findtext(f"{ATOM}updated") == "2026-01-01T00:00:00+00:00"


def test_a_matter_shows_its_way_to_the_decision_in_every_language(page, changes) -> None:
    with changes() as session:
        dialogue = make_open_dialogue(session)
        matter = dialogue.matter
        meeting = agendas.hold(session, SYSTEM, RULES, dialogue.body, TODAY + timedelta(days=30), NOW)
        agendas.put(session, SYSTEM, RULES, meeting, matter, "", NOW)
        slug = matter.slug
    for language in LANGUAGES:
        assert len(page.get(f"/{language}/matters/{slug}/").all("ol", class_="line")) == 1
    line = page.get(f"/sv/matters/{slug}/").all("ol", class_="line")[0]
    steps = ["".join(step.itertext()).split() for step in line]
    said = [" ".join(step) for step in steps]
    wanted = (
        "Ärendet kom in",
        "Övervägt:",
        "Dialog",
        "Sammanträde i tekniska nämnden",
        "Beslut i tekniska nämnden",
        "Svar",
    )
    assert len(said) == len(wanted)
    assert all(words in step for words, step in zip(wanted, said, strict=True)), said


def test_a_matter_decided_without_a_consideration_is_not_hidden(page, changes) -> None:
    with changes() as session:
        matter = make_matter(session, title="Höjd taxa", considered=None, suitable=False)
        matters.record_decided(session, SYSTEM, RULES, matter, TODAY, "§ 3", matter.version, NOW)
    assert titles(page, "outcome=decided_without") == ["Höjd taxa"]
    assert titles(page, "outcome=waiting") == []
    assert "Ärendet avgjordes utan att dialog hade övervägts." in page.get("/sv/matters/hojd-taxa/").words
