"""Which command does what; every error is one clear line and exit status 2."""

import gc
import os
import signal
import sys
from importlib import import_module
from io import TextIOWrapper
from types import FrameType, MappingProxyType
from typing import NoReturn

import click

from pv.cli.failure import FAULT, TerminatedError, failure, no_memory, show_traceback
from pv.cli.say import say
from pv.errors import SettingError, nearest, require_docstrings

#: Command -> its module. Help and errors of the command line need none of what the commands import.
COMMANDS = MappingProxyType(
    {
        "report": "pv.cli.report",
        "check": "pv.cli.check",
        "verify": "pv.cli.verify",
        "audit": "pv.cli.audit",
        "build": "pv.cli.build",
        "diff": "pv.cli.diff",
        "sql": "pv.cli.sql",
        "table": "pv.cli.table",
        "tables": "pv.cli.tables",
        "displays": "pv.cli.displays",
        "show": "pv.cli.show",
        "export": "pv.cli.export",
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
        if not any(option.name == DEBUG for option in command.params):
            command.params.append(_debug_option())
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; whatever ends it is said on one line (every problem of the input on one), with a status."""
        ctx.ensure_object(dict)
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()  # a full disk is found now, and not when nobody can say so any more
        except (click.ClickException, click.exceptions.Exit, BrokenPipeError):
            raise  # click's own, which it words; and who reads no further wants no word
        except (Exception, KeyboardInterrupt, TerminatedError) as error:  # noqa: BLE001  # each gets its one line
            end(STOPPED[0]() if STOPPED else error, debug=bool(ctx.obj.get(DEBUG)))
        return result


def end(error: BaseException, *, debug: bool) -> NoReturn:
    """Say what ended a command, and exit with its status."""
    found = failure(error)
    if isinstance(error, OSError) and sys.stdout is sys.__stdout__ and sys.stdout is not None:
        # What standard output did not take is not tried again when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if debug and found.status == FAULT:
        show_traceback(error)
    for line in found.lines:
        say(line, err=True)
    if sys.stdout is sys.__stdout__ and no_memory(error):
        os._exit(found.status)  # threads that never began make an orderly end a crash
    sys.exit(found.status)


DEBUG = "debug"

#: What a signal asked for. A library at work (DuckDB in a query) turns the stop into an error of its own: it is still
#: the signal that ended the command.
STOPPED: list[type[KeyboardInterrupt | TerminatedError]] = []


def _debug_option() -> click.Option:
    """Return the option --debug, taken before and after the name of a command."""

    def remember(ctx: click.Context, _param: click.Parameter, value: bool) -> None:  # noqa: FBT001  # click's signature
        found = ctx.ensure_object(dict)
        found[DEBUG] = value or found.get(DEBUG, False)

    return click.Option(
        [f"--{DEBUG}"],
        is_flag=True,
        expose_value=False,
        callback=remember,
        help="Show where in the program an internal error arose.",
    )


@click.group(cls=_Commands, params=[_debug_option()], context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="pv-safety")
def cli() -> None:
    """Turn the safety data of a clinical trial into a report.

    STUDY is a study.toml, a folder that contains one, or the name of a built-in study (destiny-breast04,
    cdisc-pilot).

    Exit status: 0 done; 1 check set records aside, or reconcile, verify, audit or diff --exit-code found a difference;
    2 cannot run; 3 an internal error; 130 interrupted.
    """


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A term that the terminal's encoding lacks is shown by its code: it must not stop the output.
            stream.reconfigure(errors="backslashreplace")
    # A command fills memory once and ends: looking for cycles after every 700 objects was a tenth of a report's time.
    gc.set_threshold(50_000, 20, 50)
    signal.signal(signal.SIGTERM, stop)
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # who runs us may have it ignored
        signal.signal(signal.SIGINT, stop)
    try:
        require_docstrings()
    except SettingError as error:
        end(error, debug=False)
    cli()


def stop(number: int, _frame: FrameType | None) -> NoReturn:
    """End by a signal: what is half written is removed."""
    STOPPED.append(TerminatedError if number == signal.SIGTERM else KeyboardInterrupt)
    raise STOPPED[-1]
