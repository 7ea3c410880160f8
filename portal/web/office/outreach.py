"""The outreach kit: posters, three short texts and the level explained on a page, in every language of a dialogue."""

from flask import Blueprint, Response, render_template, request
from flask_babel import force_locale

from portal.adapters.locale_format import direction
from portal.adapters.pdf import pdf_of
from portal.domain.languages import SOURCE
from portal.domain.permissions import Act
from portal.domain.refusals import NotFound
from portal.domain.sms import length_of
from portal.models.dialogues import Dialogue
from portal.queries import groups, users
from portal.web import days, outreach_kit
from portal.web.access import staff
from portal.web.office.workspace import open_dialogue, page
from portal.web.outreach_kit import Kit
from portal.web.sessions import reading, settings
from portal.web.staff_labels import PRINCIPLES

blueprint = Blueprint("office_outreach", __name__, url_prefix="/office/dialogues/<slug>/outreach")
_STYLED = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; sandbox"


@blueprint.get("/")
@staff(Act.SEE_DRAFTS)
def show(slug: str) -> str:
    """The kit in one language: the texts to copy, and every poster to open or save."""
    dialogue = open_dialogue(reading(), slug, Act.SEE_DRAFTS)
    language = _language(dialogue)
    last = days.last(dialogue.closes_at) if dialogue.closes_at else None
    with _speaking(language):
        kit = _kit(dialogue, language, "")
        day = days.short(last) if last else ""
        text = outreach_kit.sms_text(kit, day)
        texts = {
            "sms": text,
            "subject": outreach_kit.email_subject(kit),
            "email": outreach_kit.email_text(kit),
            "social": outreach_kit.social_text(kit, day),
        }
    return page(
        "office/outreach/show.html",
        dialogue,
        "outreach",
        kit=kit,
        texts=texts,
        length=length_of(text),
        languages=[one.language for one in dialogue.languages],
        groups=groups.of_dialogue(reading(), dialogue.id),
        public_url=settings().public_url,
        principles=PRINCIPLES,
    )


@blueprint.get("/poster")
@staff(Act.SEE_DRAFTS)
def poster(slug: str) -> Response:
    """The poster as a page to look at and print."""
    return _html(_document(slug, "reports/outreach/poster.html"))


@blueprint.get("/poster.pdf")
@staff(Act.SEE_DRAFTS)
def poster_pdf(slug: str) -> Response:
    """The poster as an accessible PDF."""
    return _pdf(_document(slug, "reports/outreach/poster.html"), slug, "affisch")


@blueprint.get("/explanation")
@staff(Act.SEE_DRAFTS)
def explanation(slug: str) -> Response:
    """What the level means for this dialogue, on one page."""
    return _html(_document(slug, "reports/outreach/explanation.html"))


@blueprint.get("/explanation.pdf")
@staff(Act.SEE_DRAFTS)
def explanation_pdf(slug: str) -> Response:
    """The same as an accessible PDF."""
    return _pdf(_document(slug, "reports/outreach/explanation.html"), slug, "om-dialogen")


def _document(slug: str, template: str) -> str:
    dialogue = open_dialogue(reading(), slug, Act.SEE_DRAFTS)
    language, code = _language(dialogue), request.args.get("measure", "")
    if code and code not in groups.addresses(reading(), dialogue.id):
        raise NotFound("NO_SUCH_MEASURE")
    with _speaking(language):
        return render_template(
            template,
            kit=_kit(dialogue, language, code),
            lang=language,
            direction=direction(language),
            municipality=settings().municipality_name,
            picture=outreach_kit.picture,
            source_language=SOURCE,
        )


def _language(dialogue: Dialogue) -> str:
    """The language that was asked for; NotFound when the dialogue is not held in it."""
    language = request.args.get("language", SOURCE)
    if language not in {one.language for one in dialogue.languages}:
        raise NotFound("LANGUAGE_NOT_OF_DIALOGUE")
    return language


def _speaking(language: str) -> force_locale:  # type: ignore[valid-type]
    return force_locale(language.replace("-", "_"))


def _kit(dialogue: Dialogue, language: str, code: str) -> Kit:
    contact = users.by_id(reading(), dialogue.contact_id) if dialogue.contact_id else None
    return outreach_kit.kit_of(dialogue, language, contact, code)


def _html(document: str) -> Response:
    response = Response(document, mimetype="text/html")
    response.headers["Content-Security-Policy"] = _STYLED
    response.headers["Cache-Control"] = "no-store"
    return response


def _pdf(document: str, slug: str, kind: str) -> Response:
    response = Response(pdf_of(document), mimetype="application/pdf")
    parts = [slug, kind, request.args.get("measure", ""), request.args.get("language", SOURCE)]
    name = "-".join(part for part in parts if part)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    response.headers["Cache-Control"] = "no-store"
    return response
