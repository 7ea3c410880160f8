"""`gensvar init`: the settings and the database of one installation; again after each new version."""

import os

import click

from portal import clock, schema
from portal.domain.permissions import SYSTEM
from portal.services import methods
from portal.settings import instance_directory, load, make_secret_key
from portal.transaction import changes, connect

SETTINGS = """\
# Gensvar: what this municipality decides. GENSVAR_* in the environment goes before what stands here.
# municipality_name = "Åsby kommun"
# public_url = "https://dialog.asby.se"
# contact_email = "dialog@asby.se"
# postal_address = "Åsby kommun, 123 45 Åsby"
# smtp_url = "smtp://mail.asby.se:587"
# mail_sender = "dialog@asby.se"
# mail_retention_decision = "KS 2027/12 § 34"
"""


@click.command("init")
def init() -> None:
    """Make the database and the settings, or bring the database up to date; what is there is kept."""
    instance = instance_directory(os.environ)
    make_secret_key(instance)
    file = instance / "settings.toml"
    if not file.exists():
        file.write_text(SETTINGS, encoding="utf-8")
    settings = load()
    engine = connect(settings.database_url)
    try:
        schema.upgrade(engine)
        with changes(engine) as session:
            methods.fill(session, SYSTEM, clock.now())
    finally:
        engine.dispose()
    click.echo(f"Ready: settings in {file}, database at schema {schema.newest()}.")
