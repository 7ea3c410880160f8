"""`gensvar submissions import` and `export`."""

import hashlib
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

import click

from portal import clock
from portal.cli.installation import Installation, Progress, actor_option, as_json_option, opened, tell
from portal.cli.refusing import codes_in_words
from portal.domain.files import BadRow, Row, WrongFile
from portal.domain.imports import How, chunks, columns_of
from portal.domain.permissions import Act, Actor, require
from portal.domain.submissions import Channel
from portal.queries import dialogues, joint_bodies
from portal.queries import imports as brought
from portal.queries.exports import PROFILES, columns, rows
from portal.reports.exports import FORMATS, write
from portal.services import imports
from portal.services.exports import note_export

LISTED = 200


@click.group("submissions")
def submissions() -> None:
    """Submissions from a file, and out to one."""


@submissions.command("import")
@click.argument("slug")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--column", "chosen", multiple=True, metavar="FIELD=HEADER", help="Which column a field is read from.")
@click.option("--themes", default="", metavar="HEADER", help="A column whose words become themes and codings.")
@click.option(
    "--channel",
    type=click.Choice([one.value for one in Channel if one is not Channel.MEETING]),
    default="web",
    show_default=True,
    help="For rows that name none.",
)
@click.option("--outside-reason", default="", metavar="TEXT", help="Why rows from outside the open time are taken in.")
@click.option("--language", default="", metavar="CODE", help="For rows that name none; without it, it is recognised.")
@click.option("--assume-zone", metavar="ZONE", help="Take times without a zone to be meant there.")
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="Write every rejected row to this CSV.")
@actor_option
@as_json_option
def import_(
    slug: str,
    file: Path,
    chosen: tuple[str, ...],
    themes: str,
    channel: str,
    outside_reason: str,
    language: str,
    assume_zone: str | None,
    report: Path | None,
    as_whom: str | None,
    as_json: bool,
) -> None:
    """Take in a CSV, XLSX or JSONL file, row by row; fields: id, title, text, received, channel, language, present.

    Bringing the same file again adds only what is missing, also after a stop half-way. Rejected rows are listed with
    line and reason and never stop the rest; the status is 1 only when no row at all could be taken in.
    """
    wanted = dict(_pair(one) for one in chosen)
    try:
        zone = ZoneInfo(assume_zone) if assume_zone else None
    except (KeyError, ValueError, OSError):
        raise click.BadParameter(f"there is no time zone {assume_zone!r}", param_hint="--assume-zone") from None
    with opened() as here, file.open("rb") as handle:
        actor = here.actor(as_whom)
        with closing(imports.rows_of(handle, file.name)) as read:
            head, headings = _first_rows(read)
            if headings:
                how = How(columns_of(headings, wanted, themes), Channel(channel), zone, language)
                done = _take_in(here, actor, slug, file, chain(head, read), how, outside_reason)
            else:
                done = _nothing_readable(head)
    _tell_rejected(done.pop("rejected_rows"), report, done)
    sentence = "{taken_in} taken in, {already} there already, {rejected} rejected".format(**done)
    tell(done, sentence, as_json)
    if done["rejected"] and not done["taken_in"] and not done["already"]:
        sys.exit(1)


@submissions.command("export")
@click.argument("slug")
@click.option("--format", "kind", type=click.Choice(list(FORMATS)), default="csv", show_default=True)
@click.option(
    "--profile",
    type=click.Choice(list(PROFILES)),
    default="public",
    show_default=True,
    help="public: shown texts as shown; analyst: all texts; full: with the history of review.",
)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="A file instead of standard output.")
@actor_option
def export(slug: str, kind: str, profile: str, output: Path | None, as_whom: str | None) -> None:
    """Write the submissions of a dialogue, streamed. Never an address or a receipt code, whatever the profile."""
    progress = Progress("Written")
    with opened() as here:
        actor = here.actor(as_whom)
        with here.reading() as session:
            dialogue = dialogues.by_slug(session, slug)
            actor = joint_bodies.actor_in(session, actor, dialogue)
            require(actor, Act.EXPORT, dialogue.body_id)
        with here.changes() as session:
            note_export(session, actor, dialogue.id, profile, kind, clock.now())
        with here.reading() as session, _sink(output) as sink:
            dialogue = dialogues.by_slug(session, slug)
            names = columns(session, dialogue.id, profile)
            cut = write(_counted(rows(session, dialogue.id, profile, here.rules.zone), progress), names, kind, sink)
    progress.end()
    for each in cut:
        click.echo(f"row.cut: line {each.line}, {each.column}: longer than a cell can hold", err=True)


def _take_in(
    here: Installation,
    actor: Actor,
    slug: str,
    file: Path,
    rows: Iterator[Row | BadRow],
    how: How,
    outside_reason: str,
) -> dict[str, Any]:
    with here.changes() as session:
        dialogue = dialogues.by_slug(session, slug)
        batch = imports.begin(
            session, actor, dialogue, file_name=file.name, file_hash=_hash_of(file), channel=how.channel,
            outside_reason=outside_reason, now=clock.now(),
        )  # fmt: skip
    rejected: list[BadRow] = []
    done: dict[str, Any] = {"batch": batch.id, "rows": 0, "taken_in": 0, "already": 0, "first": None, "last": None}
    progress = Progress("Rows")
    for chunk in chunks(rows, how, clock.now()):
        with here.reading() as session:
            known = brought.texts_by_external_id(session, dialogue.id, [line.external_id for line in chunk.lines])
        there = [line for line in chunk.lines if known.get(line.external_id) == line.text]
        lines = [line for line in chunk.lines if known.get(line.external_id) != line.text]
        seen = imports.look_at(lines)
        if lines:
            with here.changes() as session:
                taken = imports.take_in(session, actor, here.rules, batch.id, lines, seen, clock.now())
            rejected += taken.rejected
            done["taken_in"] += taken.new
            done["already"] += taken.already
            done["first"] = done["first"] or taken.first_number
            done["last"] = taken.last_number or done["last"]
        rejected += chunk.rejected
        done["already"] += len(there)
        done["rows"] += len(chunk.lines) + len(chunk.rejected)
        progress.at(done["rows"])
    progress.end()
    with here.changes() as session:
        imports.finish(session, actor, batch.id, len(rejected), clock.now())
    return done | {"rejected": len(rejected), "rejected_rows": sorted(rejected, key=lambda bad: bad.line)}


def _nothing_readable(head: list[Row | BadRow]) -> dict[str, Any]:
    """Every row is at fault, so nothing begins: the rows say why, not the columns."""
    if not head:
        raise WrongFile("file.no-rows")
    bad = [row for row in head if isinstance(row, BadRow)]
    return {"batch": None, "rows": len(bad), "taken_in": 0, "already": 0, "first": None, "last": None,
            "rejected": len(bad), "rejected_rows": bad}  # fmt: skip


def _tell_rejected(rejected: list[BadRow], report: Path | None, done: dict[str, Any]) -> None:
    """Each rejected row on standard error, in the JSON and, if asked for, in a file of its own."""
    reasons = codes_in_words([bad.code for bad in rejected])
    for bad in rejected[:LISTED]:
        click.echo(f"line {bad.line}: {bad.code}: {reasons[bad.code]}", err=True)
    if len(rejected) > LISTED:
        click.echo(f"… and {len(rejected) - LISTED} more", err=True)
        for code, count in Counter(bad.code for bad in rejected).most_common():
            click.echo(f"{code}: {count} rows: {reasons[code]}", err=True)
    listed = [{"line": bad.line, "code": bad.code, "reason": reasons[bad.code]} for bad in rejected]
    done["rejections"] = listed[:LISTED]
    if report:
        with report.open("wb") as sink:
            write(listed, ("line", "code", "reason"), "csv", sink)


def _first_rows(read: Iterator[Row | BadRow]) -> tuple[list[Row | BadRow], list[str]]:
    """The rows up to the first that can be read, and its headings."""
    head: list[Row | BadRow] = []
    for row in read:
        head.append(row)
        if isinstance(row, Row):
            return head, list(row.values)
    return head, []


def _pair(written: str) -> tuple[str, str]:
    name, sign, heading = written.partition("=")
    if not sign or not name.strip() or not heading.strip():
        raise click.BadParameter(f"{written!r} is not FIELD=HEADER", param_hint="--column")
    return name.strip(), heading.strip()


def _hash_of(file: Path) -> str:
    with file.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _counted(found: Iterator[dict[str, Any]], progress: Progress) -> Iterator[dict[str, Any]]:
    for number, row in enumerate(found, start=1):
        yield row
        if number % 1000 == 0:
            progress.at(number)


@contextmanager
def _sink(output: Path | None) -> Iterator[BinaryIO]:
    if output is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    else:
        with output.open("wb") as handle:
            yield handle
