"""Style, script, fonts and pictures: under names that carry a hash of what is in them, compressed once, kept a year.

A file that changes gets a new address, so nothing stale is ever shown and nothing is asked for twice.
"""

import gzip
import hashlib
import mimetypes
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import brotli
from werkzeug.security import safe_join

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PREFIX = "/static/"
_HASHED = re.compile(r"^(?P<stem>.+)\.(?P<hash>[0-9a-f]{12})(?P<suffix>\.[a-z0-9]+)$")
_LINK = re.compile(rb"""url\((["']?)(?!data:|#|/|https?:)([^"')]+)\1\)""")
_COMPRESSED = (".css", ".js", ".svg", ".json", ".txt", ".webmanifest", ".map")


@dataclass
class StaticFile:
    """One file as it is now; `stamp` tells when it has changed on disk."""

    stamp: tuple[int, int]
    body: bytes
    digest: str
    compressed: dict[str, bytes] = field(default_factory=dict)


class StaticFiles:
    """Gives each file its address and answers for it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self._known: dict[str, StaticFile] = {}

    def url(self, name: str) -> str:
        """Return the lasting address of a file such as `css/site.css`; raises FileNotFoundError."""
        digest = self._file(name).digest
        stem, dot, suffix = name.rpartition(".")
        return f"{PREFIX}{stem}.{digest}{dot}{suffix}"

    def url_or_plain(self, name: str) -> str:
        """Return the lasting address, or for a file that is not there the address where it would be (and is 404)."""
        try:
            return self.url(name)
        except OSError:
            return f"{PREFIX}{name}"

    def front(self, app: "WSGIApplication") -> "WSGIApplication":
        """Return `app` with the files in front of it."""

        def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
            path = environ.get("PATH_INFO", "")
            if not path.startswith(PREFIX) or environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
                return app(environ, start_response)
            return self._answer(path.removeprefix(PREFIX), environ, start_response) or app(environ, start_response)

        return answer

    def _answer(
        self, asked: str, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes] | None:
        hashed = _HASHED.match(asked)
        name = hashed["stem"] + hashed["suffix"] if hashed else asked
        try:
            found = self._file(name)
        except (OSError, ValueError):
            return None
        lasting = hashed is not None and hashed["hash"] == found.digest
        etag = f'"{found.digest}"'
        headers = [
            ("Content-Type", _kind(name)),
            ("Cache-Control", "public, max-age=31536000, immutable" if lasting else "no-cache"),
            ("ETag", etag),
            ("Vary", "Accept-Encoding"),
            ("X-Content-Type-Options", "nosniff"),
            ("Cross-Origin-Resource-Policy", "cross-origin"),
        ]
        if etag in environ.get("HTTP_IF_NONE_MATCH", ""):
            start_response("304 NOT MODIFIED", headers)
            return [b""]
        body, encoding = self._encoded(name, found, environ.get("HTTP_ACCEPT_ENCODING", ""))
        if encoding:
            headers.append(("Content-Encoding", encoding))
        headers.append(("Content-Length", str(len(body))))
        start_response("200 OK", headers)
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]

    def _encoded(self, name: str, found: StaticFile, accepted: str) -> tuple[bytes, str]:
        if not name.endswith(_COMPRESSED):
            return found.body, ""
        offered = {part.split(";")[0].strip() for part in accepted.split(",") if "q=0" not in part.replace(" ", "")}
        for encoding, compress in (("br", brotli.compress), ("gzip", gzip.compress)):
            if encoding in offered:
                if encoding not in found.compressed:
                    found.compressed[encoding] = compress(found.body)
                return found.compressed[encoding], encoding
        return found.body, ""

    def _file(self, name: str) -> StaticFile:
        path = safe_join(str(self.folder), name)
        if path is None:
            raise FileNotFoundError(name)
        facts = Path(path).stat()
        stamp = (facts.st_mtime_ns, facts.st_size)
        known = self._known.get(name)
        if known is None or known.stamp != stamp:
            body = Path(path).read_bytes()
            if name.endswith(".css"):
                body = self._with_lasting_links(name, body)
            known = self._known[name] = StaticFile(stamp, body, hashlib.blake2b(body, digest_size=6).hexdigest())
        return known

    def _with_lasting_links(self, name: str, body: bytes) -> bytes:
        def lasting(link: re.Match[bytes]) -> bytes:
            target = (self.folder / name).parent / link[2].decode()
            try:
                return f'url("{self.url(target.resolve().relative_to(self.folder).as_posix())}")'.encode()
            except (OSError, ValueError):
                return link[0]

        return _LINK.sub(lasting, body)


def _kind(name: str) -> str:
    if name.endswith(".woff2"):
        return "font/woff2"
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    kind = "text/javascript" if kind == "application/javascript" else kind
    return f"{kind}; charset=utf-8" if kind.startswith("text/") or kind == "image/svg+xml" else kind
