"""Inför sammanträdet: what each item lacks, ticks for many at once, a file of an agenda, and who may what."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select
from support.factories import NOW, RULES, make_body, make_matter, make_open_dialogue, make_user

from portal.domain.matters import ConsiderationOutcome
from portal.domain.permissions import SYSTEM, Role
from portal.models.agendas import BodyMeeting
from portal.models.bodies import Body
from portal.models.matters import Matter
from portal.queries import matters as known
from portal.services import agendas, matters

TODAY = NOW.date()
DAY = TODAY + timedelta(days=20)
KEEPER = (Role.REGISTRAR,)


@pytest.fixture(autouse=True)
def _at_now() -> Any:
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def sign_in(page: Any, changes: Callable[[], Any]) -> Callable[..., Any]:
    """The page client, signed in as somebody with these roles (for one body, or all)."""

    def as_one(*roles: Role, body: Any = None) -> Any:
        with changes() as session:
            page.sign_in(make_user(session, "En Sekreterare", roles=roles or KEEPER, body=body).session_token)
        return page

    return as_one


@pytest.fixture
def meeting_id(changes: Callable[[], Any]) -> int:
    """A meeting with four items: overdue, waiting, considered, and one under dialogue."""
    with changes() as session:
        dialogue = make_open_dialogue(session)
        body = dialogue.body
        overdue = make_matter(session, title="Nya avgifter", body=body, considered=None, suitable=False)
        overdue.registered_on = TODAY - timedelta(days=40)
        waiting = make_matter(session, title="Nya kläder", body=body, considered=None, suitable=False)
        waiting.registered_on = TODAY - timedelta(days=2)
        no = ConsiderationOutcome.NO_DIALOGUE
        done = make_matter(session, title="Nya vågar", body=body, considered=no, suitable=False)
        meeting = agendas.hold(session, SYSTEM, RULES, body, DAY, NOW)
        for place, matter in enumerate((overdue, waiting, done, dialogue.matter), 1):
            agendas.put(session, SYSTEM, RULES, meeting, matter, str(place), NOW)
        return meeting.id


def by_title(session: Any, title: str) -> Matter:
    return next(one for one in known.everyone(session) if one.texts.plain("title") == title)


def test_each_item_says_its_outcome_or_that_it_lacks_one_and_what_its_dialogue_promises(sign_in, meeting_id):
    page = sign_in()
    words = page.get(f"/office/agendas/{meeting_id}/").words
    assert "2 ärenden saknar övervägande." in words
    assert "Övervägandet är 10 dagar försenat." in words
    assert "Ska övervägas senast" in words
    assert "Ingen dialog" in words
    assert "Konsultation, öppen 23 feb.–22 mars 2026, resultat senast 21 april 2026, svar senast 11 juni 2026" in words
    listed = page.get("/office/agendas/").words
    assert "Tekniska nämnden, söndag 22 mars 2026 2 ärenden saknar övervägande" in listed
    assert "2 ärenden på sammanträdet 22 mars 2026 saknar övervägande" in page.get("/office/").words


def test_ticked_items_are_considered_at_once(sign_in, meeting_id, changes):
    page = sign_in()
    with changes() as session:
        ids = [str(by_title(session, title).id) for title in ("Nya avgifter", "Nya kläder")]
    form = page.get(f"/office/agendas/{meeting_id}/")
    page.submit(form, status=303, matters=ids, grounds="Bara inköp.", decided_by="Anna Ek, ordförande")
    words = page.get(f"/office/agendas/{meeting_id}/").words
    assert "2 ärenden är övervägda. Det syns för alla." in words
    assert "Alla ärenden är övervägda." in words
    assert words.count("Bara inköp.") == 2


def test_a_bulk_consideration_without_ticks_or_grounds_keeps_what_was_written(sign_in, meeting_id, changes):
    page = sign_in()
    with changes() as session:
        chosen = str(by_title(session, "Nya kläder").id)
    form = page.get(f"/office/agendas/{meeting_id}/")
    shown = page.submit(form, status=422, matters=[chosen], grounds="", decided_by="Anna Ek")
    assert "Skriv skälet. Det blir offentligt." in shown.words
    assert shown.field("decided_by") == "Anna Ek"
    assert [one.get("value") for one in shown.all("input", name="matters") if one.get("checked") is not None] == [
        chosen
    ]
    shown = page.submit(form, status=422, grounds="Bara inköp.", decided_by="Anna Ek")
    assert "Kryssa för minst ett ärende." in shown.words


def test_an_item_that_a_colleague_considered_meanwhile_stops_the_whole_bulk(sign_in, meeting_id, changes):
    page = sign_in()
    form = page.get(f"/office/agendas/{meeting_id}/")
    with changes() as session:
        one, two = (by_title(session, title) for title in ("Nya avgifter", "Nya kläder"))
        outcome, ids = ConsiderationOutcome.INFORMATION_ONLY, [str(one.id), str(two.id)]
        matters.consider(session, SYSTEM, RULES, two, outcome, "Skäl", two.body, "Bo", TODAY, NOW)
    shown = page.submit(form, status=409, matters=ids, grounds="Bara inköp.", decided_by="Anna Ek")
    assert "Inget är sparat." in shown.words
    assert shown.field("grounds") == "Bara inköp."
    with changes() as session:
        assert [len(by_title(session, title).considerations) for title in ("Nya avgifter", "Nya kläder")] == [0, 1]


def test_an_elected_reader_looks_and_nothing_more(sign_in, meeting_id):
    page = sign_in(Role.ELECTED_READER)
    shown = page.get(f"/office/agendas/{meeting_id}/")
    assert "Nya avgifter" in shown.words
    assert not shown.all("input", name="matters")
    assert page.get("/office/agendas/").status == 200
    for address in ("new", "import/", f"{meeting_id}/move", f"{meeting_id}/cancel"):
        page.get(f"/office/agendas/{address}", status=403)
    page.post(f"/office/agendas/{meeting_id}/", {"grounds": "x", "decided_by": "y", "decided_on": "2026-03-02"}, 403)


def test_the_registrar_of_one_body_does_not_touch_the_agenda_of_another(sign_in, meeting_id, changes):
    with changes() as session:
        other = make_body(session, "Kulturnämnden")
    page = sign_in(Role.REGISTRAR, body=other)
    page.get(f"/office/agendas/{meeting_id}/")
    page.get(f"/office/agendas/{meeting_id}/move", status=403)
    page.get(f"/office/agendas/{meeting_id + 1}/", status=404)


def test_a_meeting_is_entered_filled_emptied_and_cancelled(sign_in, changes):
    with changes() as session:
        matter = make_matter(session, title="Ny bro", suitable=False)
        body, matter_id = str(matter.body_id), str(matter.id)
    page = sign_in()
    again = page.submit(page.get("/office/agendas/new"), status=422, body=body, held_on="2026-03-01")
    assert "Dagen har redan varit." in again.words
    shown = page.follow(page.submit(again, status=303, body=body, held_on="2026-04-01"))
    assert "Inga ärenden står på föredragningslistan än." in shown.words
    assert "saknar övervägande" not in shown.words
    shown = page.follow(page.submit(shown, status=303, matter=matter_id, number="7"))
    assert "Ny bro" in shown.words
    here = shown.address
    page.post(f"{here}take-off", {"matter": matter_id}, 303)
    assert "Inga ärenden står på föredragningslistan än." in page.get(here).words
    page.post(f"{here}take-off", {"matter": matter_id}, 409)
    page.follow(page.submit(page.get(f"{here}cancel"), status=303))
    assert "Sammanträdet är inställt." in page.get(here).words
    page.post(f"{here}items", {"matter": matter_id}, 422)


def test_two_officials_who_move_one_meeting_see_each_other(sign_in, meeting_id):
    page = sign_in()
    first, second = (page.get(f"/office/agendas/{meeting_id}/move") for _n in range(2))
    sent = {"button": "confirm", "reason": "Krock"}
    page.submit(page.submit(first, status=200, to="2026-04-02", reason="Krock"), status=303, to="2026-04-02", **sent)
    compared = page.submit(second, status=200, to="2026-04-09", reason="Krock")
    both = page.submit(compared, status=409, to="2026-04-09", **sent)
    assert "Någon annan har ändrat det här medan du skrev" in both.words


FILE = """Diarienummer;Rubrik;Nämnd;Sammanträde;Punkt
TN 2026/300;Ny rondell;Tekniska nämnden;2026-03-22;7
TN 2026/301;Ny bro;Rymdnämnden;2026-03-22;8
TN 2026/302;Nytt räcke;Tekniska nämnden;22/3 2026;9
tn 2026/300;Dubblett;Tekniska nämnden;2026-03-22;10
;Utan nummer;Tekniska nämnden;2026-03-22;11
"""


def test_an_agenda_comes_in_from_a_file_and_each_bad_row_says_why(sign_in, meeting_id, changes):
    page = sign_in()

    def bring(content: str) -> str:
        form = page.get("/office/agendas/import/")
        upload = (io.BytesIO(content.encode()), "lista.csv")
        return str(page.submit(form, status=200, file=upload).words)

    words = bring(FILE)
    assert "Nya ärenden: 1" in words
    assert "Lagda på en föredragningslista: 1" in words
    for line, why in (
        (3, "Det finns ingen nämnd som heter Rymdnämnden."),
        (4, "Datumet går inte att läsa. Skriv det som 2027-03-17."),
        (5, "Samma diarienummer står på två rader i filen."),
        (6, "Raden har inget diarienummer."),
    ):
        assert f"Rad {line}: {why}" in words
    assert "Ny rondell" in page.get(f"/office/agendas/{meeting_id}/").words
    assert "Fanns redan: 1" in bring(FILE)
    assert "Flyttade till en annan dag: 1" in bring(FILE.replace("2026-03-22;7", "2026-04-22;7"))
    with changes() as session:
        meetings = session.scalars(select(BodyMeeting).order_by(BodyMeeting.held_on)).all()
        assert [(one.held_on, len(one.items)) for one in meetings] == [(DAY, 4), (date(2026, 4, 22), 1)]


def test_a_file_that_is_none_or_has_no_registry_numbers_is_refused_as_a_whole(sign_in, meeting_id):
    page = sign_in()
    form = page.get("/office/agendas/import/")
    shown = page.submit(form, status=422, file=(io.BytesIO(b"Rubrik;Organ\nNy bro;Tekniska"), "lista.csv"))
    assert "Säg vilken kolumn som har diarienumret." in shown.words
    shown = page.submit(form, status=422, file=(io.BytesIO(b"hej"), "lista.pdf"))
    assert "Filen ska sluta på .csv" in shown.words


def test_two_officials_who_consider_one_matter_see_each_other(sign_in, changes):
    with changes() as session:
        slug = make_matter(session, title="Ny bro", considered=None, suitable=False).slug
    page = sign_in()
    address = f"/office/matters/{slug}/consider"
    first, second = page.get(address), page.get(address)
    said = {"outcome": "no_dialogue", "decided_by": "Anna Ek"}
    page.submit(first, status=303, grounds="Rör få.", **said)
    both = page.submit(second, status=409, grounds="Rör många.", **{**said, "outcome": "dialogue"})
    assert "Någon annan har övervägt ärendet medan du skrev: Ingen dialog." in both.words
    assert both.field("grounds") == "Rör många."
    page.submit(both, status=303, grounds="Rör många.")
    assert "Rör många." in page.get(f"/office/matters/{slug}/").words


def test_a_matter_is_decided_and_another_changes_body_with_its_dialogue(sign_in, changes):
    with changes() as session:
        dialogue = make_open_dialogue(session)
        other = make_body(session, "Kulturnämnden")
        plain = make_matter(session, title="Ny bro", suitable=False, body=dialogue.body).slug
        moved, live, to = dialogue.matter.slug, dialogue.slug, str(other.id)
    page = sign_in(Role.REGISTRAR, Role.DIALOGUE_LEAD)
    page.submit(page.get(f"/office/matters/{plain}/decided"), status=303, decided_on="2026-03-02", section="§ 12")
    assert "Avgjort2 mars 2026, § 12" in page.get(f"/office/matters/{plain}/").words
    form = page.get(f"/office/matters/{moved}/move")
    assert "stannar hos nämnden som gav löftet" in form.words
    again = page.submit(form, status=422, body=to, reason="")
    assert "Skriv varför." in again.words
    shown = page.follow(page.submit(again, status=303, body=to, reason="Ny ansvarsfördelning"))
    assert "hålls fortfarande av Tekniska nämnden" in shown.words
    assert "Flytta dialogen till Kulturnämnden" in page.get("/office/").words
    page.submit(page.get(f"/office/matters/{moved}/move/{live}"), status=303, reason="Följer ärendet")
    assert "hålls fortfarande" not in page.get(f"/office/matters/{moved}/").words
    log = page.get(f"/sv/dialogues/{live}/log").words
    assert "En annan nämnd tog över ansvaret för dialogen. Löftet gäller som förut." in log
    assert "Följer ärendet" in log
    public = page.get(f"/sv/matters/{moved}/").words
    assert "Ärendet låg hos Tekniska nämnden till måndag 2 mars 2026. Ny ansvarsfördelning" in public
    with changes() as session:
        assert session.scalars(select(Body).where(Body.slug == "kulturnamnden")).one().id == int(to)
