"""*Anmäl text*: anybody can say that a shown text should not be shown. Nothing is kept about who said it."""

from flask import Blueprint, Response, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from portal.domain.moderation import Reason
from portal.domain.refusals import NotFound, Refused
from portal.domain.submissions import MAX_REPORT
from portal.queries import dialogues, submissions
from portal.services import receipts
from portal.web.access import public
from portal.web.forms.receipts import ReportForm
from portal.web.forms.take_part import said
from portal.web.protection import csrf
from portal.web.sessions import changes, now, reading, settings

blueprint = Blueprint("public_reports", __name__)
csrf.exempt(blueprint)  # the form checks its own token, so that an old one costs nobody their text


@blueprint.route("/dialogues/<slug>/submissions/<int:number>/report", methods=["GET", "POST"])
@public
def show(slug: str, number: int) -> WerkzeugResponse:
    """The form, and afterwards, at an address that sends nothing when it is loaded again, what happens with it."""
    dialogue = dialogues.public_by_slug(reading(), slug)
    submission = submissions.shown_by_number(reading(), dialogue.id, number)
    form = ReportForm()
    if form.validate_on_submit():
        try:
            with changes() as session:
                reason = next((one for one in Reason if one.value == form.reason.data), None)
                receipts.report(session, settings().rules(), submission.id, reason, form.text.data, now())
        except NotFound:
            raise
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect(url_for("public_reports.show", slug=slug, number=number, reported="1"), 303)
    page = render_template(
        "public/reports/show.html",
        form=form,
        dialogue=dialogue,
        number=number,
        reported=request.method == "GET" and "reported" in request.args,
        said=said,
        limit=MAX_REPORT,
        lang=g.language,
        back=url_for("public_dialogues.show", slug=slug) + f"submissions/{number}",
    )
    response = Response(page, form.status, mimetype="text/html")
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
