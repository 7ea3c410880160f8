"""Bodies and staff of the made-up municipality; each account gets a random password that is told once."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from portal.demo.content import read
from portal.demo.town import Town
from portal.domain.bodies import BodyKind
from portal.domain.permissions import SYSTEM, Role
from portal.domain.slugs import slug_of
from portal.services import bodies, users

BEGINNING = -800
_SYLLABLES = [first + vowel for first in "bdfghjklmnprstv" for vowel in "aeiou"]


@dataclass(frozen=True)
class SignIn:
    """An account of the demonstration, with the password it was made with."""

    email: str
    password: str
    name: str
    roles: tuple[str, ...]
    bodies: tuple[str, ...]


def settle(town: Town) -> list[SignIn]:
    """Plan the bodies and the staff; the list is filled when the town runs."""
    made: list[SignIn] = []
    town.at(BEGINNING, 7, 0, lambda session, now: _add_bodies(town, session, now))
    town.at(BEGINNING, 7, 30, lambda session, now: _add_users(town, session, now, made))
    return made


def password() -> str:
    """Four made-up words, easy to type and impossible to guess: 2^49 of them."""
    words = ("".join(secrets.choice(_SYLLABLES) for _ in range(2)) for _ in range(4))
    return "-".join(words)


def _add_bodies(town: Town, session: Session, now: datetime) -> None:
    for key, given in read("town")["bodies"].items():
        parent = town.body(session, given["parent"]) if "parent" in given else None
        made = bodies.add(
            session,
            SYSTEM,
            given["name"],
            BodyKind(given["kind"]),
            now,
            parent=parent,
            email=given["email"],
            postal_address=f"{given['name']['sv']}, Rådhuset, 999 80 Åsby",
        )
        town.bodies[key] = made.id


def _add_users(town: Town, session: Session, now: datetime, made: list[SignIn]) -> None:
    for key, given in read("town")["users"].items():
        email = f"{slug_of(given['name']).replace('-', '.')}@asby.example"
        title, phone = given["title"], given.get("phone", "")
        user = users.add(session, SYSTEM, email, given["name"], now, title=title, phone=phone)
        scopes = [town.body(session, one) for one in given.get("bodies", ())]
        for role in given["roles"]:
            for body in (*scopes,) or (None,):
                users.grant(session, SYSTEM, user, Role(role), body, now)
        secret = password()
        users.choose_password(session, users.make_link(session, SYSTEM, user, now), secret, now)
        town.users[key] = user.id
        names = tuple(body.texts.plain("name") for body in scopes)
        made.append(SignIn(email, secret, given["name"], tuple(given["roles"]), names))
