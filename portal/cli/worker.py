"""`gensvar worker`: mail, audit seals and nightly jobs, until it is told to stop."""

import logging
import signal
import threading

import click
from sqlalchemy import Engine

from portal import clock
from portal.cli.jobs import Mixed, turn
from portal.settings import Settings, load
from portal.transaction import connect

EVERY = 5.0


@click.command("worker")
@click.option("--every", default=EVERY, show_default=True, help="Seconds of rest between two turns.")
@click.option("--once", is_flag=True, help="Do what is due now, then stop.")
def worker(every: float, once: bool) -> None:
    """Send the mail that waits, seal the audit record, index new texts, and do the nightly jobs."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s")
    settings = load()
    engine = connect(settings.database_url)
    stop = threading.Event()
    if once:
        turn(engine, settings, clock.now())
        return
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    run(engine, settings, stop, every)


def run(engine: Engine, settings: Settings, stop: threading.Event, every: float = EVERY) -> None:
    """Take turns until `stop` is set; the turn that has begun is finished first."""
    mixed: Mixed = {}
    while not stop.is_set():
        turn(engine, settings, clock.now(), mixed)
        stop.wait(every)
