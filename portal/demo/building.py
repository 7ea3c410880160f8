"""Build the whole demonstration into an empty database, as if it had been lived for a year."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine

from portal.demo import (
    agendas,
    answering,
    bodies,
    deciding,
    evaluating,
    matters,
    people,
    planning,
    promises,
    reading,
    reports,
    tested,
    voices,
)
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


def build(
    engine: Engine, settings: Settings, now: datetime, draft: Draft, annual: reports.Annual | None = None
) -> Built:
    """Build Åsby into an empty database; everything has happened before `now`, through the services, gates and all.

    `draft` gives the content and the document of a handover, `annual` those of an annual report that is adopted.
    """
    whole = Town(engine, settings, now, draft)
    with changes(engine) as session:
        methods.fill(session, SYSTEM, now + timedelta(days=people.BEGINNING))
    sign_ins = people.settle(whole)
    bodies.plan(whole)
    matters.register_all(whole)
    for key in DIALOGUES:
        given, town = tested.told(key, read(key)), reports.town_of(whole, key)
        given["body"] = _body_of(given)
        if "matter" in given:
            matters.register(town, key, given["matter"])
        planning.plan(town, key, given)
        bodies.join(town, key, given)
        sent = voices.plan(town, key, given) if "announced" in given["dialogue"] and "cancelled" not in given else []
        reading.plan(town, key, given, sent)
        answering.plan(town, key, given)
        deciding.plan(town, key, given)
        evaluating.plan(town, key, given)
    agendas.plan(whole)
    promises.plan(whole)
    if annual is not None:
        reports.plan(whole, "kfn", annual)
    whole.run()
    with changes(engine) as session:
        jobs.done(session, FINISHED, whole.today)
    return Built(sign_ins, whole.codes)


def _body_of(given: dict[str, Any]) -> str:
    source = read(given["follows"]) if "follows" in given else given
    return str(given["dialogue"].get("body", source["matter"]["body"]))
