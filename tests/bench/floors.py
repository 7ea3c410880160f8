"""What the portal is measured against: the least that a Flask application can do for the same kind of request.

Each function makes one application, served by the same command as the portal. They use the portal's own way to open
the database, so that durability and the writers' turns are the same.
"""

import os
from typing import Any

from flask import Flask, render_template_string, request
from flask_wtf import CSRFProtect, FlaskForm
from sqlalchemy import text
from wtforms import TextAreaField

from portal import transaction

_LIST = """<!doctype html><html lang="sv"><title>Lista</title><body><h1>Lista</h1><ul>
{% for row in rows %}<li><a href="/rows/{{ row.id }}">{{ row.title }}</a> <p>{{ row.words }}</p></li>
{% endfor %}</ul></body></html>"""
_FORM = """<!doctype html><html lang="sv"><title>Form</title><body><form method="post">
<input type="hidden" name="csrf_token" value="{{ form.csrf_token._value() }}">{{ form.words() }}
<button>Skicka</button></form></body></html>"""
TABLES = (
    "create table floor_rows (id integer primary key, title varchar(100), words varchar(1000))",
    "create table floor_sent (id {serial} primary key, words varchar(4000))",
)


class _Form(FlaskForm):
    words = TextAreaField()


def make_tables(engine: Any) -> None:
    """The two tables of these applications, with the thirty rows of the list."""
    serial = "integer" if engine.dialect.name == "sqlite" else "integer generated always as identity"
    with transaction.changes(engine) as session:
        for statement in TABLES:
            session.execute(text(statement.format(serial=serial)))
        rows = [{"id": n, "title": f"Rad {n}", "words": "Ny park vid Hamngatan. " * 4} for n in range(30)]
        session.execute(text("insert into floor_rows (id, title, words) values (:id, :title, :words)"), rows)


def hello() -> Flask:
    """Bare Flask: one view, five letters."""
    app = Flask("hello")
    app.add_url_rule("/", "hello", lambda: "hello")
    return app


def listing() -> Flask:
    """Flask and Jinja: thirty rows from one query."""
    app = Flask("listing")
    engine = transaction.connect(os.environ["GENSVAR_DATABASE_URL"])

    @app.get("/")
    def rows() -> str:
        with transaction.reading(engine) as session:
            found = session.execute(text("select id, title, words from floor_rows order by id limit 30")).all()
        return render_template_string(_LIST, rows=found)

    return app


def form() -> Flask:
    """Flask and Flask-WTF: a form with a token, whose text becomes one durable row."""
    app = Flask("form")
    app.config["SECRET_KEY"] = "only a floor"
    CSRFProtect(app)
    engine = transaction.connect(os.environ["GENSVAR_DATABASE_URL"])

    @app.route("/", methods=["GET", "POST"])
    def send() -> Any:
        filled = _Form()
        if request.method == "POST" and filled.validate_on_submit():
            with transaction.changes(engine) as session:
                session.execute(text("insert into floor_sent (words) values (:words)"), {"words": filled.words.data})
            return "", 303, {"Location": "/"}
        return render_template_string(_FORM, form=filled)

    return app
