"""A file in an answer: its name, its kind, and a policy under which a document from here can load and run nothing."""

from flask import Response

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; sandbox"


def downloaded(data: bytes, mimetype: str, name: str, inline: bool = False) -> Response:
    """The bytes as a file of that name; `inline` lets the browser show it."""
    response = Response(data, mimetype=mimetype)
    kind = "inline" if inline else "attachment"
    response.headers["Content-Disposition"] = f'{kind}; filename="{name}"'
    if mimetype == "text/html":
        response.headers["Content-Security-Policy"] = POLICY
    return response
