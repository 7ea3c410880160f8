"""Pages that say no, in the reader's language: what happened, what was not done, and the text that was just written."""

from collections.abc import Callable

from flask import Flask, current_app, jsonify, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.wrappers import Response

from portal.domain.refusals import Conflict, NotAllowed, NotFound, Refused
from portal.transaction import Busy, NotDurable, is_unavailable
from portal.web.input import kept_texts
from portal.web.languages import language_of_request
from portal.web.sessions import settings

WITH_PAGE = frozenset({400, 403, 404, 405, 409, 413, 422, 500, 503})
_MACHINES = ("/api/", "/opendata/")


def install(app: Flask) -> None:
    """Register a page (or, for programs, a JSON answer) for every way in which a request can fail."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(CSRFError, _http)
    app.register_error_handler(Refused, _refused)
    for unavailable in (Busy, NotDurable, OperationalError, InterfaceError, PoolTimeout):
        app.register_error_handler(unavailable, _unavailable)
    app.register_error_handler(DBAPIError, _database)
    app.register_error_handler(Exception, _fault)


def page(status: int, refused: Refused | None = None) -> Response:
    """Return the page for a status; `refused` adds the reasons in words."""
    if request.path.startswith(_MACHINES):
        reasons = [refusal.code for refusal in refused.refusals] if refused else []
        response = jsonify({"status": status, "codes": reasons})
        response.status_code = status
        return response
    shown = status if status in WITH_PAGE else (500 if status >= 500 else 400)
    try:
        body = render_template(f"errors/{shown}.html", status=status, kept=kept_texts(), reasons=_words(refused))
    except Exception:
        current_app.logger.exception("The page for %s could not be made", status)
        body = _bare(status)
    return Response(body, status, mimetype="text/html", headers={"Cache-Control": "no-store"})


def _http(fault: HTTPException) -> Response:
    if fault.code is None or fault.code < 400:
        return Response.force_type(fault.get_response(), request.environ)
    if isinstance(fault, SecurityError):
        return Response(_bare(400), 400, mimetype="text/html")
    response = page(fault.code)
    for name, value in fault.get_headers():
        if name.lower() in {"allow", "retry-after"}:
            response.headers[name] = value
    return response


def _refused(fault: Refused) -> Response:
    statuses: tuple[tuple[type[Refused], int], ...] = ((NotAllowed, 403), (NotFound, 404), (Conflict, 409))
    return page(next((status for kind, status in statuses if isinstance(fault, kind)), 422), fault)


def _unavailable(fault: Exception) -> Response:
    current_app.logger.error(
        "The database cannot be used now: %s", type(getattr(fault, "orig", None) or fault).__name__
    )
    response = page(503)
    response.headers["Retry-After"] = "30"
    return response


def _database(fault: DBAPIError) -> Response:
    return _unavailable(fault) if fault.connection_invalidated or is_unavailable(fault.orig) else _fault(fault)


def _fault(fault: Exception) -> Response:
    if is_unavailable(fault):
        return _unavailable(fault)
    current_app.logger.error("%s %s failed", request.method, request.endpoint, exc_info=fault)
    return page(500)


def _words(refused: Refused | None) -> list[str]:
    if refused is None:
        return []
    from portal.web.messages import words

    speak: Callable[..., object] = words
    return [str(speak(refusal)) for refusal in refused.refusals]


def _bare(status: int) -> str:
    """The page when nothing else works: no layout, no catalogue."""
    language = language_of_request(settings().languages)
    sentence = {
        "sv": "Något gick fel. Försök igen om en stund.",
        "fi": "Jokin meni vikaan. Yritä hetken päästä uudelleen.",
    }
    said = sentence.get(language, "Something went wrong. Please try again in a while.")
    shown = language if language in sentence else "en"
    return (
        f'<!doctype html><html lang="{shown}" dir="ltr"><head><meta charset="utf-8"><title>{status}</title></head>'
        f"<body><main><h1>{said}</h1></main></body></html>"
    )
