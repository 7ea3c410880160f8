"""PDF documents: tagged, in their language, with every letter, and fetching nothing."""

import io
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pikepdf

from portal.adapters import pdf

PAGE = '<!doctype html><html lang="{lang}" dir="{dir}"><head><title>{title}</title></head><body>{body}</body></html>'


def opened(body: str, lang: str = "sv", direction: str = "ltr") -> pikepdf.Pdf:
    made = pdf.pdf_of(PAGE.format(lang=lang, dir=direction, title="Överlämning", body=body))
    return pikepdf.open(io.BytesIO(made))


def kinds(element) -> list[str]:
    """The tags of the structure tree, in reading order."""
    found = [str(element.get("/S"))] if "/S" in element else []
    children = element.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary):
            found += kinds(child)
    return found


def test_the_document_says_that_it_is_accessible_and_in_which_language():
    document = opened("<h1>Resultat</h1>", lang="fi")
    assert str(document.Root.Lang) == "fi"
    assert bool(document.Root.MarkInfo.Marked)
    assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
    with document.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "Överlämning"


def test_headings_lists_and_tables_keep_their_meaning():
    document = opened("<h1>A</h1><h2>B</h2><ul><li>C</li></ul><table><tr><th scope=col>D</th></tr><tr><td>E</table>")
    tags = kinds(document.Root.StructTreeRoot)
    assert {"/H1", "/H2", "/L", "/LI", "/Table", "/TH", "/TD"} <= set(tags)
    assert tags.index("/H1") < tags.index("/H2") < tags.index("/Table")


def test_nothing_is_fetched_for_a_document():
    asked = []

    class Listening(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *_said):
            pass

    server = HTTPServer(("127.0.0.1", 0), Listening)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        address = f"http://127.0.0.1:{server.server_port}"
        opened(f'<img alt="x" src="{address}/a.png"><link rel=stylesheet href="{address}/b.css"><p>Text</p>')
    finally:
        server.shutdown()
        server.server_close()
    assert asked == []


def test_nothing_is_missing_where_a_document_could_be_made():
    assert pdf.missing() == ()
