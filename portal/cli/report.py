"""`gensvar report annual`: the annual report of a body, as the office shows it."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from portal import clock
from portal.adapters import pdf
from portal.app import create_app
from portal.cli.installation import Installation, actor_option, as_json_option, opened, tell
from portal.domain.annual_reports import year_faults
from portal.domain.calendar import local_day
from portal.domain.permissions import Act, require
from portal.domain.refusals import Invalid
from portal.queries import annual_reports, bodies
from portal.web import annual_report_document as document

FORMATS = ("html", "pdf", "csv", "json")


@click.group("report")
def report() -> None:
    """Documents for the bodies."""


@report.command("annual")
@click.option("--body", "slug", required=True, metavar="SLUG", help="The body, by the name in its address.")
@click.option("--year", required=True, type=int, help="The year the report is of.")
@click.option("--format", "kind", type=click.Choice(FORMATS), default="html", show_default=True)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="A file instead of standard output.")
@actor_option
@as_json_option
def annual(slug: str, year: int, kind: str, output: Path | None, as_whom: str | None, as_json: bool) -> None:
    """Write the report of a body and a year: the adopted one, byte for byte, else the draft as it stands now.

    A year in which nothing happened gives a report that says so.
    """
    if as_json and output is None:
        raise click.UsageError("--json says what was done, so the report itself needs --output FILE.")
    with opened() as here:
        written, told = _made(here, slug, year, kind, as_whom)
    if output is None:
        sys.stdout.buffer.write(written)
        sys.stdout.buffer.flush()
        return
    output.write_bytes(written)
    tell({**told, "format": kind, "output": str(output), "bytes": len(written)}, str(output), as_json)


def _made(here: Installation, slug: str, year: int, kind: str, as_whom: str | None) -> tuple[bytes, dict[str, Any]]:
    actor, now, app = here.actor(as_whom), clock.now(), create_app(here.settings, here.engine)
    with app.test_request_context("/sv/"), here.reading() as session:
        body = bodies.by_slug(session, slug)
        require(actor, Act.ENTER_OFFICE)
        if faults := year_faults(year, local_day(now, here.rules.zone)):
            raise Invalid(*faults)
        name = here.settings.municipality_name
        adopted = annual_reports.newest(session, body.id, year)
        content, html = (
            (adopted.content, adopted.html)
            if adopted
            else document.draft(app.jinja_env, name, session, body, year, here.rules, now)
        )
        told = {
            "body": slug,
            "year": year,
            "adopted": adopted is not None,
            "version": adopted.number if adopted else None,
            "dialogues": len(content["dialogues"]),
        }
        return _bytes_of(kind, content, html), told


def _bytes_of(kind: str, content: dict[str, Any], html: str) -> bytes:
    if kind == "pdf":
        return pdf.pdf_of(html)
    if kind == "csv":
        return document.csv_of(content, "sv")
    if kind == "json":
        return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
    return html.encode()
