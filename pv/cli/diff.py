"""pv-safety diff: what differs between two data cuts."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pv.cli.completion import cuts
from pv.cli.options import EXACT
from pv.cli.replaced import earlier, in_place_of
from pv.cli.run import Run, with_run
from pv.cli.say import say
from pv.errors import OutputError, Problem, SettingError
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
    _refuse_folder_of_data(out)
    with run.progress() as stages:
        found = run.changes(old, new, stages)
    replaced = "" if out is None else _write(found, out, exact=exact)
    say(str(found))
    if out is not None:
        say(f"\n{out} written{replaced}.")
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


def _refuse_folder_of_data(out: Path | None) -> None:
    """Refuse a folder that is one of a study: its files may have the names of ours.

    Raises:
        OutputError: it has a study file, or a dataset.
    """
    if out is None or not out.is_dir():
        return
    from pv import resources  # noqa: PLC0415  # help needs none of it
    from pv.load.signature import SUFFIXES  # noqa: PLC0415  # the same

    datasets = resources.files("schemas/input", ".yaml").keys()
    for file in sorted(out.iterdir()):
        is_dataset = file.suffix.lower() in SUFFIXES and file.stem.lower() in datasets
        if file.name == "study.toml" or is_dataset:
            message = f"the folder has the files of a study ({file.name})"
            raise OutputError(Problem(message, str(out), "another folder, for the comparison alone"))


def _write(found: "Difference", out: Path, *, exact: bool) -> str:
    """Write a comparison as a page, or its tables into a folder; return what that replaced, to be said."""
    from pv.output import write_csv_files, write_text  # noqa: PLC0415  # help and errors need no pandas

    if out.suffix.lower() == ".html":
        from pv.render.html.changes_page import changes_page  # noqa: PLC0415  # the same

        before = earlier(out)
        write_text(out, changes_page(found))
        return in_place_of(before, out)
    from pv.spreadsheet import for_people  # noqa: PLC0415  # the same

    files = [out / f"{name}.csv" for name in found.frames]
    replaced = [earlier(file) for file in files]
    write_csv_files(out, {name: frame if exact else for_people(frame) for name, frame in found.frames.items()})
    return _replaced_of([in_place_of(one, file) for one, file in zip(replaced, files, strict=True)], files)


def _replaced_of(said: Sequence[str], files: Sequence[Path]) -> str:
    """Return what the files of a folder took the place of, in one phrase."""
    others = [file.name for file, text in zip(files, said, strict=True) if text.startswith(", replacing")]
    if others:
        return f", replacing {', '.join(others)}"
    return ", identical to the previous files" if all(said) else ""
