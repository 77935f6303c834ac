"""pv-safety diff: what differs between two data cuts."""

import sys
from pathlib import Path

import click

from pv.cli.completion import cuts
from pv.cli.options import EXACT, imported
from pv.cli.run import Run, with_run
from pv.cli.say import say


@click.command("diff")
@click.argument("old", shell_complete=cuts)
@click.argument("new", shell_complete=cuts)
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    help="Folder for the tables of the comparison as CSV files; created if missing.",
)
@EXACT
@click.option("--exit-code", is_flag=True, help="Exit with status 1 where anything differs.")
@with_run
def command(old: str, new: str, out: Path | None, run: Run, *, exact: bool, exit_code: bool) -> None:
    """Compare two data cuts, OLD and NEW.

    Each is a study, or a DuckDB FILE that `pv-safety build` wrote. Listed are the records that are new, gone or
    changed, field by field, with those that are recoded or regraded; the cells of every result table that moved; and
    the records that moved them.

    Exit status 0: compared, whether or not anything differs (with --exit-code: nothing differs). 1: with --exit-code,
    something differs. 2: cannot run.
    """
    with run.progress() as stages:
        found = imported(stages).diff(old, new, stages=stages, memory=run.memory, spill=run.spill)
    if out is not None:
        from pv.output import write_csv_files  # noqa: PLC0415  # help and errors need no pandas
        from pv.spreadsheet import for_people  # noqa: PLC0415  # the same

        write_csv_files(out, {name: frame if exact else for_people(frame) for name, frame in found.frames.items()})
    say(str(found))
    if out is not None:
        say(f"\n{out} written: {len(found.frames)} tables as CSV.")
    sys.exit(1 if exit_code and not found.nothing else 0)
