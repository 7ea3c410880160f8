"""The installation that a command works on: its settings, its database, and who acts."""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import click
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from portal import schema
from portal.domain.permissions import SYSTEM, Actor
from portal.domain.refusals import NotFound
from portal.domain.rules import Rules
from portal.queries import users
from portal.settings import Settings, load
from portal.transaction import changes, connect, reading

as_json_option = click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
actor_option = click.option(
    "--as", "as_whom", metavar="EMAIL", help="Act as this member of staff instead of the system."
)


@dataclass(frozen=True)
class Installation:
    """Settings, rules and database of one municipality."""

    settings: Settings
    engine: Engine

    @property
    def rules(self) -> Rules:
        """What services need to know of the settings."""
        return self.settings.rules()

    @contextmanager
    def changes(self) -> Iterator[Session]:
        """A session that is committed at the end of the block."""
        with changes(self.engine) as session:
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one snapshot."""
        with reading(self.engine) as session:
            yield session

    def actor(self, email: str | None) -> Actor:
        """The member of staff with that address; without one, the portal itself. Raises NotFound."""
        if not email:
            return SYSTEM
        with self.reading() as session:
            user = users.by_email(session, email)
            if user is None:
                raise NotFound("NO_SUCH_USER")
            return users.actor_of(user)


@contextmanager
def opened(check_schema: bool = True) -> Iterator[Installation]:
    """The installation of this environment, closed at the end; refuses a database with another schema."""
    settings = load()
    engine = connect(settings.database_url)
    try:
        if check_schema:
            schema.check_version(engine)
        yield Installation(settings, engine)
    finally:
        engine.dispose()


def tell(facts: Mapping[str, Any], sentence: str, as_json: bool) -> None:
    """Say what was done: a sentence, or the facts as one line of JSON."""
    click.echo(json.dumps(facts, ensure_ascii=False, default=str) if as_json else sentence)


class Progress:
    """How far a long work has come, on standard error; silent when that is no terminal."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._shown = sys.stderr.isatty()

    def at(self, done: int, of: int | None = None) -> None:
        """Show how many are done, and of how many when that is known."""
        if self._shown:
            sys.stderr.write(f"\r{self._what}: {done}{'' if of is None else f' / {of}'}")
            sys.stderr.flush()

    def end(self) -> None:
        """Leave the line."""
        if self._shown:
            sys.stderr.write("\n")
