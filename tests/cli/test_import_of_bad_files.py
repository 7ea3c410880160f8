"""Bad files get a clear answer, and what is good in them is taken in."""

from pathlib import Path

import pytest
from sqlalchemy import func, select
from support.factories import make_open_dialogue

from portal.models.audit import AuditEntry
from portal.models.submissions import ImportBatch, Submission

GOOD = "A9,2026-02-28T10:15:00+01:00,Åtgärda den här vägen\n"


@pytest.fixture(autouse=True)
def park(changes):
    with changes() as session:
        return make_open_dialogue(session, slug="parken")


def put(tmp_path: Path, content: str | bytes, name: str = "a.csv") -> Path:
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def taken_in(reading) -> int:
    with reading() as session:
        return session.scalar(select(func.count()).select_from(Submission)) or 0


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (",2026-02-28T10:15:00+01:00,Utan id", "row.no-id"),
        ("A1,2026-02-28T10:15:00+01:00,", "row.no-text"),
        ("A1,2026-02-28T10:15:00+01:00", "row.half"),
        ("A1,2026-02-28T10:15:00,Utan zon", "row.time-without-zone"),
        ("A1,2026-02-28,Bara en dag", "row.day-without-time"),
        ("A1,i tisdags,Ingen tid", "row.time-unreadable"),
        ("A1,,Ingen tid alls", "row.time-missing"),
        ("A1,2030-02-28T10:15:00+01:00,Framtiden", "row.time-in-future"),
        (f"A1,2026-02-28T10:15:00+01:00,{'x' * 20001}", "row.text-too-long"),
        (f"{'x' * 121},2026-02-28T10:15:00+01:00,Långt id", "row.id-too-long"),
        ("A1,2026-02-28T10:15:00+01:00,Ã…tgÃ¤rda den hÃ¤r vÃ¤gen", "row.mojibake"),
        ("A1,2026-02-28T10:15:00+01:00,En\0nolla", "row.nul"),
        ("A9,2026-02-28T10:15:00+01:00,Samma id som nästa", None),
        ('A1,2026-02-28T10:15:00+01:00,"Öppet citat', "row.quotes"),
    ],
)
def test_one_bad_row_is_told_with_line_and_reason_and_never_stops_the_rest(row, code, gensvar, reading, tmp_path):
    called = gensvar("submissions", "import", "parken", put(tmp_path, f"id,inkom,text\n{row}\n{GOOD}"), "--json")
    assert called.status == 0
    line, expected = (2, code) if code else (3, "row.id-twice")
    assert [(one["line"], one["code"]) for one in called.json["rejections"]] == [(line, expected)]
    assert called.err.startswith(f"line {line}: {expected}: ")
    assert taken_in(reading) == 1


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.csv", b"", "file.empty"),
        ("a.csv", b"id,inkom,text\n", "file.no-rows"),
        ("a.csv", b"%PDF-1.7 and so on", "file.not-csv"),
        ("a.csv", b"PK\x03\x04 a workbook in truth", "file.not-csv"),
        ("a.csv", ("id,inkom,text\n" + GOOD * 40).encode("latin-1"), "file.not-utf-8"),
        ("a.csv", ("id,inkom,text\n" + GOOD * 40).encode().decode("latin-1").encode(), "file.mojibake"),
        ("a.xlsx", b"id,inkom,text\n", "file.not-xlsx"),
        ("a.jsonl", b"id,inkom,text\n", "file.not-jsonl"),
        ("a.jsonl", b'[{"id": 1}]', "file.not-jsonl"),
        ("a.doc", b"words", "file.kind-unknown"),
        ("a.csv", b"id,id,text\nA,B,C\n", "file.heading-twice"),
    ],
)
def test_a_file_of_the_wrong_kind_or_encoding_is_refused_whole(name, content, code, gensvar, reading, tmp_path):
    called = gensvar("submissions", "import", "parken", put(tmp_path, content, name))
    assert called.status == 1
    assert called.err.startswith(f"{code}: ")
    assert taken_in(reading) == 0
    with reading() as session:
        assert session.scalar(select(func.count()).select_from(ImportBatch)) == 0
        assert session.scalar(select(func.count()).select_from(AuditEntry)) == 0


def test_a_file_where_no_row_can_be_read_tells_what_is_wrong_with_the_rows(gensvar, reading, tmp_path):
    called = gensvar("submissions", "import", "parken", put(tmp_path, "id,inkom,text\nA1,Halva raden\n"), "--json")
    assert called.status == 1
    assert [(one["line"], one["code"]) for one in called.json["rejections"]] == [(2, "row.half")]
    with reading() as session:
        assert session.scalar(select(func.count()).select_from(ImportBatch)) == 0


@pytest.mark.parametrize(
    ("headings", "options", "codes"),
    [
        ("nyckel,när,ord", (), ["IMPORT_NO_ID_COLUMN", "IMPORT_NO_TEXT_COLUMN", "IMPORT_NO_RECEIVED_COLUMN"]),
        ("id,inkom,text", ("--themes", "tema"), ["IMPORT_NO_SUCH_COLUMN"]),
        ("id,inkom,text", ("--column", "texten=text"), ["IMPORT_FIELD_UNKNOWN"]),
        ("id,inkom,text", ("--column", "text=ord"), ["IMPORT_NO_SUCH_COLUMN"]),
    ],
)
def test_columns_that_are_not_there_are_named(headings, options, codes, gensvar, reading, tmp_path):
    called = gensvar("submissions", "import", "parken", put(tmp_path, f"{headings}\n{GOOD}"), *options)
    assert called.status == 1
    assert [line.partition(":")[0] for line in called.err.splitlines()] == codes
    assert taken_in(reading) == 0


def test_columns_of_other_names_are_pointed_at(gensvar, reading, tmp_path):
    file = put(tmp_path, f"nyckel,när,ord\n{GOOD}")
    for pairs in (("id=nyckel", "received=när", "text=ord"), ("external_id=NYCKEL", "received_at=när", "Text=ord")):
        named = [part for pair in pairs for part in ("--column", pair)]
        assert gensvar("submissions", "import", "parken", file, *named).status == 0
        assert taken_in(reading) == 1


def test_a_zone_for_the_whole_file_makes_times_without_one_readable(gensvar, reading, tmp_path):
    file = put(tmp_path, "id,inkom,text\nA1,2026-02-28T10:15,Nu\nA2,2026-02-28,Idag\n")
    assert gensvar("submissions", "import", "parken", file, "--assume-zone", "Europe/Stockholm").status == 0
    with reading() as session:
        times = session.scalars(select(Submission.received_at).order_by(Submission.number)).all()
    assert [time.isoformat() for time in times] == ["2026-02-28T09:15:00+00:00", "2026-02-27T23:00:00+00:00"]


def test_wrong_usage_is_status_two(gensvar, tmp_path):
    file = put(tmp_path, f"id,inkom,text\n{GOOD}")
    assert gensvar("submissions", "import", "parken", tmp_path / "nowhere.csv").status == 2
    assert gensvar("submissions", "import", "parken", file, "--column", "text").status == 2
    assert gensvar("submissions", "import", "parken", file, "--assume-zone", "Mars/Olympus").status == 2
    assert gensvar("submissions", "import", "nosuch", file).err.startswith("NO_SUCH_DIALOGUE: ")


def test_every_rejected_row_is_in_the_report_however_many(gensvar, tmp_path):
    file = put(tmp_path, "id,inkom,text\n" + "".join(f"A{n},i tisdags,Hej\n" for n in range(300)))
    called = gensvar("submissions", "import", "parken", file, "--report", tmp_path / "report.csv")
    assert called.status == 1
    assert "row.time-unreadable: 300 rows" in called.err
    assert len((tmp_path / "report.csv").read_text().splitlines()) == 301
