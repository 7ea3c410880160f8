"""The documents of a handover in the office: previewed, sealed, downloaded, opened and looked into."""

import io
import subprocess
import sys
from datetime import timedelta

import docx
import pikepdf
import pytest
import time_machine
from pikepdf import Name
from support import factories as make
from support.handing_over import NOW, drafted, hand_over, make_ready, rewrite

from portal.domain.permissions import Role
from portal.queries import dialogues, handovers, late_views

LONG = "Det här är en lång mening om träd, bänkar, vatten och skugga som många har skrivit. "


@pytest.fixture
def ready(changes, page):
    """A dialogue that can be handed over; its lead, who is the registrar too, is signed in. Returns its slug."""
    with changes() as session:
        dialogue = make_ready(session)
        roles = (Role.DIALOGUE_LEAD, Role.REGISTRAR)
        token = make.make_user(session, "Lena", roles=roles, body=dialogue.body).session_token
        slug = dialogue.slug
    with time_machine.travel(NOW, tick=False):
        page.sign_in(token)
        yield slug


def base(slug):
    return f"/office/dialogues/{slug}/handover/"


def seal(page, slug):
    page.get(base(slug))
    page.post(base(slug), {}, 303)


def sealed(page, slug, name):
    answer = page.client.get(base(slug) + name)
    assert answer.status_code == 200, name
    return answer.get_data()


def struct_types(node, found):
    """Every structure type in a PDF's tree, in reading order."""
    if isinstance(node, pikepdf.Array):
        for one in node:
            struct_types(one, found)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            found.append(str(node.S))
        if "/K" in node:
            struct_types(node.K, found)
    return found


def first_page_words(pdf):
    return subprocess.run(
        ["pdftotext", "-f", "1", "-l", "1", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()


def test_every_format_is_seen_before_and_downloaded_after_with_the_same_words(page, ready, reading):
    show = page.get(base(ready))
    previews = [link for link in show.links() if "/preview/" in link]
    assert len(previews) == 9, previews
    for link in previews:
        assert page.client.get(link).status_code == 200, link
    seal(page, ready)
    after = page.get(base(ready))
    with reading() as session:
        document = handovers.newest(session, dialogues.by_slug(session, ready).id)
        files = handovers.files_of(session, document.id)
    assert {(one.format.value, one.language) for one in files} == {
        (kind, code) for kind in ("html", "pdf", "docx") for code in ("sv", "fi", "en")
    } - {("html", "sv")}
    assert all(one.sha256 in after.words for one in files) and document.html_hash in after.words
    assert "certutil" in after.words
    page.get(base(ready) + "1/sv.exe", status=404)
    page.get(base(ready) + "1/ar.pdf", status=404)
    page.get(base(ready) + "7.html", status=404)


def test_the_pdf_is_accessible_and_its_first_page_is_what_the_body_needs_first(page, ready):
    seal(page, ready)
    pdf = sealed(page, ready, "1/fi.pdf")
    with pikepdf.open(io.BytesIO(pdf)) as read:
        assert read.Root.MarkInfo.Marked
        assert str(read.Root.Lang) == "fi"
        assert read.Root.ViewerPreferences.DisplayDocTitle
        with read.open_metadata() as meta:
            assert meta.get("pdfuaid:part") == "1"
            assert meta.get("dc:title")
        types = struct_types(read.Root.StructTreeRoot, [])
        assert {"/H1", "/H2", "/H3", "/L", "/LI", "/Table", "/TH"} <= set(types)
        assert types.index("/H1") < types.index("/H2")
        assert all(page_.get(Name.Tabs) == Name.S for page_ in read.pages if "/Annots" in page_)
    words = first_page_words(pdf)
    assert "Fler träd 1" in words and "Åtagandet" not in words


def test_the_first_page_is_one_page_with_five_long_themes_and_everything_written_out(app, changes, page):
    with changes() as session:
        dialogue = make_ready(session, languages=("sv",), themes=6)
        for field in ("who_took_part", "who_is_missing"):
            rewrite(session, dialogue, LONG * 20, field)
        rewrite(session, dialogue, (LONG * 9)[:600], "asked_of_body")
        from portal.effects.texts import write
        from portal.queries.results import living_themes

        for theme in living_themes(session, dialogue.id):
            write(session, theme.result_texts, "minority", "sv", LONG * 20, now=NOW)
            write(session, theme.texts, "name", "sv", (LONG * 2)[:118], now=NOW)
        session.flush()
        made = drafted(app, session, dialogue)
    pdf = next(one.data for one in made.documents if one.format == "pdf")
    second = subprocess.run(
        ["pdftotext", "-f", "2", "-l", "2", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    assert "ombeds" in first_page_words(pdf)
    assert second.split("\n")[0].strip() == "Åtagandet"


def test_the_word_file_has_headings_tables_with_heads_and_its_language(page, ready):
    seal(page, ready)
    read = docx.Document(io.BytesIO(sealed(page, ready, "1/en.docx")))
    assert read.core_properties.language == "en"
    assert [one.text for one in read.paragraphs if one.style.name == "Title"]
    headings = [one.text for one in read.paragraphs if one.style.name == "Heading 1"]
    assert len(headings) > 8
    assert all("w:tblHeader" in table.rows[0]._tr.xml for table in read.tables)
    assert read.tables[-1].rows[0].cells[0].text and len(read.tables[-1].rows) == 3


def test_a_language_in_which_a_text_is_missing_gets_no_document_and_the_page_says_so(changes, page, ready):
    with changes() as session:
        rewrite(session, dialogues.by_slug(session, ready), "Vem betalar?", "open_questions")
    show = page.get(base(ready))
    assert "På finska görs inget dokument" in show.words
    assert len([link for link in show.links() if "/preview/" in link]) == 3
    assert page.client.get(base(ready) + "preview/fi.html").get_data(as_text=True).count('lang="sv"')


def test_a_further_handover_asks_why_keeps_what_was_written_and_tells_what_is_new(changes, page, ready):
    seal(page, ready)
    assert "Inget har ändrats sedan förra överlämningen." in page.get(base(ready)).words
    with changes() as session:
        rewrite(session, dialogues.by_slug(session, ready), "Ni skrev mest om **sol**.")
    form = page.get(base(ready))
    assert "Skriv varför." in page.submit(form, status=422, reason="").words
    page.post(base(ready) + "again", {"reason": "Vi hade blandat ihop sol och skugga."}, 303)
    after = page.get(base(ready))
    assert "Dokument 2" in after.words and "Vi hade blandat ihop sol och skugga." in after.words
    document = sealed(page, ready, "2.html").decode()
    assert "Nytt sedan överlämning 1" in document
    assert "Omskrivna texter: Det här sa ni, i stora drag." in document
    public = page.get(f"/sv/dialogues/{ready}/handover")
    assert "Vi hade blandat ihop sol och skugga." in public.words
    older = page.get(f"/sv/dialogues/{ready}/handover/1")
    assert "Det här är ett äldre underlag" in older.words
    page.get(f"/sv/dialogues/{ready}/handover/3", status=404)


def test_the_public_copy_is_in_the_readers_language_where_it_was_handed_over_in_it(changes, page, ready):
    seal(page, ready)
    finnish = page.get(f"/fi/dialogues/{ready}/handover")
    assert not finnish.all("div", lang="sv") and "[fi] Ni skrev om skugga." in finnish.words
    assert page.get(f"/ar/dialogues/{ready}/handover").all("div", lang="sv")


def test_a_machine_without_the_libraries_of_pdf_hands_over_in_html_and_word(tmp_path):
    script = """
import sys
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "weasyprint":
            raise ImportError(name)
sys.meta_path.insert(0, Blocked())
from portal.adapters import docx_files, pdf
assert pdf.missing() == pdf.PACKAGES
try:
    pdf.pdf_of("<p>x</p>")
except Exception as refused:
    assert refused.codes == ("PDF_UNAVAILABLE",), refused.codes
assert docx_files.docx_of("<html lang='sv'><title>T</title><body><h1>Hej</h1></body></html>")
from sqlalchemy import create_engine
from support import factories as make
from support.handing_over import drafted, make_ready, NOW
from portal import schema
from portal.app import create_app
from portal.settings import Settings
from portal.transaction import changes, connect
from pathlib import Path
place = Path(sys.argv[1])
engine = connect(f"sqlite:///{place / 'x.sqlite3'}")
schema.create(engine)
settings = Settings(
    instance=place,
    secret_key="a secret of forty characters, only a test",
    database_url=f"sqlite:///{place / 'x.sqlite3'}",
)
app = create_app(settings, engine)
with changes(engine) as session:
    made = drafted(app, session, make_ready(session, languages=("sv",)))
    assert made.without_pdf
    assert sorted(one.format.value for one in made.documents) == ["docx", "html"], made.documents
print("handed over")
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        capture_output=True,
        text=True,
        cwd=str(make.__file__).rsplit("/support", 1)[0],
        check=False,
    )
    assert done.stdout == "handed over\n", done.stderr


def test_late_views_are_listed_for_the_body_as_page_pdf_and_word(changes, page, ready, reading):
    with changes() as session:
        dialogue = dialogues.by_slug(session, ready)
        hand_over(session, dialogue)
        from portal.domain.moderation import Reason, ReviewState

        make.make_submission(session, dialogue, "Glöm inte schacket.", state=ReviewState.SHOWN, after_handover=True)
        hidden = make.make_submission(
            session, dialogue, "En hemlig sak.", state=ReviewState.WITHHELD, reason=Reason.PERSONAL_DATA,
            after_handover=True,
        )  # fmt: skip
        last = hidden.number
    late = base(ready) + "late/"
    listed = page.get(late)
    assert "Glöm inte schacket." in listed.words and "En hemlig sak." not in listed.words
    assert "2 synpunkter är inte skickade till nämnden än." in listed.words
    for kind in ("pdf", "docx"):
        assert page.client.get(late + f"list.{kind}").status_code == 200
    page.get(late + "list.txt", status=404)
    page.post(late, {"last": last}, 303)
    assert "Nämnden fick listan" in page.get(late).words
    page.post(late, {"last": last}, 303)
    assert "Det har inte kommit något nytt" in page.get(late).words
    with reading() as session:
        assert len(late_views.sendings(session, dialogues.by_slug(session, ready).id)) == 1
    assert "Nämnden fick 2 synpunkter" in page.get(f"/sv/dialogues/{ready}/log").words


def test_before_the_handover_nothing_is_late(page, ready):
    page.get(base(ready) + "late/", status=404)


def test_an_elected_reader_opens_the_documents_and_hands_nothing_over(changes, page, ready):
    seal(page, ready)
    with changes() as session:
        body = dialogues.by_slug(session, ready).body
        token = make.make_user(session, "Eva", roles=(Role.ELECTED_READER,), body=body).session_token
    page.sign_in(token)
    assert sealed(page, ready, "1/sv.pdf")[:5] == b"%PDF-"
    page.get(base(ready))
    page.post(base(ready) + "again", {"reason": "Nej"}, 403)


def test_a_handover_of_a_day_ago_is_dated_so(changes, page, ready, reading):
    with changes() as session:
        hand_over(session, dialogues.by_slug(session, ready), NOW - timedelta(hours=2))
    assert "måndag 2 mars 2026 kl. 08.00" in page.get(base(ready)).words
