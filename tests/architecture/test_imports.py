"""The direction of imports, and no circle among them, late imports counted too."""

import subprocess
import sys
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    """Every import of the portal, also those inside functions; those for type checkers only are left out."""
    return grimp.build_graph("portal", exclude_type_checking_imports=True, cache_dir=None)


def circles(graph: grimp.ImportGraph) -> list[list[str]]:
    """Return the strongly connected groups of modules (Tarjan 1972), each a knot that cannot be read in order."""
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(module: str) -> None:
        number[module] = low[module] = len(number)
        stack.append(module)
        for target in graph.find_modules_directly_imported_by(module):
            if target not in number:
                visit(target)
                low[module] = min(low[module], low[target])
            elif target in stack:
                low[module] = min(low[module], number[target])
        if low[module] == number[module]:
            knot = [stack.pop()]
            while knot[-1] != module:
                knot.append(stack.pop())
            if len(knot) > 1:
                found.append(sorted(knot))

    sys.setrecursionlimit(10_000)
    for module in sorted(graph.modules):
        if module not in number:
            visit(module)
    return found


def test_imports_follow_the_contracts():
    made = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stdout[-4000:] + made.stderr[-2000:]


def test_there_is_no_circle_of_imports(graph):
    assert circles(graph) == []


def test_a_planted_circle_is_found():
    planted = grimp.ImportGraph()
    for module in ("a", "b", "c"):
        planted.add_module(module)
    planted.add_import(importer="a", imported="b")
    planted.add_import(importer="b", imported="a")
    planted.add_import(importer="b", imported="c")
    assert circles(planted) == [["a", "b"]]


def test_nobody_imports_the_application_but_the_command_line(graph):
    importers = graph.find_modules_that_directly_import("portal.app")
    assert {one for one in importers if not one.startswith("portal.cli")} == set()


def test_services_do_not_import_one_another(graph):
    services = {one for one in graph.modules if one.startswith("portal.services.")}
    between = [
        (one, other) for one in services for other in graph.find_modules_directly_imported_by(one) if other in services
    ]
    assert between == []


def test_adapters_do_not_import_one_another(graph):
    adapters = {one for one in graph.modules if one.startswith("portal.adapters.")}
    between = [
        (one, other) for one in adapters for other in graph.find_modules_directly_imported_by(one) if other in adapters
    ]
    assert between == []


def test_importing_the_rules_loads_neither_flask_nor_sqlalchemy():
    code = "import pkgutil, importlib, sys, portal.domain as d; " \
        "[importlib.import_module(f'portal.domain.{m.name}') for m in pkgutil.iter_modules(d.__path__)]; " \
        "sys.exit(bool({'flask', 'sqlalchemy', 'babel'} & set(sys.modules)))"  # fmt: skip
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
