"""An agenda or a registry list from a file: matters come in, and stand on the agendas of their meetings (A1)."""

import io
from dataclasses import dataclass, field

from flask import Blueprint, render_template, request
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from portal.domain.agenda_rows import agenda_rows
from portal.domain.files import BadRow, WrongFile
from portal.domain.permissions import Act
from portal.domain.refusals import NotAllowed, Refusal, Refused
from portal.queries import bodies
from portal.services import agendas, imports
from portal.web import sessions
from portal.web.access import staff
from portal.web.forms.agendas import AgendaFileForm
from portal.web.messages import words
from portal.web.protection import csrf
from portal.web.staff import body_choices

blueprint = Blueprint("office_agenda_imports", __name__, url_prefix="/office/agendas/import")
csrf.exempt(blueprint)
LARGEST_FILE = 5_000_000
LISTED = 100


@dataclass
class Report:
    """What became of a file, row by row; `rejected` are (line of the file, why)."""

    name: str
    registered: int = 0
    already: int = 0
    placed: int = 0
    moved: int = 0
    rejected: list[tuple[int, str]] = field(default_factory=list)


@blueprint.route("/", methods=["GET", "POST"])
@staff(Act.KEEP_MATTERS)
def index() -> tuple[str, int]:
    """The form, and what became of the file that was just sent. Bringing the same file again changes nothing."""
    request.max_content_length = LARGEST_FILE + 100_000
    form, report = AgendaFileForm(), None
    form.body.choices = body_choices(sessions.reading(), Act.KEEP_MATTERS, empty="–")
    if form.validate_on_submit():
        try:
            report = _take_in(form)
        except WrongFile as wrong:
            form.fault("file", words(Refusal(wrong.code, params=wrong.params)))
        except NotAllowed:
            raise
        except Refused as refused:
            form.refuse(refused)
    page = render_template(
        "office/agenda_imports/index.html", form=form, report=report, listed=LISTED, largest=LARGEST_FILE // 1_000_000
    )
    return page, form.status


def _take_in(form: AgendaFileForm) -> Report:
    upload, actor, rules = form.file.data, sessions.current_actor(), sessions.settings().rules()
    if not isinstance(upload, FileStorage) or not upload.filename:
        raise WrongFile("file.empty")
    content = upload.stream.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise WrongFile("file.too-long")
    otherwise = bodies.by_id(sessions.reading(), int(form.body.data)).slug if form.body.data else ""
    report = Report(upload.filename)
    for row in agenda_rows(imports.rows_of(io.BytesIO(content), upload.filename)):
        if isinstance(row, BadRow):
            report.rejected.append((row.line, words(Refusal(row.code))))
            continue
        try:
            with sessions.changes() as session:
                taken = agendas.take_in(session, actor, rules, row, otherwise, sessions.now())
        except NotAllowed:
            report.rejected.append((row.line, _("Du får inte lägga in ärenden för den nämnden.")))
        except Refused as refused:
            report.rejected += [(row.line, words(one)) for one in refused.refusals]
        else:
            report.registered += taken.registered
            report.already += not taken.registered
            report.placed += taken.placed
            report.moved += taken.moved
    return report
