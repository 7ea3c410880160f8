"""Accounts of staff: added, given and relieved of roles, closed, signed in. Such changes end the open sessions."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from portal.adapters import passwords
from portal.domain.mailing import MailKind
from portal.domain.permissions import Act, Actor, Role, require, require_everywhere
from portal.domain.refusals import GateClosed, Invalid, NotAllowed, Refusal
from portal.domain.rules import Rules
from portal.domain.users import LINK_HOLDS, email_fault, is_locked, lock_after, password_faults
from portal.effects import audit
from portal.effects.locking import lock
from portal.effects.outbox import enqueue
from portal.models.bodies import Body
from portal.models.users import RoleGrant, SignInLink, User
from portal.queries import users


@dataclass(frozen=True)
class SignIn:
    """What became of a sign-in: the user, or why not. A refusal is no exception, so that the attempt is recorded."""

    user: User | None
    refusal: Refusal | None = None


def add(
    session: Session,
    actor: Actor,
    email: str,
    name: str,
    now: datetime,
    *,
    title: str = "",
    phone: str = "",
    language: str = "sv",
) -> User:
    """Add an account without role or password. Raises Invalid with NOT_AN_EMAIL, EMAIL_TAKEN or NO_NAME."""
    require(actor, Act.MANAGE_USERS)
    address = email.strip().lower()
    found = [Refusal(fault, "email") for fault in (email_fault(address),) if fault]
    if not name.strip():
        found.append(Refusal("NO_NAME", "name"))
    if users.by_email(session, address) is not None:
        found.append(Refusal("EMAIL_TAKEN", "email"))
    if found:
        raise Invalid(*found)
    user = User(
        email=address,
        name=name.strip(),
        title=title.strip(),
        phone=phone.strip(),
        language=language,
        session_token=_token(),
        created_at=now,
        roles=[],
    )
    session.add(user)
    session.flush()
    audit.record(session, actor, "users.add", "user", user.id, None, _said(user), now)
    return user


def change(
    session: Session,
    actor: Actor,
    user: User,
    now: datetime,
    *,
    name: str,
    title: str = "",
    phone: str = "",
    language: str = "sv",
) -> None:
    """Change what is said of a user; everybody may change their own. Raises Invalid with NO_NAME."""
    if actor.user_id != user.id:
        _require_over(actor, user)
    if not name.strip():
        raise Invalid(Refusal("NO_NAME", "name"))
    before = _said(user)
    user.name, user.title, user.phone, user.language = name.strip(), title.strip(), phone.strip(), language
    audit.record(session, actor, "users.change", "user", user.id, before, _said(user), now)


def grant(session: Session, actor: Actor, user: User, role: Role, body: Body | None, now: datetime) -> None:
    """Give a role for one body, or (None) for all; what the user has already is left as it is."""
    _require_for(actor, body.id if body else None)
    lock(session, user)
    body_id = body.id if body else None
    if any(held.role is role and held.body_id == body_id for held in user.roles):
        return
    user.roles.append(RoleGrant(role=role, body_id=body_id))
    _end_sessions(user)
    session.flush()
    after = {"role": role, "body": body_id}
    audit.record(session, actor, "users.grant", "user", user.id, None, after, now)


def revoke(session: Session, actor: Actor, user: User, role: Role, body: Body | None, now: datetime) -> None:
    """Take a role away. Raises Invalid with ROLE_NOT_HELD, GateClosed with LAST_ADMINISTRATOR."""
    body_id = body.id if body else None
    _require_for(actor, body_id)
    lock(session, user)
    held = next((own for own in user.roles if own.role is role and own.body_id == body_id), None)
    if held is None:
        raise Invalid(Refusal("ROLE_NOT_HELD", "role"))
    if role is Role.ADMINISTRATOR and body_id is None:
        _refuse_last_administrator(session, user)
    user.roles.remove(held)
    _end_sessions(user)
    session.flush()
    audit.record(session, actor, "users.revoke", "user", user.id, {"role": role, "body": body_id}, None, now)


def deactivate(session: Session, actor: Actor, user: User, now: datetime) -> None:
    """Close an account; its links and sessions end, what it did stays under its name.

    Raises GateClosed with LAST_ADMINISTRATOR.
    """
    _require_over(actor, user)
    lock(session, user)
    _refuse_last_administrator(session, user)
    user.active = False
    user.password_hash = None
    _forget_links(session, user)
    _end_sessions(user)
    audit.record(session, actor, "users.deactivate", "user", user.id, {"active": True}, {"active": False}, now)


def reactivate(session: Session, actor: Actor, user: User, now: datetime) -> None:
    """Open a closed account again; a new one-time link is needed to sign in."""
    _require_over(actor, user)
    lock(session, user)
    user.active = True
    audit.record(session, actor, "users.reactivate", "user", user.id, {"active": False}, {"active": True}, now)


def make_link(session: Session, actor: Actor, user: User, now: datetime) -> str:
    """Make a one-time link to choose a password and return its token, which is kept as a hash only; older links end.

    Raises GateClosed with USER_NOT_ACTIVE.
    """
    _require_over(actor, user)
    if not user.active:
        raise GateClosed(Refusal("USER_NOT_ACTIVE"))
    _forget_links(session, user)
    token = _token()
    link = SignInLink(user_id=user.id, token_hash=users.link_hash(token), expires_at=now + LINK_HOLDS)
    session.add(link)
    audit.record(session, actor, "users.make_link", "user", user.id, None, {"until": link.expires_at}, now)
    return token


def mail_link(
    session: Session, actor: Actor, rules: Rules, user: User, address_of: Callable[[str], str], now: datetime
) -> None:
    """Make a one-time link and mail it to the user; `address_of` makes the whole address of a token.

    The mail is a row of the same transaction. Raises what `make_link` raises.
    """
    link = address_of(make_link(session, actor, user, now))
    payload = {"address": user.email, "link": link}
    enqueue(session, rules, MailKind.STAFF_SIGN_IN, user.language, payload, now)


def choose_password(session: Session, token: str, password: str, now: datetime) -> User:
    """Use a one-time link up: set the password, end every session and every other link, unlock the account.

    Raises Invalid with LINK_NOT_VALID or the faults of the password.
    """
    user = users.holder_of_link(session, token, now)
    if user is None:
        raise Invalid(Refusal("LINK_NOT_VALID"))
    lock(session, user)
    if users.holder_of_link(session, token, now) is None:
        raise Invalid(Refusal("LINK_NOT_VALID"))
    _set_password(user, password)
    _forget_links(session, user)
    audit.record(session, users.actor_of(user), "users.choose_password", "user", user.id, None, None, now)
    return user


def change_password(session: Session, actor: Actor, user: User, old: str, new: str, now: datetime) -> None:
    """Change one's own password; links that are under way do not survive it.

    Raises Invalid with PASSWORD_WRONG or the faults of the new password, NotAllowed for somebody else's.
    """
    if actor.user_id != user.id:
        raise NotAllowed(Refusal("NOT_ALLOWED"))
    if not passwords.verify(user.password_hash, old):
        raise Invalid(Refusal("PASSWORD_WRONG", "old"))
    _set_password(user, new)
    _forget_links(session, user)
    audit.record(session, actor, "users.change_password", "user", user.id, None, None, now)


def sign_in(session: Session, email: str, matches: bool, now: datetime) -> SignIn:
    """Record an attempt to sign in; `matches` is what `queries.users.password_matches` found.

    Refusals: SIGN_IN_FAILED, the same for a wrong password and for nobody; SIGN_IN_LOCKED with `minutes`.
    """
    user = users.by_email(session, email)
    if user is None or not user.active:
        return SignIn(None, Refusal("SIGN_IN_FAILED"))
    lock(session, user)
    who = users.actor_of(user)
    if is_locked(user.locked_until, now):
        return SignIn(None, _locked(user, now))
    if matches:
        user.failed_sign_ins, user.locked_until = 0, None
        audit.record(session, who, "users.sign_in", "user", user.id, None, None, now)
        return SignIn(user)
    user.failed_sign_ins += 1
    user.locked_until = lock_after(user.failed_sign_ins, now)
    if user.locked_until is None:
        return SignIn(None, Refusal("SIGN_IN_FAILED"))
    user.failed_sign_ins = 0
    audit.record(session, who, "users.lock", "user", user.id, None, {"until": user.locked_until}, now)
    return SignIn(None, _locked(user, now))


def sign_out(session: Session, actor: Actor, now: datetime) -> None:
    """End every session of the actor."""
    if actor.user_id is not None:
        _end_sessions(users.by_id(session, actor.user_id))
        audit.record(session, actor, "users.sign_out", "user", actor.user_id, None, None, now)


def _locked(user: User, now: datetime) -> Refusal:
    left = (user.locked_until or now) - now
    return Refusal("SIGN_IN_LOCKED", params={"minutes": max(1, -(-int(left.total_seconds()) // 60))})


def _set_password(user: User, password: str) -> None:
    if faults := password_faults(password, user.email, user.name):
        raise Invalid(*(Refusal(fault, "password") for fault in faults))
    user.password_hash = passwords.make_hash(password)
    user.failed_sign_ins, user.locked_until = 0, None
    _end_sessions(user)


def _require_for(actor: Actor, body_id: int | None) -> None:
    if body_id is None:
        require_everywhere(actor, Act.MANAGE_USERS)
    else:
        require(actor, Act.MANAGE_USERS, body_id)


def _require_over(actor: Actor, user: User) -> None:
    """Whoever manages users of one body has no power over those who hold roles elsewhere."""
    require(actor, Act.MANAGE_USERS)
    for held in user.roles:
        _require_for(actor, held.body_id)


def _refuse_last_administrator(session: Session, user: User) -> None:
    everyone = users.administrators(session)
    if user.id in everyone and len(everyone) == 1:
        raise GateClosed(Refusal("LAST_ADMINISTRATOR"))


def _forget_links(session: Session, user: User) -> None:
    session.execute(delete(SignInLink).where(SignInLink.user_id == user.id))


def _end_sessions(user: User) -> None:
    user.session_token = _token()


def _token() -> str:
    return secrets.token_urlsafe(32)


def _said(user: User) -> dict[str, object]:
    return {"email": user.email, "name": user.name, "title": user.title, "language": user.language}
