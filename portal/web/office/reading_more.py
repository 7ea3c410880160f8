"""Less often needed beside a text: a working translation, passing it on, a personal reply on its receipt."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.adapters.locale_format import local_day
from portal.domain.permissions import Act
from portal.domain.refusals import NotAllowed, NotFound, Refused
from portal.models.submissions import Submission
from portal.queries import review
from portal.services import reading as services
from portal.services import replies
from portal.web.access import staff
from portal.web.formats import reader_language
from portal.web.forms.reading import arguments
from portal.web.input import clean
from portal.web.messages import words
from portal.web.office.reading_frame import open_for_reading
from portal.web.sessions import changes, current_actor, now, settings

blueprint = Blueprint("office_reading_more", __name__, url_prefix="/office/dialogues/<slug>/reading/<int:number>")


@blueprint.post("/translation")
@staff(Act.READ_SUBMISSIONS)
def translate(slug: str, number: int) -> Response:
    """Save a working translation of each text that was filled in, in the language of the office."""
    sent = ((name.removeprefix("text-"), clean(value)) for name, value in request.form.items())
    written = {int(key): text for key, text in sent if key.isdecimal()}

    def change(session: Session, submission: Submission) -> None:
        for answer_id, text in written.items():
            if text:
                language = reader_language()
                replies.translate(
                    session, current_actor(), submission, answer_id, language=language, text=text, now=now()
                )

    return _do(slug, number, change, _("Översättningen är sparad."))


@blueprint.post("/pass-on")
@staff(Act.REVIEW)
def pass_on(slug: str, number: int) -> Response:
    """Note that the text was passed on today."""
    to = clean(request.form.get("to"))

    def change(session: Session, submission: Submission) -> None:
        today = local_day(now(), settings().zone)
        replies.pass_on(session, current_actor(), submission, to=to, passed_on=today, now=now())

    return _do(slug, number, change, _("Det är antecknat. Kvittensen berättar vart synpunkten skickades."))


@blueprint.post("/reply")
@staff(Act.REPLY)
def reply(slug: str, number: int) -> Response:
    """Leave a short reply on the receipt, in the language of the office."""
    text = clean(request.form.get("text"))

    def change(session: Session, submission: Submission) -> None:
        replies.reply(session, current_actor(), submission, text=text, language=reader_language(), now=now())

    return _do(slug, number, change, _("Svaret står på kvittensen."))


@blueprint.post("/presence")
@staff(Act.READ_SUBMISSIONS)
def presence(slug: str, number: int) -> Response:
    """Note that the text is on the screen; asked by the page's script, answered with nothing."""
    opened = open_for_reading(slug)
    with changes() as session:
        services.look_at(session, current_actor(), review.by_number(session, opened.dialogue.id, number), now())
    return Response(status=204)


def _do(slug: str, number: int, change: Callable[[Session, Submission], None], done: str) -> Response:
    opened = open_for_reading(slug)
    try:
        with changes() as session:
            change(session, review.by_number(session, opened.dialogue.id, number))
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        flash(words(refused.refusals[0]), "warn")
    else:
        flash(done, "good")
    return redirect(url_for("office_reading.show", slug=slug, number=number, **arguments(request.args)), 303)
