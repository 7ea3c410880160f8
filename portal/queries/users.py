"""Members of staff: who is who, and what they may."""

import hashlib
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.adapters import passwords
from portal.domain.permissions import Act, Actor, Grant, Role, roles_for
from portal.domain.refusals import NotFound
from portal.domain.users import is_locked
from portal.models.users import RoleGrant, SignInLink, User


def actor_of(user: User) -> Actor:
    """The user as the one who does something; somebody who is no longer active holds no role."""
    grants = tuple(Grant(role.role, role.body_id) for role in user.roles) if user.active else ()
    return Actor(user.id, user.name, grants)


def by_session_token(session: Session, token: str) -> User | None:
    """The active user whom the browser's token belongs to."""
    return session.scalar(select(User).where(User.session_token == token, User.active))


def by_email(session: Session, email: str) -> User | None:
    """The user with that address, whatever its case."""
    return session.scalar(select(User).where(User.email == email.strip().lower()))


def by_id(session: Session, user_id: int) -> User:
    """The user; raises NotFound."""
    user = session.get(User, user_id)
    if user is None:
        raise NotFound("NO_SUCH_USER")
    return user


def everyone(session: Session) -> list[User]:
    """All users by name, also those no longer active."""
    return list(session.scalars(select(User).order_by(User.name, User.id)))


def who_may(session: Session, act: Act, body_id: int, *others: int) -> list[User]:
    """Active users who may do this for that body, or one of the others that hold a dialogue with it, by name."""
    holding = select(RoleGrant.user_id).where(
        RoleGrant.role.in_(tuple(roles_for(act))),
        RoleGrant.body_id.in_((body_id, *others)) | RoleGrant.body_id.is_(None),
    )
    return list(session.scalars(select(User).where(User.active, User.id.in_(holding)).order_by(User.name, User.id)))


def count_who_may(session: Session, act: Act, body_id: int) -> int:
    """How many active users may do this for that body."""
    return (
        session.scalar(
            select(func.count(func.distinct(RoleGrant.user_id)))
            .join(User, User.id == RoleGrant.user_id)
            .where(
                User.active,
                RoleGrant.role.in_(tuple(roles_for(act))),
                (RoleGrant.body_id == body_id) | RoleGrant.body_id.is_(None),
            )
        )
        or 0
    )


def link_by_hash(session: Session, token_hash: str) -> SignInLink | None:
    """The one-time link with that hash, used or not."""
    return session.scalar(select(SignInLink).where(SignInLink.token_hash == token_hash))


def holder_of_link(session: Session, token: str, now: datetime) -> User | None:
    """Whom an unused one-time link belongs to, while it holds; looking does not use it up."""
    link = link_by_hash(session, link_hash(token))
    if link is None or link.used_at is not None or now >= link.expires_at:
        return None
    user = session.get(User, link.user_id)
    return user if user is not None and user.active else None


def link_hash(token: str) -> str:
    """What is kept of a one-time link's token."""
    return hashlib.sha256(b"gensvar-link:" + token.encode()).hexdigest()


def password_matches(session: Session, email: str, password: str, now: datetime) -> bool:
    """Whether this is the active user's password; takes as long for nobody, and for an account that is locked.

    A hash takes its time, so ask in a reading session and let `services.users.sign_in` record the result.
    """
    user = by_email(session, email)
    may_try = user is not None and user.active and not is_locked(user.locked_until, now)
    known = user.password_hash if user is not None and may_try else None
    return passwords.verify(known, password)


def administrators(session: Session) -> list[int]:
    """Ids of the active users who are administrators for all bodies."""
    return list(
        session.scalars(
            select(RoleGrant.user_id)
            .join(User, User.id == RoleGrant.user_id)
            .where(User.active, RoleGrant.role == Role.ADMINISTRATOR, RoleGrant.body_id.is_(None))
        )
    )


def is_empty(session: Session) -> bool:
    """Whether there is no user at all yet."""
    return session.scalar(select(func.count(User.id))) == 0
