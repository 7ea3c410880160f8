"""`gensvar check`: do counts add up, does the record hold, are database and settings fit for what is promised?"""

import sys
from collections.abc import Iterator

import click
from sqlalchemy import text
from sqlalchemy.orm import Session

from portal import clock, schema
from portal.adapters import pdf
from portal.cli.installation import Installation, opened, tell
from portal.domain.checks import Finding
from portal.domain.refusals import Refusal
from portal.queries import checks
from portal.schema import WrongSchema
from portal.settings import Settings
from portal.web.messages import words


@click.command("check")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def check(as_json: bool) -> None:
    """Look for everything that is wrong; status 1 when something is. Warnings are listed and leave the status at 0."""
    with opened(check_schema=False) as here:
        findings = [*_of_the_settings(here.settings), *_of_the_schema(here)]
        if all(found.code != "SCHEMA_DIFFERS" for found in findings):
            with here.reading() as session:
                findings += _of_the_database(session)
                findings += checks.everything(session, clock.now())
    wrong = [found for found in findings if not found.warning]
    listed = [
        {"code": each.code, "where": each.where, "warning": each.warning, "reason": _reason(each)} for each in findings
    ]
    if not as_json:
        for each in findings:
            place = f" [{each.where}]" if each.where else ""
            sort = "warning" if each.warning else "wrong"
            click.echo(f"{sort}: {each.code}{place}: {_reason(each)}", err=not each.warning)
    tell(
        {"right": not wrong, "findings": listed},
        "Everything adds up." if not wrong else f"{len(wrong)} things are wrong.",
        as_json,
    )
    if wrong:
        sys.exit(1)


def _reason(found: Finding) -> str:
    return words(Refusal(found.code, params=found.params))


def _of_the_settings(settings: Settings) -> Iterator[Finding]:
    if settings.public_url and settings.smtp_url is None:
        yield Finding("EML_MODE_IN_PUBLIC", "GENSVAR_SMTP_URL", {"place": settings.instance / "mail"})
    if settings.public_url and settings.demo:
        yield Finding("DEMO_IN_PUBLIC", "GENSVAR_DEMO")
    if settings.public_url is None:
        yield Finding("NO_PUBLIC_URL", "GENSVAR_PUBLIC_URL", warning=True)
    if settings.mail_retention_decision is None:
        yield Finding("NO_MAIL_DECISION", "GENSVAR_MAIL_RETENTION_DECISION", warning=True)
    if settings.contact_email is None:
        yield Finding("NO_CONTACT_ADDRESS", "GENSVAR_CONTACT_EMAIL", warning=True)
    if packages := pdf.missing():
        yield Finding("PDF_UNAVAILABLE", "", {"packages": " ".join(packages)}, warning=True)


def _of_the_schema(here: Installation) -> Iterator[Finding]:
    try:
        schema.check_version(here.engine)
    except WrongSchema as fault:
        yield Finding("SCHEMA_DIFFERS", "", {"fault": str(fault)})


def _of_the_database(session: Session) -> Iterator[Finding]:
    """How durable the database is, whether its file is whole, and whether every row points at something."""
    if session.get_bind().dialect.name == "postgresql":
        wanted = {"fsync": {"on"}, "synchronous_commit": {"on", "remote_write", "remote_apply", "local"}}
        for name, good in wanted.items():
            shown = session.execute(text(f"SHOW {name}")).scalar_one()
            if shown not in good:
                yield Finding("NOT_DURABLE_SETTING", "", {"setting": name, "value": shown})
        return
    pragmas: dict[str, set[object]] = {"journal_mode": {"wal"}, "synchronous": {2, 3}, "foreign_keys": {1}}
    for name, rightly in pragmas.items():
        value = session.execute(text(f"PRAGMA {name}")).scalar_one()
        if value not in rightly:
            yield Finding("NOT_DURABLE_SETTING", "", {"setting": name, "value": value})
    fault = session.execute(text("PRAGMA quick_check(1)")).scalar_one()
    if fault != "ok":
        yield Finding("DATABASE_DAMAGED", "", {"fault": fault})
    orphans = len(session.execute(text("PRAGMA foreign_key_check")).all())
    if orphans:
        yield Finding("ORPHANS", "", {"count": orphans})
