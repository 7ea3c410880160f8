"""`gensvar dialogue export`, `import` and `check`; `gensvar matters import`."""

import pytest
import yaml
from sqlalchemy import select
from support.factories import (
    make_body,
    make_closed_dialogue,
    make_dialogue_ready_to_announce,
    make_matter,
    make_meeting,
)

from portal.adapters import yaml_files
from portal.models.dialogues import Dialogue
from portal.models.matters import Matter


@pytest.fixture
def ready(changes):
    with changes() as session:
        dialogue = make_dialogue_ready_to_announce(session, slug="parken")
        make_meeting(session, dialogue)
        return dialogue


def test_a_dialogue_taken_out_and_in_again_says_the_same(ready, gensvar, reading, tmp_path):
    exported = gensvar("dialogue", "export", "parken")
    assert exported.status == 0
    (tmp_path / "d.yaml").write_text(exported.out, encoding="utf-8")
    called = gensvar("dialogue", "import", tmp_path / "d.yaml", "--json")
    assert called.status == 0, called.err
    assert called.json["slug"] != "parken"
    again = gensvar("dialogue", "export", called.json["slug"])
    assert yaml_files.load(again.out) == yaml_files.load(exported.out)
    with reading() as session:
        made = session.scalars(select(Dialogue).where(Dialogue.slug == called.json["slug"])).one()
        assert made.announced_at is None


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"kind": "something else"}, "file.not-a-dialogue"),
        ({"matter": "XX 0000/1"}, "NO_SUCH_MATTER"),
        ({"body": "nowhere"}, "NO_SUCH_BODY"),
        ({"opens_on": "i vår"}, "FILE_FIELD_UNREADABLE"),
        ({"level": "högt"}, "FILE_FIELD_UNREADABLE"),
        ({"questions": [{"kind": "essay", "label": "Hur?"}]}, "FILE_FIELD_UNREADABLE"),
        ({"steering_goal": ""}, "NO_STEERING_GOAL"),
        ({"languages": ["sv", "de"]}, "DIALOGUE_LANGUAGE_UNKNOWN"),
        ({"groups": [{"name": {}}]}, "NO_NAME"),
    ],
)
def test_a_document_that_cannot_be_taken_in_leaves_no_trace(changed, code, ready, gensvar, reading, tmp_path):
    document = yaml.safe_load(gensvar("dialogue", "export", "parken").out) | changed
    (tmp_path / "d.yaml").write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
    called = gensvar("dialogue", "import", tmp_path / "d.yaml")
    assert called.status == 1
    assert called.err.split(":")[0].split(" ")[0] == code
    with reading() as session:
        assert session.scalars(select(Dialogue.slug)).all() == ["parken"]


def test_a_file_that_is_no_yaml_is_refused_with_its_line(gensvar, tmp_path):
    (tmp_path / "d.yaml").write_text("kind: [", encoding="utf-8")
    assert gensvar("dialogue", "import", tmp_path / "d.yaml").err.startswith("file.not-yaml: ")


def test_an_open_gate_is_status_0_with_every_line_met(ready, gensvar):
    called = gensvar("dialogue", "check", "parken", "--gate", "announce", "--json")
    lines = {line["code"]: line for line in called.json["lines"]}
    assert called.status == 0
    assert called.json["open"]
    assert lines["NO_REGISTRY_NUMBER"]["met"]
    assert (lines["NO_REGISTRY_NUMBER"]["principle"], lines["NO_REGISTRY_NUMBER"]["weight"]) == ("B2", "must")


def test_a_closed_gate_is_status_1_with_what_is_missing_and_a_should_stops_nothing(changes, gensvar):
    with changes() as session:
        make_closed_dialogue(session, slug="parken")
        make_dialogue_ready_to_announce(session, slug="snart", opens_in=3, open_days=10, title="Snart")
    closed = gensvar("dialogue", "check", "parken", "--gate", "handover")
    assert closed.status == 1
    assert "NOT_SAID_WHO_IS_MISSING: " in closed.err
    assert "- B1 must" in closed.out
    should = gensvar("dialogue", "check", "snart", "--gate", "announce")
    assert (should.status, should.err) == (0, "")
    assert "- B2 should" in should.out


@pytest.mark.parametrize("gate", ["hold", "announce", "handover", "result", "answer", "conclude"])
def test_every_gate_has_words_for_every_line(gate, ready, gensvar):
    called = gensvar("dialogue", "check", "parken", "--gate", gate)
    assert called.status in (0, 1)
    assert called.out.count("\n") >= 3


AGENDA = """Diarienummer;Rubrik;Sammanfattning;Nämnd;Beslutsdag;Registrerat
TN 2026/1;Ny park;En park vid vattnet.;Tekniska nämnden;2026-09-01;2026-01-15
TN 2026/2;Ny bro;En bro över ån.;tekniska-namnden;;
;Utan nummer;Något.;Tekniska nämnden;;
TN 2026/3;Okänd nämnd;Något.;Rymdnämnden;;
TN 2026/4;Fel dag;Något.;Tekniska nämnden;i vår;
TN 2026/5;;Utan rubrik.;Tekniska nämnden;;
"""


def test_matters_are_registered_once_by_their_registry_number(changes, gensvar, reading, tmp_path):
    with changes() as session:
        make_matter(session, body=make_body(session, "Tekniska nämnden"), registry_number="tn 2026/2")
    (tmp_path / "agenda.csv").write_text(AGENDA, encoding="utf-8")
    called = gensvar("matters", "import", tmp_path / "agenda.csv", "--json")
    assert called.status == 0
    assert (called.json["registered"], called.json["already"]) == (1, 1)
    assert [(one["line"], one["code"]) for one in called.json["rejections"]] == [
        (4, "row.no-registry-number"),
        (5, "row.no-body"),
        (6, "row.day-unreadable"),
        (7, "NO_TITLE"),
    ]
    again = gensvar("matters", "import", tmp_path / "agenda.csv", "--json").json
    assert (again["registered"], again["already"]) == (0, 2)
    with reading() as session:
        made = session.scalars(select(Matter).where(Matter.registry_number == "TN 2026/1")).one()
        assert (made.texts.plain("title"), made.planned_decision_on.isoformat()) == ("Ny park", "2026-09-01")
        assert made.registered_on.isoformat() == "2026-01-15"
