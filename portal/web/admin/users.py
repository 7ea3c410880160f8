"""Accounts of staff: added, given roles per body, closed, and given a one-time link that is shown once."""

from collections.abc import Callable

from flask import Blueprint, flash, make_response, redirect, render_template, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.domain.permissions import Act, Role
from portal.models.users import User
from portal.queries import bodies
from portal.queries import users as known
from portal.services import users
from portal.web import sessions
from portal.web.access import staff
from portal.web.forms.saving import Press, saved
from portal.web.forms.users import OwnForm, RoleForm, UserForm
from portal.web.protection import csrf
from portal.web.staff import body_choices, chosen_body, name_of
from portal.web.staff_labels import ROLE_NOTES, ROLES, choices, language_choices

blueprint = Blueprint("admin_users", __name__, url_prefix="/admin/users")
csrf.exempt(blueprint)
_FIELDS = ("name", "title", "phone", "language")


@blueprint.get("/")
@staff(Act.MANAGE_USERS)
def index() -> str:
    """Everybody, with their roles."""
    session = sessions.reading()
    names = {body.id: name_of(body) for body in bodies.everyone(session)}
    return render_template(
        "admin/users/index.html", users=known.everyone(session), names=names, roles=ROLES, notes=ROLE_NOTES
    )


@blueprint.route("/new", methods=["GET", "POST"])
@staff(Act.MANAGE_USERS)
def new() -> Response | tuple[str, int]:
    """Add a person; roles and the link come next."""
    form = UserForm(data={"language": "sv"})
    form.language.choices = language_choices()
    made: list[int] = []

    def add(session: Session) -> None:
        given = {name: str(form[name].data or "") for name in ("title", "phone", "language")}
        person = users.add(
            session, sessions.current_actor(), form.email.data or "", form.name.data or "", sessions.now(), **given
        )
        made.append(person.id)

    if saved(form, add):
        flash(_("Personen är tillagd. Ge en roll och skapa en engångslänk."), "good")
        return redirect(f"/admin/users/{made[0]}/", 303)
    return form.page("admin/users/new.html")


@blueprint.route("/<int:user_id>/", methods=["GET", "POST"])
@staff(Act.MANAGE_USERS)
def show(user_id: int) -> Response | tuple[str, int]:
    """One person: name, roles, link, closing."""
    form = OwnForm(obj=known.by_id(sessions.reading(), user_id))
    form.language.choices = language_choices()

    def change(session: Session) -> None:
        given = {name: str(form[name].data or "") for name in _FIELDS}
        users.change(session, sessions.current_actor(), known.by_id(session, user_id), sessions.now(), **given)

    if saved(form, change):
        flash(_("Ändringarna är sparade."), "good")
        return redirect(f"/admin/users/{user_id}/", 303)
    return form.page("admin/users/show.html", **_context(user_id))


@blueprint.post("/<int:user_id>/roles")
@staff(Act.MANAGE_USERS)
def grant(user_id: int) -> Response | tuple[str, int]:
    """Give a role, or take one away (`remove`); the person's sessions end."""
    form, remove = _role_form(sessions.reading()), "remove" in request.form
    if remove and form.body.data not in dict(form.body.choices):
        form.body.data = ""

    def change(session: Session) -> None:
        person, body, role = known.by_id(session, user_id), chosen_body(session, form.body.data), Role(form.role.data)
        act = users.revoke if remove else users.grant
        act(session, sessions.current_actor(), person, role, body, sessions.now())

    if saved(form, change):
        flash(_("Rollen är borttagen.") if remove else _("Rollen är given."), "good")
        return redirect(f"/admin/users/{user_id}/", 303)
    return form.page("admin/users/roles.html", **{**_context(user_id), "role_form": form})


@blueprint.post("/<int:user_id>/link")
@staff(Act.MANAGE_USERS)
def link(user_id: int) -> Response | tuple[str, int]:
    """Make a one-time link and show it, this once only; or (`mail`) send it to the person."""
    form, made = Press(), list[str]()
    root = (sessions.settings().public_url or request.host_url).rstrip("/")
    if "mail" in request.form:
        return _mailed(form, user_id, root)

    def make(session: Session) -> None:
        person = known.by_id(session, user_id)
        made.append(users.make_link(session, sessions.current_actor(), person, sessions.now()))

    if not saved(form, make):
        return _refused(form, user_id)
    person = known.by_id(sessions.reading(), user_id)
    answer = make_response(
        render_template("admin/users/link.html", person=person, address=f"{root}/sign-in/link/{made[0]}")
    )
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


def _mailed(form: Press, user_id: int, root: str) -> Response | tuple[str, int]:
    def mail(session: Session) -> None:
        actor, rules, person = sessions.current_actor(), sessions.settings().rules(), known.by_id(session, user_id)
        users.mail_link(session, actor, rules, person, lambda token: f"{root}/sign-in/link/{token}", sessions.now())

    if not saved(form, mail):
        return _refused(form, user_id)
    flash(_("Länken är mejlad till personen."), "good")
    return redirect(f"/admin/users/{user_id}/", 303)


@blueprint.post("/<int:user_id>/deactivate")
@staff(Act.MANAGE_USERS)
def deactivate(user_id: int) -> Response | tuple[str, int]:
    """Close the account; what the person did stays under their name."""
    return _pressed(user_id, users.deactivate, _("Kontot är stängt."))


@blueprint.post("/<int:user_id>/reactivate")
@staff(Act.MANAGE_USERS)
def reactivate(user_id: int) -> Response | tuple[str, int]:
    """Open the account again."""
    return _pressed(
        user_id, users.reactivate, _("Kontot är öppet igen. Skapa en engångslänk, så att personen kan logga in.")
    )


def _pressed(user_id: int, act: Callable[..., None], said: str) -> Response | tuple[str, int]:
    form = Press()

    def change(session: Session) -> None:
        act(session, sessions.current_actor(), known.by_id(session, user_id), sessions.now())

    if saved(form, change):
        flash(said, "good")
        return redirect(f"/admin/users/{user_id}/", 303)
    return _refused(form, user_id)


def _refused(form: Press, user_id: int) -> tuple[str, int]:
    own = OwnForm(formdata=None, obj=known.by_id(sessions.reading(), user_id))
    own.language.choices = language_choices()
    own.form_errors, own.expired = [*form.form_errors], form.expired
    return own.page("admin/users/show.html", **_context(user_id))


def _role_form(session: Session, formdata: object = True) -> RoleForm:
    form = RoleForm() if formdata else RoleForm(formdata=None)
    form.role.choices = choices(ROLES)
    form.body.choices = body_choices(session, Act.MANAGE_USERS, empty=_("Alla nämnder"))
    return form


def _context(user_id: int) -> dict[str, object]:
    session = sessions.reading()
    person: User = known.by_id(session, user_id)
    names = {body.id: name_of(body) for body in bodies.everyone(session)}
    return {
        "person": person,
        "names": names,
        "roles": ROLES,
        "notes": ROLE_NOTES,
        "role_form": _role_form(session, None),
    }
