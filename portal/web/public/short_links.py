"""Short addresses for paper and QR codes, in the browser's language and remembering nothing; what robots may read."""

from flask import Blueprint, Response, redirect
from werkzeug.wrappers import Response as AnyResponse

from portal.web.access import public
from portal.web.languages import preferred
from portal.web.sessions import settings

short_blueprint = Blueprint("public_short_links", __name__)


@short_blueprint.get("/d/<slug>")
@short_blueprint.get("/d/<slug>/<measure>")
@public
def dialogue(slug: str, measure: str = "") -> AnyResponse:
    """Go to a dialogue; the part after it tells a measure's posters apart in print, and is not counted here."""
    return _go(f"dialogues/{slug}/")


@short_blueprint.get("/r/<code>")
@public
def receipt(code: str) -> AnyResponse:
    """Go to a receipt."""
    response = _go(f"receipt/{code}")
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@short_blueprint.get("/robots.txt")
@public
def robots() -> Response:
    """Receipts, forms and the staff's pages are nothing for search engines."""
    lines = ["User-agent: *", "Disallow: /office/", "Disallow: /admin/", "Disallow: /sign-in", "Disallow: /r/"]
    for code in settings().languages:
        lines += [f"Disallow: /{code}/receipt", f"Disallow: /{code}/mail/"]
    response = Response("\n".join(lines) + "\n", mimetype="text/plain")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


def _go(path: str) -> AnyResponse:
    response = redirect(f"/{preferred(settings().languages)}/{path}", 302)
    response.vary.add("Accept-Language")
    response.headers["Cache-Control"] = "no-store"
    return response
