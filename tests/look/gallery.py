"""Renders every macro and layout with sample data and takes pictures, to be looked at by a person.

`python tests/look/gallery.py [DIRECTORY [PAGE …]]` writes PNGs (360 and 1280 px, light and dark, left and right)
and reports what axe-core finds.
"""

import json
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace

from flask import Flask, Response, render_template_string
from flask_babel import Babel, get_locale
from jinja2 import FileSystemLoader, StrictUndefined
from playwright.sync_api import Page, sync_playwright
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    Form,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    validators,
)

ROOT = Path(__file__).resolve().parents[2]
PAGES = Path(__file__).with_name("pages")
SIZES = ((360, 780), (1280, 900))


class Sample(Form):
    """One field of each kind."""

    text = TextAreaField(
        "Vad ska vi tänka på när vi bygger om Skolgatan?", [validators.InputRequired("Skriv något, eller gå tillbaka.")]
    )
    way = RadioField(
        "Hur tar du dig oftast till skolan?",
        choices=[("walk", "Går"), ("bike", "Cyklar"), ("car", "Åker bil")],
        validators=[validators.InputRequired("Välj ett av sätten.")],
    )
    safe = RadioField(
        "Hur trygg känner du dig på vägen?",
        choices=[(str(n), str(n)) for n in range(1, 6)],
        validators=[validators.Optional()],
    )
    language = SelectField(
        "Vilket språk skriver du på?", choices=[("sv", "Svenska"), ("ar", "العربية"), ("so", "Af-Soomaali")]
    )
    email = StringField(
        "Din e-postadress", [validators.Regexp(".+@.+", message="Adressen ser inte ut som en e-postadress.")]
    )
    tell = BooleanField("Skicka koden till mig och skriv när resultatet och svaret är klara.")
    day = DateField("Sista dag", [validators.Optional()])


def application() -> Flask:
    """A small application with only the templates, the styles and sample data."""
    app = Flask(__name__, static_folder=str(ROOT / "static"), template_folder=str(ROOT / "templates"))
    app.secret_key = "gallery"
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.do")
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(ROOT / "translations")
    chosen = {"lang": "sv"}
    Babel(app, locale_selector=lambda: chosen["lang"])
    app.jinja_env.globals["csrf_token"] = lambda: "sample"
    app.jinja_env.filters["date_short"] = str
    settings = SimpleNamespace(
        municipality_name="Åsby kommun",
        demo=True,
        contact_email="dialog@asby.example",
        postal_address="Åsby kommun\n123 45 Åsby",
        logo=None,
    )
    names = {"sv": "Svenska", "fi": "Suomi", "en": "English", "ar": "العربية"}

    @app.context_processor
    def always() -> dict[str, object]:
        lang = chosen["lang"]
        return {
            "lang": lang,
            "direction": "rtl" if lang == "ar" else "ltr",
            "settings": settings,
            "actor": SimpleNamespace(name="Karin Lindqvist"),
            "language_links": lambda: [(code, name, f"/{code}/", code == lang) for code, name in names.items()],
        }

    @app.get("/brand.css")
    def brand() -> Response:
        sample = {
            "light": {"accent": "#0a5c63", "accent_ink": "#fff", "tint": "#e6f0ef"},
            "dark": {"accent": "#7cc9c6", "accent_ink": "#06292b", "tint": "#1e3335"},
        }
        from flask import render_template

        return Response(render_template("layout/brand.css", **sample), mimetype="text/css")

    @app.get("/<lang>/<name>")
    def page(lang: str, name: str) -> str:
        chosen["lang"] = lang
        wrong = Sample(MultiDict({"email": "x"}))
        wrong.validate()
        return render_template_string(
            (PAGES / f"{name}.html").read_text(encoding="utf-8"), form_ok=Sample(), form_wrong=wrong, now=get_locale()
        )

    assert isinstance(app.jinja_loader, FileSystemLoader)
    return app


def faults(page: Page) -> list[str]:
    """What axe-core finds on the page, one line each."""
    import axe_core_python

    source = next(Path(axe_core_python.__file__).parent.rglob("axe.min.js")).read_text(encoding="utf-8")
    page.evaluate(source)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{v['id']}: {json.dumps([n['target'] for n in v['nodes'][:4]])}" for v in found["violations"]]


def main() -> int:
    """Take the pictures; exit 1 when axe-core finds something or a page is wider than its window."""
    from threading import Thread

    from werkzeug.serving import make_server

    where = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp())
    only = sys.argv[2:]
    where.mkdir(parents=True, exist_ok=True)
    server = make_server("127.0.0.1", 0, application(), threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    bad = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for scheme in ("light", "dark"):
            for width, height in SIZES:
                page = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme).new_page()  # type: ignore[arg-type]
                page.on("console", lambda message: print("console:", message.text) if message.type == "error" else None)
                for source in sorted(PAGES.glob("*.html")):
                    for lang in ("sv", "ar"):
                        if only and source.stem not in only:
                            continue
                        page.goto(f"http://127.0.0.1:{server.port}/{lang}/{source.stem}")
                        page.screenshot(path=str(where / f"{source.stem}-{lang}-{width}-{scheme}.png"), full_page=True)
                        lines = faults(page)
                        wide = page.evaluate("document.documentElement.scrollWidth")
                        if wide > width:
                            lines.append(f"wider than the window: {wide}")
                        for line in lines:
                            bad += 1
                            print(source.stem, lang, width, scheme, line)
        browser.close()
    server.shutdown()
    print(where)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
