"""`gensvar backup FILE` and `gensvar restore FILE`."""

import sys
from pathlib import Path

import click

from portal import clock
from portal.cli.backups import back_up
from portal.cli.backups import restore as put_back
from portal.cli.installation import as_json_option, opened, tell
from portal.cli.refusing import line_for
from portal.domain.refusals import Refusal
from portal.queries import checks


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@as_json_option
def backup(file: Path, as_json: bool) -> None:
    """Write the whole database to FILE while the portal goes on.

    The secret key (instance/secret_key, or GENSVAR_SECRET_KEY) is not in it: keep it too, in another place.
    """
    with opened() as here:
        counts = back_up(here.engine, file)
    tell({"file": str(file), "rows": counts}, f"{sum(counts.values())} rows in {file}", as_json)


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Also when the database holds something; what it holds is gone then.")
@as_json_option
def restore(file: Path, replace: bool, as_json: bool) -> None:
    """Make the database what FILE holds, then check it as `gensvar check` does. Stop the portal first."""
    with opened(check_schema=False) as here:
        counts = put_back(here.engine, file, replace)
        with here.reading() as session:
            wrong = [one for one in checks.everything(session, clock.now()) if not one.warning]
    tell({"rows": counts, "right": not wrong}, f"{sum(counts.values())} rows restored", as_json)
    for one in wrong:
        click.echo(line_for(Refusal(one.code, one.where, one.params)), err=True)
    if wrong:
        sys.exit(1)
