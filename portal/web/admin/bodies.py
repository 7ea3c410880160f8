"""Elected bodies: added, and what is said of them changed."""

from flask import Blueprint, flash, redirect, render_template
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.domain.bodies import BodyKind
from portal.domain.permissions import Act
from portal.queries import bodies as known
from portal.queries import texts
from portal.services import bodies
from portal.web import sessions
from portal.web.access import staff
from portal.web.forms.bodies import TEXTS, BodyForm
from portal.web.forms.fields import in_languages, written
from portal.web.forms.saving import saved
from portal.web.protection import csrf
from portal.web.staff import body_choices, chosen_body, name_of
from portal.web.staff_labels import BODY_KINDS

blueprint = Blueprint("admin_bodies", __name__, url_prefix="/admin/bodies")
csrf.exempt(blueprint)


@blueprint.get("/")
@staff(Act.MANAGE_BODIES)
def index() -> str:
    """All bodies, with the languages in which the name is missing."""
    found = known.everyone(sessions.reading())
    return render_template(
        "admin/bodies/index.html",
        bodies=found,
        parents={body.id: body for body in found},
        kinds=BODY_KINDS,
        name_of=name_of,
        missing={
            body.id: [c for c in sessions.settings().languages if body.texts.get("name", c) is None] for body in found
        },
    )


@blueprint.route("/new", methods=["GET", "POST"])
@staff(Act.MANAGE_BODIES)
def new() -> Response | tuple[str, int]:
    """Add a body."""
    form = _form(sessions.reading(), data={"kind": BodyKind.COMMITTEE.value})

    def add(session: Session) -> None:
        bodies.add(
            session, sessions.current_actor(), written(form, "name", sessions.settings().languages),
            BodyKind(form.kind.data), sessions.now(), parent=chosen_body(session, form.parent.data),
            email=form.email.data, postal_address=form.postal_address.data,
        )  # fmt: skip

    if saved(form, add):
        flash(_("Nämnden är tillagd."), "good")
        return redirect("/admin/bodies/", 303)
    return form.page("admin/bodies/edit.html", body=None, languages=sessions.settings().languages, states={})


@blueprint.route("/<slug>", methods=["GET", "POST"])
@staff(Act.MANAGE_BODIES)
def edit(slug: str) -> Response | tuple[str, int]:
    """Change names and addresses. The kind and the address on the site stay."""
    body, languages = known.by_slug(sessions.reading(), slug), sessions.settings().languages
    names = {f"name-{code}": text.source for code in languages if (text := body.texts.get("name", code))}
    rest = {"email": body.email, "postal_address": body.postal_address, "parent": str(body.parent_id or "")}
    form = _form(sessions.reading(), data={**names, **rest, "kind": body.kind.value})
    form.kind.choices = [(body.kind.value, BODY_KINDS[body.kind])]

    def change(session: Session) -> None:
        bodies.change(
            session, sessions.current_actor(), known.by_slug(session, slug), written(form, "name", languages),
            sessions.now(), parent=chosen_body(session, form.parent.data), email=form.email.data,
            postal_address=form.postal_address.data,
        )  # fmt: skip

    if saved(form, change):
        flash(_("Ändringarna är sparade."), "good")
        return redirect("/admin/bodies/", 303)
    body = known.by_slug(sessions.reading(), slug)
    states = {code: state for (_field, code), state in texts.states_of(body.texts, languages).items()}
    return form.page("admin/bodies/edit.html", body=body, languages=languages, states=states)


def _form(session: Session, data: dict[str, object]) -> BodyForm:
    made = in_languages(BodyForm, "body", TEXTS, sessions.settings().languages, must=TEXTS)(data=data)
    made.parent.choices = body_choices(session, empty=_("Ingen"))
    return made
