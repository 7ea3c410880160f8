"""Files stay small, described and in their place."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST_FILE = 350
LONGEST_TEMPLATE = 120
FORBIDDEN_NAMES = {"utils", "helpers", "manager", "common", "misc"}
MAY_BE_SAFE = {
    "components/feedback_body.html",
    "components/icon.html",
    "components/text_in_language.html",
    "public/parts.html",
}
"""Templates that may print markup: drawings that stand in the template, what adapters/html.py made of Markdown."""

MAY_MARK = {
    "portal/adapters/html.py",
    "portal/web/public_address.py",
    "portal/web/forms/take_part.py",
    "portal/web/foreign.py",
}
"""Modules that may mark markup as safe: the cleaner, the QR drawing, a label and a sentence whose parts are escaped."""


def python_files() -> list[Path]:
    return [path for path in sorted((ROOT / "portal").rglob("*.py")) if "versions" not in path.parts]


def templates() -> list[Path]:
    return sorted((ROOT / "templates").rglob("*.html")) + sorted((ROOT / "templates").rglob("*.txt"))


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def lines(path: Path) -> int:
    return path.read_text(encoding="utf-8").count("\n")


def test_no_file_is_longer_than_can_be_read_at_once():
    assert [(named(path), lines(path)) for path in python_files() if lines(path) > LONGEST_FILE] == []


def test_no_template_is_longer_than_can_be_read_at_once():
    assert [(named(path), lines(path)) for path in templates() if lines(path) > LONGEST_TEMPLATE] == []


def test_no_file_has_a_name_that_says_nothing():
    assert [named(path) for path in python_files() if path.stem in FORBIDDEN_NAMES] == []


@pytest.mark.parametrize("path", python_files(), ids=named)
def test_every_module_and_public_function_says_what_it_promises(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    missing = [] if ast.get_docstring(tree) or not tree.body else ["the module"]
    for node in tree.body:
        is_open_class = isinstance(node, ast.ClassDef) and not node.name.startswith("_")
        parts = [node, *node.body] if isinstance(node, ast.ClassDef) and is_open_class else [node]
        missing += [
            f"{part.name} (line {part.lineno})"
            for part in parts
            if isinstance(part, ast.FunctionDef | ast.ClassDef)
            and not part.name.startswith("_")
            and not ast.get_docstring(part)
            and not inherited(part)
        ]
    assert missing == [], f"{named(path)} has no docstring on {', '.join(missing)}"


def inherited(part: ast.AST) -> bool:
    """Methods that a library calls by its own names are described by the library."""
    return isinstance(part, ast.FunctionDef) and part.name.startswith(("process_", "validate_", "handle_", "visit_"))


def test_markup_is_taken_as_safe_in_declared_places_only():
    used = {
        str(path.relative_to(ROOT / "templates"))
        for path in templates()
        if re.search(r"\|\s*safe\b|autoescape\s+false", path.read_text(encoding="utf-8"))
    }
    assert used - MAY_BE_SAFE == set()


def test_python_marks_nothing_as_safe_outside_the_cleaner():
    used = [
        named(path)
        for path in python_files()
        if re.search(r"\bMarkup\(|\bmarkupsafe\b", path.read_text(encoding="utf-8")) and named(path) not in MAY_MARK
    ]
    assert used == []


@pytest.mark.parametrize("pattern", [r"\.commit\(\)", r"\.begin\(\)"])
def test_only_the_transaction_commits(pattern):
    found = [named(path) for path in python_files() if re.search(pattern, path.read_text(encoding="utf-8"))]
    assert set(found) <= {"portal/transaction.py"}


def test_the_web_sends_no_sql_of_its_own():
    allowed = {"portal/web/page_cache.py"}
    found = {
        named(path)
        for path in python_files()
        if "web" in path.parts
        and re.search(
            r"from sqlalchemy import .*\b(select|text|insert|update|delete)\b|session\.(scalars?|execute|add|get)\(",
            path.read_text(encoding="utf-8"),
        )
    }
    assert found - allowed == set()


def test_the_lower_layers_do_not_read_the_clock():
    asked = r"datetime\.(now|utcnow|today)\(|date\.today\(|time\.time\("
    lower = {"domain", "models", "queries", "effects", "services"}
    found = [
        named(path)
        for path in python_files()
        if lower & set(path.parts) and re.search(asked, path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_no_index_address_is_kept_in_the_repository():
    kept = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    wanted = [name for name in kept if name.endswith((".txt", ".toml", ".cfg", ".lock")) or name == "Makefile"]
    found = [
        name
        for name in wanted
        if (ROOT / name).exists()
        and re.search(
            r"(--(extra-)?index-url|--find-links|files\.pythonhosted|/simple/)",
            (ROOT / name).read_text(encoding="utf-8"),
        )
    ]
    assert found == []
