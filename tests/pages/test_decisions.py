"""The page of decisions in the office: the chain, doubts, what was recorded wrongly, two registrars at once."""

import pytest
import time_machine
from support import factories as make
from support.handing_over import NOW, make_ready

from portal.domain.bodies import BodyKind
from portal.domain.permissions import Role
from portal.models.decisions import Decision
from portal.queries import answers, dialogues


@pytest.fixture
def handed(changes, page):
    """A dialogue that was handed over the day before; its registrar is signed in. Returns its slug."""
    with changes() as session:
        dialogue = make_ready(session, languages=("sv",))
        dialogue.handed_over_at = NOW
        make.make_body(session, kind=BodyKind.SUB_COMMITTEE, name="Arbetsutskottet")
        token = make.make_user(session, "Rita", roles=(Role.REGISTRAR,), body=dialogue.body).session_token
        slug = dialogue.slug
    with time_machine.travel(NOW, tick=False):
        page.sign_in(token)
        yield slug


def address(slug):
    return f"/office/dialogues/{slug}/decisions/"


def fill(page, **given):
    values = {"decided_on": NOW.date().isoformat(), "section": "§ 41", "kind": "decided", "final": "y"}
    return {name: value for name, value in {**values, **given}.items() if value is not None}


def ids(page, name):
    """The bodies that can be chosen, by name."""
    select = next(one for one in page.tree.iter("select") if one.get("name") == name)
    return {"".join(option.itertext()): option.get("value") for option in select.iter("option")}


def test_a_chain_is_recorded_and_stands_in_plain_words_for_everybody(page, handed):
    opened = page.get(address(handed))
    bodies = ids(opened, "body")
    committee = next(value for name, value in bodies.items() if name != "Arbetsutskottet")
    page.submit(opened, 303, **fill(page, kind="proposed", final=None, body=bodies["Arbetsutskottet"],
                                    next_body=committee, section="12"))  # fmt: skip
    public = page.get(f"/sv/dialogues/{handed}/").words
    assert "Ett förslag till beslut är klart. Det går vidare till" in public
    assert "Förslaget behandlas i" in public
    page.submit(page.get(address(handed)), 303, **fill(page, body=committee))
    public = page.get(f"/sv/dialogues/{handed}/").words
    assert "Beslutet är fattat. Det är det slutliga beslutet i ärendet." in public
    assert "Förslaget behandlas i" not in public
    office = page.get(address(handed))
    assert "Skriv ett mellanbesked" in office.words and "§ 41" in office.words


def test_what_is_missing_is_said_at_its_field_and_what_was_written_stays(page, handed):
    opened = page.get(address(handed))
    sent = fill(page, kind="postponed", final=None, how_weighed="De ville veta mer.", delegate="Parkchefen")
    refused = page.submit(opened, 422, **sent)
    assert "Skriv när beslutet väntas i stället." in refused.words
    assert "Skriv vilken delegation det bygger på" in refused.words
    assert refused.field("how_weighed") == "De ville veta mer."
    assert "Inte ett datum" not in page.submit(opened, 422, **fill(page, decided_on="i går")).words


def test_a_doubt_is_told_and_whoever_is_sure_goes_on(page, handed):
    opened = page.get(address(handed))
    sent = fill(page, body=ids(opened, "body")["Arbetsutskottet"])
    doubted = page.submit(opened, 422, **sent)
    assert "Löftet säger att en annan nämnd beslutar." in doubted.words
    page.submit(doubted, 303, **sent, sure="y")
    assert "§ 41" in page.get(address(handed)).words


def test_two_registrars_do_not_record_the_same_decision_twice(page, handed, reading):
    first, second = page.get(address(handed)), page.get(address(handed))
    page.submit(first, 303, **fill(page, final=None))
    overtaken = page.submit(second, 409, **fill(page, final=None))
    assert "§ 41" in overtaken.words
    with reading() as session:
        assert len(answers.decisions(session, dialogues.by_slug(session, handed).id)) == 1


def test_minutes_are_approved_and_the_last_day_to_appeal_is_shown(page, handed, reading):
    page.submit(page.get(address(handed)), 303, **fill(page))
    assert "Protokollet är inte justerat ännu." in page.get(f"/sv/dialogues/{handed}/").words
    with reading() as session:
        made = answers.decisions(session, dialogues.by_slug(session, handed).id)[0].id
    page.post(address(handed) + f"{made}/minutes", {"on": "2026-03-02", "noticed_on": "2026-03-02"}, 303)
    public = page.get(f"/sv/dialogues/{handed}/").words
    assert "Sista dag att överklaga: måndag 23 mars 2026." in public
    assert "Protokollet är inte justerat ännu." not in public
    page.post(address(handed) + f"{made}/minutes", {"on": "när som helst"}, 303)
    assert "Skriv ett datum" in page.get(address(handed)).words


def test_a_wrong_record_is_put_right_and_the_log_tells_it(page, handed, reading):
    page.submit(page.get(address(handed)), 303, **fill(page, section="14"))
    with reading() as session:
        made = answers.decisions(session, dialogues.by_slug(session, handed).id)[0].id
    form = page.get(address(handed) + f"{made}/correct")
    assert form.field("section") == "14"
    assert "Skriv vad som var fel." in page.submit(form, 422, section="41").words
    page.submit(form, 303, section="41", because="Fel paragraf.")
    office = page.get(address(handed)).words
    assert "1 beslut som var fel infört" in office and "Fel paragraf." in office
    assert "är rättat." in page.get(f"/sv/dialogues/{handed}/log").words
    page.submit(form, 409, section="42", because="Igen.")
    with reading() as session:
        assert session.get(Decision, made).section == "14"


def test_a_record_that_should_not_be_there_is_struck_out(page, handed, reading):
    page.submit(page.get(address(handed)), 303, **fill(page))
    with reading() as session:
        made = answers.decisions(session, dialogues.by_slug(session, handed).id)[0].id
    page.get(address(handed) + f"{made}/correct")
    assert "Skriv varför." in page.post(address(handed) + f"{made}/strike", {"why": ""}, 422).words
    page.post(address(handed) + f"{made}/strike", {"why": "Fel dialog."}, 303)
    assert "Beslutet är fattat" not in page.get(f"/sv/dialogues/{handed}/").words
    assert "är struket." in page.get(f"/sv/dialogues/{handed}/log").words
