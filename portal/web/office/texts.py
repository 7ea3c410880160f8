"""All texts of a dialogue: which are missing or stale in which language, the editor, and the translator's sheet."""

import io
from functools import partial

from flask import Blueprint, flash, redirect, request, send_file, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.adapters import csv_files, xlsx_files
from portal.domain.files import BadRow, WrongFile
from portal.domain.languages import SOURCE
from portal.domain.permissions import Act
from portal.domain.refusals import NotFound, Refusal, Refused
from portal.domain.texts import Origin, TextStage
from portal.models.dialogues import Dialogue
from portal.queries import texts as text_queries
from portal.services import texts
from portal.web.access import staff
from portal.web.forms import texts as text_forms
from portal.web.messages import words
from portal.web.office.workspace import open_dialogue, page
from portal.web.office.writing import texts_taken_in
from portal.web.sessions import changes, current_actor, now, reading

blueprint = Blueprint("office_texts", __name__, url_prefix="/office/dialogues/<slug>/texts")
COLUMNS = ("key", "Swedish", "target")
LARGEST_SHEET = 5_000_000


@blueprint.get("/")
@staff(Act.SEE_DRAFTS)
def show(slug: str) -> str:
    """How far the texts are, by stage of life and language."""
    dialogue = open_dialogue(reading(), slug, Act.SEE_DRAFTS)
    states = {
        (stage, entry.language): text_queries.rows(reading(), dialogue, entry.language, [stage])
        for stage in TextStage
        for entry in dialogue.languages
    }
    return page("office/texts/show.html", dialogue, "texts", states=states, stages=list(TextStage))


@blueprint.route("/<language>/<stage>", methods=["GET", "POST"])
@staff(Act.EDIT_TEXTS)
def edit(slug: str, language: str, stage: str) -> str | tuple[str, int] | Response:
    """The editor: every text of one stage in one language, the Swedish beside."""
    rows_of = partial(_rows, language=language, stage=stage)
    form, status, written = texts_taken_in(slug, Act.EDIT_TEXTS, rows_of)
    if written is not None:
        flash(_("%(n)s texter är sparade.", n=written), "good")
        return redirect(url_for(".edit", slug=slug, language=language, stage=stage), 303)
    dialogue = open_dialogue(reading(), slug, Act.EDIT_TEXTS)
    given = {"form": form, "language": language, "stage": stage, "hint_of": text_forms.hint_of}
    return page("office/texts/edit.html", dialogue, "texts", **given), status


@blueprint.post("/<language>/<stage>/read")
@staff(Act.EDIT_TEXTS)
def mark_read(slug: str, language: str, stage: str) -> Response:
    """Record that a person has read one text, or all that wait to be read, and found them right."""
    with changes() as session:
        dialogue = open_dialogue(session, slug, Act.EDIT_TEXTS)
        wanted = request.form.get("key", "")
        version = request.form.get("version", "0")
        read = int(version) if version.isdigit() else 0
        texts.mark_read(session, current_actor(), dialogue, wanted, language, read, now())
    flash(_("Texten är läst och stämmer."), "good")
    return redirect(url_for(".edit", slug=slug, language=language, stage=stage), 303)


@blueprint.get("/<language>/sheet.<kind>")
@staff(Act.EDIT_TEXTS)
def sheet(slug: str, language: str, kind: str) -> Response:
    """The sheet for a translator: key, Swedish, and the translation as far as there is one."""
    dialogue = open_dialogue(reading(), slug, Act.EDIT_TEXTS)
    _known_language(dialogue, language)
    rows = [
        {
            "key": row.key,
            "Swedish": row.swedish.source if row.swedish else "",
            "target": row.text.source if row.text else "",
        }
        for row in text_queries.sheet_rows(reading(), dialogue, language)
    ]
    writers = {"csv": csv_files.write, "xlsx": xlsx_files.write}
    if kind not in writers:
        raise NotFound("NOT_FOUND")
    file = io.BytesIO()
    writers[kind](rows, COLUMNS, file)
    file.seek(0)
    return send_file(file, as_attachment=True, download_name=f"{slug}-{language}.{kind}")


@blueprint.post("/<language>/sheet")
@staff(Act.EDIT_TEXTS)
def take_in(slug: str, language: str) -> str | tuple[str, int]:
    """Take the translator's sheet in again; the page tells what was written and what was not, with line and reason."""
    dialogue = open_dialogue(reading(), slug, Act.EDIT_TEXTS)
    _known_language(dialogue, language)
    try:
        rows, rejected = _sheet_rows()
        origin = Origin.MACHINE if request.form.get("machine") == "y" else Origin.HUMAN
        with changes() as session:
            fresh = open_dialogue(session, slug, Act.EDIT_TEXTS)
            report = texts.take_in_sheet(session, current_actor(), fresh, language, rows, origin, now())
    except (WrongFile, Refused) as wrong:
        refusals = wrong.refusals if isinstance(wrong, Refused) else (Refusal(wrong.code, params=wrong.params),)
        faults = [words(refusal) for refusal in refusals]
        return page("office/texts/sheet.html", dialogue, "texts", language=language, faults=faults, report=None), 422
    dialogue = open_dialogue(reading(), slug, Act.EDIT_TEXTS)
    lines = [(line, key, words(refusal)) for line, key, refusal in (*rejected, *report.rejected)]
    return page(
        "office/texts/sheet.html", dialogue, "texts", language=language, faults=(), report=report, lines=sorted(lines)
    )


def _known_language(dialogue: Dialogue, language: str) -> None:
    if language not in {entry.language for entry in dialogue.languages}:
        raise NotFound("NOT_FOUND")


def _rows(session: Session, dialogue: Dialogue, language: str, stage: str) -> list[text_queries.TextRow]:
    _known_language(dialogue, language)
    if stage not in set(TextStage):
        raise NotFound("NOT_FOUND")
    found = text_queries.rows(session, dialogue, language, [TextStage(stage)], with_unasked=language == SOURCE)
    return [row for row in found if row.swedish is not None or row.language == SOURCE]


def _sheet_rows() -> tuple[list[texts.SheetRow], list[tuple[int, str, Refusal]]]:
    upload = request.files.get("sheet")
    if upload is None or not upload.filename:
        raise WrongFile("file.empty")
    content = upload.stream.read(LARGEST_SHEET + 1)
    if len(content) > LARGEST_SHEET:
        raise WrongFile("file.too-long")
    file = io.BytesIO(content)
    reader = xlsx_files.rows if upload.filename.lower().endswith(".xlsx") else csv_files.rows
    rows: list[texts.SheetRow] = []
    bad: list[tuple[int, str, Refusal]] = []
    for row in reader(file):
        if isinstance(row, BadRow):
            bad.append((row.line, "", Refusal(row.code)))
        elif not set(COLUMNS) <= set(row.values):
            raise Refused("SHEET_COLUMNS_MISSING")
        else:
            rows.append(texts.SheetRow(row.line, row.values["key"], row.values["Swedish"], row.values["target"]))
    return rows, bad
