"""What members of staff keep themselves: name, language and password."""

from flask import Blueprint, flash, redirect
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.models.users import User
from portal.queries import users as known
from portal.services import users
from portal.web import sessions
from portal.web.access import staff
from portal.web.forms.saving import saved
from portal.web.forms.users import ChangePasswordForm, OwnForm
from portal.web.protection import csrf
from portal.web.staff_labels import language_choices

blueprint = Blueprint("account_own", __name__, url_prefix="/account")
csrf.exempt(blueprint)


@blueprint.route("/", methods=["GET", "POST"])
@staff()
def show() -> Response | tuple[str, int]:
    """The account: who I am, in which language the office speaks to me, what I may do."""
    form = OwnForm(obj=_me(sessions.reading()))
    form.language.choices = language_choices()

    def change(session: Session) -> None:
        given = {name: str(form[name].data or "") for name in ("name", "title", "phone", "language")}
        users.change(session, sessions.current_actor(), _me(session), sessions.now(), **given)

    if saved(form, change):
        flash(_("Ändringarna är sparade."), "good")
        return redirect("/account/", 303)
    return form.page("account/own/show.html", me=_me(sessions.reading()))


@blueprint.route("/password", methods=["GET", "POST"])
@staff()
def password() -> Response | tuple[str, int]:
    """Change the password; every other session of the account ends."""
    form = ChangePasswordForm()

    def change(session: Session) -> None:
        old, new = form.old.data or "", form.password.data or ""
        me = _me(session)
        users.change_password(session, sessions.current_actor(), me, old, new, sessions.now())
        sessions.sign_in(me)

    if saved(form, change):
        flash(_("Lösenordet är ändrat. Du är utloggad överallt utom här."), "good")
        return redirect("/account/", 303)
    return form.page("account/own/password.html")


def _me(session: Session) -> User:
    return known.by_id(session, sessions.current_actor().user_id or 0)
