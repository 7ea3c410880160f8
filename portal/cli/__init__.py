"""`gensvar`: the same services as the web, from the command line. A command's module is imported when it is called."""

import importlib
from collections.abc import Mapping

import click

COMMANDS: Mapping[str, str] = {
    "mail": "portal.cli.mail:mail",
    "worker": "portal.cli.worker:worker",
}


class LazyGroup(click.Group):
    """A group whose commands are named in COMMANDS and imported one at a time."""

    def list_commands(self, context: click.Context) -> list[str]:
        """The names of all commands, in alphabetical order."""
        return sorted({*COMMANDS, *super().list_commands(context)})

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """The command of that name, imported now."""
        if name not in COMMANDS:
            return super().get_command(context, name)
        module, _, attribute = COMMANDS[name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command


@click.group(cls=LazyGroup)
def main() -> None:
    """Gensvar: the municipality's portal for citizen dialogue."""
