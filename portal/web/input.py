"""What arrives in a request: the limits of its size, and text as the rest of the portal wants it."""

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes, urlsplit

from flask import Flask, abort, request
from werkzeug.datastructures import MultiDict

LARGEST_BODY = 1_000_000
"""Bytes of a whole request. A view that takes files raises `request.max_content_length` itself."""
LARGEST_TEXTS = 900_000
MOST_FIELDS = 1_000

_REPLACED = re.compile("[\0\ufffd]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def clean(text: str | None) -> str:
    """Return the text in Unicode's composed form, with newlines as `\\n`, without NUL and other control characters."""
    lines = (text or "").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _CONTROLS.sub("", lines)).strip()


def safe_target(wanted: str | None, otherwise: str) -> str:
    """Return `wanted` if it leads to a page of this portal, else `otherwise`.

    Refuses whatever a browser might read as another host: `//evil`, a backslash, `https:evil`, control characters.
    """
    if not wanted or not wanted.startswith("/") or wanted.startswith("//"):
        return otherwise
    if "\\" in wanted or re.search("[\x00-\x1f\x7f]", wanted):
        return otherwise
    parts = urlsplit(wanted)
    return otherwise if parts.scheme or parts.netloc else wanted


def kept_texts() -> list[tuple[str, str]]:
    """Return the texts that the reader just sent, so that a page that says no can give them back.

    Secrets, ticked options and single words are left out, but what answers a dialogue's question (`q-…`) never is.
    Empty when the request could not be read at all.
    """
    if request.method != "POST":
        return []
    try:
        sent = list(request.form.items(multi=True))
    except Exception:
        return []
    return [(name, value) for name, value in sent if _is_text_of_theirs(name, value) and not _is_secret(name)]


def _is_text_of_theirs(name: str, value: str) -> bool:
    return len(value) > 20 or (name.startswith("q-") and bool(value.strip()) and not value.strip().isdecimal())


def guard(app: Flask) -> None:
    """Set the limits, and answer 400 to what is not readable text before any view sees it."""
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    app.config["MAX_FORM_MEMORY_SIZE"] = LARGEST_TEXTS
    app.config["MAX_FORM_PARTS"] = MOST_FIELDS
    app.before_request(_refuse_unreadable)


def _refuse_unreadable() -> None:
    if "\0" in request.path or not _is_text(request.query_string):
        abort(400)
    if request.method != "POST":
        return
    if request.mimetype == "application/x-www-form-urlencoded":
        body = request.get_data(cache=True, parse_form_data=False)
        if body.count(b"&") >= MOST_FIELDS:
            abort(413)
        if not _is_text(body):
            abort(400)
    elif request.mimetype == "multipart/form-data" and any(map(_REPLACED.search, _words_of(request.form))):
        abort(400)


def _words_of(form: MultiDict[str, str]) -> Iterator[str]:
    for name, value in form.items(multi=True):
        yield from (name, value)


def _is_text(encoded: bytes) -> bool:
    """Werkzeug keeps bytes that are no UTF-8 as percent signs; a text with them would not be what the writer wrote."""
    try:
        return "\0" not in unquote_to_bytes(encoded).decode()
    except UnicodeDecodeError:
        return False


def _is_secret(name: str) -> bool:
    return any(part in name for part in ("token", "password", "secret", "key", "nonce", "altcha"))
