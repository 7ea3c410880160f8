"""The one-time link with which staff choose a password. Opening it does not use it up; sending the form does."""

from flask import Blueprint, flash, make_response, redirect, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.queries import users as known
from portal.services import users
from portal.web.access import public
from portal.web.forms.saving import saved
from portal.web.forms.users import ChoosePasswordForm
from portal.web.protection import csrf
from portal.web.sessions import now, reading

blueprint = Blueprint("account_links", __name__, url_prefix="/sign-in/link")
csrf.exempt(blueprint)


@blueprint.get("/<token>")
@public
def show(token: str) -> Response:
    """The form, or the words that the link no longer holds."""
    return _page(token, ChoosePasswordForm())


@blueprint.post("/<token>")
@public
def choose(token: str) -> Response:
    """Set the password and go on to sign in with it."""
    form = ChoosePasswordForm()
    if saved(form, lambda session: users.choose_password(session, token, form.password.data or "", now())):
        flash(_("Lösenordet är valt. Logga in med det."), "good")
        return redirect("/sign-in", 303)
    return _page(token, form)


def _page(token: str, form: ChoosePasswordForm) -> Response:
    holder = known.holder_of_link(reading(), token, now())
    body = render_template("account/links/show.html", form=form, holder=holder)
    response = make_response(body, form.status if holder else 410)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
