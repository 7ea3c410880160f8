"""Short addresses for paper and QR codes, in the browser's language and remembering nothing; what robots may read."""

from urllib.parse import urlencode

from flask import Blueprint, Response, redirect
from werkzeug.wrappers import Response as AnyResponse

from portal.domain.dialogues import Level, Stage, stage_of
from portal.domain.measures import LONGEST
from portal.domain.refusals import NotFound
from portal.queries import submissions
from portal.web.access import public
from portal.web.languages import preferred
from portal.web.sessions import now, reading, settings

short_blueprint = Blueprint("public_short_links", __name__)


@short_blueprint.get("/d/<slug>")
@public
def dialogue(slug: str) -> AnyResponse:
    """Go to a dialogue."""
    return _go(f"dialogues/{slug}/")


@short_blueprint.get("/d/<slug>/<measure>")
@public
def measure(slug: str, measure: str) -> AnyResponse:
    """Go from a measure's poster to the form while it is open, else to the dialogue.

    Looking counts nothing and remembers nothing: the form carries the measure's word, and a sending counts it. A word
    that is none goes along and is passed over.
    """
    try:
        door = submissions.door(reading(), slug)
    except NotFound:
        return _go(f"dialogues/{slug}/")
    if door.level >= Level.CONSULTATION and stage_of(door.stage_facts(), now()) is Stage.OPEN:
        return _go(f"dialogues/{slug}/take-part?" + urlencode({"by": measure[:LONGEST]}))
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
