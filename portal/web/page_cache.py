"""A front around Flask that answers repeated public pages from memory, after asking the database if they still hold.

An entry keeps the public version of its scope, read in the same snapshot as the page's data: it can be too old, never
too new. One statement on the thread's own connection compares it: one request after a change nobody gets the old page.
"""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from flask import Flask, g, request
from sqlalchemy import Engine, text
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header
from werkzeug.wrappers import Response

from portal import clock
from portal.transaction import sqlite_module
from portal.web.sessions import reading

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LARGEST = 32 * 1024 * 1024
"""Bytes that the pages in memory may take together; the one that was not asked for longest goes first."""

_TUPLES_OK = 2
"""What libpq says of a result with rows (PGRES_TUPLES_OK)."""
_QUESTION = "select version from public_versions where scope = "
_HANDED_OVER = "gensvar.page"
_FORBIDDEN = ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_HX_REQUEST", "HTTP_RANGE")


@dataclass(frozen=True, slots=True)
class Page:
    """One answer in memory; `until` is the next moment at which the clock alone changes it."""

    scope: str
    version: int
    until: datetime | None
    body: bytes
    etag: str
    headers: list[tuple[str, str]]
    headers_unchanged: list[tuple[str, str]]


def cacheable(scope: str, until: datetime | None = None) -> None:
    """Say, in a view, that its page depends on nothing but the public data of `scope` and holds until then.

    Scopes are `site` and `dialogue:{id}`. A page with a query string or a cookie is never kept,
    whatever is said here; a page with a form must not say it.
    """
    asked = text(_QUESTION + ":scope")
    version = reading().execute(asked, {"scope": scope}).scalar()
    request.environ[_HANDED_OVER] = (scope, version or 0, until)
    g.is_cacheable = True


class PageCache:
    """The WSGI front. `hits` and `misses` count since the start."""

    def __init__(self, app: "WSGIApplication", engine: Engine, largest: int = LARGEST) -> None:
        self.app = app
        self.hits = self.misses = 0
        self._version = _version_reader(engine)
        self._largest = largest
        self._size = 0
        self._pages: OrderedDict[tuple[str, ...], Page] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer from memory when that is certain to be right, else let Flask answer."""
        method = environ["REQUEST_METHOD"]
        if method not in ("GET", "HEAD") or environ.get("QUERY_STRING") or any(name in environ for name in _FORBIDDEN):
            return self.app(environ, start_response)
        key = (
            environ["wsgi.url_scheme"],
            environ.get("HTTP_HOST", ""),
            environ.get("PATH_INFO", ""),
            _encoding(environ.get("HTTP_ACCEPT_ENCODING", "")),
        )
        page = self._pages.get(key)
        if page is not None and self._still_holds(page):
            self.hits += 1
            self._pages.move_to_end(key) if key in self._pages else None
            return _answer(page, environ, start_response)
        if method == "HEAD":
            return self.app(environ, start_response)
        return self._ask(key, environ, start_response)

    def _still_holds(self, page: Page) -> bool:
        if page.until is not None and clock.now() >= page.until:
            return False
        return self._version(page.scope) == page.version

    def _ask(
        self, key: tuple[str, ...], environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        said: list[Any] = []
        environ["HTTP_ACCEPT_ENCODING"] = key[-1]

        def listen(status: str, headers: list[tuple[str, str]], fault: Any = None) -> Callable[[bytes], object]:
            said[:] = [status, headers]
            if _HANDED_OVER in environ and fault is None:
                return lambda _written: None
            return start_response(status, headers, fault)

        answer = self.app(environ, listen)
        if _HANDED_OVER not in environ:
            return answer
        try:
            body = b"".join(answer)
        finally:
            if hasattr(answer, "close"):
                answer.close()
        status, headers = said
        if not status.startswith("200") or any(name.lower() == "set-cookie" for name, _ in headers):
            start_response(status, headers)
            return [body]
        page = _page(environ[_HANDED_OVER], body, headers)
        self._keep(key, page)
        return _answer(page, environ, start_response)

    def _keep(self, key: tuple[str, ...], page: Page) -> None:
        with self._lock:
            self.misses += 1
            old = self._pages.pop(key, None)
            self._size += len(page.body) - (len(old.body) if old else 0)
            self._pages[key] = page
            while self._size > self._largest and self._pages:
                self._size -= len(self._pages.popitem(last=False)[1].body)


def headers_for(response: Response) -> Response:
    """After each view: a page that is not said to be cacheable is not stored by anybody."""
    if not response.headers.get("Cache-Control"):
        is_kept = g.get("is_cacheable") and response.status_code == 200 and "Set-Cookie" not in response.headers
        response.headers["Cache-Control"] = "no-cache" if is_kept else "no-store"
    return response


def install(app: Flask, engine: Engine) -> None:
    """Put the front around the application; found again as `app.extensions['gensvar_page_cache']`."""
    app.after_request(headers_for)
    app.wsgi_app = app.extensions["gensvar_page_cache"] = PageCache(app.wsgi_app, engine)  # type: ignore[method-assign]


def _page(handed_over: tuple[str, int, datetime | None], body: bytes, headers: list[tuple[str, str]]) -> Page:
    scope, version, until = handed_over
    etag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    kept = [(name, value) for name, value in headers if name.lower() not in {"etag", "content-length"}]
    unchanged = [(name, value) for name, value in kept if not name.lower().startswith("content-")]
    tag = ("ETag", etag)
    return Page(scope, version, until, body, etag, [*kept, tag, ("Content-Length", str(len(body)))], [*unchanged, tag])


def _answer(page: Page, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    known = environ.get("HTTP_IF_NONE_MATCH")
    if known and (page.etag in known or known.strip() == "*"):
        start_response("304 NOT MODIFIED", page.headers_unchanged.copy())
        return ()
    start_response("200 OK", page.headers.copy())
    return () if environ["REQUEST_METHOD"] == "HEAD" else (page.body,)


@lru_cache(maxsize=512)
def _encoding(accepted: str) -> str:
    """The one encoding that Flask is asked for: Brotli, else gzip, else none."""
    offers = parse_accept_header(accepted, Accept)
    return next((name for name in ("br", "gzip") if offers.quality(name) > 0), "")


def _version_reader(engine: Engine) -> Callable[[str], int | None]:
    """Return a function that asks for a scope's version on the thread's own connection; None when it cannot."""
    mine = threading.local()
    is_sqlite = engine.dialect.name == "sqlite"
    question = _QUESTION + ("?" if is_sqlite else "$1")

    def ask(scope: str) -> int | None:
        try:
            if (connection := getattr(mine, "connection", None)) is None:
                connection = mine.connection = _raw_sqlite(engine) if is_sqlite else _raw_postgresql(engine)
            row = connection.execute(question, (scope,)).fetchone()
            return int(row[0]) if row else 0
        except Exception:
            mine.connection = None
            return None

    return ask


def _raw_sqlite(engine: Engine) -> Any:
    connection = sqlite_module().connect(f"file:{engine.url.database}?mode=ro", uri=True, isolation_level=None)
    connection.execute("PRAGMA busy_timeout=2000")
    return connection


def _raw_postgresql(engine: Engine) -> Any:
    import psycopg

    address = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    return _OneQuestion(psycopg.connect(address, autocommit=True, connect_timeout=3))


class _OneQuestion:
    """A connection that asks one prepared question straight through libpq: psycopg's own cursor costs as much as the
    whole of bare Flask."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._pgconn = connection.pgconn
        self._is_prepared = False
        self._result: Any = None

    def execute(self, question: str, given: tuple[str]) -> "_OneQuestion":
        """Ask it; raises RuntimeError when there is no answer."""
        if not self._is_prepared:
            self._pgconn.prepare(b"version", question.encode())
            self._is_prepared = True
        self._result = self._pgconn.exec_prepared(b"version", [given[0].encode()])
        if self._result.status != _TUPLES_OK:
            raise RuntimeError("the database does not answer")
        return self

    def fetchone(self) -> tuple[bytes] | None:
        """The row, as text; None when there is none."""
        return (self._result.get_value(0, 0),) if self._result.ntuples else None
