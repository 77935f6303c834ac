"""pv-safety diff: what differs between two data cuts."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pv.cli.completion import cuts
from pv.cli.options import EXACT
from pv.cli.run import Run, with_run
from pv.cli.say import say
from pv.errors import Problem, SettingError
from pv.output import require_writable

if TYPE_CHECKING:
    from pv.difference import Difference

#: A folder is hardly called so.
_FILES = (".csv", ".json", ".parquet", ".duckdb", ".xlsx", ".rtf")


@click.command("diff")
@click.argument("old", shell_complete=cuts)
@click.argument("new", shell_complete=cuts)
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    help="An .html file: one page; else a folder for all tables of the comparison as CSV, created if missing.",
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
    _refuse_other_files(out)
    with run.progress() as stages:
        found = run.changes(old, new, stages)
    if out is not None:
        _write(found, out, exact=exact)
    say(str(found))
    if out is not None:
        say(f"\n{out} written.")
    sys.exit(1 if exit_code and not found.nothing else 0)


def _refuse_other_files(out: Path | None) -> None:
    """Refuse what is neither a page nor a folder, before any work.

    Raises:
        OutputError: the page cannot be written.
        SettingError: it is another kind of file.
    """
    if out is not None and out.suffix.lower() == ".html":
        require_writable(out)
    elif out is not None and (out.suffix.lower() in _FILES or out.is_file()):
        right = "an .html file, or a folder for the tables as CSV"
        raise SettingError(Problem("a comparison is not written as such a file", str(out), right))


def _write(found: "Difference", out: Path, *, exact: bool) -> None:
    """Write a comparison as a page, or its tables into a folder."""
    from pv.output import write_csv_files, write_text  # noqa: PLC0415  # help and errors need no pandas

    if out.suffix.lower() == ".html":
        from pv.render.html.changes_page import changes_page  # noqa: PLC0415  # the same

        write_text(out, changes_page(found))
        return
    from pv.spreadsheet import for_people  # noqa: PLC0415  # the same

    write_csv_files(out, {name: frame if exact else for_people(frame) for name, frame in found.frames.items()})
