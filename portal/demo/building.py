"""Build the whole demonstration into an empty database, as if it had been lived for a year."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine

from portal.demo import answering, deciding, matters, people, planning, reading, voices
from portal.demo.content import DIALOGUES, read
from portal.demo.people import SignIn
from portal.demo.town import Draft, Town
from portal.domain.permissions import SYSTEM
from portal.services import jobs, methods
from portal.settings import Settings
from portal.transaction import changes

FINISHED = "demo"
"""The job that is noted as done when the demonstration is whole."""


@dataclass(frozen=True)
class Built:
    """What is told once: the sign-ins, and the receipt code of one submission in each dialogue, by its content key."""

    sign_ins: list[SignIn]
    codes: dict[str, str]


def build(engine: Engine, settings: Settings, now: datetime, draft: Draft) -> Built:
    """Build Åsby into an empty database; everything has happened before `now`, through the services, gates and all.

    `draft` gives the content and the document of a handover.
    """
    town = Town(engine, settings, now, draft)
    with changes(engine) as session:
        methods.fill(session, SYSTEM, now - timedelta(days=400))
    sign_ins = people.settle(town)
    matters.register_all(town)
    for key in DIALOGUES:
        given = dict(read(key))
        given["body"] = _body_of(given)
        if "matter" in given:
            matters.register(town, key, given["matter"])
        planning.plan(town, key, given)
        sent = voices.plan(town, key, given) if "announced" in given["dialogue"] and "cancelled" not in given else []
        reading.plan(town, key, given, sent)
        answering.plan(town, key, given)
        deciding.plan(town, key, given)
    town.run()
    with changes(engine) as session:
        jobs.done(session, FINISHED, town.today)
    return Built(sign_ins, town.codes)


def _body_of(given: dict[str, Any]) -> str:
    source = read(given["follows"]) if "follows" in given else given
    return str(given["dialogue"].get("body", source["matter"]["body"]))
