"""`gensvar report annual` writes the report of the office: HTML, PDF, CSV or JSON, and says plainly what is wrong."""

import csv
import io
import json
from pathlib import Path

import pikepdf
import pytest
from support.factories import make_body
from support.reported import LAST_YEAR, adopted, make_extensive_answer

from portal.adapters import pdf
from portal.domain.permissions import SYSTEM
from portal.domain.refusals import GateClosed, Refusal

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def body(changes) -> str:
    """The address of a body with an extensive dialogue answered last year; its title looks like a formula."""
    with changes() as session:
        made = make_extensive_answer(session)
        for text in made.dialogue.texts.texts.values():
            if text.field == "title" and text.language == "sv":
                text.source = "=HYPERLINK(1) Hur ska parken bli?"
        return str(made.dialogue.body.slug)


def test_the_draft_is_written_in_swedish_to_standard_output(gensvar, body):
    done = gensvar("report", "annual", "--body", body, "--year", LAST_YEAR)
    assert (done.status, done.err) == (0, "")
    assert '<html lang="sv"' in done.out
    assert "Utkast. Berättelsen är inte antagen." in done.out
    assert "Dialogen räknas som omfattande." in done.out


def test_an_adopted_report_is_written_byte_for_byte(gensvar, changes, body, tmp_path: Path):
    from portal.queries import bodies

    with changes() as session:
        adopted(session, SYSTEM, bodies.by_slug(session, body))
    place = tmp_path / "rapport.html"
    done = gensvar("report", "annual", "--body", body, "--year", LAST_YEAR, "--output", place, "--json")
    assert place.read_text(encoding="utf-8") == "<p>Berättelsen</p>"
    assert done.json == {
        "body": body, "year": LAST_YEAR, "adopted": True, "version": 1, "dialogues": 1, "format": "html",
        "output": str(place), "bytes": place.stat().st_size,
    }  # fmt: skip


def test_the_table_has_one_row_a_dialogue_and_no_cell_is_a_formula(gensvar, body):
    done = gensvar("report", "annual", "--body", body, "--year", LAST_YEAR, "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(done.raw.decode("utf-8-sig")))
    assert row["dialog"] == "'=HYPERLINK(1) Hur ska parken bli?"
    assert (row["synpunkter"], row["omfattande"], row["svar i tid"]) == ("1", "ja", "ja")
    assert row["vad som hände med temana"] == "ändrades (1)"


def test_the_pdf_is_tagged_in_swedish_with_headings_and_tables(gensvar, body, tmp_path: Path):
    place = tmp_path / "rapport.pdf"
    done = gensvar("report", "annual", "--body", body, "--year", LAST_YEAR, "--format", "pdf", "--output", place)
    assert done.status == 0, done.err
    with pikepdf.open(place) as read:
        assert read.Root.MarkInfo.Marked
        assert str(read.Root.Lang) == "sv"
        assert str(read.docinfo["/Title"]).startswith(f"Medborgardialoger {LAST_YEAR}")
        metadata = read.open_metadata()
        assert metadata["pdfuaid:part"] == "1"
        kinds = _kinds(read.Root.StructTreeRoot)
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/Caption"} <= kinds


def _kinds(node) -> set[str]:
    found: set[str] = set()
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Array):
            waiting.extend(one)
        elif isinstance(one, pikepdf.Dictionary):
            if "/S" in one:
                found.add(str(one.S))
            if "/K" in one:
                waiting.append(one.K)
    return found


def test_the_content_is_there_as_json(gensvar, body):
    done = gensvar("report", "annual", "--body", body, "--year", LAST_YEAR, "--format", "json")
    assert json.loads(done.out)["dialogues"][0]["extensive"]["holds"] is True


def test_a_year_without_data_gives_a_report_that_says_so(gensvar, changes):
    with changes() as session:
        slug = make_body(session).slug
    for kind in ("html", "pdf", "csv", "json"):
        done = gensvar("report", "annual", "--body", slug, "--year", 2020, "--format", kind)
        assert (done.status, done.err) == (0, "")
        assert done.raw
    said = gensvar("report", "annual", "--body", slug, "--year", 2020).out
    assert "Tekniska nämnden hade ingen medborgardialog under 2020." in said


@pytest.mark.parametrize("year", [1999, 2027])
def test_a_year_out_of_range_is_refused_with_its_code(gensvar, body, year: int):
    done = gensvar("report", "annual", "--body", body, "--year", year)
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("REPORT_YEAR_OUT_OF_RANGE [year]: Välj ett år från 2000 till 2026.")


def test_a_body_nobody_knows_is_refused_and_leaves_no_file(gensvar, tmp_path: Path):
    place = tmp_path / "rapport.pdf"
    done = gensvar("report", "annual", "--body", "ingen", "--year", LAST_YEAR, "--output", place, "--json")
    assert done.status == 1
    assert done.err.startswith("NO_SUCH_BODY")
    assert not place.exists()


@pytest.mark.parametrize(
    "options",
    [("--year", "nittonhundra"), ("--year", LAST_YEAR, "--format", "docx"), (), ("--year", LAST_YEAR, "--json")],
)
def test_wrong_usage_ends_with_status_two(gensvar, body, options):
    assert gensvar("report", "annual", "--body", body, *options).status == 2


def test_without_the_libraries_of_pdf_it_says_what_to_install(gensvar, body, monkeypatch, tmp_path: Path):
    def cannot(_html: str) -> bytes:
        raise GateClosed(Refusal("PDF_UNAVAILABLE", params={"packages": "libpango-1.0-0"}))

    monkeypatch.setattr(pdf, "pdf_of", cannot)
    place = tmp_path / "rapport.pdf"
    done = gensvar("report", "annual", "--body", body, "--year", LAST_YEAR, "--format", "pdf", "--output", place)
    assert done.status == 1
    assert "PDF_UNAVAILABLE" in done.err
    assert "libpango-1.0-0" in done.err
    assert not place.exists()
