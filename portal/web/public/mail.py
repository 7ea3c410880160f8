"""The page behind the link in every mail: leave, hear only the answer, or hear also when it is done."""

from flask import Blueprint, abort, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.domain.mailing import ListWish
from portal.domain.refusals import NotFound
from portal.queries import mailing as lists
from portal.services import mailing
from portal.web.access import public
from portal.web.protection import csrf
from portal.web.sessions import changes, now, reading, settings

blueprint = Blueprint("public_mail", __name__)


@blueprint.get("/mail/<token>")
@public
def show(token: str) -> Response:
    """Say what the address gets, and offer to change it. Opening the page changes nothing: mail scanners open links."""
    return _page(token, request.args.get("done", ""))


@blueprint.post("/mail/<token>")
@csrf.exempt
@public
def change(token: str) -> Response:
    """Do what was chosen: by the page's buttons, or by the reader's mail program in one click (RFC 8058).

    There is no CSRF token, because a mail program has none and no cookie either. The signed token in the address is the
    proof instead: only the mail has it, it says what may be changed, and another site cannot know it.
    """
    wanted = "leave" if request.form.get("List-Unsubscribe") == "One-Click" else request.form.get("do", "")
    if wanted not in {"leave", "next", *ListWish}:
        abort(400)
    rules = settings().rules()
    with changes() as session:
        if wanted == "leave":
            mailing.leave(session, rules, token, now())
        elif wanted == "next":
            mailing.join_next(session, rules, token, now())
        else:
            mailing.choose(session, rules, token, ListWish(wanted))
    if "List-Unsubscribe" in request.form:
        return _page(token, "left")
    done = {"leave": "left", "next": "next"}.get(wanted, "saved")
    return redirect(url_for("public_mail.show", token=token, lang_code=g.language, done=done), 303)


def _page(token: str, done: str) -> Response:
    asked = lists.behind(reading(), settings().rules(), token)
    if asked is None:
        raise NotFound("NO_SUCH_MAIL_LINK")
    following = lists.next_of(reading(), asked.dialogue.id) if asked.stands and not asked.contact else None
    response = make_response(
        render_template(
            "public/mail/show.html",
            asked=asked,
            title=asked.dialogue.texts.best("title", g.language),
            following=following.texts.best("title", g.language) if following else None,
            done=done,
            wishes=list(ListWish),
        )
    )
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
