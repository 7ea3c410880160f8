"""The look keeps its own rules: small, logical, without inline style or script."""

import re
import subprocess
import sys
from pathlib import Path

import brotli
import pytest

ROOT = Path(__file__).resolve().parents[2]
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
    frozen = template.name == "document.html"
    assert not re.search(r"\sstyle=|\son[a-z]+=\"|<script(?![^>]*\ssrc=)", text)
    assert frozen or "<style" not in text


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
