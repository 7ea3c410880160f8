"""`gensvar submissions import`: rows become submissions, once, in order, whatever stands beside them."""

import csv
import json
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select
from support.factories import NOW, RULES, make_handed_over_dialogue, make_open_dialogue, make_theme

from portal.adapters import xlsx_files
from portal.domain.moderation import FlagKind, ReviewState
from portal.domain.receipts import code_for
from portal.domain.submissions import Timing
from portal.domain.themes import CodingState
from portal.models.audit import AuditEntry
from portal.models.moderation import Flag
from portal.models.submissions import ImportBatch, Submission
from portal.models.themes import Coding, Theme
from portal.queries import submissions
from portal.services.imports import key_of

HEADINGS = ("id", "received_at", "title", "text", "theme")
IN_TIME = "2026-02-28T10:15:42+01:00"


def write_csv(path: Path, rows: list[tuple[str, ...]], headings: tuple[str, ...] = HEADINGS) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([headings, *rows])
    return path


@pytest.fixture
def park(changes):
    with changes() as session:
        return make_open_dialogue(session, slug="parken")


def numbered(reading):
    with reading() as session:
        return list(session.scalars(select(Submission).order_by(Submission.number)))


def test_rows_become_waiting_submissions_in_the_order_of_the_file(park, gensvar, reading, tmp_path):
    file = write_csv(
        tmp_path / "a.csv",
        [
            ("A1", IN_TIME, "Fler träd", "Plantera fler träd vid vattnet, tack.", ""),
            ("A2", "2026-02-28T10:16:00Z", "Bara en rubrik om bänkar", "", ""),
            ("A3", IN_TIME, "", "Ring mig på 070-123 45 67 om lekplatsen vid skolan.", ""),
        ],
    )
    called = gensvar("submissions", "import", "parken", file, "--channel", "letter", "--json")
    assert called.status == 0
    assert (called.json["taken_in"], called.json["rejected"], called.json["first"], called.json["last"]) == (3, 0, 1, 3)
    first, second, third = numbered(reading)
    assert [one.external_id for one in (first, second, third)] == ["A1", "A2", "A3"]
    assert first.answers[0].text == "Fler träd\n\nPlantera fler träd vid vattnet, tack."
    assert second.answers[0].text == "Bara en rubrik om bänkar"
    assert first.received_at.isoformat() == "2026-02-28T09:15:00+00:00"
    assert {one.state for one in (first, second, third)} == {ReviewState.WAITING}
    assert {one.channel.value for one in (first, second, third)} == {"letter"}
    assert (first.language, third.flags_standing, first.timing) == ("sv", 1, Timing.IN_TIME)


def test_the_same_file_again_adds_nothing_and_a_longer_one_only_what_is_new(park, gensvar, reading, tmp_path):
    rows = [(f"A{n}", IN_TIME, "", f"Synpunkt nummer {n} om parken", "") for n in range(5)]
    assert gensvar("submissions", "import", "parken", write_csv(tmp_path / "a.csv", rows)).status == 0
    again = gensvar("submissions", "import", "parken", tmp_path / "a.csv", "--json")
    assert (again.status, again.json["taken_in"], again.json["already"]) == (0, 0, 5)
    longer = write_csv(tmp_path / "b.csv", [*rows, ("A5", IN_TIME, "", "En ny synpunkt", "")])
    assert gensvar("submissions", "import", "parken", longer, "--json").json["taken_in"] == 1
    assert [one.number for one in numbered(reading)] == [1, 2, 3, 4, 5, 6]


def test_a_known_id_with_another_text_is_rejected_and_the_original_stays(park, gensvar, reading, tmp_path):
    gensvar("submissions", "import", "parken", write_csv(tmp_path / "a.csv", [("A1", IN_TIME, "", "Det första", "")]))
    other = write_csv(tmp_path / "b.csv", [("A1", IN_TIME, "", "Något annat", "")])
    called = gensvar("submissions", "import", "parken", other, "--json")
    assert called.status == 1
    assert called.json["rejections"][0]["code"] == "row.id-other-text"
    assert [one.answers[0].text for one in numbered(reading)] == ["Det första"]


def test_from_outside_the_open_time_is_taken_in_with_one_reason_and_marked(park, gensvar, reading, tmp_path):
    file = write_csv(
        tmp_path / "a.csv", [("A1", "2017-09-13T08:08:40+02:00", "", "Länge sedan", ""), ("A2", IN_TIME, "", "Nu", "")]
    )
    refused = gensvar("submissions", "import", "parken", file, "--json")
    assert (refused.status, refused.json["taken_in"]) == (0, 1)
    assert "line 2: row.outside-without-reason" in refused.err
    called = gensvar("submissions", "import", "parken", file, "--outside-reason", "Från den förra dialogen", "--json")
    assert called.json["taken_in"] == 1
    early = next(one for one in numbered(reading) if one.external_id == "A1")
    assert (early.timing, early.outside_reason) == (Timing.TOO_EARLY, "Från den förra dialogen")
    with reading() as session:
        assert list(session.scalars(select(Flag.kind))) == [FlagKind.OUTSIDE_OPEN_TIME]


def test_words_in_a_column_become_themes_and_codings(park, gensvar, changes, reading, tmp_path):
    with changes() as session:
        make_theme(session, park, "Grönska")
    file = write_csv(
        tmp_path / "a.csv",
        [
            ("A1", IN_TIME, "", "Träd", "grönska"),
            ("A2", IN_TIME, "", "Ljus", "Belysning; Grönska"),
            ("A3", IN_TIME, "", "?", ""),
        ],
    )
    assert gensvar("submissions", "import", "parken", file, "--themes", "theme").status == 0
    with reading() as session:
        named = {theme.texts.plain("name"): theme.id for theme in session.scalars(select(Theme)).unique()}
        assert set(named) == {"Grönska", "Belysning"}
        rows = session.execute(select(Coding.theme_id, func.count()).group_by(Coding.theme_id))
        per_theme = {row[0]: row[1] for row in rows}
        assert per_theme == {named["Grönska"]: 2, named["Belysning"]: 1}
    assert [one.coding for one in numbered(reading)] == [CodingState.THEMED, CodingState.THEMED, CodingState.WAITING]


def test_one_entry_of_the_record_names_the_rows_of_a_batch_and_no_word_of_them(park, gensvar, reading, tmp_path):
    rows = [(f"A{n}", IN_TIME, "", f"kanariefågel {n}", "") for n in range(3)]
    gensvar("submissions", "import", "parken", write_csv(tmp_path / "a.csv", rows))
    with reading() as session:
        entries = session.scalars(select(AuditEntry).where(AuditEntry.verb == "imports.take_in")).all()
        assert [entry.after["numbers"] for entry in entries] == [[1, 3]]
        assert all("kanariefågel" not in json.dumps(entry.after) for entry in session.scalars(select(AuditEntry)))
        batch = session.scalars(select(ImportBatch)).one()
        assert (batch.taken_in, batch.rejected, batch.finished_at) == (3, 0, NOW)


def test_the_receipt_code_follows_from_the_id_as_from_the_key_of_a_form(park, gensvar, reading, tmp_path):
    gensvar("submissions", "import", "parken", write_csv(tmp_path / "a.csv", [("A1", IN_TIME, "", "Hej", "")]))
    with reading() as session:
        code = code_for(RULES.keys.receipts, f"{park.id}:{key_of('A1')}")
        assert submissions.by_code(session, code).submission.external_id == "A1"


@pytest.mark.parametrize("kind", ["csv", "xlsx", "jsonl"])
def test_the_three_kinds_of_files_say_the_same(kind, park, gensvar, reading, tmp_path):
    rows = [{"id": f"A{n}", "received_at": IN_TIME, "text": f"Rad {n} – åäö 🌳"} for n in range(4)]
    file = tmp_path / f"a.{kind}"
    if kind == "csv":
        write_csv(file, [tuple(row.values()) for row in rows], tuple(rows[0]))
    elif kind == "jsonl":
        file.write_text("\n".join(json.dumps(row) for row in rows) + "\n", encoding="utf-8")
    else:
        with file.open("wb") as sink:
            xlsx_files.write(rows, list(rows[0]), sink)
    assert gensvar("submissions", "import", "parken", file, "--json").json["taken_in"] == 4
    assert [one.answers[0].text for one in numbered(reading)] == [row["text"] for row in rows]


def test_after_the_handover_nothing_is_imported(changes, gensvar, reading, tmp_path):
    with changes() as session:
        make_handed_over_dialogue(session, slug="klar")
    called = gensvar("submissions", "import", "klar", write_csv(tmp_path / "a.csv", [("A1", IN_TIME, "", "Hej", "")]))
    assert called.status == 1
    assert called.err.startswith("IMPORT_AFTER_HANDOVER: Resultatet är överlämnat.")
    assert numbered(reading) == []


def test_an_import_killed_half_way_goes_on_and_ends_with_exactly_the_rows(
    installed, process, changes, reading, tmp_path
):
    from datetime import UTC, datetime

    with changes() as session:
        make_open_dialogue(session, slug="parken", now=datetime.now(UTC))
    moment = datetime.now(UTC).isoformat()
    rows = [(f"A{n}", moment, "", f"Synpunkt {n}: mer plats för den som cyklar till skolan", "") for n in range(3000)]
    file = write_csv(tmp_path / "a.csv", rows)

    def there() -> int:
        with reading() as session:
            return session.scalar(select(func.count()).select_from(Submission)) or 0

    for least in (1, 1001):
        running = process("submissions", "import", "parken", file)
        until = time.monotonic() + 180
        while there() < least and running.poll() is None and time.monotonic() < until:
            time.sleep(0.01)
        running.kill()
        running.communicate()
        assert there() % 500 == 0
        assert least <= there() < 3000
    ended = process("submissions", "import", "parken", file, "--json")
    out, err = ended.communicate(timeout=300)
    assert (ended.returncode, err) == (0, b"")
    assert json.loads(out)["already"] + json.loads(out)["taken_in"] == 3000
    found = numbered(reading)
    assert [one.number for one in found] == list(range(1, 3001))
    assert [one.external_id for one in found] == [row[0] for row in rows]
    with reading() as session:
        assert [batch.taken_in for batch in session.scalars(select(ImportBatch))] == [3000]
    assert process("check").wait(180) == 0
