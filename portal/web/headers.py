"""What every answer tells the browser: run nothing from elsewhere, tell nobody where you were, stand in no frame."""

from flask import Flask, g, request
from werkzeug.wrappers import Response

from portal.settings import Settings

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
"""Content-Security-Policy, level 3. Nothing inline, nothing from another host."""


def allow_framing() -> None:
    """Say, in a view made for it, that other sites may show this page in a frame."""
    g.may_be_framed = True


def install(app: Flask, settings: Settings) -> None:
    """Set the headers on each answer; a view that set one of them keeps its own."""

    wanted = {framed: list(_wanted(settings, framed).items()) for framed in (False, True)}

    @app.after_request
    def _protect(response: Response) -> Response:
        headers = response.headers
        present = {name.lower() for name, _ in headers}
        for name, value in wanted[g.get("may_be_framed", False)]:
            if name.lower() not in present:
                headers.add(name, value)
        if request.path.startswith(("/office", "/admin", "/sign-in")):
            headers.setdefault("X-Robots-Tag", "noindex")
        return response


def _wanted(settings: Settings, framed: bool) -> dict[str, str]:
    policy = POLICY | {"frame-ancestors": "*"} if framed else POLICY
    wanted = {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "cross-origin" if framed else "same-origin",
    }
    if settings.is_https:
        wanted["Strict-Transport-Security"] = "max-age=31536000"
    return wanted
