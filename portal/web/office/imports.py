"""Submissions from a file, in the browser; larger files are taken in from the command line."""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import BinaryIO

from flask import Blueprint, request
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from portal.domain.files import BadRow, Row, WrongFile
from portal.domain.imports import How, chunks, columns_of
from portal.domain.permissions import Act
from portal.domain.refusals import NotAllowed, NotFound, Refusal, Refused
from portal.domain.submissions import Channel
from portal.queries import imports as brought
from portal.services import imports
from portal.web import sessions
from portal.web.access import staff
from portal.web.forms.imports import ImportForm
from portal.web.messages import words
from portal.web.office.workspace import open_dialogue, page
from portal.web.protection import csrf

blueprint = Blueprint("office_imports", __name__, url_prefix="/office/dialogues/<slug>/imports")
csrf.exempt(blueprint)
LARGEST_FILE = 5_000_000
LISTED = 100


@dataclass
class Report:
    """What became of a file: how many rows were new, were there already, and which were rejected, with reasons."""

    name: str
    new: int = 0
    already: int = 0
    rejected: list[BadRow] = field(default_factory=list)

    @property
    def lines(self) -> list[tuple[int, str]]:
        """(line of the file, why) of the first rejected rows."""
        found = sorted(self.rejected, key=lambda bad: bad.line)[:LISTED]
        return [(bad.line, words(Refusal(bad.code))) for bad in found]


@blueprint.get("/")
@staff(Act.IMPORT_SUBMISSIONS)
def index(slug: str) -> tuple[str, int]:
    """The form, and the files that were taken in before."""
    return _page(slug, ImportForm(), None)


@blueprint.post("/")
@staff(Act.IMPORT_SUBMISSIONS)
def take_in(slug: str) -> tuple[str, int]:
    """Take in a file; bringing the same file again adds only what is missing."""
    request.max_content_length = LARGEST_FILE + 100_000
    form, report = ImportForm(), None
    if form.validate_on_submit():
        try:
            report = _take_in(slug, form)
        except WrongFile as wrong:
            form.fault("file", words(Refusal(wrong.code, params=wrong.params)))
        except (NotAllowed, NotFound):
            raise
        except Refused as refused:
            form.refuse(refused)
    return _page(slug, form, report)


def _take_in(slug: str, form: ImportForm) -> Report:
    actor, rules = sessions.current_actor(), sessions.settings().rules()
    upload = form.file.data
    if not isinstance(upload, FileStorage) or not upload.filename:
        raise WrongFile("file.empty")
    content = upload.stream.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise WrongFile("file.too-long")
    file: BinaryIO = io.BytesIO(content)
    read = imports.rows_of(file, upload.filename)
    head, headings = _first_rows(read)
    if not headings:
        return _nothing_readable(upload.filename, head)
    zone = rules.zone if form.own_zone.data else None
    how = How(columns_of(headings, {}, form.themes.data or ""), Channel(form.channel.data), zone)
    with sessions.changes() as session:
        dialogue = open_dialogue(session, slug, Act.IMPORT_SUBMISSIONS)
        batch = imports.begin(
            session, actor, dialogue, file_name=upload.filename, file_hash=hashlib.sha256(content).hexdigest(),
            channel=how.channel, outside_reason=form.outside_reason.data or "", now=sessions.now(),
        )  # fmt: skip
        batch_id, dialogue_id = batch.id, dialogue.id
    report = Report(upload.filename)
    for chunk in chunks(chain(head, read), how, sessions.now()):
        known = brought.texts_by_external_id(
            sessions.reading(), dialogue_id, [line.external_id for line in chunk.lines]
        )
        lines = [line for line in chunk.lines if known.get(line.external_id) != line.text]
        report.already += len(chunk.lines) - len(lines)
        report.rejected += chunk.rejected
        if lines:
            seen = imports.look_at(lines)
            with sessions.changes() as session:
                taken = imports.take_in(session, actor, rules, batch_id, lines, seen, sessions.now())
            report.new += taken.new
            report.already += taken.already
            report.rejected += taken.rejected
    with sessions.changes() as session:
        imports.finish(session, actor, batch_id, len(report.rejected), sessions.now())
    return report


def _nothing_readable(name: str, head: list[Row | BadRow]) -> Report:
    """Every row is at fault, so nothing begins: the rows say why, not the columns."""
    if not head:
        raise WrongFile("file.no-rows")
    return Report(name, rejected=[row for row in head if isinstance(row, BadRow)])


def _first_rows(read: Iterator[Row | BadRow]) -> tuple[list[Row | BadRow], list[str]]:
    head: list[Row | BadRow] = []
    for row in read:
        head.append(row)
        if isinstance(row, Row):
            return head, list(row.values)
    return head, []


def _page(slug: str, form: ImportForm, report: Report | None) -> tuple[str, int]:
    session = sessions.reading()
    dialogue = open_dialogue(session, slug, Act.IMPORT_SUBMISSIONS)
    batches = brought.of_dialogue(session, dialogue.id)
    title = _("Läs in en fil")
    context = {"form": form, "report": report, "batches": batches, "title": title, "largest": LARGEST_FILE // 1_000_000}
    return page("office/imports/index.html", dialogue, "register", **context), form.status
