"""Word files from the HTML of our documents: structure, language, title, and nothing that opens a connection."""

import io
import zipfile

import docx
import pytest

from portal.adapters.docx_files import docx_of

PAGE = """<!doctype html><html lang="fi"><head><title>Luovutus 1</title><style>p{color:red}</style></head><body><main>
<div class="page-ends"><h1>Otsikko</h1><p>Ensin <b>lihava</b>, sitten <a href="https://x.example/a">linkki</a>.</p></div>
<h2>Toinen</h2><ol><li>yksi</li><li>kaksi</li></ol><ul><li>piste</li></ul><ol><li>taas yksi</li></ol>
<blockquote lang="ar" dir="rtl"><p class="written">الحوار
الثاني</p></blockquote>
<table><caption>Kanavat</caption><thead><tr><th>Väylä</th><th>Määrä</th></tr></thead>
<tbody><tr><th>Verkko</th><td>12</td></tr></tbody></table>
<p><del>vanha</del> <ins>uusi</ins></p><h3>Kolmas</h3><script>alert(1)</script></main>
<footer><p>Loppu</p></footer></body></html>"""


@pytest.fixture(scope="module")
def file():
    return docx_of(PAGE, "TN 2026/88")


@pytest.fixture(scope="module")
def read(file):
    return docx.Document(io.BytesIO(file))


def _xml(file, name="word/document.xml"):
    return zipfile.ZipFile(io.BytesIO(file)).read(name).decode()


def test_headings_are_headings_in_their_order(read):
    found = [(one.style.name, one.text) for one in read.paragraphs if one.style.name.startswith(("Title", "Heading"))]
    assert found == [("Title", "Otsikko"), ("Heading 1", "Toinen"), ("Heading 2", "Kolmas")]


def test_title_and_language_are_told_to_whoever_reads_aloud(file, read):
    assert read.core_properties.title == "Luovutus 1"
    assert read.core_properties.language == "fi"
    assert 'w:val="fi-FI"' in _xml(file, "word/styles.xml")


def test_lists_are_lists_and_each_numbered_one_begins_at_one(file, read):
    styles = [one.style.name for one in read.paragraphs if one.style.name.startswith("List")]
    assert styles == ["List Number", "List Number", "List Bullet", "List Number"]
    ids = [one._p.pPr.numPr.numId.val for one in read.paragraphs if one.style.name == "List Number"]
    assert ids[0] == ids[1] != ids[2]
    assert _xml(file, "word/numbering.xml").count("w:startOverride") == 2


def test_a_tables_first_row_is_its_head_and_is_repeated(file, read):
    assert [[cell.text for cell in row.cells] for row in read.tables[0].rows] == [["Väylä", "Määrä"], ["Verkko", "12"]]
    assert _xml(file).count("<w:tblHeader/>") == 1
    assert "Kanavat" in [one.text for one in read.paragraphs]


def test_words_in_another_language_are_marked_and_written_from_right_to_left(file):
    xml = _xml(file)
    assert 'w:lang w:bidi="ar-SA"' in xml
    assert "<w:bidi/>" in xml and "<w:rtl/>" in xml


def test_a_page_ends_where_the_document_says(read):
    second = next(one for one in read.paragraphs if one.text == "Toinen")
    assert second.paragraph_format.page_break_before


def test_what_was_taken_out_and_put_in_is_seen_without_colour(file):
    xml = _xml(file)
    assert "<w:strike/>" in xml and 'w:u w:val="single"' in xml


def test_nothing_in_the_file_runs_or_is_fetched(file, read):
    assert "alert" not in _xml(file) and "color:red" not in _xml(file)
    outside = [one for one in read.part.rels.values() if one.is_external]
    assert [one.target_ref for one in outside] == ["https://x.example/a"]


def test_only_a_whole_document_can_be_written():
    with pytest.raises(ValueError, match="whole"):
        docx_of("<p>Bara en bit</p>")
