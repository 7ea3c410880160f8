"""Registering one submission that came another way than the web form, with the slip that its writer gets."""

import secrets
from datetime import datetime

from flask import Blueprint, Response, make_response, render_template, request
from flask_babel import gettext as _

from portal.domain.permissions import Act
from portal.domain.questions import QuestionKind
from portal.domain.refusals import NotAllowed, NotFound, Refused
from portal.domain.submissions import Receipt
from portal.models.dialogues import Dialogue
from portal.queries import meetings, submissions
from portal.services import registrations
from portal.web.access import staff
from portal.web.formats import reader_language
from portal.web.forms.register import RegisterForm, register_form
from portal.web.forms.take_part import given_from_request, said
from portal.web.office.reading_frame import Opened, open_for_reading, page
from portal.web.protection import csrf
from portal.web.public_address import public_address, qr_picture
from portal.web.sessions import changes, current_actor, now, reading, settings

blueprint = Blueprint("office_register", __name__, url_prefix="/office/dialogues/<slug>/register")
csrf.exempt(blueprint)  # the form checks its own token, so that an old one costs nobody what was typed in


@blueprint.get("/")
@staff(Act.REGISTER_SUBMISSIONS)
def show(slug: str) -> tuple[str, int]:
    """The empty form: what is common to many is kept from the one before."""
    opened = open_for_reading(slug, Act.REGISTER_SUBMISSIONS)
    form = _form(opened.dialogue)
    local: datetime = now().astimezone(settings().zone)
    form.key.data = secrets.token_hex(16)
    form.channel.data = request.args.get("channel") or None
    form.received_on.data, form.received_time.data = local.date(), local.time().replace(second=0, microsecond=0)
    return _page(opened, form)


@blueprint.post("/")
@staff(Act.REGISTER_SUBMISSIONS)
def register(slug: str) -> tuple[str, int] | Response:
    """Register it and show the slip. Sending the same form again gives the same receipt."""
    opened = open_for_reading(slug, Act.REGISTER_SUBMISSIONS)
    form = _form(opened.dialogue)
    if not form.validate():
        return _page(opened, form)
    rules = settings().rules()
    given = given_from_request(submissions.asked(reading(), opened.dialogue.id))
    try:
        with changes() as session:
            receipt = registrations.register(
                session,
                current_actor(),
                rules,
                opened.dialogue,
                form.registration(given, settings().zone),
                form.key.data or "",
                now(),
            )
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        form.refuse(refused)
        return _page(open_for_reading(slug, Act.REGISTER_SUBMISSIONS), form)
    return _slip(opened, receipt, form)


def _form(dialogue: Dialogue) -> RegisterForm:
    questions = submissions.questions_with_words(reading(), dialogue.id)
    held = meetings.of_dialogue(reading(), dialogue.id)
    return register_form(questions, held, reader_language(), settings().languages)


def _page(opened: Opened, form: RegisterForm) -> tuple[str, int]:
    body = page(
        "office/register/show.html",
        opened,
        "register",
        form=form,
        questions=submissions.questions_with_words(reading(), opened.dialogue.id),
        QuestionKind=QuestionKind,
        said=said,
        mail_offered=settings().rules().mail_offered,
    )
    return body, form.status


def _slip(opened: Opened, receipt: Receipt, form: RegisterForm) -> Response:
    body = render_template(
        "office/register/register.html",
        opened=opened,
        slug=opened.dialogue.slug,
        receipt=receipt,
        channel=form.channel.data,
        address=public_address(f"/r/{receipt.code}"),
        qr_svg=qr_picture(f"/r/{receipt.code}", _("QR-kod som öppnar kvittensen")),
    )
    response = make_response(body)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
