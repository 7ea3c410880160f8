"""The look keeps its own rules: small, logical, without inline style or script."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import brotli
import pytest
from look.gallery import PAGES, application
from support.pages import faults
from werkzeug.serving import make_server

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = sorted(PAGES.glob("*.html"))
PARTS = sorted((ROOT / "static" / "css" / "parts").glob("*.css"))
COMPONENTS = sorted((ROOT / "templates" / "components").glob("*.html"))
INNER = {"part", "shown", "top", "figures", "notes", "optional_word"}
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PHYSICAL = re.compile(
    r"(?<![\w-])((margin|padding|border|inset)-(left|right|top|bottom)[\w-]*|left|right|top|bottom|(min-|max-)?(width|height)"
    r"|border-(top|bottom)-(left|right)-radius)\s*:|(text-align|float|clear)\s*:\s*(left|right)"
)


def physical_rules(css: str) -> list[str]:
    """Declarations that name a side of the screen instead of a side of the text; media queries are left out."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    css = re.sub(r"@media[^{]*\{", "{", css)
    return [match.group(0) for match in PHYSICAL.finditer(css)]


def test_a_planted_physical_property_is_found() -> None:
    assert physical_rules("a { margin-left: 1px } b { text-align: right }") == ["margin-left:", "text-align: right"]


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.stem)
def test_styles_name_sides_of_the_text_and_never_of_the_screen(part: Path) -> None:
    assert physical_rules(part.read_text(encoding="utf-8")) == []


def test_the_bundle_is_what_its_parts_say() -> None:
    assert subprocess.run([sys.executable, str(ROOT / ".ci" / "bundle_css.py"), "--check"], check=False).returncode == 0


def test_style_script_and_serif_leave_room_for_the_page_in_sixty_kilobytes() -> None:
    serif = (ROOT / "static/fonts/gensvar-serif.woff2").stat().st_size
    rest = sum(
        len(brotli.compress((ROOT / "static" / name).read_bytes()))
        for name in ("css/gensvar.css", "js/gensvar.js", "icons/mark.svg")
    )
    assert serif <= 25_000
    assert serif + rest + 15_000 <= 60_000


@pytest.mark.parametrize("template", TEMPLATES, ids=str)
def test_templates_have_no_inline_style_or_script(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    sent_away = template.name == "document.html" or {"mail", "reports"} & set(template.parts)
    assert not re.search(r"\son[a-z]+=\"|<script(?![^>]*\ssrc=)", text)
    assert sent_away or not re.search(r"\sstyle=|<style", text)


@pytest.mark.parametrize("template", COMPONENTS, ids=lambda template: template.stem)
def test_a_component_says_at_its_top_what_it_takes(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    opening = text[: text.index("-#}")]
    assert text.startswith("{#-")
    public = [name for name in re.findall(r"{% macro (\w+)\(", text) if name not in INNER]
    assert [name for name in public if name not in opening] == []


@pytest.mark.parametrize("template", COMPONENTS, ids=lambda template: template.stem)
def test_components_translate_inside_macros_where_the_language_is_known(template: Path) -> None:
    outside = re.sub(r"{% macro .*?{%-? endmacro -?%}", "", template.read_text(encoding="utf-8"), flags=re.S)
    outside = re.sub(r"{#.*?#}", "", outside, flags=re.S)
    assert "_(" not in outside


@pytest.mark.parametrize("lang", ["sv", "ar"])
@pytest.mark.parametrize("page", SAMPLES, ids=lambda page: page.stem)
def test_every_component_draws_itself_with_only_what_it_must_have(page: Path, lang: str) -> None:
    answer = application().test_client().get(f"/{lang}/{page.stem}")
    assert answer.status_code == 200
    assert len(brotli.compress(answer.data)) <= 15_000
    assert page.stem == "document" or faults(answer.text) == []


@pytest.fixture(scope="module")
def gallery() -> Iterator[str]:
    server = make_server("127.0.0.1", 0, application(), threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_in_any_component(browser: Any, axe: Any, gallery: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    tab = context.new_page()
    for page in SAMPLES:
        for lang in ("sv", "ar"):
            tab.goto(f"{gallery}/{lang}/{page.stem}")
            assert axe(tab) == [], page.stem
            assert tab.evaluate("document.documentElement.scrollWidth") <= width, page.stem
    context.close()


@pytest.mark.browser
def test_shortcuts_press_buttons_but_never_while_someone_writes_nor_when_switched_off(tab: Any, gallery: str) -> None:
    tab.goto(f"{gallery}/sv/workspace")
    tab.evaluate(
        "window.pressed = []; document.addEventListener('click', (event) => {"
        "const one = event.target.closest('[data-key]');"
        "if (one) { event.preventDefault(); pressed.push(one.dataset.key) } })"
    )
    for key in ("n", "a", "Control+i"):
        tab.keyboard.press(key)
    tab.focus("#filter-q")
    tab.keyboard.press("m")
    assert tab.evaluate("pressed") == ["n"]
    tab.keyboard.press("Escape")
    tab.keyboard.press("Shift+?")
    tab.click("[data-keys-switch]")
    tab.click("#key-help form button")
    tab.keyboard.press("n")
    assert tab.evaluate("pressed.filter((key) => key !== '?')") == ["n"]
