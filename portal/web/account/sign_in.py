"""Signing in and out. The answer is the same for a wrong password, for nobody and for a locked account."""

from flask import Blueprint, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.adapters.passwords import TooBusy
from portal.domain.users import LOCKED_FOR, WRONG_ATTEMPTS
from portal.queries import users as known
from portal.services import users
from portal.web import sessions
from portal.web.access import public, staff
from portal.web.forms.base import Form
from portal.web.forms.users import SignInForm
from portal.web.input import safe_target
from portal.web.protection import csrf

HOME = "/office/"
blueprint = Blueprint("account_sign_in", __name__)
csrf.exempt(blueprint)


@blueprint.get("/sign-in")
@public
def show() -> str | Response:
    """The form; whoever is signed in already goes straight on."""
    target = safe_target(request.args.get("next"), HOME)
    if sessions.current_actor().user_id is not None:
        return redirect(target, 303)
    return render_template("account/sign_in/show.html", form=SignInForm(next=target))


@blueprint.post("/sign-in")
@public
def sign_in() -> Response | tuple[str, int]:
    """Check the password and go where the reader was heading, never off this portal."""
    form = SignInForm()
    if form.validate_on_submit():
        try:
            right = known.password_matches(
                sessions.reading(), form.email.data or "", form.password.data or "", sessions.now()
            )
        except TooBusy:
            form.fault(None, _("Många loggar in just nu. Vänta en stund och försök igen."))
            return form.page("account/sign_in/show.html")
        with sessions.changes() as session:
            found = users.sign_in(session, form.email.data or "", right, sessions.now())
            if found.user is not None:
                sessions.sign_in(found.user)
        if found.user is not None:
            return redirect(safe_target(form.next.data, HOME), 303)
        form.fault(None, _failed())
    return form.page("account/sign_in/show.html")


@blueprint.post("/sign-out")
@staff()
def sign_out() -> Response:
    """End every session of this account, on all devices."""
    if not Form().validate_on_submit():
        return redirect(HOME, 303)
    with sessions.changes() as session:
        users.sign_out(session, sessions.current_actor(), sessions.now())
    sessions.sign_out()
    return redirect("/sign-in", 303)


def _failed() -> str:
    return _(
        "Det gick inte att logga in. Kontrollera adressen och lösenordet. Efter %(attempts)s fel i rad spärras kontot "
        "i %(minutes)s minuter, och då går det inte att logga in ens med rätt lösenord.",
        attempts=WRONG_ATTEMPTS,
        minutes=int(LOCKED_FOR.total_seconds()) // 60,
    )
