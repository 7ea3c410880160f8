"""`gensvar`: the same services as the web, from the command line. A command's module is imported when it is called.

Exit status 0: done; 1: refused, with codes and reasons on standard error; 2: wrong usage.
"""

import importlib
import importlib.util
from collections.abc import Mapping
from typing import Any

import click

COMMANDS: Mapping[str, str] = {
    "analyse": "portal.cli.analyse:analyse",
    "backup": "portal.cli.keeping:backup",
    "check": "portal.cli.check:check",
    "demo": "portal.cli.demo:demo",
    "dialogue": "portal.cli.dialogue:dialogue",
    "init": "portal.cli.init:init",
    "mail": "portal.cli.mail:mail",
    "matters": "portal.cli.matters:matters",
    "report": "portal.cli.report:report",
    "restore": "portal.cli.keeping:restore",
    "retention": "portal.cli.retention:retention",
    "serve": "portal.cli.serve:serve",
    "submissions": "portal.cli.submissions:submissions",
    "user": "portal.cli.user:user",
    "worker": "portal.cli.worker:worker",
}


class LazyGroup(click.Group):
    """A group whose commands are named in COMMANDS and imported one at a time."""

    def list_commands(self, context: click.Context) -> list[str]:
        """The names of all commands there are, in alphabetical order."""
        there = {name for name, place in COMMANDS.items() if importlib.util.find_spec(place.partition(":")[0])}
        return sorted(there | set(super().list_commands(context)))

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """The command of that name, imported now."""
        if name not in self.list_commands(context):
            return None
        if name not in COMMANDS:
            return super().get_command(context, name)
        module, _, attribute = COMMANDS[name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def invoke(self, context: click.Context) -> Any:
        """Run the command; what the portal will not do ends with status 1, its codes and the reasons in words."""
        try:
            return super().invoke(context)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as fault:
            from portal.cli.refusing import reasons_of

            reasons = reasons_of(fault)
            if not reasons:
                raise
            for reason in reasons:
                click.echo(reason, err=True)
            context.exit(1)


@click.group(cls=LazyGroup)
def main() -> None:
    """Gensvar: the municipality's portal for citizen dialogue."""
