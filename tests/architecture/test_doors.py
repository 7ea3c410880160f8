"""Every view says who may enter, and every refusal has words."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STAFF_ONLY = ("/office", "/admin")

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def test_every_view_says_who_may_enter(app):
    from portal.web.access import access_of

    unmarked = sorted(
        {rule.endpoint for rule in app.url_map.iter_rules() if access_of(app.view_functions[rule.endpoint]) is None}
    )
    assert unmarked == []


def test_no_page_of_the_staff_is_open_to_everybody(app):
    from portal.web.access import access_of

    open_ones = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(STAFF_ONLY) and getattr(access_of(app.view_functions[rule.endpoint]), "public", True)
    ]
    assert open_ones == []


def test_a_stranger_is_sent_to_sign_in_from_every_page_of_the_staff(app, page):
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith(STAFF_ONLY) and "GET" in (rule.methods or set()):
            address = re.sub(
                r"<(?:(\w+)(?:\([^)]*\))?:)?\w+>", lambda part: "1" if part[1] in {None, "int"} else "x", rule.rule
            )
            answer = page.get(address, status=302)
            assert (answer.location or "").startswith("/sign-in"), address


def test_every_public_address_begins_with_a_language_or_is_promised(app):
    promised = ("/static/", "/brand", "/d/", "/r/", "/sign-", "/office", "/admin", "/api/v1", "/opendata", "/embed")
    others = {"/", "/healthz", "/readyz", "/catalog.rdf", "/robots.txt", "/sitemap.xml", "/.well-known/security.txt"}
    strange = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if not rule.rule.startswith((*promised, "/<any("))
        and rule.rule not in others
        and not rule.rule.startswith("/account")
    ]
    assert strange == []


def test_every_endpoint_is_named_after_its_area_and_noun(app):
    areas = {"public", "account", "office", "admin", "api"}
    strange = sorted(
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "." in rule.endpoint and rule.endpoint.split("_")[0] not in areas
    )
    assert strange == []


def codes() -> set[str]:
    """Every code that the portal refuses with: `Refusal("CODE")`, `Invalid("CODE")` and so on."""
    made: set[str] = set()
    kinds = {"Refusal", "Refused", "NotAllowed", "NotFound", "Invalid", "GateClosed", "Conflict", "Blocker"}
    for path in (ROOT / "portal").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
            if name in kinds and isinstance(node, ast.Call):
                constants = [one.value for one in node.args if isinstance(one, ast.Constant)]
                made |= {one for one in constants if isinstance(one, str) and re.fullmatch(r"[A-Z][A-Z0-9_]+", one)}
    return made


def test_every_refusal_has_words(app):
    messages = pytest.importorskip("portal.web.messages")
    from portal.domain.refusals import Refusal

    silent = []
    with app.test_request_context("/sv/"):
        for code in sorted(codes()):
            try:
                said = str(messages.words(Refusal(code)))
            except KeyError as missing:
                said = "" if missing.args == (code,) else "words with parameters"
            if not said or said == code:
                silent.append(code)
    assert silent == []
