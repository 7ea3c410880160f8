"""The interface speaks every language: no sentence is missing, no placeholder lost, every plural form there."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
KEYWORDS = {
    "_": None, "_l": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2), "lazy_ngettext": (1, 2)
}  # fmt: skip
TRANSLATORS = {"gettext", "lazy_gettext", "ngettext", "lazy_ngettext"}
STAFF_ONLY = ("web/office/", "web/admin/", "web/account/", "cli/", "demo/", "office/", "admin/", "account/")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w+\}")
TAG = re.compile(r"</?\w+")


@cache
def sentences() -> dict[str, tuple[str | tuple[str, ...], bool]]:
    """Every sentence of code and templates by its (first) msgid, and whether only staff ever read it."""
    found: dict[str, tuple[str | tuple[str, ...], bool]] = {}
    with (ROOT / "translations" / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    for folder in ("portal", "templates"):
        for name, _line, msgid, _comments, _context in extract_from_dir(
            str(ROOT / folder), methods, options, keywords=KEYWORDS
        ):
            key = msgid[0] if isinstance(msgid, tuple) else msgid
            if not key:
                continue
            staff = name.startswith(STAFF_ONLY) and found.get(key, (msgid, True))[1]
            found[key] = (msgid, staff)
    return found


def catalogue(language: str) -> Catalog:
    """The catalogue of a language as it is committed."""
    with (ROOT / "translations" / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language)


def messages(language: str) -> dict[str, Message]:
    """The messages of a catalogue by their (first) msgid."""
    return {(m.id[0] if isinstance(m.id, tuple) else m.id): m for m in catalogue(language) if m.id}


def test_the_sentences_are_found():
    assert len(sentences()) > 2000
    assert any(isinstance(msgid, tuple) for msgid, _staff in sentences().values())


def test_every_sentence_is_said_by_a_name_that_is_searched_for():
    unknown = [
        f"{path.relative_to(ROOT)}: {name.name} as {name.asname}"
        for path in sorted((ROOT / "portal").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        for name in node.names
        if name.name in TRANSLATORS and (name.asname or name.name) not in KEYWORDS
    ]
    assert unknown == []


@pytest.mark.parametrize("language", ["fi", "en", "ar"])
def test_no_sentence_is_missing(language):
    written = messages(language)
    wanted = {key for key, (_msgid, staff) in sentences().items() if not (staff and language == "ar")}
    missing = sorted(key for key in wanted if key not in written or not written[key].string)
    assert missing == []


@pytest.mark.parametrize("language", ["fi", "en", "ar"])
def test_every_translation_keeps_its_placeholders_tags_and_plural_forms(language):
    faults = []
    known = catalogue(language)
    for message in known:
        if not message.id:
            continue
        if message.fuzzy:
            faults.append((message.id, "fuzzy"))
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        if isinstance(message.id, tuple) and (len(forms) != known.num_plurals or not all(forms)):
            faults.append((message.id, f"{len(forms)} forms"))
        original = message.id[-1] if isinstance(message.id, tuple) else message.id
        for form in forms:
            lost = set(PLACEHOLDER.findall(original)) ^ set(PLACEHOLDER.findall(form))
            if isinstance(message.id, tuple):
                lost -= {"%(num)s", "%(num)d"}
            if lost or TAG.findall(original) != TAG.findall(form):
                faults.append((message.id, form))
    assert faults == []


def test_a_planted_fault_is_found():
    planted = Catalog(locale="fi")
    planted.add("%(n)s dagar kvar", "päivää jäljellä")
    lost = [set(PLACEHOLDER.findall(m.id)) ^ set(PLACEHOLDER.findall(m.string)) for m in planted if m.id]
    assert lost == [{"%(n)s"}]
