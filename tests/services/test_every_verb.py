"""Every verb of the planning services asks for permission and leaves an audit entry under its own name."""

import ast
from pathlib import Path

import pytest

SERVICES = Path(__file__).resolve().parents[2] / "portal" / "services"
MODULES = (
    "agendas",
    "abolitions",
    "amendments",
    "bodies",
    "commitments",
    "corrections",
    "decisions",
    "dialogues",
    "annual_reports",
    "diary",
    "endings",
    "extensive",
    "groups",
    "joint_bodies",
    "handovers",
    "matters",
    "measures",
    "meetings",
    "plans",
    "methods",
    "questions",
    "seats",
    "series",
    "steering",
    "suitability",
    "suitability_questions",
    "texts",
    "users",
)
DELEGATE = {
    "amendments.extend": "amend",
    "extensive.tell": "_tell",
    "questions.copy": "add",
    "texts.take_in_sheet": "_take_in",
    "users.mail_link": "make_link",
}
OWN_ACCOUNT = {"users.choose_password", "users.sign_in", "users.sign_out"}
BY_THE_PORTAL = {"extensive.tell"}
OWN_OR_MANAGED = {"users.change_password"}


def functions(module: str) -> dict[str, ast.FunctionDef]:
    tree = ast.parse((SERVICES / f"{module}.py").read_text(encoding="utf-8"))
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


def calls(function: ast.FunctionDef) -> set[str]:
    named = [node.func for node in ast.walk(function) if isinstance(node, ast.Call)]
    return {getattr(func, "id", getattr(func, "attr", "")) for func in named}


def asks(module: dict[str, ast.FunctionDef], name: str, seen: frozenset[str] = frozenset()) -> bool:
    called = calls(module[name])
    if called & {"require", "require_everywhere"}:
        return True
    seen |= {name}
    return any(asks(module, each, seen) for each in called & module.keys() - seen)


def verbs() -> list[tuple[str, str]]:
    return [
        (module, name)
        for module in MODULES
        for name, function in functions(module).items()
        if not name.startswith("_") and function.args.args[0].arg == "session"
    ]


@pytest.mark.parametrize(("module", "name"), verbs())
def test_a_verb_leaves_an_entry_in_the_audit_record(module: str, name: str) -> None:
    own = functions(module)
    known = f"{module}.{name}"
    if known in DELEGATE:
        assert DELEGATE[known] in calls(own[name])
        return
    texts = {node.value for node in ast.walk(own[name]) if isinstance(node, ast.Constant)}
    assert known in texts


@pytest.mark.parametrize(("module", "name"), verbs())
def test_a_verb_asks_whether_the_actor_may(module: str, name: str) -> None:
    known = f"{module}.{name}"
    if known in OWN_ACCOUNT | OWN_OR_MANAGED | BY_THE_PORTAL:
        return
    assert asks(functions(module), name), known
