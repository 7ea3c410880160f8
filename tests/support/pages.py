"""A reader without JavaScript who checks every page: valid, one h1, labels, nothing twice, inline or foreign."""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

_UNLABELLED = {"hidden", "submit", "button", "image", "reset"}
_LOADS = {
    "script": "src",
    "link": "href",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "form": "action",
}


class Page:
    """One answer, and what a reader finds in it."""

    def __init__(self, response: TestResponse, address: str) -> None:
        self.response = response
        self.status = response.status_code
        self.address = address
        self.headers = response.headers
        kind = response.mimetype or ""
        is_text = kind.startswith(("text/", "application/")) and kind != "application/pdf"
        self.text = response.get_data(as_text=True) if is_text else ""
        self.location = response.headers.get("Location")
        self.is_html = kind == "text/html"
        self._tree: Element | None = None
        self.invalid: list[str] = []

    @property
    def tree(self) -> Element:
        """The parsed page, without namespaces."""
        if self._tree is None:
            self._tree, self.invalid = parsed(self.text)
        return self._tree

    @property
    def words(self) -> str:
        """All the words of `<main>` (else of the page), with single spaces."""
        main = next(self.tree.iter("main"), self.tree)
        return " ".join("".join(main.itertext()).split())

    @property
    def h1(self) -> str:
        """The page's heading."""
        return words_of(next(self.tree.iter("h1")))

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Every element with that tag whose attributes contain these words (`class_` for class)."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            found
            for found in self.tree.iter(tag)
            if all(
                value in (found.get(name) or "").split() or value == found.get(name) for name, value in wanted.items()
            )
        ]

    def links(self) -> list[str]:
        """Every address that the page links to."""
        return [found.get("href", "") for found in self.tree.iter("a") if found.get("href")]

    def field(self, name: str) -> str:
        """What stands in the form field now."""
        for found in self.tree.iter("textarea"):
            if found.get("name") == name:
                return "".join(found.itertext()).removeprefix("\n")
        return next(found.get("value", "") for found in self.tree.iter("input") if found.get("name") == name)

    def form(self, with_field: str | None = None) -> Element:
        """The first form of the page's main part (the one that has that field)."""
        scope = next(self.tree.iter("main"), self.tree)
        for found in scope.iter("form"):
            if with_field is None or any(part.get("name") == with_field for part in found.iter()):
                return found
        raise AssertionError(f"{self.address} has no form with {with_field}")


class PageClient:
    """Opens pages like a browser and checks each of them. `signed_in` is set by the fixture's `sign_in`."""

    def __init__(self, app: Flask, language: str = "sv") -> None:
        self.app = app
        self.client: FlaskClient = app.test_client()
        self.headers = {"Accept-Language": language}
        self.last: Page | None = None

    def get(self, address: str, status: int | None = 200, **options: Any) -> Page:
        """Open an address; `status` None takes any."""
        return self._open("GET", address, status, **options)

    def post(
        self, address: str, data: Mapping[str, Any] | None = None, status: int | None = None, **options: Any
    ) -> Page:
        """Send fields as they are, with the token of a page that was opened before when there is one."""
        token = self.token()
        sent = {**({"csrf_token": token} if token else {}), **(data or {})}
        return self._open("POST", address, status, data=sent, **options)

    def submit(self, page: Page, status: int | None = 302, button: str | None = None, **fields: Any) -> Page:
        """Fill in the page's form and send it, as a browser would: other fields keep what stands in them.

        Field names are given with `_` for `-`. The form is the first one that has the first of the fields.
        """
        filled = {name if _has(page, name) else name.replace("_", "-"): value for name, value in fields.items()}
        form = page.form(next(iter(filled), button))
        sent: dict[str, Any] = {}
        for name, value in _standing(form, button):
            sent.setdefault(name, []).append(value)
        sent.update(filled)
        target = urljoin(page.address, form.get("action") or page.address)
        if (form.get("method") or "get").lower() == "get":
            return self._open("GET", target, status, query_string=sent)
        return self._open("POST", target, status, data=sent, content_type=form.get("enctype"))

    def follow(self, page: Page, status: int | None = 200) -> Page:
        """Go where the answer sends the reader."""
        assert page.location, f"{page.address} answered {page.status}, not a redirect: {page.text[:400]}"
        return self.get(urljoin(page.address, page.location), status)

    def sign_in(self, session_token: str) -> None:
        """Carry a staff account's session token from now on."""
        with self.client.session_transaction() as cookie:
            cookie["_user_id"] = session_token
            cookie["_fresh"] = True

    def token(self) -> str:
        """The token of the last page with a form; empty when none was opened."""
        if self.last is None:
            return ""
        found = (part.get("value", "") for part in self.last.tree.iter("input") if part.get("name") == "csrf_token")
        return next(found, "")

    def _open(self, method: str, address: str, status: int | None, **options: Any) -> Page:
        headers = {**self.headers, **options.pop("headers", {})}
        parts = urlsplit(address)
        if parts.query and "query_string" not in options:
            options["query_string"] = parse_qsl(parts.query, keep_blank_values=True)
        page = Page(self.client.open(parts.path, method=method, headers=headers, **options), address)
        if status is not None:
            assert page.status == status, f"{method} {address}: {page.status}, not {status}\n{page.text[:3000]}"
        if page.is_html and page.location is None and page.text:
            found = [*_faults_in(page.tree), *page.invalid]
            assert not found, f"{method} {address}:\n" + "\n".join(found)
            if next((part for part in page.tree.iter("input") if part.get("name") == "csrf_token"), None) is not None:
                self.last = page
                assert page.headers.get("Cache-Control") == "no-store", f"{address} has a form and is not no-store"
        return page


def words_of(element: Element) -> str:
    """The words of an element with single spaces."""
    return " ".join("".join(element.itertext()).split())


def faults(page: str) -> list[str]:
    """Say what is wrong with a page's HTML."""
    tree, invalid = parsed(page)
    return [*invalid, *_faults_in(tree)]


def parsed(page: str) -> tuple[Element, list[str]]:
    """The page as a tree without namespaces, and each place where it is no valid HTML."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(page)
    return tree, [f"invalid HTML at {place}: {code} {data}" for place, code, data in parser.errors]


def _faults_in(tree: Element) -> list[str]:
    return [*_structure(tree), *_inputs(tree), *_inline_and_foreign(tree)]


def _structure(tree: Element) -> Iterator[str]:
    headings = list(tree.iter("h1"))
    if len(headings) != 1:
        yield f"{len(headings)} h1, not one"
    if not tree.get("lang") or tree.get("dir") not in {"ltr", "rtl"}:
        yield "html lacks lang or dir"
    if not words_of(next(tree.iter("title"), Element("title"))):
        yield "no title"
    ids = [part.get("id") for part in tree.iter() if part.get("id")]
    yield from (f"the id {one!r} is there twice" for one in sorted({one for one in ids if ids.count(one) > 1}))
    for part in tree.iter():
        for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
            yield from (
                f"{name} points at {one!r}, which is not there"
                for one in (part.get(name) or "").split()
                if one not in ids
            )
    yield from (f"a picture without alt: {part.get('src')}" for part in tree.iter("img") if part.get("alt") is None)


def _inputs(tree: Element) -> Iterator[str]:
    labelled = {label.get("for") for label in tree.iter("label")}
    wrapped = {part for label in tree.iter("label") for part in label.iter()}
    for tag in ("input", "select", "textarea"):
        for part in tree.iter(tag):
            named = (
                part.get("aria-label") or part.get("aria-labelledby") or part.get("id") in labelled or part in wrapped
            )
            if not named and part.get("type") not in _UNLABELLED:
                yield f"{tag} {part.get('name')!r} has no label"
    for button in tree.iter("button"):
        if not (words_of(button) or button.get("aria-label")):
            yield "a button without words"


def _inline_and_foreign(tree: Element) -> Iterator[str]:
    for part in tree.iter():
        if not isinstance(part.tag, str):
            continue
        if part.tag == "style" or (
            part.tag == "script" and not part.get("src") and part.get("type") != "application/json"
        ):
            yield f"inline {part.tag}"
        yield from (
            f"inline {name} on {part.tag}" for name in part.attrib if name == "style" or re.match("on[a-z]", str(name))
        )
        if re.match(r"\s*javascript:", part.get("href", ""), re.IGNORECASE):
            yield "a javascript: address"
        loaded = part.get(_LOADS.get(part.tag, ""), "")
        if urlsplit(loaded).netloc and not (part.tag == "link" and part.get("rel") in {"canonical", "alternate"}):
            yield f"{part.tag} loads from {loaded}"


def _has(page: Page, name: str) -> bool:
    return any(part.get("name") == name for part in page.tree.iter())


def _standing(form: Element, button: str | None) -> Iterator[tuple[str, str]]:
    for part in form.iter():
        name, kind = part.get("name"), part.get("type")
        if not name or part.get("disabled") is not None:
            continue
        if part.tag == "textarea":
            yield name, "".join(part.itertext()).removeprefix("\n")
        elif part.tag == "select":
            options = list(part.iter("option"))
            chosen = [one for one in options if one.get("selected") is not None]
            if not chosen and part.get("multiple") is None:
                chosen = options[:1]
            yield from ((name, one.get("value", words_of(one))) for one in chosen)
        elif part.tag == "button" or kind in {"submit", "image", "button"}:
            if button is not None and button in (name, part.get("value")):
                yield name, part.get("value", "")
        elif (
            part.tag == "input"
            and kind != "file"
            and (kind not in {"checkbox", "radio"} or part.get("checked") is not None)
        ):
            yield name, part.get("value", "on" if kind == "checkbox" else "")
