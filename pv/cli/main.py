"""Which command does what; every error is one clear line and exit status 2."""

import gc
import sys
from importlib import import_module
from io import TextIOWrapper
from types import MappingProxyType

import click

from pv.cli.say import say
from pv.errors import PvError, nearest

#: Command -> its module. Help and errors of the command line need none of what the commands import.
COMMANDS = MappingProxyType(
    {
        "report": "pv.cli.report",
        "check": "pv.cli.check",
        "build": "pv.cli.build",
        "sql": "pv.cli.sql",
        "table": "pv.cli.table",
        "tables": "pv.cli.tables",
        "explain": "pv.cli.explain",
        "init": "pv.cli.init",
        "reconstruct": "pv.cli.reconstruct",
        "reconcile": "pv.cli.reconcile",
    }
)


class _Commands(click.Group):
    """The commands, imported by name."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """Return the names in the order of a study's life."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, or None where the shell asks what a word might become.

        Raises:
            click.UsageError: there is no such command; the nearest is named.
        """
        if cmd_name not in COMMANDS:
            if ctx.resilient_parsing:
                return None
            raise click.UsageError(f"there is no command {cmd_name!r} ({nearest(cmd_name, COMMANDS)})", ctx)
        command: click.Command = import_module(COMMANDS[cmd_name]).command
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; bad input ends with status 2, every problem on a line of its own."""
        try:
            return super().invoke(ctx)
        except PvError as error:
            for problem in error.problems:
                say(f"error: {problem}", err=True)
            sys.exit(2)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="pv-safety")
def cli() -> None:
    """Turn the adverse-event data of a clinical trial into a safety report.

    STUDY is a study.toml, a folder that has one, or the name of a built-in study (destiny-breast04,
    cdisc-pilot).
    """


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A term that the terminal's encoding lacks is shown by its code: it must not stop the output.
            stream.reconfigure(errors="backslashreplace")
    # A command fills memory once and ends: looking for cycles after every 700 objects was a tenth of a report's time.
    gc.set_threshold(50_000, 20, 50)
    cli()
