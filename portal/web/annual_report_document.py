"""The annual report as it is shown, sealed and exported: the same for the office, the public and the command line."""

from datetime import datetime
from io import BytesIO
from typing import Any

from flask_babel import force_locale
from jinja2 import Environment
from sqlalchemy.orm import Session

from portal.adapters import csv_files, locale_format
from portal.domain.decisions import section_of
from portal.domain.languages import SOURCE
from portal.domain.rules import Rules
from portal.models.annual_reports import AnnualReport
from portal.models.bodies import Body
from portal.queries.annual_report_content import content_of
from portal.reports.annual_report_prose import ReportVoice
from portal.reports.annual_reports import AnnualReportPage, render
from portal.services.annual_reports import Adoption
from portal.web import days, extensive_words
from portal.web.body_labels import BECAME, QUARTERS
from portal.web.formats import in_sentence
from portal.web.labels import LEVELS
from portal.web.log_words import SHOULDS
from portal.web.sessions import settings
from portal.web.staff_labels import CONSIDERATIONS
from portal.web.voice import voice


def page_of(content: dict[str, Any], language: str, base: str | None = "") -> AnnualReportPage:
    """The report for a reader of that language; call it where that language is the reader's.

    `base` stands before the addresses; None leaves them out, for a document of a portal that has no public address.
    """
    speak = ReportVoice(
        voice(language), days.short, in_sentence, LEVELS, CONSIDERATIONS, SHOULDS, extensive_words.because, BECAME,
        QUARTERS,
    )  # fmt: skip
    return AnnualReportPage(content, speak, base)


def draft(
    environment: Environment, municipality: str, session: Session, body: Body, year: int, rules: Rules, now: datetime
) -> tuple[dict[str, Any], str]:
    """The content and the HTML in Swedish as the report stands now, not adopted. Needs a request, or one's context."""
    content = content_of(session, body, year, rules, now)
    return content, document(environment, municipality, content, None)


def for_adoption(
    environment: Environment,
    municipality: str,
    session: Session,
    body: Body,
    adoption: Adoption,
    comment: str,
    rules: Rules,
    now: datetime,
) -> tuple[dict[str, Any], str]:
    """The content, with the body's own words, and the HTML in Swedish that is sealed when it is adopted."""
    content = content_of(session, body, adoption.year, rules, now) | {"comment": comment.strip()}
    told = {
        "on": adoption.on or now.date(),
        "section": section_of(adoption.section),
        "number": adoption.seen + 1,
        "change": adoption.change.strip(),
    }
    return content, document(environment, municipality, content, told)


def document(
    environment: Environment, municipality: str, content: dict[str, Any], adopted: dict[str, Any] | None
) -> str:
    """The content as one HTML document in Swedish."""
    with force_locale(SOURCE):
        page = page_of(content, SOURCE, settings().public_url)
        return render(environment, page, municipality, locale_format.direction(SOURCE), adopted)


def csv_of(content: dict[str, Any], language: str) -> bytes:
    """The table of the report: one row a dialogue, headings in that language, which is the reader's; inert cells."""
    page, sink = page_of(content, language, settings().public_url or ""), BytesIO()
    csv_files.write(page.rows(), page.columns(), sink)
    return sink.getvalue()


def adoption_of(report: AnnualReport) -> dict[str, Any]:
    """What a page says of an adopted report: when, §, version, what it changed, and its hash."""
    return {
        "on": report.adopted_on,
        "section": section_of(report.section),
        "number": report.number,
        "change": report.change,
        "hash": report.html_hash,
    }
