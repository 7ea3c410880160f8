"""What belongs to one request: its reading session, its changes, and who is asking."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Flask, current_app, g, has_request_context
from flask import session as cookie
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from portal import clock, transaction
from portal.domain.permissions import RESIDENT, Actor, Grant
from portal.models.users import User
from portal.settings import Settings

STAFF_SESSION = timedelta(hours=12)
"""How long after signing in staff stay signed in: a working day, not a month."""

_SINCE = "since"


@dataclass(frozen=True)
class SignedIn(UserMixin):
    """The signed-in member of staff, as plain values; `session_token` ends all sessions when it is rotated."""

    actor: Actor
    session_token: str
    language: str
    email: str

    def get_id(self) -> str:
        """What the cookie carries: never the user's id."""
        return self.session_token


def engine() -> Engine:
    """Return the engine of the running application."""
    found: Engine = current_app.extensions["gensvar_engine"]
    return found


def settings() -> Settings:
    """Return the settings of the running application."""
    found: Settings = current_app.extensions["gensvar_settings"]
    return found


def now() -> datetime:
    """Return the moment of this request: the same at every call within it."""
    if "now" not in g:
        g.now = clock.now()
    moment: datetime = g.now
    return moment


def reading() -> Session:
    """Return the request's reading session: one snapshot, kept until the request ends or changes something."""
    if g.get("reading") is None:
        g.reading = transaction.open_reading(engine())
    found: Session = g.reading
    return found


@contextlib.contextmanager
def changes() -> Iterator[Session]:
    """Give a session whose changes are committed together at the end of the block, or not at all.

    The request's snapshot is let go first, and `reading()` starts a fresh one afterwards.
    """
    if g.get("reading") is not None:
        transaction.end_reading(g.reading)
    with transaction.changes(engine()) as session:
        yield session
    _close_reading()


def current_actor() -> Actor:
    """Return who is asking: the signed-in member of staff (as one stands towards a joint dialogue), else a resident."""
    if has_request_context() and "standing" in g:
        lent: Actor = g.standing
        return lent
    if has_request_context() and current_user and current_user.is_authenticated:
        actor: Actor = current_user.actor
        return actor
    return RESIDENT


@contextlib.contextmanager
def standing_as(actor: Actor) -> Iterator[None]:
    """Let `current_actor` answer with this actor inside the block: the same person with the roles that are lent."""
    before = g.pop("standing", None)
    g.standing = actor
    try:
        yield
    finally:
        g.pop("standing", None)
        if before is not None:
            g.standing = before


def stand_as(actor: Actor) -> None:
    """Let `current_actor` answer with this actor until the request ends."""
    g.standing = actor


def sign_in(user: User) -> None:
    """Let the browser carry this member of staff's session token from now on, in a fresh cookie session."""
    cookie.clear()
    cookie[_SINCE] = now().timestamp()
    login_user(_signed_in(user))


def sign_out() -> None:
    """Forget everything that the browser carries; the caller rotates the session token."""
    logout_user()
    cookie.clear()


def install(app: Flask) -> None:
    """Wire Flask-Login and the end of each request."""
    manager = LoginManager()
    manager.session_protection = None  # it would need the reader's address and user agent
    manager.user_loader(_load)
    manager.init_app(app)
    app.teardown_request(_close_reading)


def _load(token: str) -> SignedIn | None:
    from portal.queries import users

    if now().timestamp() - cookie.get(_SINCE, now().timestamp()) > STAFF_SESSION.total_seconds():
        return None
    user = users.by_session_token(reading(), token)
    return _signed_in(user) if user is not None and user.active else None


def _signed_in(user: User) -> SignedIn:
    grants = tuple(Grant(role.role, role.body_id) for role in user.roles)
    return SignedIn(Actor(user.id, user.name, grants), user.session_token, user.language, user.email)


def _close_reading(_fault: BaseException | None = None) -> None:
    session = g.pop("reading", None)
    if session is not None:
        session.close()
