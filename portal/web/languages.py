"""In which language a page speaks: the address says it in public, the account for staff, the browser otherwise."""

from typing import Any

from flask import Flask, abort, g, has_app_context, has_request_context, request
from flask_babel import Babel, Domain, get_locale
from flask_login import current_user
from werkzeug.routing import BuildError

from portal.adapters.locale_format import direction, endonym
from portal.settings import Settings


def preferred(languages: tuple[str, ...]) -> str:
    """Return the language that the browser asks for most (`fi-FI` is `fi`); the first of ours when it asks for none."""
    known = {code.lower(): code for code in languages}
    for wanted, quality in request.accept_languages:
        tag = wanted.lower()
        if quality > 0 and (found := known.get(tag) or known.get(tag.partition("-")[0])):
            return found
    return languages[0]


def install(app: Flask, settings: Settings, translations: str) -> None:
    """Wire Flask-Babel and the `<lang_code>` of public addresses; an unknown language is 404."""
    app.config.update(
        BABEL_DEFAULT_LOCALE="sv", BABEL_DEFAULT_TIMEZONE=settings.timezone, BABEL_TRANSLATION_DIRECTORIES=translations
    )

    def select() -> str:
        return language_of_request(settings.languages).replace("-", "_")

    babel = Babel(app, locale_selector=select, timezone_selector=lambda: settings.timezone)
    babel.domain_instance = once = _OnceARequest()
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda one: once.get_translations().ugettext(one),
        ngettext=lambda one, many, number: once.get_translations().ungettext(one, many, number),
        newstyle=True,
        pgettext=lambda context, one: once.get_translations().upgettext(context, one),
        npgettext=lambda context, one, many, number: once.get_translations().unpgettext(context, one, many, number),
    )

    @app.url_value_preprocessor
    def _take_language(_endpoint: str | None, values: dict[str, object] | None) -> None:
        if values and "lang_code" in values:
            code = values.pop("lang_code")
            if code not in settings.languages:
                abort(404)
            g.language = code

    @app.url_defaults
    def _give_language(endpoint: str, values: dict[str, object]) -> None:
        if "lang_code" not in values and app.url_map.is_endpoint_expecting(endpoint, "lang_code"):
            values["lang_code"] = language_of_request(settings.languages)

    def links() -> list[tuple[str, str, str, bool]]:
        """(code, endonym, address of this same page, whether it is the one being read) of every language."""
        if "language_links" not in g:
            read = language_of_request(settings.languages)
            g.language_links = [
                (code, endonym(code), _same_page(app, code), code == read) for code in settings.languages
            ]
        return list(g.language_links)

    def context() -> dict[str, object]:
        read = language_of_request(settings.languages)
        return {"lang": read, "direction": direction(read)}

    app.jinja_env.globals["language_links"] = links
    app.context_processor(context)


class _OnceARequest(Domain):  # type: ignore[misc]
    """The catalogue of the language in force. A page asks a hundred times: Flask-Babel itself takes a fifth of it."""

    def get_translations(self) -> Any:
        """The catalogue, looked up when the language is another than last time."""
        if not has_app_context():
            return super().get_translations()
        locale = getattr(g.get("_flask_babel"), "babel_locale", None)
        kept = g.get("catalogue")
        if locale is None or kept is None or kept[0] is not locale:
            kept = g.catalogue = (get_locale(), super().get_translations())
        return kept[1]


def language_of_request(languages: tuple[str, ...]) -> str:
    """Return the address's language, else the signed-in account's, else the browser's; the first outside a request."""
    if not has_request_context():
        return languages[0]
    if "language" in g:
        return str(g.language)
    first = request.path.split("/", 2)[1]
    if first in languages:
        return first
    if request.path.startswith(("/office", "/admin", "/account")) and current_user and current_user.is_authenticated:
        return str(current_user.language)
    return preferred(languages)


def _same_page(app: Flask, code: str) -> str:
    if "language" not in g or request.endpoint is None:
        return f"/{code}/"
    try:
        kept = g.get("kept_query", {})
        return app.url_for(request.endpoint, **{**kept, **(request.view_args or {}), "lang_code": code})
    except BuildError:
        return f"/{code}/"
