"""`gensvar matters import`: an agenda from CSV or XLSX, brought twice, moved, and with rows that are wrong."""

import io

import pytest
import xlsxwriter
from sqlalchemy import select
from support.factories import make_body

from portal.models.agendas import BodyMeeting
from portal.models.matters import Matter

CSV = """Diarienummer;Rubrik;Nämnd;Sammanträde;Punkt
TN 2026/1;Ny park;Tekniska nämnden;2026-03-17;7
TN 2026/2;Ny bro;Tekniska nämnden;2026-03-17;8
TN 2026/3;Ny väg;Tekniska nämnden;17/3 2026;9
tn 2026/1;Dubblett;Tekniska nämnden;2026-03-17;10
TN 2026/4;I går;Tekniska nämnden;2026-03-01;11
"""


@pytest.fixture(autouse=True)
def _body(changes) -> None:
    with changes() as session:
        make_body(session, "Tekniska nämnden")


def agenda(reading) -> list[tuple[str, list[tuple[str, str]]]]:
    with reading() as session:
        return [
            (one.held_on.isoformat(), [(item.number, item.matter.registry_number) for item in one.items])
            for one in session.scalars(select(BodyMeeting).order_by(BodyMeeting.held_on))
        ]


def test_matters_come_in_by_their_agenda_and_bad_rows_say_why(gensvar, reading, tmp_path) -> None:
    (tmp_path / "lista.csv").write_text(CSV, encoding="utf-8")
    called = gensvar("matters", "import", tmp_path / "lista.csv", "--json")
    assert called.status == 0
    told = called.json
    assert [told[name] for name in ("registered", "already", "placed", "moved", "rejected")] == [2, 0, 2, 0, 3]
    assert [(one["line"], one["code"]) for one in told["rejections"]] == [
        (4, "row.day-unreadable"),
        (5, "row.registry-number-twice"),
        (6, "row.meeting-in-past"),
    ]
    assert all(one["reason"] for one in told["rejections"])
    assert agenda(reading) == [("2026-03-17", [("7", "TN 2026/1"), ("8", "TN 2026/2")])]


def test_the_same_file_again_changes_nothing_and_another_day_moves_the_item(gensvar, reading, tmp_path) -> None:
    for name, text in (("ett.csv", CSV), ("två.csv", CSV.replace("2026-03-17;8", "2026-04-14;3"))):
        (tmp_path / name).write_text(text, encoding="utf-8")
    gensvar("matters", "import", tmp_path / "ett.csv")
    again = gensvar("matters", "import", tmp_path / "ett.csv", "--json").json
    assert [again[name] for name in ("registered", "already", "placed", "moved")] == [0, 2, 0, 0]
    moved = gensvar("matters", "import", tmp_path / "två.csv", "--json").json
    assert [moved[name] for name in ("registered", "already", "placed", "moved")] == [0, 2, 0, 1]
    assert agenda(reading) == [("2026-03-17", [("7", "TN 2026/1")]), ("2026-04-14", [("3", "TN 2026/2")])]
    with reading() as session:
        planned = session.scalars(select(Matter.planned_decision_on).order_by(Matter.registry_number)).all()
        assert [day.isoformat() for day in planned] == ["2026-03-17", "2026-04-14"]


def test_a_spreadsheet_s_own_dates_are_read(gensvar, reading, tmp_path) -> None:
    from datetime import date

    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        sheet, days = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, ["Diarienummer", "Rubrik", "Nämnd", "Sammanträde"])
        sheet.write_row(1, 0, ["TN 2026/1", "Ny park", "tekniska-namnden"])
        sheet.write_datetime(1, 3, date(2026, 3, 17), days)
    (tmp_path / "lista.xlsx").write_bytes(made.getvalue())
    assert gensvar("matters", "import", tmp_path / "lista.xlsx").status == 0
    assert agenda(reading) == [("2026-03-17", [("", "TN 2026/1")])]


def test_rows_that_name_no_body_belong_to_the_one_given(gensvar, reading, tmp_path) -> None:
    (tmp_path / "lista.csv").write_text("dnr;rubrik;sammanträde\nTN 2026/1;Ny park;2026-03-17\n", encoding="utf-8")
    assert gensvar("matters", "import", tmp_path / "lista.csv").status == 1
    assert gensvar("matters", "import", tmp_path / "lista.csv", "--body", "tekniska-namnden").status == 0
    assert agenda(reading) == [("2026-03-17", [("", "TN 2026/1")])]


def test_a_file_in_another_encoding_is_told_by_line_or_refused_as_a_whole(gensvar, reading, tmp_path) -> None:
    text = "dnr;rubrik;nämnd;sammanträde\nTN 2026/1;Ã–ppen gata;tekniska-namnden;2026-03-17\n"
    (tmp_path / "lista.csv").write_text(text, encoding="utf-8")
    told = gensvar("matters", "import", tmp_path / "lista.csv", "--json").json
    assert [(one["line"], one["code"]) for one in told["rejections"]] == [(2, "row.mojibake")]
    (tmp_path / "gammal.csv").write_bytes(CSV.encode("cp1252"))
    called = gensvar("matters", "import", tmp_path / "gammal.csv")
    assert (called.status != 0, "file.not-utf-8" in called.err) == (True, True)
    assert agenda(reading) == []
