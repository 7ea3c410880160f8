"""`gensvar mail deliver`: one pass over the outbox."""

import json
import sys
from dataclasses import asdict

import click

from portal import clock
from portal.mail.deliver import deliver_due
from portal.settings import load
from portal.transaction import connect


@click.group("mail")
def mail() -> None:
    """The mail that waits to be sent."""


@mail.command("deliver")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def deliver(as_json: bool) -> None:
    """Send what is due now. Exit status 1 when the mail server could not be reached."""
    settings = load()
    done = deliver_due(connect(settings.database_url), settings, clock.now())
    if as_json:
        click.echo(json.dumps(asdict(done)))
    else:
        click.echo(f"{done.sent} sent, {done.later} again later, {done.failed} given up, {done.withdrawn} withdrawn")
    if done.server_away:
        click.echo("The mail server cannot be reached now; what waits is tried again.", err=True)
        sys.exit(1)
