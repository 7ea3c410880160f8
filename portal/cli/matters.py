"""`gensvar matters import`: matters from an agenda or a registry list."""

import sys
from contextlib import closing
from pathlib import Path

import click

from portal import clock
from portal.cli.installation import actor_option, as_json_option, opened, tell
from portal.cli.refusing import codes_in_words, line_for
from portal.domain.agenda_rows import agenda_rows
from portal.domain.files import BadRow
from portal.domain.refusals import Refused
from portal.services import agendas, imports


@click.group("matters")
def matters() -> None:
    """Matters that wait to be considered for dialogue."""


@matters.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--body", "body_slug", metavar="SLUG", default="", help="The body of rows that name none.")
@actor_option
@as_json_option
def import_(file: Path, body_slug: str, as_whom: str | None, as_json: bool) -> None:
    """Register the matters of a CSV or XLSX file and put them on the agendas of their meetings.

    A matter whose registry number is known already is left as it is; with another meeting date it moves to the agenda
    of that day. Bringing the same file again changes nothing. Dates are written 2027-03-17.

    Columns: registry_number (diarienummer), title (rubrik), summary (sammanfattning), body (nämnd), meeting_date
    (sammanträde), number (punkt), planned_decision_on (beslutsdag), planned_period (beslutsperiod), registered_on
    (registrerat), statutory_link (samråd).
    """
    new = already = placed = moved = 0
    rejected: list[tuple[int, str, str]] = []
    with opened() as here, file.open("rb") as handle, closing(imports.rows_of(handle, file.name)) as read:
        actor = here.actor(as_whom)
        for row in agenda_rows(read):
            if isinstance(row, BadRow):
                rejected.append((row.line, row.code, f"{row.code}: {codes_in_words([row.code])[row.code]}"))
                continue
            try:
                with here.changes() as session:
                    taken = agendas.take_in(session, actor, here.rules, row, body_slug, clock.now())
            except Refused as refused:
                rejected += [(row.line, one.code, line_for(one)) for one in refused.refusals]
                continue
            new, already = new + taken.registered, already + (not taken.registered)
            placed, moved = placed + taken.placed, moved + taken.moved
    for line, _code, reason in rejected:
        click.echo(f"line {line}: {reason}", err=True)
    listed = [{"line": line, "code": code, "reason": reason} for line, code, reason in rejected]
    facts = {"registered": new, "already": already, "placed": placed, "moved": moved, "rejected": len(rejected)}
    sentence = (
        f"{new} registered, {already} there already, {placed} put on an agenda, {moved} moved to another day,"
        f" {len(rejected)} rejected"
    )
    tell({**facts, "rejections": listed}, sentence, as_json)
    if rejected and not new and not already:
        sys.exit(1)
