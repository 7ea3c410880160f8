"""Who may enter each page. A view without a marker is closed to everybody; a test walks all of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlencode

from flask import Flask, abort, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.domain.permissions import Act, Actor, may
from portal.queries import joint_bodies
from portal.web.input import kept_texts
from portal.web.sessions import current_actor, reading, stand_as

View = TypeVar("View", bound=Callable[..., object])
_MARK = "gensvar_access"


@dataclass(frozen=True)
class Access:
    """Who may enter: everybody, or staff who may do one of `acts` for at least one body (none given: any staff)."""

    public: bool
    acts: tuple[Act, ...] = ()


def public(view: View) -> View:
    """Mark a view that everybody may enter."""
    setattr(view, _MARK, Access(public=True))
    return view


def staff(*acts: Act) -> Callable[[View], View]:
    """Mark a view for signed-in staff who may do one of `acts` for some body; the service checks for which body."""

    def mark(view: View) -> View:
        setattr(view, _MARK, Access(public=False, acts=acts))
        return view

    return mark


def access_of(view: Callable[..., object] | None) -> Access | None:
    """Return the marker of a view, None when it has none."""
    return getattr(view, _MARK, None)


def guard(app: Flask) -> None:
    """Check the marker before each view: unknown people are sent to sign in, others without the right get 403."""
    app.before_request(_check)


def _check() -> Response | None:
    if request.endpoint is None:
        return None
    access = access_of(current_app.view_functions[request.endpoint])
    if access is None:
        current_app.logger.error("The view %s does not say who may enter", request.endpoint)
        abort(403)
    if access.public:
        return None
    actor = current_actor()
    if actor.user_id is None:
        return sign_in_first()
    actor = _towards_dialogue(actor)
    if access.acts and not any(may(actor, act) for act in access.acts):
        abort(403)
    return None


def _towards_dialogue(actor: Actor) -> Actor:
    """On the pages of one dialogue, roles for a body that holds it together with another count for both."""
    slug = (request.view_args or {}).get("slug")
    if slug is None or not request.path.startswith("/office/dialogues/"):
        return actor
    standing = joint_bodies.actor_in_named(reading(), actor, slug)
    if standing is not actor:
        stand_as(standing)
    return standing


def sign_in_first() -> Response:
    """Send the reader to the sign-in page, to come back here afterwards if this was a page to read.

    Whoever was signed out while writing gets the text back to copy.
    """
    address = url_for("account_sign_in.show") if "account_sign_in.show" in current_app.view_functions else "/sign-in"
    if request.method != "GET":
        if kept := kept_texts():
            return Response(render_template("account/signed_out.html", kept=kept), 403, mimetype="text/html")
        return redirect(address)
    return redirect(f"{address}?{urlencode({'next': request.full_path.rstrip('?')})}")
