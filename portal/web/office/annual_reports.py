"""The annual reports of a body: what is owed, each year as it stands, and the record that it is adopted (D2).

All staff may read them, of every body: they tell what is published, and what was learnt.
"""

import json

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from portal.adapters import pdf
from portal.domain.annual_reports import year_faults
from portal.domain.permissions import Act, may, require
from portal.domain.refusals import Conflict, NotFound, Refusal, Refused
from portal.queries import annual_reports as known
from portal.queries import bodies
from portal.queries.annual_report_content import basis_of, content_of
from portal.services import annual_reports
from portal.services.annual_reports import Adoption
from portal.web import annual_report_document as document
from portal.web import days
from portal.web.access import staff
from portal.web.files import downloaded
from portal.web.formats import reader_language
from portal.web.forms.annual_reports import AdoptionForm
from portal.web.forms.saving import saved
from portal.web.messages import words
from portal.web.protection import csrf
from portal.web.sessions import current_actor, now, reading, settings
from portal.web.staff import name_of, who_does

blueprint = Blueprint("office_annual_reports", __name__, url_prefix="/office/bodies/<slug>/reports")
csrf.exempt(blueprint)


@blueprint.get("/")
@staff(Act.ENTER_OFFICE)
def index(slug: str) -> str:
    """Every year of which there is anything to tell, with what is adopted and what is owed."""
    session, rules, today = reading(), settings().rules(), days.today()
    body = bodies.by_slug(session, slug)
    first = known.first_year(session, body.id, rules) or today.year
    owed = {debt.year: debt for debt in known.debts(session, rules, today, [body.id])}
    years = range(today.year, min(first, today.year) - 1, -1)
    rows = [(year, known.newest(session, body.id, year), owed.get(year)) for year in years]
    return render_template(
        "office/annual_reports/index.html", body=body, name=name_of(body), rows=rows, this_year=today.year
    )


@blueprint.get("/<int:year>/")
@staff(Act.ENTER_OFFICE)
def show(slug: str, year: int) -> str:
    """The report as it stands now, the text to paste, and the form that records its adoption."""
    return _page(slug, year, None)


@blueprint.post("/<int:year>/")
@staff(Act.RECORD_DECISIONS)
def adopt(slug: str, year: int) -> tuple[str, int] | AnyResponse:
    """Seal the report as the body adopted it."""
    form = AdoptionForm()

    def change(session: Session) -> None:
        body, rules, moment = bodies.by_slug(session, slug), settings().rules(), now()
        require(current_actor(), Act.RECORD_DECISIONS, body.id)
        number, _mark, basis = (form.seen.data or "").partition(":")
        seen = int(number) if number.isascii() and number.isdigit() else 0
        adoption = Adoption(year, form.on.data, form.section.data or "", seen, form.change.data or "")
        comment = form.comment.data or ""
        content, html = document.for_adoption(
            current_app.jinja_env, settings().municipality_name, session, body, adoption, comment, rules, moment
        )
        standing = known.newest(session, body.id, year)
        if basis != basis_of(content) and seen == (standing.number if standing else 0):
            raise Conflict(Refusal("CHANGED_MEANWHILE"))
        annual_reports.adopt(session, current_actor(), rules, body, adoption, content, html, moment)

    if saved(form, change):
        flash(_("Verksamhetsberättelsen är antagen, förseglad och offentlig."), "good")
        return redirect(url_for(".show", slug=slug, year=year), 303)
    return _page(slug, year, form), form.status


@blueprint.get("/<int:year>/<name>")
@staff(Act.ENTER_OFFICE)
def file(slug: str, year: int, name: str) -> AnyResponse:
    """The report as a file: the adopted one when there is one, else the draft."""
    session = reading()
    body = bodies.by_slug(session, slug)
    _require_year(year)
    adopted = known.newest(session, body.id, year)
    content, html = (
        (adopted.content, adopted.html)
        if adopted
        else document.draft(
            current_app.jinja_env, settings().municipality_name, session, body, year, settings().rules(), now()
        )
    )
    stem = f"{body.slug}-{year}" + ("" if adopted else "-utkast")
    if name == "report.html":
        return downloaded(html.encode(), "text/html", f"{stem}.html", inline=True)
    if name == "report.pdf":
        try:
            return downloaded(pdf.pdf_of(html), "application/pdf", f"{stem}.pdf")
        except Refused as refused:
            for refusal in refused.refusals:
                flash(words(refusal), "error")
            return redirect(url_for(".show", slug=slug, year=year), 303)
    if name == "report.csv":
        return downloaded(document.csv_of(content, reader_language()), "text/csv", f"{stem}.csv")
    if name == "report.json":
        written = json.dumps(content, ensure_ascii=False, indent=1).encode()
        return downloaded(written, "application/json", f"{stem}.json")
    raise NotFound("NOT_FOUND")


def _page(slug: str, year: int, form: AdoptionForm | None) -> str:
    session, rules, moment = reading(), settings().rules(), now()
    body = bodies.by_slug(session, slug)
    _require_year(year)
    content = content_of(session, body, year, rules, moment)
    adopted = known.versions(session, body.id, year)
    seen = f"{adopted[-1].number if adopted else 0}:{basis_of(content)}"
    if form is None:
        form = AdoptionForm(formdata=None, data={"seen": seen})
        if adopted:
            form.comment.data = adopted[-1].content.get("comment", "")
    elif form.overtaken:
        form.seen.data, form.seen.raw_data = seen, None
    return render_template(
        "office/annual_reports/show.html",
        body=body,
        name=name_of(body),
        year=year,
        report=document.page_of(content, reader_language()),
        versions=[document.adoption_of(one) for one in adopted],
        newer=bool(adopted) and basis_of(adopted[-1].content) != basis_of(content),
        form=form,
        over=year < days.today().year,
        may_adopt=may(current_actor(), Act.RECORD_DECISIONS, body.id),
        who=who_does(Act.RECORD_DECISIONS),
    )


def _require_year(year: int) -> None:
    if faults := year_faults(year, days.today()):
        raise NotFound(*faults)
