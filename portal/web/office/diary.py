"""The registrar's chronological register: what came in to a body on a day or in a period, as page and as file."""

import tempfile
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Blueprint, Response, render_template, request, send_file, stream_with_context, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.adapters import csv_files, xlsx_files
from portal.domain.diary import DiaryTime, Period, period_of
from portal.domain.permissions import Act, may, require
from portal.domain.refusals import Invalid, NotFound
from portal.models.bodies import Body
from portal.queries import bodies
from portal.queries import diary as register
from portal.reports import diary as report
from portal.services import diary
from portal.web import days
from portal.web.access import staff
from portal.web.formats import reader_language
from portal.web.messages import words
from portal.web.sessions import changes, current_actor, now, reading, settings
from portal.web.staff import name_of
from portal.web.voice import voice

blueprint = Blueprint("office_diary", __name__, url_prefix="/office/diary")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@blueprint.get("/")
@staff(Act.SEE_DIARY)
def show() -> tuple[str, int]:
    """The register of a body: today's without more being asked."""
    offered, body = _bodies()
    asked = {name: request.args.get(name, "").strip() for name in ("first", "last", "by")}
    by = _time(asked["by"])
    context: dict[str, Any] = {"bodies": [(one.slug, name_of(one)) for one in offered], "body": body, "by": by.value}
    try:
        period = period_of(asked["first"], asked["last"], days.today())
    except Invalid as refused:
        faults = [(words(one), f"filter-{one.field}" if one.field else None) for one in refused.refusals]
        return render_template("office/diary/show.html", faults=faults, asked=asked, period=None, **context), 422
    leaf = _leaf(body, by, period)
    told = [(line, report.told(line, voice(reader_language()), settings().zone)) for line in leaf.lines]
    address: dict[str, Any] = {"body": body.slug, "first": period.first, "last": period.last, "by": by.value}
    found = render_template(
        "office/diary/show.html",
        faults=(),
        asked={**asked, "first": period.first.isoformat(), "last": period.last.isoformat()},
        period=period,
        lines=told,
        count=register.count(reading(), body.id, by, period, settings().zone),
        has_dialogues=register.dialogues_of(reading(), body.id) > 0,
        earlier=leaf.earlier and url_for(".show", **address, before=_in_address(leaf.earlier)),
        later=leaf.later and url_for(".show", **address, after=_in_address(leaf.later)),
        body_name=name_of(body),
        **context,
    )
    return found, 200


@blueprint.post("/<slug>.<kind>")
@staff(Act.SEE_DIARY)
def export(slug: str, kind: str) -> AnyResponse:
    """The register as a file; that it was taken out stands in the log."""
    body = bodies.by_slug(reading(), slug)
    period = period_of(request.form.get("first", ""), request.form.get("last", ""), days.today())
    by = _time(request.form.get("by", ""))
    if kind not in ("csv", "xlsx"):
        raise NotFound("NOT_FOUND")
    with changes() as session:
        diary.export(session, current_actor(), body.id, period, by, kind, now())
    name = f"diarielista-{slug}-{period.first}-{period.last}.{kind}"
    lines = register.lines(reading(), body.id, by, period, settings().zone)
    rows = report.rows(lines, voice(reader_language()), settings().zone)
    if kind == "csv":
        response = Response(stream_with_context(csv_files.chunks(rows, report.columns())), mimetype="text/csv")
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        response.headers["Cache-Control"] = "no-store"
        return response
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it when it has been sent
    xlsx_files.write(rows, report.columns(), file)
    file.seek(0)
    return send_file(file, as_attachment=True, download_name=name, max_age=0)


def _bodies() -> tuple[list[Body], Body]:
    """The bodies whose register I may see, and the one that was asked for, else the first."""
    actor = current_actor()
    offered = [one for one in bodies.everyone(reading()) if may(actor, Act.SEE_DIARY, one.id)]
    slug = request.args.get("body", "")
    body = bodies.by_slug(reading(), slug) if slug else next(iter(offered), None)
    if body is None:
        raise NotFound("NO_SUCH_BODY")
    require(actor, Act.SEE_DIARY, body.id)
    return offered, body


def _time(written: str) -> DiaryTime:
    return DiaryTime(written) if written in set(DiaryTime) else DiaryTime.RECEIVED


def _leaf(body: Body, by: DiaryTime, period: Period) -> register.Leaf:
    after, before = (_place(request.args.get(name, "")) for name in ("after", "before"))
    return register.leaf(reading(), body.id, by, period, settings().zone, after=after, before=before)


def _in_address(place: register.Place) -> str:
    return f"{(place[0] - _EPOCH) // _MICROSECOND}-{place[1]}"


def _place(written: str) -> register.Place | None:
    """A place in the register as addresses carry it: microseconds since 1970, and the id of the submission."""
    at, _dash, key = written.partition("-")
    if not (at.isdigit() and key.isdigit()) or len(at) > 17 or len(key) > 15:
        return None
    return _EPOCH + timedelta(microseconds=int(at)), int(key)
