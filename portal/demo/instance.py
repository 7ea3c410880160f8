"""The installation that a demonstration lives in: its settings, what is in its database, and how it is wiped."""

from datetime import date
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, select

from portal.demo.building import FINISHED
from portal.domain.refusals import GateClosed, Refusal
from portal.models.base import Base
from portal.models.bodies import Body
from portal.models.search import SEARCH_TABLE
from portal.models.users import User
from portal.services import jobs
from portal.settings import Settings, make_secret_key
from portal.transaction import reading, writing_alone

SETTINGS = """\
# A demonstration: a made-up municipality. `gensvar demo --reset` wipes it and makes it anew.
demo = true
municipality_name = "Åsby kommun"
contact_email = "medborgardialog@asby.example"
contact_phone = "0980-319 200"
postal_address = "Åsby kommun, Rådhuset, 999 80 Åsby"
mail_sender = "medborgardialog@asby.example"
mail_retention_decision = "KS 2026/12 § 34"
"""
DOMAIN = "@asby.example"


class Holds(StrEnum):
    """What a database holds."""

    NOTHING = "nothing"
    DEMO = "demo"
    HALF_A_DEMO = "half_a_demo"
    SOMETHING_ELSE = "something_else"


def prepare(instance: Path) -> None:
    """Give an installation that has no settings yet those of a demonstration; one that has them keeps its own."""
    make_secret_key(instance)
    file = instance / "settings.toml"
    if not file.exists() and not (instance / "gensvar.sqlite3").exists():
        file.write_text(SETTINGS, encoding="utf-8")


def require_demo(settings: Settings) -> None:
    """Raises GateClosed unless the settings say that this is a demonstration."""
    if not settings.demo:
        raise GateClosed(Refusal("NOT_A_DEMO"))


def holds(engine: Engine) -> Holds:
    """What the database holds; a demonstration is known by its accounts, all of the made-up municipality."""
    with reading(engine) as session:
        addresses = session.scalars(select(User.email)).all()
        if not addresses:
            return Holds.NOTHING if session.scalar(select(Body.id).limit(1)) is None else Holds.SOMETHING_ELSE
        if not any(address == f"disa.frostvik{DOMAIN}" for address in addresses):
            return Holds.SOMETHING_ELSE
        return Holds.HALF_A_DEMO if jobs.is_due(session, FINISHED, date.min) else Holds.DEMO


def wipe(engine: Engine, settings: Settings) -> None:
    """Take everything out of the demonstration's own database, and its mails on disk.

    Raises GateClosed for an installation, or a database, that is no demonstration.
    """
    require_demo(settings)
    if holds(engine) is Holds.SOMETHING_ELSE:
        raise GateClosed(Refusal("NOT_A_DEMO"))
    with writing_alone(engine) as connection:
        for name in _tables(connection):
            connection.exec_driver_sql(f'DELETE FROM "{name}"')  # noqa: S608 - names from the database itself
    for mail in (settings.instance / "mail").glob("*.eml"):
        mail.unlink()


def _tables(connection: Connection) -> list[str]:
    """Every table of ours, children before parents. Rows go, files stay: a server may have them open."""
    there = inspect(connection).get_table_names()
    known = [table.name for table in reversed(Base.metadata.sorted_tables)]
    return [SEARCH_TABLE, *(name for name in known if name in there)]
