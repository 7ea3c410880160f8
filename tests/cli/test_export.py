"""`gensvar submissions export`: what each profile tells, and what none of them ever does."""

import csv
import io
import json

import openpyxl
import pytest
from support.factories import (
    NOW,
    RULES,
    actor,
    make_coding,
    make_contact,
    make_list_entry,
    make_open_dialogue,
    make_submission,
    make_theme,
    make_user,
)

from portal.domain.moderation import MaskedPart, Reason, Verdict
from portal.domain.permissions import Role
from portal.services import moderation


@pytest.fixture
def park(changes):
    """Shown, masked, withheld and waiting, one of each; two writers who can be reached."""
    with changes() as session:
        dialogue = make_open_dialogue(session, slug="parken")
        reviewer = actor(make_user(session, "Mats", roles=(Role.MODERATOR,)))
        texts = ("=1+1 Visas som den är", "Ring Kalle Karlsson i dag", "Visas aldrig", "Väntar än")
        sent = [make_submission(session, dialogue, text, key=f"nyckel-{n}") for n, text in enumerate(texts)]
        make_contact(session, sent[0], "anna@example.net")
        make_list_entry(session, dialogue, "bo@example.net")
        make_coding(session, sent[0], make_theme(session, dialogue, "Grönska"))
        masks = [MaskedPart(sent[1].answers[0].id, 5, 19)]
        for one, verdict, given in (
            (sent[0], Verdict.SHOWN, {}),
            (sent[1], Verdict.MASKED, {"parts": masks}),
            (sent[2], Verdict.WITHHELD, {"reason": Reason.THREAT_OR_HATE}),
        ):
            moderation.decide(session, reviewer, RULES, one, version=one.version, verdict=verdict, now=NOW, **given)
        return dialogue


def rows_of(called):
    return list(csv.DictReader(io.StringIO(called.raw.decode("utf-8-sig"))))


def test_public_has_shown_texts_as_they_are_shown_and_nothing_else(park, gensvar):
    rows = rows_of(gensvar("submissions", "export", "parken"))
    assert [row["number"] for row in rows] == ["1", "2"]
    texts = [row["1. Vad tycker du att vi ska tänka på?"] for row in rows]
    assert texts == ["'=1+1 Visas som den är", "Ring ███ i dag"]
    assert set(rows[0]) == {
        "number", "received_on", "channel", "language", "state", "1. Vad tycker du att vi ska tänka på?"
    }  # fmt: skip


def test_analyst_has_every_text_with_its_state_and_themes(park, gensvar):
    rows = rows_of(gensvar("submissions", "export", "parken", "--profile", "analyst"))
    assert [row["state"] for row in rows] == ["shown", "masked", "withheld", "waiting"]
    assert [row["themes"] for row in rows] == ["Grönska", "", "", ""]
    assert rows[1]["1. Vad tycker du att vi ska tänka på?"] == "Ring Kalle Karlsson i dag"
    assert "reviews" not in rows[0]


def test_full_adds_the_history_of_review(park, gensvar):
    called = gensvar("submissions", "export", "parken", "--profile", "full", "--format", "jsonl")
    rows = [json.loads(line) for line in called.raw.decode().splitlines()]
    assert json.loads(rows[2]["reviews"])[0]["reason"] == "threat_or_hate"
    assert rows[3]["reviews"] == ""


@pytest.mark.parametrize("profile", ["public", "analyst", "full"])
@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_no_profile_tells_an_address_a_code_or_who_decided(profile, kind, park, gensvar):
    said = gensvar("submissions", "export", "parken", "--profile", profile, "--format", kind).raw.decode()
    for secret in ("example.net", "receipt", "key_hash", "Mats"):
        assert secret not in said


def test_a_workbook_says_the_same_as_the_other_two(park, gensvar, tmp_path):
    assert gensvar("submissions", "export", "parken", "--format", "xlsx", "--output", tmp_path / "a.xlsx").status == 0
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    rows = rows_of(gensvar("submissions", "export", "parken"))
    assert [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)] == [
        list(rows[0]),
        *(list(row.values()) for row in rows),
    ]


def test_an_export_stands_in_the_record_with_who_took_it(park, gensvar, changes, reading):
    from portal.models.audit import AuditEntry

    with changes() as session:
        make_user(session, "Reg Istrator", roles=(Role.REGISTRAR,), email="reg@asby.example")
    assert gensvar("submissions", "export", "parken", "--as", "reg@asby.example").status == 0
    with reading() as session:
        entry = session.query(AuditEntry).filter_by(verb="submissions.export").one()
        assert (entry.actor, entry.after) == ("Reg Istrator", {"profile": "public", "format": "csv"})


def test_whoever_may_not_export_gets_nothing(park, gensvar, changes):
    with changes() as session:
        make_user(session, "Mod Erator", roles=(Role.MODERATOR,), email="mod@asby.example")
    called = gensvar("submissions", "export", "parken", "--as", "mod@asby.example")
    assert (called.status, called.out) == (1, "")
    assert called.err.startswith("NOT_ALLOWED: ")
