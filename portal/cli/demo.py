"""`gensvar demo`: a made-up municipality with a dialogue in every stage, and the server that shows it."""

import os
import socket
import sys
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import click
from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from portal import clock, schema
from portal.app import create_app
from portal.cli.jobs import seal_audit, turn
from portal.cli.serve import run, server_command, worker_command
from portal.demo.building import Built, build
from portal.demo.instance import Holds, holds, prepare, require_demo, wipe
from portal.demo.reports import Annual
from portal.demo.town import Draft
from portal.domain.handovers import Document
from portal.domain.refusals import GateClosed, Refusal
from portal.models.bodies import Body
from portal.models.dialogues import Dialogue
from portal.services.annual_reports import Adoption
from portal.settings import Settings, instance_directory, load
from portal.transaction import connect
from portal.web import annual_report_document, handover_document

HOST = "127.0.0.1"


@click.command("demo")
@click.option("--port", default=8000, show_default=True)
@click.option("--reset", is_flag=True, help="Wipe the demonstration and make it anew, with new sign-ins.")
@click.option("--build-only", is_flag=True, help="Make it, without serving it.")
def demo(port: int, reset: bool, build_only: bool) -> None:
    """Serve a made-up municipality with a dialogue in every stage; made the first time, kept after that."""
    if not build_only and _is_busy(port):
        raise click.ClickException(f"Port {port} is already in use; choose another one with --port.")
    instance = instance_directory(os.environ)
    prepare(instance)
    address = f"http://{HOST}:{port}"
    os.environ.setdefault("GENSVAR_PUBLIC_URL", address)
    settings = load()
    require_demo(settings)
    engine = connect(settings.database_url)
    try:
        built = _make(engine, settings, reset)
    finally:
        engine.dispose()
    _tell(address, built)
    if not build_only:
        sys.exit(run(server_command(HOST, port, 2, 8), worker_command()))


def _is_busy(port: int) -> bool:
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((HOST, port))
        except OSError:
            return True
    return False


def _make(engine: Engine, settings: Settings, reset: bool) -> Built | None:
    """The demonstration, when it had to be made; None when it was there."""
    _bring_up(engine)
    there = holds(engine)
    if there is Holds.SOMETHING_ELSE:
        raise GateClosed(Refusal("NOT_A_DEMO"))
    if there is Holds.DEMO and not reset:
        return None
    if there is not Holds.NOTHING:
        wipe(engine, settings)
    click.echo("Making the demonstration (a year in the life of Åsby, about a minute) …", err=True)
    app = create_app(settings, engine)
    built = build(engine, settings, clock.now(), draft_with(app), annual_with(app))
    turn(engine, settings, clock.now())
    seal_audit(engine, settings, clock.now())
    return built


def _bring_up(engine: Engine) -> None:
    schema.upgrade(engine)


def _tell(address: str, built: Built | None) -> None:
    click.echo(f"\nÅsby kommun, a demonstration: {address}\nStaff sign in on {address}/sign-in\n")
    if built is None:
        click.echo("The sign-ins were shown when the demonstration was made. --reset makes it anew, with new ones.\n")
        return
    click.echo("These sign-ins are shown once:")
    for one in built.sign_ins:
        held = ", ".join(one.roles) + (f" ({', '.join(one.bodies)})" if one.bodies else "")
        click.echo(f"  {one.email:<34} {one.password:<22} {held}")
    click.echo(f"\nA resident's receipt, from code to answer: {address}/sv/receipt/{built.codes['kvarnbacken']}\n")


def draft_with(app: Flask) -> Draft:
    """The files of a handover, written with the templates of the application."""
    named = app.extensions["gensvar_settings"].municipality_name

    def draft(
        session: Session, dialogue: Dialogue, now: datetime, reason: str
    ) -> tuple[dict[str, Any], Sequence[Document]]:
        with app.test_request_context("/sv/"):
            drafted = handover_document.draft(app.jinja_env, named, session, dialogue, now, reason)
        return drafted.content, drafted.documents

    return draft


def annual_with(app: Flask) -> Annual:
    """The document of an annual report that is adopted, written with the templates of the application."""
    settings: Settings = app.extensions["gensvar_settings"]

    def annual(
        session: Session, body: Body, adoption: Adoption, comment: str, now: datetime
    ) -> tuple[dict[str, Any], str]:
        with app.test_request_context("/sv/"):
            name, rules = settings.municipality_name, settings.rules()
            return annual_report_document.for_adoption(
                app.jinja_env, name, session, body, adoption, comment, rules, now
            )

    return annual
