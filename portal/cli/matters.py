"""`gensvar matters import`: matters from an agenda or a registry list."""

import sys
from collections.abc import Mapping
from contextlib import closing
from datetime import date
from pathlib import Path

import click
from sqlalchemy.orm import Session

from portal import clock
from portal.cli.installation import Installation, actor_option, as_json_option, opened, tell
from portal.cli.refusing import codes_in_words, line_for
from portal.domain.files import BadRow, Row
from portal.domain.permissions import Actor
from portal.domain.refusals import Invalid, Refusal, Refused
from portal.models.bodies import Body
from portal.queries import bodies
from portal.queries import imports as brought
from portal.services import imports
from portal.services.matters import MatterFacts, register

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "registry_number": ("registry_number", "diarienummer", "dnr"),
    "title": ("title", "rubrik", "ärende", "ärendemening"),
    "summary": ("summary", "sammanfattning", "beskrivning"),
    "body": ("body", "nämnd", "organ"),
    "planned_decision_on": ("planned_decision_on", "planerat beslut", "beslutsdag"),
    "planned_period": ("planned_period", "beslutsperiod"),
    "registered_on": ("registered_on", "registrerat", "inkom"),
    "statutory_link": ("statutory_link", "samråd"),
}


@click.group("matters")
def matters() -> None:
    """Matters that wait to be considered for dialogue."""


@matters.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--body", "body_slug", metavar="SLUG", help="The body of rows that name none.")
@actor_option
@as_json_option
def import_(file: Path, body_slug: str | None, as_whom: str | None, as_json: bool) -> None:
    """Register the matters of a CSV or XLSX file; one whose registry number is known already is left as it is.

    Columns: registry_number (diarienummer), title (rubrik), summary (sammanfattning), body (nämnd), planned_decision_on
    (beslutsdag), planned_period (beslutsperiod), registered_on (registrerat), statutory_link (samråd).
    """
    new = already = 0
    rejected: list[tuple[int, str, str]] = []
    with opened() as here, file.open("rb") as handle, closing(imports.rows_of(handle, file.name)) as read:
        actor = here.actor(as_whom)
        for row in read:
            try:
                done = row if isinstance(row, BadRow) else _one(here, actor, row, body_slug)
            except Refused as refused:
                rejected += [(row.line, one.code, line_for(one)) for one in refused.refusals]
                continue
            if isinstance(done, BadRow):
                rejected.append((done.line, done.code, f"{done.code}: {codes_in_words([done.code])[done.code]}"))
            else:
                new, already = new + done, already + (not done)
    for line, _code, reason in rejected:
        click.echo(f"line {line}: {reason}", err=True)
    listed = [{"line": line, "code": code, "reason": reason} for line, code, reason in rejected]
    facts = {"registered": new, "already": already, "rejected": len(rejected), "rejections": listed}
    tell(facts, f"{new} registered, {already} there already, {len(rejected)} rejected", as_json)
    if rejected and not new and not already:
        sys.exit(1)


def _one(here: Installation, actor: Actor, row: Row, body_slug: str | None) -> bool | BadRow:
    """Register the matter of one row; False when its registry number is known, a BadRow when it cannot be read."""
    by_name = {heading.casefold(): value.strip() for heading, value in row.values.items()}
    if not set(HEADINGS["registry_number"]) & by_name.keys():
        raise Invalid(Refusal("IMPORT_NO_REGISTRY_COLUMN", params={"there": sorted(row.values)}))
    value = {name: next((by_name[one] for one in usual if by_name.get(one)), "") for name, usual in HEADINGS.items()}
    try:
        days = {name: _day(value[name]) for name in ("planned_decision_on", "registered_on")}
    except ValueError:
        return BadRow(row.line, "row.day-unreadable")
    if not value["registry_number"]:
        return BadRow(row.line, "row.no-registry-number")
    with here.changes() as session:
        body = _body(session, value["body"] or body_slug or "")
        if body is None:
            return BadRow(row.line, "row.no-body")
        if brought.matter_by_registry_number(session, value["registry_number"]):
            return False
        facts = MatterFacts(
            title={"sv": value["title"]},
            summary={"sv": value["summary"] or value["title"]},
            registry_number=value["registry_number"],
            planned_decision_on=days["planned_decision_on"],
            planned_period=value["planned_period"] or None,
            statutory_link=value["statutory_link"] or None,
        )
        register(session, actor, here.rules, body, facts, clock.now(), on=days["registered_on"])
    return True


def _body(session: Session, named: str) -> Body | None:
    """The body with that address or Swedish name."""
    for body in bodies.everyone(session):
        if named and named.casefold() in (body.slug, body.texts.plain("name").casefold()):
            return body
    return None


def _day(written: str) -> date | None:
    return date.fromisoformat(written[:10]) if written else None
