"""The adopted annual reports of a body: as a page in the reader's language, as sealed PDF, as a table (D2)."""

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from portal.adapters import pdf
from portal.domain.refusals import NotFound
from portal.models.annual_reports import AnnualReport
from portal.queries import annual_reports, bodies
from portal.web import annual_report_document as document
from portal.web.access import public
from portal.web.files import downloaded
from portal.web.formats import reader_language
from portal.web.page_cache import cacheable
from portal.web.sessions import reading

blueprint = Blueprint("public_annual_reports", __name__, url_prefix="/bodies/<slug>/reports")


@blueprint.get("/<int:year>")
@public
def show(slug: str, year: int) -> str:
    """The report that stands, with the earlier versions and what each changed."""
    return _shown(slug, year, None)


@blueprint.get("/<int:year>/<int:number>")
@public
def version(slug: str, year: int, number: int) -> str:
    """One version, as it was adopted."""
    return _shown(slug, year, number)


@blueprint.get("/<int:year>.pdf")
@public
def pdf_file(slug: str, year: int) -> Response:
    """The sealed document as PDF/UA, in Swedish as it was adopted."""
    report = _versions(slug, year)[-1]
    return downloaded(pdf.pdf_of(report.html), "application/pdf", f"{slug}-{year}.pdf")


@blueprint.get("/<int:year>.csv")
@public
def csv_file(slug: str, year: int) -> Response:
    """One row a dialogue."""
    table = document.csv_of(_versions(slug, year)[-1].content, reader_language())
    return downloaded(table, "text/csv", f"{slug}-{year}.csv")


def _shown(slug: str, year: int, number: int | None) -> str:
    found = _versions(slug, year)
    report = next((one for one in found if one.number == (number or found[-1].number)), None)
    if report is None:
        raise NotFound("NO_ANNUAL_REPORT")
    page = document.page_of(report.content, reader_language())
    return render_template(
        "public/annual_reports/show.html",
        report=page,
        slug=slug,
        adopted=document.adoption_of(report),
        versions=[document.adoption_of(one) for one in found],
        newest=report is found[-1],
        can_pdf=not pdf.missing(),
    )


def _versions(slug: str, year: int) -> list[AnnualReport]:
    session = reading()
    cacheable("site")
    found = list(annual_reports.versions(session, bodies.by_slug(session, slug).id, year))
    if not found:
        raise NotFound("NO_ANNUAL_REPORT")
    return found
