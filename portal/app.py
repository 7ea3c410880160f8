"""Puts the web application together; nobody imports this module but the command line and the server."""

import importlib
import logging
import os
import pkgutil
from collections.abc import Iterator
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Flask, redirect
from flask_compress import Compress
from jinja2 import StrictUndefined
from sqlalchemy import Engine, text
from werkzeug.exceptions import NotFound, ServiceUnavailable
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response

from portal import schema
from portal.settings import ROOT, Settings, load
from portal.transaction import connect
from portal.web import access, brand, errors, formats, headers, input, languages, page_cache, sessions
from portal.web.protection import csrf
from portal.web.quick import LateRule, OnceTemplate
from portal.web.static_files import StaticFiles

AREAS = ("public", "account", "office", "admin", "api")
_HERE = ("localhost", "127.0.0.1", "[::1]")


def create_app(settings: Settings | None = None, engine: Engine | None = None) -> Flask:
    """Return the whole application for these settings; without them, for those of this installation.

    Raises SettingsError for settings that cannot be used. `engine` is for a caller that already has one.
    """
    settings = settings or load(os.environ)
    app = Flask("portal", root_path=str(ROOT / "portal"), static_folder=None, template_folder=str(ROOT / "templates"))
    app.url_rule_class = LateRule
    app.config.update(_configuration(settings))
    app.extensions["gensvar_settings"] = settings
    app.extensions["gensvar_engine"] = engine = engine or connect(settings.database_url)
    _prepare_templates(app, settings)
    sessions.install(app)
    input.guard(app)
    languages.install(app, settings, str(ROOT / "translations"))
    csrf.init_app(app)
    access.guard(app)
    errors.install(app)
    formats.install(app, settings)
    headers.install(app, settings)
    brand.install(app, settings)
    Compress(app)
    _add_probes(app, engine)
    for area in AREAS:
        for module in modules_of(area):
            _register(app, settings, area, module)
    _put_fronts(app, settings, engine)
    return app


def modules_of(area: str) -> Iterator[ModuleType]:
    """Yield the modules of `portal/web/<area>/` in the order of their names."""
    package = importlib.import_module(f"portal.web.{area}")
    for found in sorted(pkgutil.iter_modules(package.__path__), key=lambda module: module.name):
        yield importlib.import_module(f"portal.web.{area}.{found.name}")


def _configuration(settings: Settings) -> dict[str, object]:
    public = urlsplit(settings.public_url or "")
    hosts = {*settings.trusted_hosts, *_HERE} | ({public.hostname} if public.hostname else set())
    return {
        "SECRET_KEY": settings.secret_key,
        "TRUSTED_HOSTS": sorted(hosts),
        "PREFERRED_URL_SCHEME": public.scheme or "http",
        "SESSION_COOKIE_NAME": "__Host-gensvar" if settings.is_https else "gensvar",
        "SESSION_COOKIE_SECURE": settings.is_https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "WTF_CSRF_TIME_LIMIT": None,
        # A page with `no-referrer`, as every receipt is, sends none; the token and the SameSite cookie protect it.
        "WTF_CSRF_SSL_STRICT": False,
        "WTF_I18N_ENABLED": False,
        "COMPRESS_ALGORITHM": ["br", "gzip"],
        "COMPRESS_BR_LEVEL": 5,
        "COMPRESS_STREAMS": True,
        "COMPRESS_MIMETYPES": ["text/html", "text/csv", "text/plain", "application/json", "application/atom+xml",
                               "application/rdf+xml", "text/turtle", "image/svg+xml"],
    }  # fmt: skip


def _prepare_templates(app: Flask, settings: Settings) -> None:
    files = StaticFiles(ROOT / "static")
    app.extensions["gensvar_static"] = files
    app.jinja_env.template_class = OnceTemplate
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.do")
    app.jinja_env.globals.update(static_url=files.url_or_plain, settings=settings, now=sessions.now)
    app.context_processor(lambda: {"actor": sessions.current_actor()})
    app.add_url_rule("/static/<path:filename>", "static", access.public(_no_such_file))
    plain = app.url_for

    def url_for(endpoint: str, **values: Any) -> str:
        return files.url_or_plain(values["filename"]) if endpoint == "static" else plain(endpoint, **values)

    app.jinja_env.globals["url_for"] = url_for


def _no_such_file(filename: str) -> Response:
    """The front has answered for every file that there is."""
    raise NotFound


def _register(app: Flask, settings: Settings, area: str, module: ModuleType) -> None:
    """A public module's `blueprint` is mounted below the language; its `short_blueprint`, if any, below the root."""
    blueprint: Blueprint | None = getattr(module, "blueprint", None)
    if blueprint is not None and area == "public":
        codes = ",".join(f'"{code}"' for code in settings.languages)
        app.register_blueprint(blueprint, url_prefix=f"/<any({codes}):lang_code>{blueprint.url_prefix or ''}")
    elif blueprint is not None:
        app.register_blueprint(blueprint)
    if short := getattr(module, "short_blueprint", None):
        app.register_blueprint(short)


def _add_probes(app: Flask, engine: Engine) -> None:
    settings: Settings = app.extensions["gensvar_settings"]

    @app.get("/")
    @access.public
    def choose_language() -> Response:
        """Go to the language that the browser asks for; remember nothing."""
        response = redirect(f"/{languages.preferred(settings.languages)}/")
        response.vary.add("Accept-Language")
        return response

    @app.get("/healthz")
    @access.public
    def healthz() -> Response:
        """Say that the process lives."""
        return Response("ok\n", mimetype="text/plain")

    @app.get("/readyz")
    @access.public
    def readyz() -> Response:
        """Say that the database answers and has the schema of this code; 503 otherwise."""
        try:
            sessions.reading().execute(text("select 1"))
            schema.check_version(engine)
        except Exception as fault:
            app.logger.warning("Not ready: %s", fault)
            raise ServiceUnavailable from fault
        return Response("ok\n", mimetype="text/plain")


def _put_fronts(app: Flask, settings: Settings, engine: Engine) -> None:
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    app.wsgi_app = app.extensions["gensvar_static"].front(app.wsgi_app)  # type: ignore[method-assign]
    page_cache.install(app, engine)
    if settings.proxy_count:
        count = settings.proxy_count
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=0)  # type: ignore[method-assign]
